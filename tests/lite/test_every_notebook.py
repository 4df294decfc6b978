"""Every lesson and every sheet in the Python of the site, and no page around it."""

import json
import subprocess
from pathlib import Path

import nbformat
import pytest
from conftest import BUILT

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
UNSOLVED = sorted((ROOT / "exercises").glob("*/*.ipynb"))
SOLVED = sorted((ROOT / "solutions").glob("*/*.ipynb"))
RUN = Path(__file__).with_name("run_notebook.mjs")


def run(path):
    """From the id of each code cell to what it printed, or to the error that ended it."""
    command = ["node", RUN, BUILT / "static/pyodide", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def answers(path):
    """From each task of a sheet to what its check said, and what the summary said at the end."""
    said = run(path)
    checks = {cell: text for cell, text in said.items() if cell.startswith("check-")}
    assert len(checks) >= 6
    return checks, said["done"]


def name(path):
    return path.stem


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_prints_what_is_stored(path):
    stored = {
        cell.id: "".join(out.text for out in cell.outputs if out.output_type == "stream")
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    }
    assert run(path) == stored


@pytest.mark.parametrize("path", UNSOLVED, ids=name)
def test_a_sheet_runs_to_its_end_before_anything_is_attempted(path):
    checks, summary = answers(path)
    assert {text.partition(":")[0] for text in checks.values()} == {"NotAttempted"}
    assert summary.endswith(f"0 of {len(checks)} right.\n")


@pytest.mark.parametrize("path", SOLVED, ids=name)
def test_every_reference_is_right_hidden_tests_included(path):
    checks, summary = answers(path)
    assert [text for text in checks.values() if "right" not in text] == []
    assert f"{len(checks)} of {len(checks)} right" in summary
