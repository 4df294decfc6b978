"""What repo2docker, and so Binder, would build from environment.yml. Nothing is built here."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import files
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from rattler import MatchSpec

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
REPO2DOCKER = ("-m", "repo2docker", "--no-build", "--debug")
STUDENT = ("--user-name", "jovyan", "--user-id", "1000")
BASE = r"environment-2epy-2d(\d+)-2e(\d+)-2dlinux-2d64-2elock"  # the locked base that is copied in


def dockerfile(folder):
    run = subprocess.run(
        [sys.executable, *REPO2DOCKER, *STUDENT, "."],
        **{"cwd": folder, "capture_output": True, "text": True, "check": True},
    )
    return run.stdout


def python_of(recipe):
    return ".".join(
        re.search(f"^COPY .*{BASE}.* /tmp/env/environment.lock$", recipe, re.M).groups()
    )


@pytest.fixture(scope="module")
def recipe():
    return dockerfile(ROOT)


@pytest.fixture(scope="module")
def base(recipe):
    """The versions that stand in the environment before ours is added to it."""
    name = f"environment.py-{python_of(recipe)}-linux-64.lock"
    (found,) = (path for path in files("jupyter-repo2docker") if path.name == name)
    lock = found.read_text(encoding="utf-8")
    return dict(re.findall(r"/([\w.-]+)-([\d.]+)-[^-/]+\.conda", lock))


def test_python_is_exact(recipe, base):
    assert python_of(recipe) == "3.12"
    assert base["python"].startswith("3.12.")


@pytest.mark.parametrize("python", ["python>=3.12", "python>=3.11,<3.14"])
def test_a_range_would_give_an_old_python(tmp_path, python):
    """So that the test above is known to bite, and why environment.yml is exact."""
    environment = {**ENVIRONMENT, "dependencies": [python, *ENVIRONMENT["dependencies"][1:]]}
    (tmp_path / "environment.yml").write_text(yaml.safe_dump(environment))
    assert python_of(dockerfile(tmp_path)) == "3.10"


def test_the_course_is_there_before_it_is_installed(recipe):
    """`- .` installs what was copied; and the copy is where a student's browser opens."""
    assert "ARG REPO_DIR=${HOME}" in recipe
    assert "WORKDIR ${REPO_DIR}" in recipe
    copied = recipe.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    installed = recipe.index('env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"')
    assert copied < installed
    assert "ENV KERNEL_PYTHON_PREFIX=${NB_PYTHON_PREFIX}" in recipe  # kernel and JupyterLab are one
    assert not (ROOT / ".dockerignore").exists()


def test_nothing_takes_the_place_of_environment_yml(tmp_path):
    """A folder `binder`, or a Dockerfile at the root, would be read instead of it."""
    assert not [name for name in ("binder", ".binder", "Dockerfile") if (ROOT / name).exists()]
    shutil.copy(ROOT / "environment.yml", tmp_path)
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    assert "environment.yml" not in dockerfile(tmp_path)


def test_conda_reads_each_spec_strictly_and_python_is_one_that_we_support():
    specs = {
        spec.name.normalized: spec
        for spec in (
            MatchSpec(text, strict=True)
            for text in ENVIRONMENT["dependencies"]
            if isinstance(text, str)
        )
    }
    assert specs.keys() == {"python", "pip"}
    python = str(specs["python"].version)
    assert re.fullmatch(r"3\.12\.\*|=?=?3\.12(\.\*)?", python)
    assert SpecifierSet(PROJECT["requires-python"]).contains("3.12")


def test_what_the_base_has_already_is_new_enough(base):
    """Conda's JupyterLab and pip's in one environment would be a trap."""
    wanted = {
        requirement.name: requirement.specifier
        for requirement in map(Requirement, PROJECT["dependencies"])
    }
    both = wanted.keys() & base.keys()
    assert {"jupyterlab", "ipywidgets"} <= both
    assert {name: base[name] for name in both if not wanted[name].contains(base[name])} == {}
    assert SpecifierSet(">=2.26").contains(base["jupyterlab_server"])  # reads overrides.d


@pytest.mark.parametrize(
    ("distribution", "extension"),
    [
        ("anywidget", "labextensions/anywidget/package.json"),
        ("jupyterlab_widgets", "labextensions/@jupyter-widgets/jupyterlab-manager/package.json"),
        ("hesscourse", "overrides.d/hesscourse.json"),
    ],
)
def test_extensions_come_with_the_packages(distribution, extension):
    """pip puts them where JupyterLab of the same environment looks."""
    (path,) = (path for path in files(distribution) if path.as_posix().endswith(extension))
    assert "share/jupyter/" in path.as_posix()
    assert json.loads(path.read_text(encoding="utf-8"))
