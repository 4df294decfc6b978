"""A teacher's update meets a student's work: nbgitpuller, as it is, loses nothing."""

import json
import random
import shutil
import subprocess

import pytest

from tools.hub import BIN
from tools.lab import LESSONS

LESSON = "01_gradient_descent_1d.ipynb"
WHO = ("-c", "user.name=teacher", "-c", "user.email=teacher@localhost")
ROUNDS = 12  # random changes by both; each is a real pull


class Course:
    """A teacher's repository, and a student's copy of it."""

    def __init__(self, folder):
        self.theirs, self.ours = folder / "teacher", folder / "student"
        self.theirs.mkdir()
        shutil.copy(LESSONS / LESSON, self.theirs)
        (self.theirs / "notes.txt").write_text("one\n")
        self.git("init", "--quiet", "--initial-branch=main")
        self.publish()
        self.pull()

    def git(self, *command):
        subprocess.run(["git", *WHO, *command], cwd=self.theirs, check=True)

    def publish(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "news")

    def pull(self):
        puller = [BIN / "gitpuller", f"file://{self.theirs}", "main", self.ours]
        done = subprocess.run(puller, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


def read(folder):
    return json.loads((folder / LESSON).read_text(encoding="utf-8"))


def write(folder, notebook):
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    (folder / LESSON).write_text(text, encoding="utf-8")


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def edit(folder, cell, source):
    notebook = read(folder)
    code_cells(notebook)[cell]["source"] = [source]
    write(folder, notebook)


def sources(folder):
    return ["".join(cell["source"]) for cell in code_cells(read(folder))]


def test_edits_to_different_cells_are_both_there(course):
    edit(course.theirs, 1, "teacher = 1")
    course.publish()
    edit(course.ours, 3, "student = 1")
    course.pull()
    assert sources(course.ours)[1] == "teacher = 1"
    assert sources(course.ours)[3] == "student = 1"


def test_of_two_edits_to_one_cell_the_students_stays(course):
    edit(course.theirs, 1, "teacher = 1")
    edit(course.theirs, 3, "teacher = 3")
    course.publish()
    edit(course.ours, 1, "student = 1")
    course.pull()
    assert sources(course.ours)[1] == "student = 1"
    assert sources(course.ours)[3] == "teacher = 3"


def test_a_file_that_the_student_deleted_comes_back(course):
    edit(course.theirs, 1, "teacher = 1")
    course.publish()
    (course.ours / LESSON).unlink()
    (course.ours / "notes.txt").unlink()
    course.pull()
    assert read(course.ours) == read(course.theirs)
    assert (course.ours / "notes.txt").read_text() == "one\n"


def test_a_lesson_that_was_run_keeps_its_outputs_and_gets_the_update(course):
    edit(course.theirs, 1, "teacher = 1")
    course.publish()
    notebook = read(course.ours)
    stream = {"name": "stdout", "output_type": "stream", "text": ["as I ran it\n"]}
    for cell in code_cells(notebook)[2:]:
        cell |= {"execution_count": 99, "outputs": [stream]}
    write(course.ours, notebook)
    course.pull()
    assert sources(course.ours)[1] == "teacher = 1"
    assert all(cell["outputs"] == [stream] for cell in code_cells(read(course.ours))[2:])


def test_a_notebook_that_was_half_written_stays_and_stops_nothing(course):
    (course.theirs / "notes.txt").write_text("two\n")
    course.publish()
    half = (LESSONS / LESSON).read_text(encoding="utf-8")[:5000] + "my last words"
    (course.ours / LESSON).write_text(half, encoding="utf-8")
    course.pull()
    assert (course.ours / LESSON).read_text(encoding="utf-8") == half
    assert (course.ours / "notes.txt").read_text() == "two\n"


def test_a_half_written_notebook_is_got_anew_when_it_is_set_aside(course):
    (course.ours / LESSON).write_text("{", encoding="utf-8")
    (course.ours / LESSON).rename(course.ours / "mine.ipynb")
    course.pull()
    assert read(course.ours) == read(course.theirs)
    assert (course.ours / "mine.ipynb").read_text() == "{"


def test_a_file_of_the_students_own_steps_aside_for_a_new_one_of_that_name(course):
    (course.theirs / "extra.txt").write_text("teacher")
    course.publish()
    (course.ours / "extra.txt").write_text("student")
    course.pull()
    assert (course.ours / "extra.txt").read_text() == "teacher"
    (aside,) = course.ours.glob("extra__*.txt")
    assert aside.read_text() == "student"


def test_work_in_a_lesson_that_the_teacher_deleted_or_renamed_stays(course):
    edit(course.ours, 1, "student = 1")
    (course.theirs / LESSON).unlink()
    course.publish()
    course.pull()
    assert sources(course.ours)[1] == "student = 1"


def test_random_changes_by_both_leave_a_notebook_with_every_line_of_the_student(course):
    rng = random.Random(0)
    for _ in range(ROUNDS):
        write(course.theirs, changed(read(course.theirs), "teacher", rng))
        course.publish()
        write(course.ours, changed(read(course.ours), "student", rng))
        before = lines_of_the_student(course)
        course.pull()
        assert before <= lines_of_the_student(course)


def lines_of_the_student(course):
    cells = read(course.ours)["cells"]  # fails where the merge broke the JSON
    return {line for cell in cells for line in cell["source"] if line.startswith("student")}


def changed(notebook, who, rng):
    cells = notebook["cells"]
    for _ in range(4):
        at = rng.randrange(len(cells))
        mine = f"{who} {rng.random()}"
        blank = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
        match rng.choice(["line", "cell", "outputs"]):
            case "line":
                cells[at]["source"] = [f"{mine}\n", *cells[at]["source"]]
            case "cell":
                new = blank | {"id": f"{who}-{rng.randrange(10**6)}", "source": [mine]}
                cells.insert(at, new)
            case "outputs" if cells[at]["cell_type"] == "code":
                stream = {"name": "stdout", "output_type": "stream", "text": [mine]}
                cells[at] |= {"execution_count": rng.randrange(99), "outputs": [stream]}
    return notebook
