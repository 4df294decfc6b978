"""A class of students, from the source of one sheet."""

import copy
import json

import nbformat
from attacks import ATTACKS, FUNCTIONS, LIES, TROUBLES
from teacher import ROOT

from hesscourse.instructor.sheets import student_sheet

NAME = "01_gradient_descent_1d"
PATH = ROOT / "solutions" / NAME / f"{NAME}.ipynb"
FULL = 21.0
WRONG = {
    "walks": "walks = ['crawls'] * 4",
    "loss_and_slope": "loss_and_slope = [-41.5, 41.5]",
    "two_steps": "two_steps = [-41.5, 41.5]",
    "best_and_bound": "best_and_bound = [-41.5, 41.5]",
    "gradient_step": "def gradient_step(*case):\n    return 41.5",
    "descend": "def descend(*case):\n    return 41.5",
    "path": "def path(*case):\n    return [41.5]",
    "swinging_rate": "swinging_rate = 41.5",
    "unlucky_start": "unlucky_start = 0.0",
}
FUNCTION_NAMES = ("gradient_step", "descend", "path")
# What uses up its time or its memory, and 18 attacks of one kind: graded once, the others twice.
SLOW = {
    *("attack_interrupt_ignored", "attack_endless_in_c", "attack_memory_hog", "attack_forks"),
    *("attack_endless_output", "attack_huge_output", "lie_endless_list", "function_never_ends"),
    "trouble_loops_in_a_cell_of_its_own",
}
ALIKE = [f"attack_{name}" for name in list(ATTACKS)[:18]]


def without_pictures():
    """The source of the sheet. Drawing takes half of the time, and no mark depends on it."""
    source = nbformat.read(PATH, as_version=4)
    source.cells = [cell for cell in source.cells if not cell.id.endswith("-picture")]
    return nbformat.writes(source)


def students(source):
    """From the name of each student to (text of the notebook or None, score that it deserves).

    A score of None: the submission cannot be graded, and the teacher is told why.
    """
    unsolved = nbformat.reads(student_sheet(source), as_version=4)
    solution = nbformat.reads(source, as_version=4)
    answers = {cell.id: cell.source for cell in solution.cells if cell.id in WRONG}
    right = filled(unsolved, answers)
    wrong = filled(unsolved, WRONG)

    def text(notebook):
        return json.dumps(notebook)

    found = {
        "right": (text(right), FULL),
        "unsolved": (text(unsolved), 0.0),
        "wrong": (text(wrong), 0.0),
        "half": (text(filled(right, {name: WRONG[name] for name in FUNCTION_NAMES})), FULL - 9),
    }
    for name, code in ATTACKS.items():
        found[f"attack_{name}"] = (text(with_cell(wrong, code)), 0.0)
    for name, code in LIES.items():
        tasks = list(WRONG)[:2] if f"lie_{name}" in SLOW else WRONG
        lies = {task: code.replace("{every}", task) for task in tasks}
        found[f"lie_{name}"] = (text(filled(unsolved, lies)), 0.0)
    for name, body in FUNCTIONS.items():
        lies = {task: f"def {task}(*case):\n    {body}" for task in FUNCTION_NAMES}
        found[f"function_{name}"] = (text(filled(wrong, lies)), 0.0)
    for name, code in TROUBLES.items():
        found[f"trouble_{name}"] = (text(with_cell(right, code)), FULL)
    found |= {f"sheet_{name}": (text(notebook), 0.0) for name, notebook in edited(wrong)}
    found["sheet_checks_deleted_but_right"] = (text(without_checks(right)), FULL)
    found["sheet_cells_twice_but_right"] = (text(twice(right)), FULL)
    found["file_missing"] = (None, None)
    found["file_empty"] = ("", None)
    found["file_corrupt"] = (text(right)[:5000], None)
    found["file_no_notebook"] = ('{"cells": 3}', None)
    found["file_deep"] = ("[" * 100_000, None)
    other = nbformat.reads(student_sheet(source, 5), as_version=4)
    found["other_variant"] = (text(filled(other, answers)), None)  # nbgrader gives it full marks
    return found


def filled(notebook, answers):
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    return notebook


def with_cell(notebook, code):
    """With a cell more, after the one that opens the sheet."""
    notebook = copy.deepcopy(notebook)
    place = next(i for i, cell in enumerate(notebook.cells) if cell.id == "set-up")
    notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(code, id="added"))
    return notebook


def is_check(cell):
    return cell.id.startswith("check-")


def edited(notebook):
    """Wrong work, with the checks tampered with."""

    def every_check(change):
        changed = copy.deepcopy(notebook)
        for cell in filter(is_check, changed.cells):
            change(cell)
        return changed

    def ask_nothing(cell):
        cell.source = "pass"

    def skip(cell):
        cell.metadata.tags = ["skip-execution"]

    def more_points(cell):
        cell.metadata.nbgrader.points = 1000

    def as_text(cell):
        cell.cell_type = "markdown"
        cell.pop("outputs", None)
        cell.pop("execution_count", None)

    def as_answer(cell):
        cell.metadata.nbgrader.update(solution=True, locked=False)

    def other_id(cell):
        cell.metadata.nbgrader.grade_id = f"my-{cell.metadata.nbgrader.grade_id}"

    def output_stored(cell):
        cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2.0"})]

    for change in (ask_nothing, skip, more_points, as_text, as_answer, other_id, output_stored):
        yield change.__name__, every_check(change)
    yield "checks_deleted", without_checks(notebook)
    yield "cells_twice", twice(notebook)
    bare = copy.deepcopy(notebook)
    for cell in bare.cells:
        cell.metadata = {}
    yield "metadata_deleted", bare
    empty = copy.deepcopy(notebook)
    empty.cells = []
    yield "no_cells", empty
    other_kernel = copy.deepcopy(notebook)
    other_kernel.metadata.kernelspec = {"name": "python3", "display_name": "no sandbox"}
    yield "other_kernel", other_kernel


def without_checks(notebook):
    notebook = copy.deepcopy(notebook)
    notebook.cells = [cell for cell in notebook.cells if not is_check(cell)]
    return notebook


def twice(notebook):
    """As after copy and paste: the same nbgrader id in two cells."""
    notebook = copy.deepcopy(notebook)
    again = copy.deepcopy(notebook.cells)
    for cell in again:
        cell.id = f"{cell.id}-2"
    notebook.cells += again
    return notebook
