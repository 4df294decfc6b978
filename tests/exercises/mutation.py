"""Which mistakes do the checks notice? `make mutants` writes the table MUTANTS.md."""

import ast
import io
import sys
from contextlib import redirect_stdout
from pathlib import Path

import sheets
from equivalents import EQUIVALENT
from mutator import mutants

from hesscourse.check import Verdict, sheet
from hesscourse.check.tasks import Function

TABLE = Path(__file__).parent / "MUTANTS.md"
HEAD = """\
# Mutants

Each reference solution with one mistake in it, and who notices: the visible check alone, or the
visible and the hidden cases together. An equivalent mutant is a right answer, too;
`equivalents.py` has the reasons. `make mutants` writes this table, and a test compares it.

| sheet | task | mutants | equivalent | visible checks kill | hidden ones, too | alive |
|---|---|---|---|---|---|---|
"""


def functions(name):
    """The names of the tasks of a sheet that ask for a function."""
    return [task.name for task in sheet(name).tasks.values() if isinstance(task, Function)]


def hunt(name, task):
    """Run the checks on every mutant of a reference.

    Returns
    -------
    dict
        From what was done to "visible", "hidden", "equivalent" or "alive".
    """
    cells = {cell.id: cell.source for cell in sheets.notebook(sheets.source(name)).cells}
    _, names = sheets.run(sheets.source(name))
    check = names["check"].tasks[task]
    hidden = sheets.hidden_part(name, task)
    fates = {}
    for what, source in mutants(only_function(cells[task])).items():
        exec(source, names)
        if refused(lambda: check.examine(names[task], seed=0)):
            fates[what] = "visible"
        elif refused(lambda: exec(hidden, names)):
            fates[what] = "hidden"
        else:
            fates[what] = "equivalent" if (name, task, what) in EQUIVALENT else "alive"
    return fates


def only_function(source):
    tree = ast.parse(source)
    return ast.unparse(next(part for part in tree.body if isinstance(part, ast.FunctionDef)))


def refused(call):
    try:
        with redirect_stdout(io.StringIO()):
            call()
    except Verdict:
        return True
    return False


def row(name, task, fates):
    counts = [list(fates.values()).count(fate) for fate in ("equivalent", "visible", "hidden")]
    equivalent, visible, hidden = counts
    killable = len(fates) - equivalent
    return (
        f"| {name} | {task} | {len(fates)} | {equivalent} | {visible} ({visible / killable:.0%}) "
        f"| {visible + hidden} | {killable - visible - hidden} |\n"
    )


def table():
    found = {(name, task): hunt(name, task) for name in sheets.NAMES for task in functions(name)}
    return HEAD + "".join(row(*task, fates) for task, fates in found.items()), found


if __name__ == "__main__":
    text, found = table()
    TABLE.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    alive = [
        (*task, what)
        for task, fates in found.items()
        for what, fate in fates.items()
        if fate == "alive"
    ]
    print(*alive, sep="\n")
    sys.exit(bool(alive))
