"""What is shut to a student, and what one student cannot take from the others."""

import subprocess
from pathlib import Path

import pytest

from tools.hub import ROOT
from tools.processes import CONTROL_GROUPS, limits, processes
from tools.student import at_a_terminal

GIB = 1024**3


@pytest.fixture(scope="module")
def ada(class_hub):
    with at_a_terminal(class_hub, "hctest-ada") as student:
        yield student


@pytest.fixture
def control_groups():
    home = next(filter(Path.exists, (CONTROL_GROUPS / "memory", CONTROL_GROUPS)))
    try:
        (home / "hctest").mkdir()
        (home / "hctest").rmdir()
    except OSError as error:
        pytest.skip(f"here no control groups can be made, and no limits enforced: {error}")


def as_user(name, *command):
    asked = ["runuser", "-u", name, "--", *command]
    return subprocess.run(asked, capture_output=True, text=True)


@pytest.mark.parametrize(
    "place", ["homes/hctest-bob", "homes/hctest-grace", "teachers", "state", "state/hub.sqlite"]
)
def test_places_that_are_shut_to_students(class_hub, place):
    refused = as_user("hctest-ada", "ls", str(class_hub.folder / place))
    assert "Permission denied" in refused.stderr


def test_no_solution_lies_where_a_student_can_read(class_hub):
    places = [str(class_hub.folder), str(ROOT / "solutions"), str(ROOT / "tests")]
    search = ["grep", "-rl", "--include=*.ipynb", "BEGIN SOLUTION", *places]
    assert as_user("hctest-ada", *search).stdout == ""
    assert "Permission denied" in as_user("hctest-ada", "ls", str(ROOT / ".git")).stderr
    # The same search finds them for a teacher.
    assert "teachers/solutions" in as_user("hctest-grace", *search).stdout


def test_a_teacher_may_write_in_the_course(class_hub):
    file = str(class_hub.folder / "teachers" / "solutions" / "new.txt")
    assert as_user("hctest-grace", "touch", file).returncode == 0


def test_a_kernel_listens_where_no_other_user_can_knock(ada, home):
    folder = home(ada.name)
    assert folder.stat().st_mode & 0o777 == 0o700
    sockets = [path for path in (folder / ".run").iterdir() if path.is_socket()]
    assert len(sockets) >= 5  # one for each of a kernel's channels


@pytest.mark.usefixtures("control_groups")
def test_a_program_that_takes_too_much_memory_is_ended(ada):
    assert limits(ada.name)["memory"] == 1 * GIB
    hog = "import sys; print('half'); b'x' * 1_600_000_000; print('all of it')"
    code, said = ada.shell(f'python -c "{hog}"')
    assert code == 137, said  # 128 + SIGKILL
    assert "all of it" not in said
    assert ada.shell("echo still here") == (0, "still here\n")


@pytest.mark.usefixtures("control_groups")
def test_a_student_has_one_processor_and_no_more(ada):
    assert limits(ada.name)["cpu"] == 1.0
    assert limits(ada.name)["processes"] == 512


@pytest.mark.usefixtures("control_groups")
def test_nobody_can_leave_their_control_group(ada):
    doors = "$(find /sys/fs/cgroup -maxdepth 2 -name cgroup.procs)"
    _, said = ada.shell(f"for door in {doors}; do echo $$ >$door && echo out; done")
    assert "out" not in said.split()


@pytest.mark.usefixtures("control_groups")
def test_what_a_student_left_running_ends_with_the_server(class_hub):
    with at_a_terminal(class_hub, "hctest-bob") as bob:
        bob.shell("setsid sleep 1000 >/dev/null 2>&1 &")
        assert subprocess.run(["pgrep", "-u", bob.name, "sleep"]).returncode == 0
    assert processes(bob.name) == []
