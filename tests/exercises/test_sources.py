"""Each source in solutions/ is whole: its tasks, its hidden parts, what a student gets of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sheets
from nbgrader.apps.api import NbGraderAPI
from sheets import HIDDEN, NAMES, ROOT, SOLUTION, SOURCES
from traitlets.config import PyFileConfigLoader

from hesscourse.check import NotAttempted, sheet, sheet_names
from hesscourse.check.tasks import Explanation, Function
from hesscourse.instructor import course
from hesscourse.instructor.sheets import student_sheet

# nbgrader calls alembic by its bare name.
PATHS = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
each_sheet = pytest.mark.parametrize("name", NAMES)


def test_there_are_sheets():
    assert NAMES
    assert sheet_names() == NAMES


@each_sheet
def test_the_folder_has_the_name_of_the_sheet(name):
    assert SOURCES[name].parent.name == name
    cells = {cell.id: cell for cell in sheets.notebook(sheets.source(name)).cells}
    assert f'check = hc.check.sheet("{name}", VARIANT)' in cells["set-up"].source
    assert "VARIANT = 0\n" in cells["set-up"].source
    assert sheets.graded(cells["set-up"], locked=True)


@each_sheet
def test_six_to_ten_tasks_each_with_hints_and_misconceptions(name):
    tasks = sheet(name).tasks.values()
    assert 6 <= len(tasks) <= 10
    for task in tasks:
        if not isinstance(task, Explanation):
            assert len(task.hints) == 2, task
            assert len(task.misconceptions) >= 4, task
    assert any(isinstance(task, Explanation) for task in tasks)


@each_sheet
def test_each_task_has_its_cells(name):
    cells = {cell.id: cell for cell in sheets.notebook(sheets.source(name)).cells}
    for cell in cells.values():
        if "nbgrader" in cell.metadata:
            assert cell.metadata["nbgrader"]["grade_id"] == cell.id
    for task in sheet(name).tasks.values():
        if isinstance(task, Explanation):
            assert sheets.graded(cells[task.name], grade=True, solution=True)
            continue
        assert sheets.is_answer(cells[task.name])
        assert SOLUTION.search(cells[task.name].source)
        assert cells[task.name].metadata["tags"] == ["raises-exception"]
        check = cells[f"check-{task.name}"]
        assert sheets.is_check(check)
        assert check.metadata["tags"] == ["raises-exception"]
        assert check.source.startswith(f"check.{task.name}({task.name})\n")
    answered = {cell.id for cell in cells.values() if sheets.graded(cell, solution=True)}
    assert answered == set(sheet(name).tasks)


@each_sheet
def test_each_check_has_a_hidden_part_with_a_canary(name):
    tasks = sheet(name).tasks
    for cell in sheets.notebook(sheets.source(name)).cells:
        if sheets.is_check(cell):
            task = tasks[cell.id.removeprefix("check-")]
            hidden = HIDDEN.search(cell.source).group(1)
            assert "except hc.check.Wrong:" in hidden
            assert "raise RuntimeError(" in hidden
            if isinstance(task, Function):
                assert f"check.{task.name}.examine({task.name}, hidden)" in hidden


@each_sheet
def test_the_solution_is_right_and_pictures_are_drawn(name):
    verdicts, names = sheets.run(sheets.source(name), pictures=True)
    assert verdicts
    assert set(verdicts.values()) == {None}
    for task in names["check"].tasks.values():
        assert task.is_right or isinstance(task, Explanation)


@each_sheet
def test_on_the_unsolved_sheet_every_check_says_not_attempted(name):
    verdicts, _ = sheets.run(student_sheet(sheets.source(name)))
    assert verdicts
    assert {type(verdict) for verdict in verdicts.values()} == {NotAttempted}


@each_sheet
def test_nothing_that_is_hidden_reaches_students(name):
    released = student_sheet(sheets.source(name))
    assert "BEGIN" not in released
    assert "{{" not in released
    shown = "\n".join(cell.source for cell in sheets.notebook(released).cells)
    for cell in sheets.notebook(sheets.source(name)).cells:
        secrets = HIDDEN.findall(cell.source) + SOLUTION.findall(cell.source)
        if sheets.graded(cell, grade=True, solution=True):
            secrets.append(cell.source)
        for secret in secrets:
            for line in filter(telling, secret.splitlines()):
                assert line.strip() not in shown


def telling(line):
    """Lines such as `return x` give nothing away."""
    return len(line.strip()) > 20


@each_sheet
def test_every_line_is_short_enough_to_read(name):
    for cell in sheets.notebook(sheets.source(name)).cells:
        if cell.cell_type == "code":
            assert max(map(len, cell.source.splitlines())) <= 100, cell.id


def test_exercises_are_what_the_sources_give():
    assert course.make_exercises(ROOT, only_check=True) == []


def test_nbgrader_makes_the_same_bytes(course_of_a_teacher):
    name = NAMES[0]
    nbgrader = [sys.executable, "-m", "nbgrader", "generate_assignment", name]
    run = subprocess.run(
        nbgrader, cwd=course_of_a_teacher, env=PATHS, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    made = course_of_a_teacher / "exercises" / name / f"{name}.ipynb"
    assert made.read_text(encoding="utf-8") == student_sheet(sheets.source(name))


def test_nbgrader_makes_the_same_bytes_of_all_sheets_in_a_variant(course_of_a_teacher, monkeypatch):
    monkeypatch.chdir(course_of_a_teacher)
    monkeypatch.setenv("PATH", PATHS["PATH"])
    for name in NAMES:
        source = course_of_a_teacher / "solutions" / name / f"{name}.ipynb"
        source.write_text(sheets.source(name, 7), encoding="utf-8", newline="\n")
    config = PyFileConfigLoader("nbgrader_config.py").load_config()
    api = NbGraderAPI(config=config)
    for name in NAMES:
        assert api.generate_assignment(name)["success"]
        made = course_of_a_teacher / "exercises" / name / f"{name}.ipynb"
        assert made.read_text(encoding="utf-8") == student_sheet(sheets.source(name), 7)


@pytest.fixture
def course_of_a_teacher(tmp_path):
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    return tmp_path
