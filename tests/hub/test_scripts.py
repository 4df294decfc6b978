"""What an admin types: deploy/hub/prepare, users, publish, link, try."""

import os
import pwd
import subprocess
from contextlib import suppress

import pytest

from tools.hub import BIN, DEPLOY, ROOT

NEW, OTHER = "hctest-new", "hctest-other"
TRIED = ("ada", "bob", "grace")  # whom `make hub` makes


@pytest.fixture
def run(hub_folder):
    """Runs a script of deploy/hub for a hub in this folder; what it said, and its exit status."""

    def script(name, *arguments, **more):
        environment = os.environ | {"HESSCOURSE_HUB": str(hub_folder)} | more
        command = ["bash", "-c", 'umask "$1"; shift; "$@"', "bash", environment.pop("umask", "022")]
        return subprocess.run(
            [*command, DEPLOY / name, *arguments],
            env=environment,
            capture_output=True,
            text=True,
        )

    return script


@pytest.fixture
def users(run):
    """The script `users`, on a hub that is laid out. Whom it adds goes at the end."""
    assert run("prepare").returncode == 0
    yield lambda *arguments: run("users", *arguments)
    for name in (NEW, OTHER):
        if exists(name):
            subprocess.run(["userdel", name], check=True)


def exists(name):
    with suppress(KeyError):
        return pwd.getpwnam(name)


def groups(name):
    return subprocess.check_output(["id", "-Gn", name], text=True).split()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["ad", "student", NEW],
        ["add"],
        ["add", "student"],
        ["add", "students", NEW],
        ["add", NEW, OTHER],
        ["remove"],
    ],
)
def test_a_slip_of_the_pen_adds_nobody_and_says_how_it_is_typed(users, words):
    done = users(*words)
    assert done.returncode != 0
    assert "users add student|teacher NAME..." in done.stderr
    assert not exists(NEW)
    assert not exists(OTHER)


def test_each_role_has_its_group(users):
    assert users("add", "student", NEW).stdout.startswith(f"{NEW} ")
    assert users("add", "teacher", OTHER).returncode == 0
    assert "hesscourse" in groups(NEW)
    assert "hesscourse-teachers" not in groups(NEW)
    assert "hesscourse-teachers" in groups(OTHER)


def test_who_exists_is_not_added_again_nor_is_anybody_else(users):
    users("add", "student", NEW)
    done = users("add", "student", OTHER, NEW)
    assert done.returncode != 0
    assert f"{NEW} is a user of this machine already" in done.stderr
    assert not exists(OTHER)


def test_what_the_machine_refuses_is_said(users):
    done = users("add", "student", "hctest:no-name")
    assert done.returncode != 0
    assert "hctest:no-name" in done.stderr


def test_a_user_of_the_machine_who_is_not_of_this_hub_is_not_removed(users):
    users("add", "student", OTHER)
    subprocess.run(["useradd", "--no-create-home", NEW], check=True)
    done = users("remove", OTHER, NEW)
    assert done.returncode != 0
    assert f"{NEW} is no user of this hub" in done.stderr
    assert exists(NEW)
    assert exists(OTHER)


def test_an_old_home_belongs_to_nobody_until_its_user_comes_back(users, hub_folder):
    users("add", "student", NEW)
    (hub_folder / "homes" / NEW / "diary").write_text("mine")
    os.chown(hub_folder / "homes" / NEW / "diary", exists(NEW).pw_uid, exists(NEW).pw_gid)
    assert users("remove", NEW).returncode == 0
    owners = {path.stat().st_uid for path in (hub_folder / "homes").rglob("*")}
    assert owners == {0}
    assert users("add", "student", NEW).stderr == ""
    assert (hub_folder / "homes" / NEW / "diary").stat().st_uid == exists(NEW).pw_uid


def test_make_hub_harms_nobody_who_has_a_name_that_it_wants(run):
    nobody_has_the_names_of_make_hub()
    subprocess.run(["useradd", "--no-create-home", "ada"], check=True)
    try:
        done = run("try", HESSCOURSE_HUB_PORT="no port")
        assert done.returncode != 0
        assert "such users already: ada." in done.stderr
        assert exists("ada")
        assert not exists("bob")
    finally:
        subprocess.run(["userdel", "ada"], check=True)


def test_make_hub_takes_its_users_away_again(run, hub_folder):
    nobody_has_the_names_of_make_hub()
    done = run("try", HESSCOURSE_HUB_PORT="no port")  # so the hub itself ends at once
    assert [line.split()[0] for line in done.stdout.splitlines() if line.startswith(TRIED)] == [
        *TRIED
    ]
    assert "The link for students: http" in done.stdout
    assert not any(map(exists, TRIED))
    assert {path.name for path in (hub_folder / "homes").iterdir()} == set(TRIED)


def nobody_has_the_names_of_make_hub():
    if any(map(exists, TRIED)):
        pytest.skip(f"one of {', '.join(TRIED)} is a user of this machine")


def test_a_folder_that_is_shut_to_students_is_refused(run, hub_folder):
    hub_folder.chmod(0o700)
    done = run("prepare")
    assert done.returncode != 0
    assert f"Students could not reach {hub_folder}" in done.stderr


def test_a_course_that_students_cannot_read_is_refused(hub_folder):
    course = hub_folder / "shut"
    (course / "deploy").mkdir(parents=True)
    (course / "deploy" / "hub").symlink_to(DEPLOY)
    (course / ".venv-hub").symlink_to(BIN.parent)
    course.chmod(0o700)
    done = subprocess.run(
        [course / "deploy" / "hub" / "prepare"],
        env=os.environ | {"HESSCOURSE_HUB": str(hub_folder)},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert f"Students could not run {course}/.venv-hub/bin/python" in done.stderr
    assert not (hub_folder / "teachers").exists()


def test_publishing_before_the_folder_is_laid_out_says_what_comes_first(run):
    done = run("publish", "too early")
    assert done.returncode != 0
    assert "First: " in done.stderr
    assert "deploy/hub/prepare" in done.stderr


def test_students_can_read_what_was_published_under_a_tight_umask(users, run, hub_folder):
    users("add", "student", NEW)
    assert run("prepare", umask="077").returncode == 0
    assert run("publish", "The course", umask="077").returncode == 0
    assert "nothing is new" in run("publish", "The course", umask="077").stdout
    clone = f"cd ~ && GIT_CONFIG_SYSTEM={hub_folder}/gitconfig git clone {hub_folder}/course.git"
    home = f"HOME={hub_folder}/homes/{NEW}"
    subprocess.run(["runuser", "-u", NEW, "--", "env", home, "bash", "-c", clone], check=True)
    assert (hub_folder / "homes" / NEW / "course" / "notebooks").is_dir()


def test_every_teacher_may_add_to_what_was_published(users, run, hub_folder):
    assert run("publish", "The course").returncode == 0
    for folder in (hub_folder / "course.git").rglob("*"):
        if folder.is_dir():
            assert folder.stat().st_mode & 0o2070 == 0o2070, folder


@pytest.mark.parametrize("end", ["", "/"])
def test_the_link_hands_out_from_any_repository(end):
    environment = {**os.environ, "HESSCOURSE_REPO": "https://git.example.edu/course"}
    environment.pop("HESSCOURSE_HUB", None)
    said = subprocess.run(
        [DEPLOY / "link", f"https://hub.example.edu{end}"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert said.startswith(
        "https://hub.example.edu/hub/user-redirect/git-pull"
        "?repo=https%3A%2F%2Fgit.example.edu%2Fcourse&branch=main"
    )


def test_an_old_node_is_refused_in_words(tmp_path):
    for name in ("Makefile", "deploy", "hesscourse", "pyproject.toml", "tools"):
        (tmp_path / name).symlink_to(ROOT / name)
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "node").write_text("#!/bin/sh\necho v16.20.2\n")
    (programs / "node").chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["make", ".venv-hub/.installed", "HUB_PYTHON=false"],
        cwd=tmp_path,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "needs Node 18 or newer, and this is v16.20.2" in done.stderr
