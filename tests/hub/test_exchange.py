"""A sheet goes to students and comes back, by nbgrader, each of them a user of the machine."""

import grp
import subprocess
from contextlib import ExitStack

import pytest

from tools.student import at_a_terminal

COURSE = "hesscourse"
SHEET = "01_gradient_descent_1d"


@pytest.fixture(scope="module")
def people(class_hub):
    with ExitStack() as leave:
        found = {}
        for name in ("ada", "bob", "grace", "hugo"):
            found[name] = leave.enter_context(at_a_terminal(class_hub, f"hctest-{name}"))
        yield found


@pytest.fixture(scope="module")
def a_student_was_first(people, class_hub):
    """Before anybody has released a sheet, a student has tried to make the exchange their own."""
    people["ada"].shell(
        f"umask 0; cd {class_hub.folder}/exchange; mkdir -p hesscourse/{{outbound,inbound}}; "
        "mkdir mine hesscourse/feedback; chmod -R 777 ."
    )


@pytest.fixture(scope="module")
def released(people, a_student_was_first):
    people["grace"].do(f"cd ~/teachers && nbgrader generate_assignment {SHEET} --force")
    people["grace"].do(f"cd ~/teachers && nbgrader release_assignment {SHEET}")


@pytest.fixture(scope="module")
def submitted(people, released):
    for name in ("ada", "bob"):
        people[name].do(f"nbgrader fetch_assignment {SHEET}")
        people[name].do(f"echo '# by {name}' >> {SHEET}/notes.txt && nbgrader submit {SHEET}")


def test_the_teacher_collects_what_each_student_handed_in(people, submitted, class_hub):
    people["grace"].do(f"cd ~/teachers && nbgrader collect {SHEET}")
    for name in ("ada", "bob"):
        folder = class_hub.folder / f"teachers/grading/submitted/hctest-{name}/{SHEET}"
        assert (folder / f"{SHEET}.ipynb").exists()
        assert (folder / "notes.txt").read_text() == f"# by {name}\n"
        assert (folder / f"{SHEET}.ipynb").stat().st_uid == uid("hctest-grace")


def test_another_teacher_collects_too(people, submitted, class_hub):
    people["bob"].do(f"echo '# later' >> {SHEET}/notes.txt && nbgrader submit {SHEET}")
    people["hugo"].do(f"cd ~/teachers && nbgrader collect {SHEET} --update")
    folder = class_hub.folder / f"teachers/grading/submitted/hctest-bob/{SHEET}"
    assert (folder / "notes.txt").read_text().endswith("# later\n")


def test_the_exchange_belongs_to_no_student(submitted, class_hub):
    exchange = class_hub.folder / "exchange"
    teachers = grp.getgrnam("hesscourse-teachers").gr_gid
    assert [path.name for path in exchange.iterdir()] == ["hesscourse"]
    course = exchange / "hesscourse"
    assert {path.name for path in course.iterdir()} == {"inbound", "outbound"}
    for folder, mode in {
        course: 0o2775,
        course / "outbound": 0o2775,
        course / "inbound": 0o2773,
    }.items():
        found = folder.stat()
        assert (found.st_uid, found.st_gid, found.st_mode & 0o7777) == (0, teachers, mode)


def test_what_students_fetch_holds_no_solution(people, submitted, home):
    for name in ("ada", "bob"):
        text = (home(f"hctest-{name}") / SHEET / f"{SHEET}.ipynb").read_text(encoding="utf-8")
        assert "raise NotImplementedError" in text or "..." in text
        assert "BEGIN SOLUTION" not in text
        assert "BEGIN HIDDEN TESTS" not in text


def test_a_student_sees_no_work_of_another(people, submitted, class_hub):
    inbound = class_hub.folder / "exchange/hesscourse/inbound"
    code, _ = people["ada"].shell(f"ls {inbound}")
    assert code != 0
    code, _ = people["ada"].shell(f"rm -r {class_hub.folder}/exchange/hesscourse/outbound/{SHEET}")
    assert code != 0
    code, _ = people["ada"].shell(f"mv {class_hub.folder}/exchange/hesscourse ~/mine")
    assert code != 0


def test_a_student_cannot_release(people, submitted, class_hub):
    people["ada"].do(f"mkdir -p release && cp -r {SHEET} release/mine && cp -r {SHEET} release")
    for name, more in (("mine", ""), (SHEET, "--force")):
        code, said = people["ada"].shell(f"nbgrader release_assignment {name} {more}")
        assert code != 0
        assert "Permission denied" in said
    released = class_hub.folder / "exchange/hesscourse/outbound"
    assert [path.name for path in released.iterdir()] == [SHEET]
    assert not (released / SHEET / "notes.txt").exists()


def test_a_student_hands_in_by_the_panel(people, submitted):
    ada = people["ada"]
    before = handed_in(ada.ask("get", f"{ada.home}/assignments", params={"course_id": COURSE}))
    asked = {"course_id": COURSE, "assignment_id": SHEET}
    after = handed_in(ada.ask("post", f"{ada.home}/assignments/submit", json=asked))
    assert len(after) == len(before) + 1


def handed_in(answer):
    """Every submission that the panel shows."""
    return [
        submission
        for sheet in answer.json()["value"]
        if sheet["status"] == "submitted"
        for submission in sheet["submissions"]
    ]


def test_a_teacher_grades_in_formgrader(people, submitted):
    grace = people["grace"]
    grace.do(f"cd ~/teachers && nbgrader collect {SHEET} --update")
    formgrader = f"{grace.home}/formgrader"
    page = grace.ask("get", f"{formgrader}/manage_submissions/{SHEET}").text
    assert "encountered an error" not in page
    one = f"{formgrader}/api/submission/{SHEET}/hctest-ada"
    assert grace.ask("get", one).json()["autograded"] is False
    done = grace.ask("post", f"{one}/autograde").json()
    assert done["success"], done["log"]
    assert grace.ask("get", one).json()["autograded"] is True


def uid(name):
    return int(subprocess.check_output(["id", "-u", name]))
