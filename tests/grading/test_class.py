"""A class is graded, from release to the CSV: everybody gets what they deserve. `make grading`."""

import csv
import html
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import classroom
import nbformat
import pytest
from attacks import ATTACKS, FUNCTIONS, LIES
from classroom import ALIKE, NAME, SLOW
from teacher import a_course, in_a_shell

SOURCE = classroom.without_pictures()
CLASS = classroom.students(SOURCE)
ONCE = [name for name in CLASS if name in SLOW or name in ALIKE]
TWICE = [name for name in CLASS if name not in ONCE]
GRADED = [name for name in CLASS if CLASS[name][1] is not None]
UNGRADED = [name for name in CLASS if CLASS[name][1] is None]
PATIENCE = "--Execute.timeout=8"  # seconds for a cell: what runs for ever need not run for long
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)

pytestmark = pytest.mark.usefixtures("sandbox")


def grade(course, students):
    """From release to the CSV, as docs/instructors.md says."""
    began = time.monotonic()
    exchange = f"--Exchange.root={course / 'exchange'}"
    (course / "exchange").mkdir()
    (a_course(course) / "solutions" / NAME / f"{NAME}.ipynb").write_text(SOURCE, encoding="utf-8")

    def nbgrader(command, *options, fails=False):
        done = in_a_shell(course, "nbgrader", command, NAME, *options)
        assert bool(done.returncode) == fails, done.stdout
        return done.stdout

    nbgrader("generate_assignment")
    nbgrader("release_assignment", exchange)
    for student in students:
        submit(course / "exchange" / "hesscourse" / "inbound", student)
    nbgrader("collect", exchange)
    log = nbgrader("autograde", PATIENCE, fails=True)  # since some cannot be graded
    again = [sys.executable, "-m", "hesscourse.instructor", "regrade", NAME]
    said = in_a_shell(course, *again, "--to", "grading/regrade.csv", "--settle")
    assert said.returncode == 0, said.stdout
    nbgrader("generate_feedback")
    exported = in_a_shell(course, "nbgrader", "export", "--to", "grading/grades.csv")
    assert exported.returncode == 0, exported.stdout

    print(f"{len(students)} submissions in {time.monotonic() - began:.0f} s")
    return SimpleNamespace(
        folder=course,
        log=log,
        said=said.stdout,
        table=rows(course / "grading" / "regrade.csv"),
        scores={row["student_id"]: row["score"] for row in rows(course / "grading" / "grades.csv")},
    )


def submit(inbound, student):
    """As `nbgrader submit` does it, which asks the system for the student's name."""
    folder = inbound / f"{student}+{NAME}+2026-11-22 12:00:00.000000 UTC+x"
    folder.mkdir()
    (folder / "timestamp.txt").write_text("2026-11-22 12:00:00.000000 UTC")
    text, _ = CLASS[student]
    if text is not None:
        (folder / f"{NAME}.ipynb").write_text(text, encoding="utf-8")


def rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def courses(tmp_path_factory):
    """One course for those who are graded once, and two for the same 60 others."""
    folders = [tmp_path_factory.mktemp("course") for _ in range(3)]
    with ThreadPoolExecutor(2) as two:
        return list(two.map(grade, folders, [ONCE, TWICE, TWICE]))


@pytest.fixture(scope="session")
def course_of(courses):
    once, twice, _ = courses
    return lambda student: once if student in ONCE else twice


def test_the_class_is_large_enough():
    assert len(TWICE) >= 60
    assert len(ATTACKS) + len(LIES) + len(FUNCTIONS) >= 31
    assert set(CLASS) >= SLOW


@pytest.mark.parametrize("student", GRADED)
def test_everybody_gets_what_they_deserve(course_of, student):
    course = course_of(student)
    marks = [row for row in course.table if row["student"] == student]
    assert sum(float(row["regrade"]) for row in marks) == CLASS[student][1], marks
    assert float(course.scores[student]) == CLASS[student][1]


@pytest.mark.parametrize("student", UNGRADED)
def test_what_cannot_be_graded_gets_nothing_and_is_listed_with_the_reason(course_of, student):
    course = course_of(student)
    (row,) = [row for row in course.table if row["student"] == student]
    assert row["why"].startswith("not graded: ")
    assert f"{student}: {row['why']}" in course.said
    assert float(course.scores[student]) == 0


@pytest.mark.parametrize(
    "reason",
    [
        "The sandbox ended the kernel: it went on after it was interrupted.",
        "The sandbox ended the kernel: it used more than 2 GiB of memory.",
        "The sandbox ended the kernel: it wrote more than 16 MiB.",
    ],
)
def test_nbgrader_tells_why_a_program_was_ended(courses, reason):
    assert reason in courses[0].log


def test_no_submission_harms_another(course_of):
    for student, (text, _) in CLASS.items():
        submitted = course_of(student).folder / "grading" / "submitted" / student / NAME
        path = submitted / f"{NAME}.ipynb"
        assert path.exists() == (text is not None)
        assert text is None or path.read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("courses")
def test_nothing_is_left_running():
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        assert b"hesscourse-left-running" not in command
        assert b"/kernel/connection.json" not in command


def test_two_runs_give_the_same_grades(courses):
    _, first, second = courses
    assert set(first.scores) == set(TWICE)
    assert first.scores == second.scores
    # nbgrader's own mark may be missing where the machine was too busy for it: ours stands then.
    assert list(map(marked, first.table)) == list(map(marked, second.table))


def marked(row):
    return row["student"], row["check"], row["regrade"]


def test_feedback_gives_no_hidden_test_away(courses):
    cells = nbformat.reads(SOURCE, as_version=4).cells
    hidden = [part for cell in cells for part in HIDDEN.findall(cell.source)]
    lines = [line.strip() for part in hidden for line in part.splitlines()]
    secrets = {line for line in lines if len(line) > 12}
    assert len(secrets) > 10
    assert secrets <= set(printed(courses[1], "attack_hidden_tests_printed"))
    pages = [
        page for course in courses for page in course.folder.glob("grading/feedback/*/*/*.html")
    ]
    assert {"right", "attack_hidden_tests_printed"} <= {page.parts[-3] for page in pages}
    for page in pages:
        words = html.unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8")))
        assert "check.walks(walks)" in words
        assert not [secret for secret in secrets if secret in words]


def printed(course, student):
    path = course.folder / "grading" / "autograded" / student / NAME / f"{NAME}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    text = "".join(output.text for output in outputs if output.output_type == "stream")
    return [line.strip() for line in text.splitlines()]
