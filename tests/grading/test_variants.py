"""A variant is handed out and graded: the gradebook knows which, and no student can choose."""

import csv
import sys

import nbformat
import pytest
from classroom import FULL, NAME, PATH, filled
from teacher import a_course, in_a_shell

from hesscourse.check import sheet
from hesscourse.instructor.sheets import set_variant

HANDED_OUT, ANOTHER = 7, 3
BY_HAND = ("loss_and_slope", "two_steps", "best_and_bound")

pytestmark = pytest.mark.usefixtures("sandbox")


def solution(variant):
    notebook = nbformat.read(PATH, as_version=4)
    set_variant(notebook, variant)
    return notebook


def numbers_of_another():
    """A classmate's numbers, under the variant that was handed out."""
    tasks = sheet(NAME, ANOTHER).tasks
    return filled(
        solution(HANDED_OUT), {name: f"{name} = {tasks[name].answer!r}" for name in BY_HAND}
    )


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    course = a_course(tmp_path_factory.mktemp("course"))
    handed_in = {
        "right": solution(HANDED_OUT),
        "chooses_another": solution(ANOTHER),
        "copies": numbers_of_another(),
    }
    for student, notebook in handed_in.items():
        folder = course / "grading" / "submitted" / student / NAME
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{NAME}.ipynb")
    chosen = f"--FillVariant.variant={HANDED_OUT}"
    made = in_a_shell(course, "nbgrader", "generate_assignment", NAME, chosen)
    assert made.returncode == 0, made.stdout
    regrade = [sys.executable, "-m", "hesscourse.instructor", "regrade", NAME]
    graded = in_a_shell(course, *regrade, "--to", "grading/regrade.csv")
    assert graded.returncode == 0, graded.stdout
    with (course / "grading" / "regrade.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def marks(table, student):
    return {row["check"]: row["regrade"] for row in table if row["student"] == student}


def test_regrade_learns_the_variant_from_the_gradebook(table):
    assert sum(map(float, marks(table, "right").values())) == FULL


def test_who_writes_another_variant_is_not_graded(table):
    (row,) = [row for row in table if row["student"] == "chooses_another"]
    assert "it was made for variant 3, and this is the grading of variant 7" in row["why"]


def test_numbers_of_another_variant_gain_nothing(table):
    copied = marks(table, "copies")
    assert {copied[f"check-{name}"] for name in BY_HAND} == {"0.0"}
    assert float(copied["check-gradient_step"]) > 0
