"""nbval runs every lesson, and turns red when one digit of a stored output is changed."""

import copy
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbval import plugin

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("**/*.ipynb"))
SMALL = nbformat.v4.new_notebook(
    metadata={"kernelspec": {"display_name": "Python 3", "name": "python3"}},
    cells=[
        nbformat.v4.new_code_cell(
            "print(6 * 7)",
            execution_count=1,
            outputs=[nbformat.v4.new_output("stream", text="42\n")],
        )
    ],
)


def pytest_nbval(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-q", *map(str, arguments)],
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(("stored", "code"), [("42\n", 0), ("43\n", 1), ("42\n\n", 1)])
def test_pytest_notices_a_changed_digit(stored, code, tmp_path):
    notebook = copy.deepcopy(SMALL)
    notebook.cells[0].outputs[0].text = stored
    nbformat.write(notebook, tmp_path / "small.ipynb")
    assert pytest_nbval(tmp_path).returncode == code


def test_every_code_cell_of_every_notebook_is_collected():
    report = pytest_nbval("--collect-only", NOTEBOOKS).stdout
    collected = len(re.findall(r"\.ipynb::", report))
    assert collected == sum(len(code_cells(nbformat.read(path, 4))) for path in LESSONS)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_changed_digit_in_any_stored_text_is_noticed(path, comparing_cell):
    for cell in code_cells(nbformat.read(path, as_version=4)):
        assert comparing_cell.compare_outputs(cell.outputs, cell.outputs)
        for changed in with_one_digit_changed(cell.outputs):
            assert not comparing_cell.compare_outputs(cell.outputs, changed)


@pytest.fixture
def comparing_cell(request, monkeypatch, tmp_path):
    """A cell of nbval's own, which compares and needs no kernel."""
    nbformat.write(SMALL, tmp_path / "small.ipynb")
    monkeypatch.setattr(request.config.option, "nbval", True)
    file = plugin.IPyNbFile.from_parent(request.session, path=tmp_path / "small.ipynb")
    return next(file.collect())


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def with_one_digit_changed(outputs):
    """The outputs once for each text in them, with the last digit of that text changed."""
    for output_number, output in enumerate(outputs):
        places = ["text"] if output.output_type == "stream" else []
        places += ["evalue"] if output.output_type == "error" else []
        for place in places + [kind for kind in output.get("data", {}) if kind.startswith("text/")]:
            changed = copy.deepcopy(outputs)
            holder = changed[output_number]
            holder = holder.data if place in output.get("data", {}) else holder
            if re.search(r"\d", holder[place]):
                holder[place] = re.sub(
                    r"\d(?=\D*$)", lambda digit: str(9 - int(digit.group())), holder[place]
                )
                yield changed
