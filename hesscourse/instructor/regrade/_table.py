"""A whole class: every submission graded again, beside what nbgrader's gradebook says."""

import csv
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from tqdm import tqdm

from ..course import Refusal, require_folder, sources
from ..sandbox import compile_package, require
from ..sheets import set_variant
from ._gradebook import agree, grades, settle, variant_of
from ._judge import Ungraded, marks

COLUMNS = ("student", "check", "points", "nbgrader", "regrade", "agree", "why")


def regrade(root, name, to, settling=False):
    """Grade every submission of a sheet again, and write a table.

    The variant is the one that the gradebook was told of: a student cannot choose it.

    Parameters
    ----------
    root : Path
        The folder of the course.
    name : str
        Of the sheet.
    to : Path
        The table, as CSV.
    settling : bool
        Where the two disagree, write our points into the gradebook; and zero, waiting for a
        teacher, where we cannot grade. A teacher's own mark stays.

    Returns
    -------
    list of str
        What a teacher should read.
    """
    if to.is_dir():
        raise Refusal(f"{to} is a folder. Name a file for the table, such as {to / 'regrade.csv'}.")
    require_folder(to.parent)
    require()
    compile_package()
    # nbgrader calls alembic by its bare name, and no environment need be active.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    source = nbformat.read(sources(root, name)[name], as_version=4)
    grading = root / "grading"
    submitted = grading / "submitted"
    students = sorted(folder.name for folder in submitted.glob("*") if (folder / name).is_dir())
    if not students:
        raise Refusal(f"There is no submission in {submitted}/*/{name}. Collect them first.")
    database = f"sqlite:///{grading / 'gradebook.db'}"
    with Gradebook(database, "hesscourse") as gradebook:
        set_variant(source, variant_of(gradebook, name))
    paths = [submitted / student / name / f"{name}.ipynb" for student in students]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        each = pool.map(partial(_marks_or_reason, source=source), paths)
        found = dict(zip(students, tqdm(each, total=len(paths), disable=None), strict=True))

    with Gradebook(database, "hesscourse") as gradebook:
        rows = [row for each in students for row in _rows(each, found[each], gradebook, name)]
        _write(rows, to)  # first: what cannot be written must not be settled
        kept = settle(gradebook, grading, name, found) if settling else []
    return [*_differences(rows, found), *map(_kept, kept), _total(rows, found, to, settling, kept)]


def _write(rows, to):
    to.parent.mkdir(parents=True, exist_ok=True)
    with to.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def _marks_or_reason(path, source):
    try:
        return marks(path, source)
    except Ungraded as reason:
        return str(reason)
    except Exception as error:  # no submission stops the others
        return f"{type(error).__name__}: {error}"


def _rows(student, found, gradebook, name):
    if isinstance(found, str):
        return [{"student": student, "why": f"not graded: {found}"}]
    auto = {grade.name: grade.auto_score for grade in grades(gradebook, name, student)}
    rows = []
    for mark in found:
        theirs = auto.get(mark.check)
        rows.append(
            {
                "student": student,
                "check": mark.check,
                "points": mark.points,
                "nbgrader": theirs,
                "regrade": mark.score,
                "agree": "yes" if agree(theirs, mark.score) else "no",
                "why": mark.why,
            }
        )
    return rows


def _differences(rows, found):
    lines = [
        f"{student}: not graded: {reason}"
        for student, reason in found.items()
        if isinstance(reason, str)
    ]
    for row in rows:
        if row.get("agree") == "no":
            theirs = "nothing" if row["nbgrader"] is None else f"{row['nbgrader']:g}"
            lines.append(
                f"{row['student']}, {row['check']}: nbgrader gives {theirs}, regrade "
                f"{row['regrade']:g} of {row['points']:g}. {row['why']}".rstrip()
            )
    return lines


def _kept(mark):
    student, check, theirs, ours = mark
    return f"{student}, {check}: your own mark {theirs:g} stays; regrade gives {ours:g}."


def _total(rows, found, to, settling, kept):
    graded = sum(not isinstance(result, str) for result in found.values())
    disagree = sum(row.get("agree") == "no" for row in rows)
    settled = ", and the gradebook has ours now" if settling else ""
    but = ", but where your own mark stays" if kept else ""
    return (
        f"{to}: {graded} submissions graded, {len(found) - graded} not; {disagree} marks differ "
        f"from nbgrader's{settled}{but}."
    )
