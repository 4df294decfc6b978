"""A whole class: every submission graded again, beside what nbgrader's gradebook says."""

import csv
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from tqdm import tqdm

from ..course import Refusal, require_folder, sources
from ..sandbox import compile_package, require
from ..sheets import VARIANT, set_variant
from ._judge import Ungraded, marks

COLUMNS = ("student", "check", "points", "nbgrader", "regrade", "agree", "why")
TOLERANCE = 1e-9


def regrade(root, name, to, settle=False):
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
    settle : bool
        Where the two disagree, write our points into the gradebook; and zero, waiting for a
        teacher, where we cannot grade.

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
    submitted = root / "grading" / "submitted"
    students = sorted(folder.name for folder in submitted.glob("*") if (folder / name).is_dir())
    if not students:
        raise Refusal(f"There is no submission in {submitted}/*/{name}. Collect them first.")
    database = f"sqlite:///{root / 'grading' / 'gradebook.db'}"
    set_variant(source, _variant_in_gradebook(database, name))
    paths = [submitted / student / name / f"{name}.ipynb" for student in students]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        each = pool.map(partial(_marks_or_reason, source=source), paths)
        found = dict(zip(students, tqdm(each, total=len(paths), disable=None), strict=True))

    with Gradebook(database, "hesscourse") as gradebook:
        rows = [row for each in students for row in _rows(each, found[each], gradebook, name)]
        if settle:
            _settle(gradebook, name, found)
    to.parent.mkdir(parents=True, exist_ok=True)
    with to.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return _summary(rows, found, to, settle)


def _variant_in_gradebook(database, name):
    with Gradebook(database, "hesscourse") as gradebook:
        try:
            cell = gradebook.find_source_cell("set-up", name, name)
        except MissingEntry:
            raise Refusal(
                f"The gradebook does not know {name}. Say: nbgrader generate_assignment {name} "
                "--force (it writes the same exercises/ again), and autograde first."
            ) from None
        return int(VARIANT.search(cell.source).group(1))


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
    auto = {grade.name: grade.auto_score for grade in _grades(gradebook, name, student)}
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
                "agree": "yes" if _agree(theirs, mark.score) else "no",
                "why": mark.why,
            }
        )
    return rows


def _grades(gradebook, name, student):
    try:
        return gradebook.find_submission_notebook(name, name, student).grades
    except MissingEntry:
        return []


def _settle(gradebook, name, found):
    """Our points become the manual score, which nbgrader keeps and prefers."""
    for student, result in found.items():
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(name, student)
        ungraded = isinstance(result, str)
        ours = {} if ungraded else {mark.check: mark.score for mark in result}
        for grade in _grades(gradebook, name, student):
            if grade.cell.cell_type == "markdown":
                continue  # an explanation, for a teacher to read
            score = ours.get(grade.name, 0.0)
            grade.manual_score = None if _agree(grade.auto_score, score) else score
            grade.needs_manual_grade = ungraded
    gradebook.db.commit()


def _agree(theirs, ours):
    return theirs is not None and abs(theirs - ours) < TOLERANCE


def _summary(rows, found, to, settle):
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
    graded = sum(not isinstance(result, str) for result in found.values())
    disagree = sum(row.get("agree") == "no" for row in rows)
    lines.append(
        f"{to}: {graded} submissions graded, {len(found) - graded} not; {disagree} marks differ "
        f"from nbgrader's" + (", and the gradebook has ours now." if settle else ".")
    )
    return lines
