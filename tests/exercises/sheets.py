"""Sheets of exercises, run inside this process."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import nbformat

from hesscourse.check import Verdict
from hesscourse.instructor.sheets import with_variant

ROOT = Path(__file__).parents[2]
SOURCES = {path.stem: path for path in sorted(ROOT.glob("solutions/*/*.ipynb"))}
NAMES = list(SOURCES)

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*)### END HIDDEN TESTS", re.DOTALL)
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)


def source(name, variant=None):
    return with_variant(SOURCES[name].read_text(encoding="utf-8"), variant)


def notebook(text):
    return nbformat.reads(text, as_version=4)


def hidden_part(name, task):
    """The code of the hidden tests of a task."""
    cells = {cell.id: cell.source for cell in notebook(source(name)).cells}
    return HIDDEN.search(cells[f"check-{task}"]).group(1)


def opened(name, variant):
    """What the first cell of a sheet defines."""
    names = {}
    for cell in notebook(source(name, variant)).cells:
        if cell.id == "set-up":
            exec(cell.source, names)
    return names


def graded(cell, **wanted):
    """Does nbgrader see the cell so? graded(cell, grade=True, solution=False) is a check cell."""
    about = cell.metadata.get("nbgrader", {})
    return bool(about) and all(about[key] == value for key, value in wanted.items())


def is_check(cell):
    return graded(cell, grade=True, solution=False)


def is_answer(cell):
    return graded(cell, grade=False, solution=True)


def run(text, pictures=False):
    """Run a sheet from top to bottom, as Run all does.

    Returns
    -------
    verdicts : dict
        From the id of each check cell to None (right) or the exception.
    names : dict
        What the notebook defined.
    """
    verdicts, names = {}, {"__name__": "__main__"}
    for cell in notebook(text).cells:
        if cell.cell_type != "code" or (cell.id.endswith("-picture") and not pictures):
            continue
        code = compile(cell.source, cell.id, "exec")
        with redirect_stdout(io.StringIO()):
            if not is_check(cell):
                exec(code, names)
                continue
            try:
                exec(code, names)
                verdicts[cell.id] = None
            except Verdict as verdict:
                verdicts[cell.id] = verdict
    return verdicts, names


def flat(numbers):
    """The numbers of a list of lists of numbers, or a number alone."""
    if isinstance(numbers, (list, tuple)):
        return [number for part in numbers for number in flat(part)]
    return [float(numbers)]
