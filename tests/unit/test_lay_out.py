"""A student's folder is brought up to date, and none of their work is touched."""

import errno
import json
import re
from pathlib import Path

import pytest

from hesscourse import _lay_out, start
from hesscourse._lay_out import RECORD, Refusal, course, lay_out

LESSON = "notebooks/01_descent.ipynb"
SHEET = "exercises/01_descent/01_descent.ipynb"
OLD = {LESSON: "lesson, first edition", SHEET: "sheet, first edition"}
NEW = {
    LESSON: "lesson, second edition",
    SHEET: "sheet, second edition",
    "notebooks/02_newton.ipynb": "a new lesson",
}
SHEET_BESIDE = "exercises/01_descent/01_descent (version 0.2.0).ipynb"


@pytest.fixture
def edition(tmp_path):
    """Makes the course's own folder hold these files and no others."""

    def write(texts):
        folder = tmp_path / f"edition {len(list(tmp_path.glob('edition *')))}"
        for name in _lay_out.FOLDERS:
            (folder / name).mkdir(parents=True)
        for name, text in texts.items():
            put(folder, name, text)
        return folder

    return write


@pytest.fixture
def student(tmp_path, edition):
    """A folder in which the first edition was laid out."""
    folder = tmp_path / "student"
    lay_out(edition(OLD), folder, "0.1.0")
    return folder


def put(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def held(folder):
    """What a folder holds, by name, but for the record."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    }


def test_at_first_everything_is_laid_out(tmp_path, edition):
    said = lay_out(edition(OLD), tmp_path / "a" / "b", "0.1.0")
    assert held(tmp_path / "a" / "b") == OLD
    assert said == [f"{SHEET}: new.", f"{LESSON}: new."]


def test_a_second_time_nothing_happens(student, edition):
    before = {path: path.stat().st_mtime_ns for path in student.rglob("*.ipynb")}
    assert lay_out(edition(OLD), student, "0.1.0") == []
    assert {path: path.stat().st_mtime_ns for path in student.rglob("*.ipynb")} == before


def test_on_a_full_disk_a_start_without_news_still_works(student, edition, monkeypatch):
    cut_off(monkeypatch, after=1, error=(errno.ENOSPC, "No space left on device"))
    assert lay_out(edition(OLD), student, "0.1.0") == []


def test_a_later_version_updates_what_was_not_changed(student, edition):
    said = lay_out(edition(NEW), student, "0.2.0")
    assert held(student) == NEW
    assert said == [
        f"{SHEET}: updated; you had not changed it.",
        f"{LESSON}: updated; you had not changed it.",
        "notebooks/02_newton.ipynb: new.",
    ]


def test_what_the_student_changed_is_kept_and_the_new_one_laid_beside(student, edition):
    put(student, SHEET, "my answers")
    said = lay_out(edition(NEW), student, "0.2.0")
    assert held(student) == {**NEW, SHEET: "my answers", SHEET_BESIDE: NEW[SHEET]}
    assert said[0] == (
        f"You changed {SHEET}, so it stays as it is. The new one lies beside it: "
        "01_descent (version 0.2.0).ipynb."
    )


def test_it_is_laid_beside_once(student, edition):
    put(student, SHEET, "my answers")
    lay_out(edition(NEW), student, "0.2.0")
    (student / SHEET_BESIDE).unlink()
    assert lay_out(edition(NEW), student, "0.2.0") == []
    assert held(student) == {**NEW, SHEET: "my answers"}


def test_without_news_of_a_changed_file_nothing_is_laid_beside(student, edition):
    put(student, SHEET, "my answers")
    assert lay_out(edition(OLD), student, "0.2.0") == []
    assert held(student) == {**OLD, SHEET: "my answers"}


def test_work_in_the_file_that_was_laid_beside_is_kept_too(student, edition):
    put(student, SHEET, "my answers")
    lay_out(edition(NEW), student, "0.2.0")
    put(student, SHEET_BESIDE, "my new answers")
    lay_out(edition({**NEW, SHEET: "mended in haste"}), student, "0.2.0")
    assert held(student) == {
        **NEW,
        SHEET: "my answers",
        SHEET_BESIDE: "my new answers",
        "exercises/01_descent/01_descent (version 0.2.0, 2).ipynb": "mended in haste",
    }


def test_a_file_that_was_there_before_the_course_is_kept(tmp_path, edition):
    put(tmp_path / "student", SHEET, "somebody's work")
    lay_out(edition(OLD), tmp_path / "student", "0.2.0")
    assert held(tmp_path / "student") == {**OLD, SHEET: "somebody's work", SHEET_BESIDE: OLD[SHEET]}


def test_a_deleted_file_stays_away_and_it_is_said(student, edition):
    (student / LESSON).unlink()
    for _ in range(2):
        said = lay_out(edition(NEW), student, "0.2.0")
        assert f"You deleted {LESSON}. To have it back: hesscourse start --restore." in said
        assert LESSON not in held(student)


def test_a_deleted_file_comes_back_when_asked_for(student, edition):
    (student / LESSON).unlink()
    put(student, SHEET, "my answers")
    assert lay_out(edition(OLD), student, "0.1.0", restore=True) == [f"{LESSON}: new."]
    assert held(student) == {**OLD, SHEET: "my answers"}


def test_whoever_deleted_everything_gets_the_course(student, edition):
    for name in OLD:
        (student / name).unlink()
    lay_out(edition(OLD), student, "0.1.0")
    assert held(student) == OLD


def test_a_file_that_left_the_course_stays_where_it_is(student, edition):
    left = {SHEET: OLD[SHEET]}
    said = [f"{LESSON} is no longer part of the course. It stays where it is."]
    assert lay_out(edition(left), student, "0.2.0") == said
    assert lay_out(edition(left), student, "0.2.0") == []
    assert held(student) == OLD


def test_what_editors_leave_behind_is_not_laid_out(tmp_path, edition):
    rubbish = {"notebooks/.ipynb_checkpoints/x.ipynb": "", "exercises/__pycache__/x.pyc": ""}
    lay_out(edition({**OLD, **rubbish}), tmp_path / "student", "0.1.0")
    assert held(tmp_path / "student") == OLD


@pytest.mark.parametrize("writes", range(1, 7))
def test_an_interrupted_run_is_finished_by_the_next(student, edition, monkeypatch, writes):
    """Cut off at each write in turn: nothing is half-written, and nothing counts as changed."""
    put(student, SHEET, "my answers")
    cut_off(monkeypatch, after=writes)
    with pytest.raises(KeyboardInterrupt):
        lay_out(edition(NEW), student, "0.2.0")
    allowed = {*OLD.values(), *NEW.values(), "my answers"}
    assert set(held(student).values()) <= allowed
    monkeypatch.undo()
    lay_out(edition(NEW), student, "0.2.0")
    assert held(student) == {**NEW, SHEET: "my answers", SHEET_BESIDE: NEW[SHEET]}


def cut_off(monkeypatch, after, error=None):
    """Each file that is written gets half of its bytes, from this write on, and then an end."""
    write_bytes, left = Path.write_bytes, iter(range(after - 1))

    def write_half(path, content):
        if next(left, None) is not None:
            return write_bytes(path, content)
        write_bytes(path, content[: len(content) // 2])
        raise KeyboardInterrupt if error is None else OSError(*error, str(path))

    monkeypatch.setattr(Path, "write_bytes", write_half)


@pytest.mark.parametrize("text", ["", "[]", '{"laid out": 3}', '{"laid', "\N{BULLET}"])
def test_a_damaged_record_costs_nobody_their_work(student, edition, text):
    put(student, RECORD, text)
    put(student, SHEET, "my answers")
    said = lay_out(edition(NEW), student, "0.2.0")
    assert f"{student / RECORD} is damaged" in said[0]
    assert held(student)[SHEET] == "my answers"
    assert set(NEW.values()) < set(held(student).values())
    assert lay_out(edition(NEW), student, "0.2.0") == []


def test_a_place_inside_the_course_is_refused(edition):
    source = edition(OLD)
    with pytest.raises(Refusal, match="lies inside the course itself. Choose a folder outside it"):
        lay_out(source, source / "student", "0.1.0")
    assert held(source) == OLD


def test_a_file_in_place_of_the_folder_is_refused(tmp_path, edition):
    put(tmp_path, "student", "a letter")
    with pytest.raises(Refusal, match="student is a file. Choose a folder: hesscourse start DIR"):
        lay_out(edition(OLD), tmp_path / "student", "0.1.0")
    assert (tmp_path / "student").read_text() == "a letter"


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path, edition):
    put(tmp_path, "student/notebooks", "a letter")
    with pytest.raises(Refusal, match=r"notebooks.*: there is a file where a folder must be"):
        lay_out(edition(OLD), tmp_path / "student", "0.1.0")
    assert (tmp_path / "student" / "notebooks").read_text() == "a letter"


def test_a_folder_in_the_way_of_a_file_is_named(tmp_path, edition):
    put(tmp_path, f"student/{LESSON}/letter", "a letter")
    with pytest.raises(Refusal, match=r"ipynb: there is a folder where a file must be"):
        lay_out(edition(OLD), tmp_path / "student", "0.1.0")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "There is no room left in .*student. The course needs 0 MB. What is there"),
        (errno.EACCES, "You may not read or write .*/exercises/01_descent. Choose a folder of"),
        (errno.EROFS, "You may not read or write .*/exercises/01_descent. Choose"),
        (errno.EIO, "/exercises/01_descent: Input/output error. What is there is whole"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(student, edition, monkeypatch, number, words):
    before = held(student)
    cut_off(monkeypatch, after=1, error=(number, "Input/output error"))
    with pytest.raises(Refusal, match=words):
        lay_out(edition(NEW), student, "0.2.0")
    assert held(student) == before


def test_a_folder_that_may_not_be_seen_is_refused(tmp_path, edition, monkeypatch):
    def forbidden(path, **options):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    source = edition(OLD)
    monkeypatch.setattr(Path, "stat", forbidden)
    with pytest.raises(Refusal, match="You may not read or write .*student. Choose a folder"):
        lay_out(source, tmp_path / "student", "0.1.0")


def test_the_command_lays_out_this_very_course(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert start.main(["start", "--lay-out-only"]) == 0
    laid = set(held(tmp_path / "hesscourse"))
    assert laid == {path.relative_to(course()).as_posix() for path in shipped()}
    assert f"The course lies in {tmp_path / 'hesscourse'}." in capsys.readouterr().out


def test_standing_in_the_laid_out_folder_the_command_finds_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    start.main(["start", "--lay-out-only"])
    monkeypatch.chdir(tmp_path / "hesscourse")
    capsys.readouterr()
    assert start.main(["start", "--lay-out-only"]) == 0
    assert capsys.readouterr().out.startswith("Nothing is new.\n")


def test_the_command_says_a_refusal_and_fails(tmp_path, capsys):
    put(tmp_path, "letter", "a letter")
    assert start.main(["start", str(tmp_path / "letter"), "--lay-out-only"]) == 1
    assert "letter is a file" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["~nobody-of-this-name/course", "circle/course"])
def test_a_place_that_leads_nowhere_is_refused_in_a_sentence(tmp_path, monkeypatch, capsys, place):
    monkeypatch.chdir(tmp_path)
    Path("circle").symlink_to("circle")
    assert start.main(["start", place, "--lay-out-only"]) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert place in said


def test_links_of_lessons_and_sheets_lead_somewhere_in_the_laid_out_folder(tmp_path):
    lay_out(course(), tmp_path, "0.1.0")
    links = [
        (path, link)
        for path in tmp_path.rglob("*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for link in re.findall(r"\]\(([^)#\s:]+)\)", "".join(cell["source"]))
        if cell["cell_type"] == "markdown"
    ]
    assert len(links) > 20
    assert [str(path) for path, link in links if not (path.parent / link).exists()] == []
    assert (tmp_path / start.FIRST).exists()


def shipped():
    return [*course().glob("notebooks/*.ipynb"), *course().glob("exercises/*/*.ipynb")]
