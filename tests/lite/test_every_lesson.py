"""Every lesson in the Python of the site: what it prints there is what is stored."""

import json
import subprocess
from pathlib import Path

import nbformat
import pytest
from conftest import BUILT

LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
RUN = Path(__file__).with_name("run_lesson.mjs")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_prints_what_is_stored(path):
    command = ["node", RUN, BUILT / "static/pyodide", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    printed = json.loads(done.stdout.splitlines()[-1])
    stored = {
        cell.id: "".join(out.text for out in cell.outputs if out.output_type == "stream")
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    }
    assert printed == stored
