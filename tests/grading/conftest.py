"""Grading needs a sandbox: root, or user namespaces. Where there is none, the tests say so."""

import os
import shutil
import sys
from pathlib import Path
from subprocess import PIPE, STDOUT, run

import pytest

from hesscourse.instructor.sandbox import Refusal, require

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sandbox():
    try:
        require()
    except Refusal as refusal:
        pytest.skip(str(refusal))


def a_course(folder):
    """What a teacher's folder needs for grading."""
    shutil.copytree(ROOT / "solutions", folder / "solutions")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    return folder


def in_a_shell(course, *command, path=()):
    """Run a command in a course, as a teacher does; `path` comes before the usual folders."""
    folders = [*map(str, path), str(Path(sys.executable).parent), os.environ["PATH"]]
    places = os.environ | {
        "PATH": os.pathsep.join(folders),
        "PYTHONPATH": str(ROOT),
        "JUPYTER_DATA_DIR": str(course / "jupyter"),  # nbgrader keeps copies there
    }
    return run(command, cwd=course, env=places, text=True, stdout=PIPE, stderr=STDOUT)
