"""The image for Kubernetes, followed step by step without docker, and the pull at its start.

What the recipe copies is copied, what it tells pip is told to pip, in an environment of its own.
"""

import os
import re
import shlex
import shutil
import subprocess
import venv
from pathlib import Path

import pytest
import yaml
from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).parents[2]
KUBERNETES = ROOT / "deploy/kubernetes"
VALUES = yaml.safe_load((KUBERNETES / "values.yaml").read_text(encoding="utf-8"))
SINGLEUSER = VALUES["singleuser"]
FOR_STUDENTS = {
    *("pyproject.toml", "README.md", "LICENSE", "tools/jupyterlab_settings.json"),
    *("hesscourse", "exercises", "notebooks", "deploy/kubernetes/requirements.lock"),
}


@pytest.fixture(scope="module")
def steps():
    """Instructions with their words, in order."""
    parser = DockerfileParser(path=str(KUBERNETES))
    return [(step["instruction"], step["value"]) for step in parser.structure]


@pytest.fixture(scope="module")
def image(steps, tmp_path_factory):
    """The folder that holds the environment's programs, after each COPY and pip of the recipe."""
    folder = tmp_path_factory.mktemp("image")
    venv.create(folder / "environment", with_pip=True)
    programs = folder / "environment" / "bin"
    for instruction, value in steps:
        inside = value.replace("/tmp/course", str(folder / "course"))
        if instruction == "COPY":
            *sources, target = inside.split()
            for source in sources:
                copy(ROOT / source, Path(target))
        if instruction == "RUN" and "pip install" in value:
            subprocess.run(
                ["sh", "-c", inside], check=True, env=os.environ | {"PATH": path_with(programs)}
            )
    assert not (folder / "course").exists()  # the recipe cleans up
    return programs


def copy(source, target):
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def path_with(programs):
    return f"{programs}{os.pathsep}{os.environ['PATH']}"


def test_the_recipe_begins_with_the_python_of_environment_yml(steps):
    python = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"][0]
    kind, _, version = python.partition("=")
    froms = [value for instruction, value in steps if instruction == "FROM"]
    assert froms == [f"{kind}:{version}-slim"]


def test_only_what_students_may_see_is_copied(steps):
    copied = [
        source
        for instruction, value in steps
        if instruction in ("COPY", "ADD")
        for source in value.split()[:-1]
    ]
    assert set(copied) == FOR_STUDENTS
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_it_runs_as_the_student_that_the_values_name(steps):
    by_name = dict(steps)
    assert by_name["USER"] == "jovyan"
    assert by_name["WORKDIR"] == SINGLEUSER["storage"]["homeMountPath"]
    assert by_name["CMD"] == f'["{SINGLEUSER["cmd"]}"]'
    (useradd,) = (value for _, value in steps if value.startswith("useradd"))
    assert f"--uid {SINGLEUSER['uid']} " in useradd


def test_the_server_has_the_version_of_the_hub(image):
    said = subprocess.run([image / "jupyterhub-singleuser", "--version"], **capture())
    assert re.fullmatch(r"5\.5\.\d+", said.stdout.strip())


def test_the_package_works_with_its_lessons_in_it(image, tmp_path):
    compute = "import hesscourse as hc; print(hc.newton(hc.gallery.report_surface, [5, 5]).steps)"
    assert subprocess.run([image / "python", "-c", compute], **capture(tmp_path)).stdout == "5\n"
    start = [image / "hesscourse", "start", "--lay-out-only", tmp_path / "hesscourse"]
    subprocess.run(start, **capture(tmp_path))
    first = SINGLEUSER["defaultUrl"].removeprefix("/lab/tree/")
    assert (tmp_path / first).read_text() == (ROOT / first.partition("/")[2]).read_text()


def capture(folder=None):
    return {"cwd": folder, "check": True, "capture_output": True, "text": True}


@pytest.fixture
def repository(tmp_path):
    """A teacher's repository, and a function that commits one file to it."""
    folder = tmp_path / "repository"
    git(tmp_path, "init --quiet --initial-branch main repository")

    def commit(name, text):
        (folder / name).write_text(text)
        git(folder, f"add {name}")
        git(folder, "-c user.name=T -c user.email=t@t commit --quiet --message lesson")

    commit("lesson.ipynb", "first edition\n")
    return folder, commit


def git(folder, words):
    subprocess.run(["git", *shlex.split(words)], cwd=folder, check=True, capture_output=True)


def start_server(image, home, repository):
    """What Kubernetes does at each start of a student's server."""
    home.mkdir(exist_ok=True)
    named = {"COURSE_REPOSITORY": str(repository), "COURSE_BRANCH": "main", "HOME": str(home)}
    command = SINGLEUSER["lifecycleHooks"]["postStart"]["exec"]["command"]
    environment = os.environ | named | {"PATH": path_with(image)}
    return subprocess.run(command, env=environment, check=False).returncode


def test_each_start_brings_the_lessons_up_to_date(image, repository, tmp_path):
    folder, commit = repository
    home = tmp_path / "home"
    assert start_server(image, home, folder) == 0
    (home / "hesscourse" / "notes.txt").write_text("my notes")
    commit("lesson.ipynb", "second edition\n")
    assert start_server(image, home, folder) == 0
    assert (home / "hesscourse" / "lesson.ipynb").read_text() == "second edition\n"
    assert (home / "hesscourse" / "notes.txt").read_text() == "my notes"


def test_a_student_gets_in_when_the_repository_is_away(image, repository, tmp_path):
    folder, _ = repository
    home = tmp_path / "home"
    start_server(image, home, folder)
    (home / "hesscourse" / "lesson.ipynb").write_text("my work")
    folder.rename(tmp_path / "elsewhere")
    assert start_server(image, home, folder) == 0
    assert (home / "hesscourse" / "lesson.ipynb").read_text() == "my work"
    assert "ERROR" in (home / ".course_update.log").read_text().upper()
