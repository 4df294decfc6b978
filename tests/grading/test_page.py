"""docs/instructors.md says what happens: every command is run, and prints what the page shows."""

import re

import classroom
import pytest
from teacher import ROOT, a_course, in_a_shell

NAME = classroom.NAME
BLOCK = re.compile(r"^```(python)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CLASS = {
    "ada": "right",
    "bob": "half",
    "eve": "attack_check_calls_stripped",
    "kim": "file_corrupt",
}


def commands(page):
    """Pairs of a command and what the page shows of its output; a program has no output."""
    for language, block in BLOCK.findall(page):
        if language:
            yield f"python - <<'END'\n{block}END", ""
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def pattern(output):
    """Three dots stand for anything; alone on a line, for lines."""
    lines = [
        r"(.*\n)*" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + r"\n"
        for line in output.splitlines()
    ]
    return "".join(lines)


@pytest.mark.usefixtures("sandbox")
def test_every_command_does_what_the_page_shows(tmp_path):
    course = a_course(tmp_path / "course")
    students = classroom.students(classroom.PATH.read_text(encoding="utf-8"))
    for student, kind in CLASS.items():
        folder = course / "handed_in" / student
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(students[kind][0], encoding="utf-8")
    in_a_shell(course, "python", "-m", "hesscourse.instructor", "exercises")

    page = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
    for command, shown in commands(page):
        said = in_a_shell(course, "bash", "-c", command).stdout
        assert re.fullmatch(pattern(shown), said), f"{command}\nshown:\n{shown}\nsaid:\n{said}"


def test_three_dots_stand_for_what_is_left_out():
    assert re.fullmatch(pattern("a\n...\nb ... d\n"), "a\nx\ny\nb c d\n")
    assert not re.fullmatch(pattern("a\nb\n"), "a\nx\nb\n")
