"""Every lesson, run in a real JupyterLab in Chromium. HESSCOURSE_SCREENSHOTS=/some/folder keeps
the pictures, so that a person can look at them."""

import os
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from tools.chromium import save_tiles
from tools.lab import LESSONS, NOTEBOOK, lab, open_lesson, run_all, troubles

BROKEN = v4.new_notebook(
    metadata={"kernelspec": {"display_name": "Python 3", "name": "python3"}},
    cells=[
        v4.new_code_cell("1 / 0", id="breaks"),
        v4.new_code_cell("print('never')", id="after"),
    ],
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with lab(tmp_path_factory.mktemp("lab")) as address:
        yield address


@pytest.mark.parametrize("lesson", sorted(path.stem for path in LESSONS.glob("*.ipynb")))
def test_lesson_runs_in_jupyterlab(lesson, browser, address, tmp_path):
    open_lesson(browser, address, lesson)
    cells = run_all(browser)
    pictures = Path(os.environ.get("HESSCOURSE_SCREENSHOTS", tmp_path))
    assert save_tiles(browser, pictures / lesson, NOTEBOOK)
    assert cells
    assert troubles(browser, cells) == []


def test_a_lesson_that_breaks_is_noticed(browser, tmp_path):
    (tmp_path / "lessons").mkdir()
    nbformat.write(BROKEN, tmp_path / "lessons" / "broken.ipynb")
    with lab(tmp_path, tmp_path / "lessons") as address:
        open_lesson(browser, address, "broken")
        assert troubles(browser, run_all(browser)) == [
            "after did not run",
            "breaks ended in an error: division by zero",
        ]
