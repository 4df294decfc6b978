"""Teachers change the course, an admin brings a new version, and neither loses the other's work."""

import subprocess
from contextlib import ExitStack

import pytest

from tools.hub import ROOT
from tools.student import at_a_terminal


def git(folder, *words):
    return subprocess.check_output(["git", "-C", folder, *words], text=True)


older_is_known = pytest.mark.skipif(
    git(ROOT, "rev-list", "--count", "HEAD") == "1\n",
    reason="this clone of the course is shallow: it knows no older version",
)


@pytest.fixture(scope="module")
def teachers(class_hub):
    with ExitStack() as leave:
        yield [
            leave.enter_context(at_a_terminal(class_hub, f"hctest-{name}"))
            for name in ("grace", "hugo")
        ]


@older_is_known
def test_a_teacher_brings_a_new_version_into_the_teachers_copy(teachers, class_hub):
    newest = git(ROOT, "rev-parse", "HEAD")
    for teacher in teachers:
        teacher.do("cd ~/teachers && git reset --quiet --hard HEAD~1")
        assert git(class_hub.folder / "teachers", "rev-parse", "HEAD") != newest
        teacher.do("cd ~/teachers && git pull --quiet origin HEAD")
        assert git(class_hub.folder / "teachers", "rev-parse", "HEAD") == newest


@older_is_known
def test_an_admin_brings_a_new_version_and_a_teacher_keeps_what_they_changed(teachers, class_hub):
    grace, _ = teachers
    grace.do("cd ~/teachers && git reset --quiet --hard HEAD~1 && echo mine > notes.txt")
    class_hub.do("prepare")
    assert git(class_hub.folder / "teachers", "rev-parse", "HEAD") == git(ROOT, "rev-parse", "HEAD")
    assert grace.do("cat ~/teachers/notes.txt; rm ~/teachers/notes.txt") == "mine\n"


def test_whoever_publishes_nothing_of_the_others_is_lost(teachers, class_hub):
    for teacher in teachers:
        change = f"echo 'By {teacher.name}.' >> docs/hosting.md"
        teacher.do(f"cd ~/teachers && {change} && deploy/hub/publish 'news of {teacher.name}'")
        assert "nothing is new" in class_hub.do("publish", "news of the admin")
    published = git(class_hub.folder / "course.git", "show", "main:docs/hosting.md")
    assert published.endswith("By hctest-grace.\nBy hctest-hugo.\n")
    teachers[0].do("cd ~/teachers && git checkout --quiet docs")
