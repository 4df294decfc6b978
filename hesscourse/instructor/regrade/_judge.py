"""One submission: run the student's cells over there, and our checks here."""

import ast
import io
import re
from contextlib import redirect_stdout
from dataclasses import dataclass

import nbformat

from ...check import Verdict
from ..sheets import VARIANT
from ._plain import Unreadable
from ._remote import Died, Remote

LARGEST = 20 * 2**20
MOST_STARTS = 8
LONGEST_REASON = 300


class Ungraded(Exception):
    """A submission that cannot be graded. The text says why."""


@dataclass(frozen=True)
class Mark:
    """What one check gives.

    Attributes
    ----------
    check : str
        The nbgrader id of its cell.
    points : float
    score : float
    why : str
        Empty if the answer is right.
    """

    check: str
    points: float
    score: float
    why: str = ""


def marks(path, source):
    """Grade a submission.

    Parameters
    ----------
    path : Path
        The student's notebook.
    source : nbformat.NotebookNode
        The notebook of `solutions/`, in the variant that was handed out.

    Returns
    -------
    list of Mark
        One a check, in the order of the source.

    Raises
    ------
    Ungraded
    """
    submission = Submission(path, source)
    try:
        return submission.grade()
    finally:
        submission.close()


class Submission:
    def __init__(self, path, source):
        self.folder = path.parent
        self.source = {_id(cell): cell for cell in source.cells if _id(cell)}
        self.checks = [name for name, cell in self.source.items() if _is_check(cell)]
        self.ours = {}
        exec(self.source["set-up"].source, self.ours)
        self.steps = self._steps(_read(path))
        self.remote = None
        self.starts = 0
        self.skipped = set()
        self.died_because = None

    def grade(self):
        found = {}
        for place, (kind, what) in enumerate(self.steps):
            if kind == "check":
                found[what] = self._mark(what, place)
            else:
                self._reach(place + 1)
        return [found[name] for name in self.checks]

    def close(self):
        if self.remote:
            self.remote.close()
            self.remote = None

    def _mark(self, name, place):
        cell = self.source[name]
        points = float(cell.metadata.nbgrader.points)
        why = self._verdict(cell.source, place)
        return Mark(name, points, 0.0 if why else points, why)

    def _verdict(self, code, place):
        """Run a check of ours on what the student's names hold now. Why is it not right?"""
        try:
            names = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
            tasks = self.ours["check"].tasks
            self._reach(place)
            theirs = {name: self.remote.value(name) for name in names & tasks.keys()}
            with redirect_stdout(io.StringIO()):
                exec(compile(code, "<check>", "exec"), {**self.ours, **theirs})
        except Verdict as verdict:
            return in_a_line(verdict.line)
        except Died as died:
            self.close()  # the next check begins anew
            return f"the program had to be started again: {died}"
        except Ungraded:
            raise
        except Exception as error:
            if isinstance(error, Unreadable):
                self.close()
            return in_a_line(f"{type(error).__name__}: {error}")
        return ""

    def _reach(self, place):
        """Bring the student's program to this place: every cell before it has run.

        A cell that ends the program is left out, and the program begins again without it.
        """
        while True:
            try:
                if self.remote is None:
                    self._start()
                while self.reached < place:
                    here = self.reached
                    kind, what = self.steps[here]
                    if kind == "cell" and here not in self.skipped:
                        self.remote.run(what)
                    self.reached += 1
                return
            except (Died, Unreadable) as died:
                self.close()
                self.skipped.add(self.reached)
                self.died_because = str(died)

    def _start(self):
        self.starts += 1
        if self.starts > MOST_STARTS:
            raise Ungraded(f"its program ended {MOST_STARTS} times; the last: {self.died_because}")
        self.reached = 0
        self.remote = Remote(self.folder, vars(self.ours["given"]))

    def _steps(self, notebook):
        """What to do, in order: ("cell", source) or ("check", its id).

        What is locked is ours, whatever the student's notebook says. What is missing is put back.
        """
        steps, seen = [], set()
        locked = {
            name: cell.source
            for name, cell in self.source.items()
            if cell.cell_type == "code"
            and cell.metadata.nbgrader.locked
            and name not in self.checks
        }
        last = {_id(cell): index for index, cell in enumerate(notebook.cells)}
        for index, cell in enumerate(notebook.cells):
            name = _id(cell)
            if name in self.checks:
                if last[name] == index:
                    steps.append(("check", name))
                    seen.add(name)
            elif name in locked:
                self._compare_variants(name, cell)
                steps.append(("cell", locked[name]))
                seen.add(name)
            elif cell.cell_type == "code":
                steps.append(("cell", cell.source))
        before = [("cell", source) for name, source in locked.items() if name not in seen]
        after = [("check", name) for name in self.checks if name not in seen]
        return [*before, *steps, *after]

    def _compare_variants(self, name, cell):
        theirs, ours = VARIANT.search(cell.source), VARIANT.search(self.source[name].source)
        if theirs and ours and int(theirs.group(1)) != int(ours.group(1)):
            raise Ungraded(
                f"it was made for variant {theirs.group(1)}, and this is the grading of variant "
                f"{ours.group(1)}"
            )


def _read(path):
    if not path.exists():
        others = sorted(other.name for other in path.parent.glob("*.ipynb"))
        there = f"; there is {', '.join(others)}" if others else ""
        raise Ungraded(f"there is no {path.name}{there}")
    if path.is_symlink() or not path.is_file():
        raise Ungraded(f"{path.name} is a link or a folder, and no file")
    if sum(file.lstat().st_size for file in path.parent.rglob("*")) > LARGEST:
        raise Ungraded(f"its folder holds more than {LARGEST / 2**20:g} MiB")
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        for cell in notebook.cells:
            _id(cell)
            if not (isinstance(cell.source, str) and cell.cell_type):
                raise ValueError("a cell without text")
    except Exception as error:
        said = in_a_line(f"{type(error).__name__}: {error}")
        raise Ungraded(f"{path.name} is no notebook: {said}") from None
    return notebook


def in_a_line(text):
    """A student may have put anything into a message, for example codes that move a cursor."""
    text = "".join(letter if letter.isprintable() else " " for letter in text[: 2 * LONGEST_REASON])
    return re.sub(r" +", " ", text).strip()[:LONGEST_REASON]


def _id(cell):
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    return name if isinstance(name, str) else None


def _is_check(cell):
    about = cell.metadata.nbgrader
    return cell.cell_type == "code" and about.grade and not about.solution
