"""A student with pip and no git: from a wheel to a lesson, and on to the next version.

The tests of this file follow one student, in order, in an environment that holds nothing but what
a student installs.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from threading import Thread

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

ROOT = Path(__file__).parents[2]
LESSON = "notebooks/01_gradient_descent_1d.ipynb"
UNTOUCHED = "notebooks/02_newton_1d.ipynb"
SHEET = "exercises/01_gradient_descent_1d/01_gradient_descent_1d.ipynb"
ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)(/lab\S*)\?token=(\w+)")
WIDGETS = "@jupyter-widgets/jupyterlab-manager:plugin"
NOT_A_STUDENTS = ("JUPYTER", "IPYTHON", "MPL", "PYTHON", "VIRTUAL_ENV")


class Student:
    """An empty home, an environment, and the commands that are typed in it."""

    def __init__(self, home):
        self.home, self.environment = home / "home", home / "environment"
        self.home.mkdir()
        venv.create(self.environment, with_pip=True)
        self.bin = self.environment / ("Scripts" if os.name == "nt" else "bin")
        self.course = self.home / "hesscourse"

    def install(self, *what):
        pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run(
            [self.bin / "python", *pip, *what], check=True, env=self.variables(os.environ)
        )

    def types(self, command, *arguments, folder=None):
        run = subprocess.run(
            [self.bin / command, *arguments],
            **{"cwd": folder or self.home, "env": self.own_variables()},
            **{"capture_output": True, "text": True},
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def own_variables(self):
        return self.variables(os.environ) | {"HOME": str(self.home)}

    @staticmethod
    def variables(given):
        return {name: given[name] for name in given if not name.startswith(NOT_A_STUDENTS)}

    def read(self, name):
        return (self.course / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    """The source archive, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    (archive,) = build(ROOT, folder, "sdist")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz")


@pytest.fixture(scope="module")
def wheel(sdist, tmp_path_factory):
    (path,) = build(sdist, tmp_path_factory.mktemp("wheel"), "wheel")
    return path


@pytest.fixture(scope="module")
def student(wheel, tmp_path_factory):
    student = Student(tmp_path_factory.mktemp("student"))
    student.install("--require-hashes", "-r", ROOT / "requirements.lock")
    student.install("--no-deps", "--no-index", wheel)
    return student


@pytest.fixture(scope="module")
def later_wheel(sdist, tmp_path_factory):
    """Version 0.2.0: two lessons and a sheet are different, and a lesson is new."""
    source = shutil.copytree(sdist, tmp_path_factory.mktemp("later") / "source")
    project = (source / "pyproject.toml").read_text(encoding="utf-8")
    later, count = re.subn(r'^version = ".+"$', 'version = "0.2.0"', project, flags=re.MULTILINE)
    assert count == 1
    (source / "pyproject.toml").write_text(later, encoding="utf-8")
    for name in (LESSON, UNTOUCHED, SHEET):
        (source / name).write_text(edited(source / name, "Second edition."), encoding="utf-8")
    shutil.copy(source / UNTOUCHED, source / "notebooks" / "11_new.ipynb")
    (path,) = build(source, source.parent / "dist", "wheel")
    return path


def build(source, target, kind):
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", target]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return list(target.iterdir())


def edited(path, words):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = words
    return json.dumps(notebook)


def test_the_wheel_is_the_same_by_way_of_the_source_archive(wheel, tmp_path):
    (direct,) = build(ROOT, tmp_path, "wheel")
    assert contents(wheel) == contents(direct)


def contents(wheel):
    archive = zipfile.ZipFile(wheel)
    return {name: archive.read(name) for name in archive.namelist()}


def test_no_solution_leaves_the_house(wheel, sdist):
    names = [*zipfile.ZipFile(wheel).namelist(), *map(str, sdist.rglob("*"))]
    assert not [name for name in names if "solutions" in name]
    sheets = [read for name, read in contents(wheel).items() if "_course/exercises/" in name]
    assert len(sheets) == len(list((ROOT / "exercises").glob("*/*.ipynb"))) > 0
    assert not [sheet for sheet in sheets if b"BEGIN SOLUTION" in sheet or b"HIDDEN TEST" in sheet]


def test_the_first_start_lays_the_course_out(student):
    said = student.types("hesscourse", "start", "--lay-out-only")
    assert f"{LESSON}: new." in said
    assert student.read(LESSON) == (ROOT / LESSON).read_text(encoding="utf-8")


def test_jupyterlab_opens_on_the_first_lesson_with_our_settings(student):
    with subprocess.Popen(
        [student.bin / "python", "-m", "hesscourse", "start", "--no-browser"],
        **{"cwd": student.home, "env": student.own_variables()},
        **{"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL, "text": True},
    ) as server:
        try:
            host, page, token = next(filter(None, map(ADDRESS.search, server.stderr))).groups()
            Thread(target=server.stderr.read, daemon=True).start()  # so that no log fills the pipe
            assert page == "/lab/tree/notebooks/00_start_here.ipynb"
            ask = asking(host, token)
            assert ask(page).status_code == 200
            there = ask("/api/contents").json()["content"]
            settings = ask("/lab/api/settings").json()["settings"]
        finally:
            server.terminate()
    assert {"notebooks", "exercises"} == {entry["name"] for entry in there}
    (widgets,) = (entry["schema"] for entry in settings if entry["id"] == WIDGETS)
    assert widgets["properties"]["saveState"]["default"] is True


def asking(host, token):
    """The server says its address a moment before it listens."""
    session = requests.Session()
    session.trust_env = False  # no proxy stands before this machine's own address
    session.mount(host, HTTPAdapter(max_retries=Retry(connect=30, backoff_factor=0.01)))
    return lambda path: session.get(f"{host}{path}", params={"token": token}, timeout=60)


def test_a_lesson_prints_what_is_stored(student):
    student.install("--require-hashes", "-r", ROOT / "requirements-dev.lock")  # for nbval
    said = student.types("pytest", "--nbval", "-q", LESSON, folder=student.course)
    assert re.search(r"\d\d passed", said)


def test_a_later_version_adds_what_is_new_and_touches_no_work(student, later_wheel):
    student.types(
        "jupyter", "execute", "--inplace", LESSON, folder=student.course
    )  # to run is to change
    (student.course / SHEET).write_text(edited(student.course / SHEET, "mine"), encoding="utf-8")
    before = {name: student.read(name) for name in (LESSON, SHEET)}
    student.install("--no-deps", "--no-index", later_wheel)

    said = student.types("hesscourse", "start", "--lay-out-only")
    assert {name: student.read(name) for name in (LESSON, SHEET)} == before
    for name in (LESSON, SHEET):
        beside = name.replace(".ipynb", " (version 0.2.0).ipynb")
        assert "Second edition." in student.read(beside)
        assert f"The new one lies beside it: {Path(beside).name}." in said
    assert "Second edition." in student.read(UNTOUCHED)
    assert "notebooks/11_new.ipynb: new." in said
    assert student.types("hesscourse", "start", "--lay-out-only").startswith("Nothing is new.")
