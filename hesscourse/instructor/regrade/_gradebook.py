"""nbgrader's gradebook: what it says, and our points in it beside a teacher's own.

nbgrader keeps one manual score for a cell, whoever wrote it. Which ones are ours stands in a
record beside the gradebook; every other one is a teacher's, and stays.
"""

import json

from nbgrader.api import MissingEntry

from ..course import Refusal
from ..sheets import VARIANT

TOLERANCE = 1e-9
RECORD = "settled.json"  # what regrade wrote: sheet, student, check, score


def agree(theirs, ours):
    return theirs is not None and abs(theirs - ours) < TOLERANCE


def variant_of(gradebook, name):
    """The variant of a sheet that was handed out."""
    try:
        cell = gradebook.find_source_cell("set-up", name, name)
    except MissingEntry:
        raise Refusal(
            f"The gradebook does not know {name}. Say: nbgrader generate_assignment {name} "
            "--force (it writes the same exercises/ again), and autograde first."
        ) from None
    return int(VARIANT.search(cell.source).group(1))


def grades(gradebook, name, student):
    try:
        return gradebook.find_submission_notebook(name, name, student).grades
    except MissingEntry:
        return []


def settle(gradebook, folder, name, found):
    """Write our points as manual scores, which nbgrader keeps and prefers.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    folder : Path
        Where the gradebook and the record lie.
    name : str
        Of the sheet.
    found : dict
        From student to a list of marks, or to the reason why there is none.

    Returns
    -------
    list of tuple
        Student, check, the teacher's own mark that stays, and ours: wherever the two differ.
    """
    record = folder / RECORD
    written = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    before, now, kept = written.get(name, {}), {}, []
    for student, result in found.items():
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(name, student)
        ungraded = isinstance(result, str)
        ours = {} if ungraded else {mark.check: mark.score for mark in result}
        now[student] = {}
        for grade in grades(gradebook, name, student):
            if grade.cell.cell_type == "markdown":
                continue  # an explanation, for a teacher to read
            score = ours.get(grade.name, 0.0)
            our_last = before.get(student, {}).get(grade.name)
            if grade.manual_score is not None and not agree(our_last, grade.manual_score):
                if not agree(grade.manual_score, score):
                    kept.append((student, grade.name, grade.manual_score, score))
                continue
            grade.manual_score = None if agree(grade.auto_score, score) else score
            grade.needs_manual_grade = ungraded
            if grade.manual_score is not None:
                now[student][grade.name] = score
    gradebook.db.commit()
    written[name] = before | now
    record.write_text(json.dumps(written, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return kept
