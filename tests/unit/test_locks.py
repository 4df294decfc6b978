"""What is installed is exact, names no download address, and is said once."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

import hesscourse

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
ADDRESS = re.compile(r"://|\b[\w-]+\.(org|com|net|io|dev)\b")
REQUIREMENT = re.compile(r"^([a-z0-9.-]+)==(\S+)( ; .+?)? \\$", re.MULTILINE)


def install_lists():
    names = {"package-lock.json", "npm-shrinkwrap.json", "environment.yml", "pyproject.toml"}
    rooms = [room for room in ROOT.iterdir() if room.is_dir() and room.name[0] != "."]
    files = [*ROOT.iterdir(), *(file for room in rooms for file in room.rglob("*"))]
    return [
        file
        for file in files
        if (file.suffix == ".lock" or file.name in names) and "node_modules" not in file.parts
    ]


def pins(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    return {f"{package}=={version}" for package, version, _ in REQUIREMENT.findall(text)}


@pytest.mark.parametrize("path", install_lists(), ids=lambda path: path.name)
def test_no_download_address(path):
    assert not ADDRESS.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", ["six @ https://example/six.whl", '"resolved": "npm.example.org"'])
def test_a_download_address_is_noticed(line):
    assert ADDRESS.search(line)


def test_each_lock_stands_on_the_one_before():
    student, test, browser, bench, hosting = (
        pins(f"requirements{extra}.lock")
        for extra in ("", "-dev", "-browser", "-bench", "-hosting")
    )
    assert student < test < browser
    assert test < bench
    assert test < hosting
    assert student < pins("deploy/kubernetes/requirements.lock")
    assert student < pins("deploy/hub/requirements.lock")


def test_locks_hold_what_the_project_asks_for():
    locked = {pin.partition("==")[0] for pin in pins("requirements.lock")}
    wanted = {re.match(r"[\w.-]+", dependency).group() for dependency in PROJECT["dependencies"]}
    assert wanted | {"hatchling"} <= locked


def test_the_version_is_said_alike_in_both_places():
    assert hesscourse.__version__ == PROJECT["version"]


def test_the_page_and_the_kernel_in_it_have_the_same_widgets():
    locks = ("requirements.lock", "deploy/lite/requirements.lock", "deploy/lite/browser.lock")
    student, page, kernel = (
        {pin for pin in pins(lock) if pin.startswith(("anywidget==", "ipywidgets=="))}
        for lock in locks
    )
    assert len(student) == 2
    assert student == page == kernel


def test_conda_takes_everything_but_python_from_the_project():
    python, pip, from_project = ENVIRONMENT["dependencies"]
    assert re.fullmatch(r"python=3\.\d+", python)  # a range silently gives an old Python on Binder
    assert PROJECT["requires-python"] == ">=3.11"
    assert int(python.rpartition(".")[2]) >= 11
    assert (pip, from_project) == ("pip", {"pip": ["."]})
    assert ENVIRONMENT["channels"] == ["conda-forge"]


def test_the_wheel_is_built_from_what_is_installed(tmp_path):
    pip_wheel = "pip wheel --quiet --no-index --no-deps --no-build-isolation --wheel-dir"
    subprocess.run([sys.executable, "-m", *pip_wheel.split(), tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "hesscourse/__init__.py" in names
    assert "hesscourse/_course/notebooks/00_start_here.ipynb" in names
    assert any(name.endswith("/overrides.d/hesscourse.json") for name in names)
    assert not any(name.startswith(("tests/", "notebooks/")) for name in names)
