"""A class is graded, with nbgrader and again: everybody gets what they deserve. `make grading`."""

import csv
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import classroom
import pytest
from attacks import ATTACKS, FUNCTIONS, LIES
from classroom import NAME
from nbgrader.api import Gradebook

ROOT = Path(__file__).parents[2]
SOURCE = (ROOT / "solutions" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
CLASS = classroom.students(SOURCE)
SECOND_RUN = list(CLASS)[-60:]
PATHS = os.environ | {
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "PYTHONPATH": str(ROOT),
}

# nbgrader and SQLAlchemy warn about each other; what counts here are the marks.
pytestmark = pytest.mark.filterwarnings("ignore")


def run(course, *command):
    return subprocess.run(
        command, cwd=course, env=PATHS, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def grade(course, students):
    """From release to the settled gradebook, as docs/instructors.md says.

    Returns
    -------
    SimpleNamespace-like dict: the scores, the table, what was said, the seconds.
    """
    began = time.monotonic()
    shutil.copytree(ROOT / "solutions", course / "solutions")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    made = run(course, "nbgrader", "generate_assignment", NAME)
    assert made.returncode == 0, made.stdout
    for student in students:
        text, _ = CLASS[student]
        folder = course / "grading" / "submitted" / student / NAME
        folder.mkdir(parents=True)
        if text is not None:
            (folder / f"{NAME}.ipynb").write_text(text, encoding="utf-8")
    run(course, "nbgrader", "autograde", NAME)  # fails, as some cannot be graded
    again = [sys.executable, "-m", "hesscourse.instructor", "regrade", NAME]
    said = run(course, *again, "--to", "grading/regrade.csv", "--settle")
    assert said.returncode == 0, said.stdout
    with (course / "grading" / "regrade.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    scores = {}
    with Gradebook(f"sqlite:///{course}/grading/gradebook.db", "hesscourse") as gradebook:
        for submission in gradebook.assignment_submissions(NAME):
            scores[submission.student.id] = submission.code_score
    seconds = time.monotonic() - began
    print(f"{len(students)} submissions graded twice in {seconds:.0f} s")
    return {"course": course, "scores": scores, "table": table, "said": said.stdout}


@pytest.fixture(scope="session")
def runs(tmp_path_factory):
    courses = [tmp_path_factory.mktemp("course") for _ in range(2)]
    with ThreadPoolExecutor(2) as two:
        return list(two.map(grade, courses, [list(CLASS), SECOND_RUN]))


@pytest.fixture(scope="session")
def graded(runs):
    return runs[0]


def test_the_class_is_large_enough():
    assert len(CLASS) >= 60
    assert len(ATTACKS) + len(LIES) + len(FUNCTIONS) >= 31


@pytest.mark.parametrize("student", [name for name in CLASS if CLASS[name][1] is not None])
def test_everybody_gets_what_they_deserve(graded, student):
    rows = [row for row in graded["table"] if row["student"] == student]
    assert sum(float(row["regrade"]) for row in rows) == CLASS[student][1], rows
    assert graded["scores"][student] == CLASS[student][1]


@pytest.mark.parametrize("student", [name for name in CLASS if CLASS[name][1] is None])
def test_what_cannot_be_graded_is_listed_with_the_reason(graded, student):
    (row,) = [row for row in graded["table"] if row["student"] == student]
    assert row["why"].startswith("not graded: ")
    assert f"{student}: {row['why']}" in graded["said"]


def test_no_submission_harms_another(graded):
    for student, (text, _) in CLASS.items():
        path = graded["course"] / "grading" / "submitted" / student / NAME / f"{NAME}.ipynb"
        assert path.exists() == (text is not None)
        assert text is None or path.read_text(encoding="utf-8") == text


def test_nothing_is_left_running(graded):
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        assert b"hesscourse-left-running" not in command
        assert b"/kernel/connection.json" not in command


def test_two_runs_give_the_same_grades(runs):
    first, second = runs
    assert second["scores"] == {name: first["scores"][name] for name in second["scores"]}
    chosen = [row for row in first["table"] if row["student"] in SECOND_RUN]
    assert [marked(row) for row in chosen] == [marked(row) for row in second["table"]]


def marked(row):
    return row["student"], row["check"], row["regrade"]


def test_feedback_gives_no_hidden_test_away(graded):
    course = graded["course"]
    made = run(course, "nbgrader", "generate_feedback", NAME, "--student", "wrong")
    assert made.returncode == 0, made.stdout
    page = (course / "grading" / "feedback" / "wrong" / NAME / f"{NAME}.html").read_text()
    assert "check" in page
    assert "HIDDEN TESTS" not in page
    assert "no longer refuses" not in page
