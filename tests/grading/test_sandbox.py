"""What a program can do in the sandbox, and what not."""

import subprocess

import pytest

from hesscourse.instructor.sandbox import Limits, Sandboxed

pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture
def work(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "link").symlink_to("/etc/passwd")
    return tmp_path


def said(program, work, **how):
    with Sandboxed(["-c", program], work, stdout=subprocess.PIPE, **how) as sandbox:
        out, _ = sandbox.process.communicate()
    return out.decode().strip()


def test_it_sees_a_copy_of_its_folder_and_no_link_leads_out(work):
    program = "import os; print(sorted(os.listdir()), os.path.exists('link'))"
    assert said(program, work) == "['link', 'mine.txt'] False"
    said("open('mine.txt', 'w').write('changed')", work)
    assert (work / "mine.txt").read_text() == "mine"


def test_it_does_not_see_the_course_or_a_home(work, monkeypatch):
    secret = work.parent / "secret.txt"
    secret.write_text("secret")
    assert said(f"import os; print(os.path.exists({str(secret)!r}))", work) == "False"
    assert said("import os; print(os.path.exists('/proc/self'))", work) == "False"


def test_it_has_no_network(work):
    program = (
        "import socket\n"
        "try: socket.create_connection(('127.0.0.1', 80), 1)\n"
        "except OSError as error: print(error.strerror)"
    )
    assert said(program, work) == "Network is unreachable"


def test_it_cannot_change_python_or_the_package(work):
    program = (
        "import hesscourse, os, sys\n"
        "for path in (hesscourse.__file__, os.__file__, sys.executable):\n"
        "    try: open(path, 'a'); print('open')\n"
        "    except OSError: print('no')"
    )
    assert said(program, work).split() == ["no"] * 3


def test_it_cannot_make_itself_powerful(work):
    program = (
        "import os\n"
        "status = os.system('unshare --user true 2> /dev/null')\n"
        "print(status != 0, len(os.sched_getaffinity(0)) > 0)"
    )
    assert said(program, work) == "True True"


def test_references_are_seen_only_if_asked_for(work):
    program = "import hesscourse.check as c; print(len(c.sheet_names()))"
    assert said(program, work) == "0"
    assert int(said(program, work, answers=True)) > 0


def test_what_it_starts_ends_with_it(work):
    program = (
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import os, time; os.setsid(); print(1);'\n"
        "    'time.sleep(600)'])"
    )
    said(program, work)  # returns although the grandchild holds the pipe


@pytest.mark.parametrize(
    ("program", "limits", "reason"),
    [
        ("import time; time.sleep(600)", {"seconds": 1}, "it ran for more than 1 seconds"),
        (
            "import os, time\n"
            "for _ in range(4):\n"
            "    if os.fork() == 0: hog = b'x' * 200_000_000; time.sleep(600)\n"
            "time.sleep(600)",
            {"memory": 2**29},
            "it used more than 0.5 GiB of memory",
        ),
    ],
)
def test_who_takes_too_much_is_ended(work, program, limits, reason):
    with Sandboxed(["-c", program], work, limits=Limits(**limits)) as sandbox:
        while sandbox.look():
            pass  # it looks until the end
    assert sandbox.ended_because == reason


def test_too_many_processes_are_refused(work):
    program = (
        "import os, time\n"
        "made = 0\n"
        "try:\n"
        "    while True:\n"
        "        if os.fork() == 0: time.sleep(600)\n"
        "        made += 1\n"
        "except OSError: print(made < 64)"
    )
    assert said(program, work) == "True"


def test_its_disk_is_small(work):
    program = (
        "try:\n"
        "    with open('big', 'wb') as file:\n"
        "        for _ in range(100): file.write(bytes(2**20))\n"
        "except OSError: print('full')"
    )
    assert said(program, work).startswith("full")
