"""Where grading cannot be fair, it does not happen, and says why."""

import builtins
import json
import shutil
import sys

import nbformat
import pytest
from nbgrader.api import Gradebook
from teacher import ROOT, a_course, in_a_shell

from hesscourse.instructor import sandbox
from hesscourse.instructor.__main__ import main
from hesscourse.instructor.regrade._judge import LARGEST, MOST_STARTS, Ungraded, marks
from hesscourse.instructor.sandbox import _start

NAME = "01_gradient_descent_1d"
PATH = ROOT / "solutions" / NAME / f"{NAME}.ipynb"
SOURCE = nbformat.read(PATH, as_version=4)
NOT_ALLOWED = "unshare: unshare failed: Operation not permitted"
PROGRAMS = {
    # As an ordinary user sees it where user namespaces are forbidden.
    "forbidden": f"echo '{NOT_ALLOWED}' >&2\nexit 1",
    # As on a system that makes namespaces, and allows nothing in them.
    "powerless": 'while [ "${1#--}" != "$1" ]; do shift; done\n'
    '[ "$(id -u)" != 0 ] || exec setpriv --bounding-set=-all --inh-caps=-all "$@"\n'
    'exec "$@"',
}

# nbgrader and SQLAlchemy warn about each other.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def tried_anew():
    sandbox.require.cache_clear()
    yield
    sandbox.require.cache_clear()


@pytest.fixture
def unshare(tmp_path, monkeypatch):
    """Puts another program in the place of unshare."""

    def put(name):
        folder = tmp_path / "programs"
        folder.mkdir()
        (folder / "unshare").write_text(f"#!/bin/sh\n{PROGRAMS[name]}\n")
        (folder / "unshare").chmod(0o755)
        monkeypatch.setenv("PATH", str(folder), prepend=":")
        return folder

    return put


@pytest.fixture
def course(tmp_path, monkeypatch):
    """With one submission, and a gradebook that knows the sheet."""
    root = a_course(tmp_path / "course")
    made = in_a_shell(root, "nbgrader", "generate_assignment", NAME)
    assert made.returncode == 0, made.stdout
    hand_in(root)
    monkeypatch.chdir(root)
    return root


def hand_in(root):
    folder = root / "grading" / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    shutil.copy(PATH, folder)


def test_another_system_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(sandbox.Refusal, match="Only Linux can make one; this is darwin"):
        sandbox.require()


def test_without_unshare_it_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(sandbox.Refusal, match="part of util-linux"):
        sandbox.require()


@pytest.mark.parametrize(
    ("program", "reason"),
    [("forbidden", NOT_ALLOWED), ("powerless", "cannot mount tmpfs: Operation not permitted")],
)
def test_a_system_that_allows_none_is_refused_with_its_own_words(program, reason, unshare):
    unshare(program)
    with pytest.raises(sandbox.Refusal) as refused:
        sandbox.require()
    assert reason in str(refused.value)
    assert "As root it works on most systems" in str(refused.value)


def test_work_that_every_sandbox_can_read_is_refused():
    with pytest.raises(sandbox.Refusal, match="which every sandbox can read. Move it."):
        sandbox.Sandboxed(["-c", "pass"], _start.PACKAGE / "check")


def test_regrade_is_refused_in_a_sentence_and_writes_nothing(course, unshare, capsys):
    unshare("forbidden")
    assert main(["regrade", NAME, "--to", "table.csv", "--settle"]) == 1
    assert NOT_ALLOWED in capsys.readouterr().err
    assert not (course / "table.csv").exists()


def test_nbgrader_shows_the_refusal_and_gives_no_mark(course, unshare):
    graded = in_a_shell(course, "nbgrader", "autograde", NAME, path=[unshare("forbidden")])
    assert graded.returncode != 0
    assert "Grading needs a sandbox, and this system does not allow one" in graded.stdout
    assert NOT_ALLOWED in graded.stdout
    with Gradebook(f"sqlite:///{course}/grading/gradebook.db", "hesscourse") as gradebook:
        (notebook,) = gradebook.find_submission(NAME, "ada").notebooks
        assert {grade.auto_score for grade in notebook.grades} == {None}


@pytest.mark.usefixtures("sandbox")
def test_regrade_says_what_is_missing(tmp_path, monkeypatch, capsys):
    again = ["regrade", NAME, "--to", "table.csv"]
    monkeypatch.chdir(tmp_path)
    assert main(again) == 1
    assert "Run this in the folder of the course." in capsys.readouterr().err
    a_course(tmp_path)
    assert main(again) == 1
    assert "There is no submission in" in capsys.readouterr().err
    hand_in(tmp_path)
    assert main(again) == 1
    assert f"Say: nbgrader generate_assignment {NAME} --force" in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(monkeypatch, capsys):
    ordinary = builtins.__import__

    def no_nbgrader(name, *arguments):
        if name.startswith("nbgrader"):
            raise ModuleNotFoundError("No module named 'nbgrader'", name="nbgrader")
        return ordinary(name, *arguments)

    for module in [name for name in sys.modules if name.startswith("hesscourse.instructor.")]:
        if not module.endswith("__main__"):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.delattr("hesscourse.instructor.course", raising=False)
    monkeypatch.setattr(builtins, "__import__", no_nbgrader)
    assert main(["exercises"]) == 1
    assert "pip install 'hesscourse[instructor]'" in capsys.readouterr().err


def written(path, text):
    path.write_text(text, encoding="utf-8")


def with_set_up(source):
    notebook = nbformat.from_dict(SOURCE)
    for cell in notebook.cells:
        if cell.id == "set-up":
            cell.source = source
    return nbformat.writes(notebook)


@pytest.mark.parametrize(
    ("hand_in", "reason"),
    [
        (lambda path: None, f"there is no {NAME}.ipynb"),
        (
            lambda path: written(path.with_name("mine.ipynb"), "{}"),
            f"there is no {NAME}.ipynb; there is mine.ipynb",
        ),
        (lambda path: path.mkdir(), "is a link or a folder, and no file"),
        (lambda path: path.symlink_to(PATH), "is a link or a folder, and no file"),
        (lambda path: written(path, " " * (LARGEST + 1)), "its folder holds more than 20 MiB"),
        (lambda path: written(path, ""), "is no notebook: "),
        (lambda path: written(path, '{"cells": 3}'), "is no notebook: "),
        (lambda path: written(path, "[" * 100_000), "is no notebook: "),
        (
            lambda path: written(path, with_set_up("VARIANT = 5")),
            "it was made for variant 5, and this is the grading of variant 0",
        ),
    ],
)
def test_what_cannot_be_read_is_not_graded_with_the_reason(hand_in, reason, tmp_path):
    path = tmp_path / f"{NAME}.ipynb"
    hand_in(path)
    with pytest.raises(Ungraded) as ungraded:
        marks(path, SOURCE)
    assert reason in str(ungraded.value)
    assert "\n" not in str(ungraded.value)


@pytest.mark.usefixtures("sandbox")
def test_a_program_that_ends_again_and_again_is_not_graded(tmp_path):
    cells = [nbformat.v4.new_code_cell(f"import os\nos._exit({n})") for n in range(MOST_STARTS)]
    path = tmp_path / f"{NAME}.ipynb"
    written(path, json.dumps(nbformat.v4.new_notebook(cells=cells)))
    with pytest.raises(Ungraded) as ungraded:
        marks(path, SOURCE)
    assert str(ungraded.value) == (
        f"its program ended {MOST_STARTS} times; the last: it ended by itself, with exit code "
        f"{MOST_STARTS - 1}"
    )
