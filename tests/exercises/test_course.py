"""What a teacher types: nothing is lost, and students get no solution."""

import re
import shutil

import pytest
import sheets
from sheets import NAMES, ROOT

from hesscourse.check import sheet
from hesscourse.instructor import course
from hesscourse.instructor.__main__ import main

LINK = re.compile(r"\]\(([^)#\s]+)")


@pytest.fixture
def copy_of_the_course(tmp_path, monkeypatch):
    root = tmp_path / "course"
    root.mkdir()
    for name in (*course.STUDENTS_TREE, "solutions"):
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, target)
    monkeypatch.chdir(root)
    return root


def test_release_writes_a_variant(copy_of_the_course, tmp_path, capsys):
    assert main(["release", "--variant", "7", "--to", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    for name in NAMES:
        path = tmp_path / "out" / name / f"{name}.ipynb"
        assert f"{path}: variant 7" in said
        text = path.read_text(encoding="utf-8")
        given = sheet(name, 7).given
        verdicts, names = sheets.run(text)
        assert vars(names["check"].given) == vars(given)
        assert "### BEGIN" not in text


def test_release_overwrites_nothing(copy_of_the_course, tmp_path, capsys):
    main(["release", "--variant", "7", "--to", str(tmp_path / "out")])
    work = tmp_path / "out" / NAMES[0] / f"{NAMES[0]}.ipynb"
    work.write_text("a student's work")
    capsys.readouterr()
    assert main(["release", "--variant", "8", "--to", str(tmp_path / "out")]) == 1
    assert "already there, perhaps with somebody's work in it" in capsys.readouterr().err
    assert work.read_text() == "a student's work"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["release", "--variant", "-1", "--to", "out"], "must be zero or more; got -1"),
        (["release", "--variant", "1", "--sheet", "99", "--to", "out"], "There is no sheet '99'"),
        (["publish", "--to", "inside"], "lies inside the course"),
        (["publish", "--to", ".."], "is not empty"),
        (["publish", "--to", "../a_file"], "a_file is there already, and it is no folder."),
        (["release", "--variant", "1", "--to", "README.md"], "README.md is there already, and it"),
        (["release", "--variant", "1", "--to", "README.md/out"], "README.md is there already, and"),
        (["regrade", NAMES[0], "--to", "solutions"], "such as solutions/regrade.csv."),
        (["regrade", NAMES[0], "--to", "README.md/regrade.csv"], "README.md is there already, and"),
    ],
)
def test_refusals_say_what_would_be_right(copy_of_the_course, capsys, arguments, words):
    copy_of_the_course.with_name("a_file").write_text("somebody's")
    assert main(arguments) == 1
    assert words in capsys.readouterr().err


def test_outside_the_course_it_says_where_to_go(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["exercises"]) == 1
    assert "Run this in the folder of the course." in capsys.readouterr().err


def test_exercises_are_made_anew_and_a_stale_one_is_noticed(copy_of_the_course, capsys):
    made = copy_of_the_course / "exercises" / NAMES[0] / f"{NAMES[0]}.ipynb"
    before = made.read_bytes()
    made.write_text("edited by hand")
    (copy_of_the_course / "exercises" / "98_old").mkdir()
    (copy_of_the_course / "exercises" / "98_old" / "98_old.ipynb").write_text("left over")
    assert main(["exercises", "--check"]) == 1
    assert "Run make exercises." in capsys.readouterr().err
    assert main(["exercises"]) == 0
    assert made.read_bytes() == before
    assert main(["exercises", "--check"]) == 0
    assert not list(copy_of_the_course.glob("exercises/98_old/*"))


def test_publish_gives_students_all_but_the_solutions(copy_of_the_course, tmp_path):
    tree = tmp_path / "tree"
    (tree / ".git").mkdir(parents=True)  # a repository that is published into
    assert main(["publish", "--to", str(tree)]) == 0
    names = {path.relative_to(tree).as_posix() for path in tree.rglob("*")}
    assert not [name for name in names if "solution" in name or "grading" in name]
    assert "hesscourse/instructor" not in names
    for name in NAMES:
        assert f"exercises/{name}/{name}.ipynb" in names
    for path in [*tree.rglob("*.ipynb"), *tree.rglob("*.md")]:
        text = path.read_text(encoding="utf-8")
        for cell in sheets.notebook(text).cells if path.suffix == ".ipynb" else [text]:
            prose = cell if isinstance(cell, str) else cell.source
            if isinstance(cell, str) or cell.cell_type == "markdown":
                assert broken_links(prose, path) == []


def broken_links(prose, path):
    targets = [target for target in LINK.findall(prose) if not re.match(r"[a-z]+:", target)]
    return [(path.name, target) for target in targets if not (path.parent / target).exists()]


def test_published_a_second_time_it_refuses(copy_of_the_course, tmp_path, capsys):
    tree = tmp_path / "tree"
    main(["publish", "--to", str(tree)])
    (tree / "README.md").write_text("changed by a teacher")
    assert main(["publish", "--to", str(tree)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert (tree / "README.md").read_text() == "changed by a teacher"
