"""What a teacher has and does: a folder for grading, and commands typed in it."""

import os
import shutil
import sys
from pathlib import Path
from subprocess import PIPE, STDOUT, run

ROOT = Path(__file__).parents[2]


def a_course(folder):
    """Make what grading needs in a folder, and return the folder."""
    shutil.copytree(ROOT / "solutions", folder / "solutions")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    return folder


def in_a_shell(course, *command, path=()):
    """Run a command in a course; `path` comes before the usual folders of programs."""
    folders = [*map(str, path), str(Path(sys.executable).parent), os.environ["PATH"]]
    places = os.environ | {
        "PATH": os.pathsep.join(folders),
        "PYTHONPATH": str(ROOT),
        "JUPYTER_DATA_DIR": str(course / "jupyter"),  # nbgrader keeps copies there
    }
    return run(command, cwd=course, env=places, text=True, stdout=PIPE, stderr=STDOUT)
