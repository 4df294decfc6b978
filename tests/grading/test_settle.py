"""Regrade settles: its points go into the gradebook, and a teacher's own marks stay there."""

import os
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from hesscourse.instructor.regrade._gradebook import settle
from hesscourse.instructor.regrade._judge import Mark

NAME, POINTS = "01_sheet", 4.0
CHECKS = ("check-one", "check-two")

# nbgrader and SQLAlchemy warn about each other.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def gradebook(tmp_path, monkeypatch):
    """Ada has full marks by nbgrader; her explanation waits for a teacher."""
    # nbgrader calls alembic by its bare name.
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db", "hesscourse") as gradebook:
        gradebook.add_assignment(NAME)
        gradebook.add_notebook(NAME, NAME)
        for check in CHECKS:
            gradebook.add_grade_cell(check, NAME, NAME, max_score=POINTS, cell_type="code")
        gradebook.add_grade_cell("why", NAME, NAME, max_score=3, cell_type="markdown")
        gradebook.add_student("ada")
        gradebook.add_submission(NAME, "ada")
        for check in CHECKS:
            grade_of(gradebook, check).auto_score = POINTS
        gradebook.db.commit()
        yield gradebook


def grade_of(gradebook, check):
    return gradebook.find_grade(check, NAME, NAME, "ada")


def marked_by_hand(gradebook, check, score):
    grade_of(gradebook, check).manual_score = score
    gradebook.db.commit()


@pytest.fixture
def settled(gradebook, tmp_path):
    """Settle these scores; what a teacher reads of it, and all manual scores."""

    def settled(one=0.0, two=0.0, ungraded=None):
        ours = [Mark(CHECKS[0], POINTS, one, ""), Mark(CHECKS[1], POINTS, two, "")]
        kept = settle(gradebook, tmp_path, NAME, {"ada": ungraded or ours})
        return kept, {check: grade_of(gradebook, check).manual_score for check in CHECKS}

    return settled


def test_our_points_replace_our_points(settled):
    assert settled(0.0, 4.0) == ([], {"check-one": 0.0, "check-two": None})
    assert settled(4.0, 0.0) == ([], {"check-one": None, "check-two": 0.0})


def test_a_mark_of_the_teacher_stays_and_is_named_each_time(settled, gradebook):
    settled(0.0, 4.0)
    marked_by_hand(gradebook, "check-one", 3.0)
    for _ in range(2):
        kept, scores = settled(0.0, 4.0)
        assert kept == [("ada", "check-one", 3.0, 0.0)]
        assert scores == {"check-one": 3.0, "check-two": None}


def test_a_mark_stays_where_nothing_was_settled_before(settled, gradebook):
    marked_by_hand(gradebook, "check-two", 1.0)
    kept, scores = settled(4.0, 4.0)
    assert kept == [("ada", "check-two", 1.0, 4.0)]
    assert scores == {"check-one": None, "check-two": 1.0}


def test_a_mark_that_is_the_same_as_ours_is_not_named(settled, gradebook):
    marked_by_hand(gradebook, "check-two", 0.0)
    assert settled(4.0, 0.0) == ([], {"check-one": None, "check-two": 0.0})
    assert settled(4.0, 4.0)[0] == [("ada", "check-two", 0.0, 4.0)]


def test_an_emptied_box_has_our_points_again(settled, gradebook):
    marked_by_hand(gradebook, "check-one", 3.0)
    settled(0.0, 4.0)
    marked_by_hand(gradebook, "check-one", None)
    assert settled(0.0, 4.0) == ([], {"check-one": 0.0, "check-two": None})


def test_what_cannot_be_graded_has_zero_until_it_can(settled, gradebook):
    marked_by_hand(gradebook, "check-two", 2.0)
    kept, scores = settled(ungraded="it is no notebook")
    assert kept == [("ada", "check-two", 2.0, 0.0)]
    assert scores == {"check-one": 0.0, "check-two": 2.0}
    assert grade_of(gradebook, "check-one").needs_manual_grade
    assert settled(4.0, 4.0)[1] == {"check-one": None, "check-two": 2.0}
    assert not grade_of(gradebook, "check-one").needs_manual_grade


def test_explanations_are_never_touched(settled, gradebook):
    settled(0.0, 0.0)
    assert grade_of(gradebook, "why").manual_score is None
    assert grade_of(gradebook, "why").needs_manual_grade


def test_other_sheets_and_students_stay_in_the_record(settled, gradebook, tmp_path):
    settled(0.0, 0.0)
    settle(gradebook, tmp_path, "02_sheet", {})
    settle(gradebook, tmp_path, NAME, {})
    assert settled(4.0, 4.0) == ([], {"check-one": None, "check-two": None})
