"""Three variants and every sheet through nbgrader itself: full marks, and none."""

import os
import shutil
import sys
from pathlib import Path

import pytest
import sheets
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from sheets import NAMES, ROOT
from traitlets.config import PyFileConfigLoader

from hesscourse.instructor.sandbox import Refusal, require

RUNS = [(NAMES[index % len(NAMES)], index + 1) for index in range(max(3, len(NAMES)))]

# nbgrader and SQLAlchemy warn about each other; what counts here are the marks.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def sandbox():
    try:
        require()
    except Refusal as refusal:
        pytest.skip(str(refusal))


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(("name", "variant"), RUNS)
def test_a_solution_gets_full_marks_and_an_unsolved_sheet_none(
    name, variant, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    # nbgrader calls alembic by its bare name.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    solution = write(tmp_path / "solutions" / name / f"{name}.ipynb", sheets.source(name, variant))
    api = NbGraderAPI(config=PyFileConfigLoader("nbgrader_config.py").load_config())
    assert api.generate_assignment(name)["success"]
    unsolved = tmp_path / "exercises" / name / f"{name}.ipynb"

    for student, work in {"ada": solution, "bob": unsolved}.items():
        submitted = tmp_path / "grading" / "submitted" / student / name / f"{name}.ipynb"
        write(submitted, work.read_text(encoding="utf-8"))
        result = api.autograde(name, student)
        assert result["success"], result["log"]

    with Gradebook("sqlite:///grading/gradebook.db", "hesscourse") as gradebook:
        ada = gradebook.find_submission(name, "ada")
        bob = gradebook.find_submission(name, "bob")
        assert ada.code_score == ada.max_code_score > 0
        assert ada.needs_manual_grade
        assert bob.score == 0


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
