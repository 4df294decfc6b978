"""docs/sources.md and the boxes of the lessons tell the same."""

import re
from pathlib import Path

import pytest
from hygiene import Notebook

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
LESSONS = {
    path.name[:2]: Notebook.read(path)
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
}
# Each lesson's first cell shows an empty box, to say what a box is.
BOX = re.compile(r"^> \*\*The (?:report|article) \w+\*\*(?! …)", re.MULTILINE)


def cited(page):
    """Pairs of a lesson's number and a cell's id, as the last column of a row gives them."""
    rows = [line for line in page.splitlines() if re.match(r"\| .* \|$", line)]
    last_columns = [row.split(" | ")[-1] for row in rows]
    return [pair for text in last_columns for pair in re.findall(r"(\d\d) `([a-z0-9-]+)`", text)]


def boxes(lessons):
    return [
        (number, cell.id)
        for number, lesson in lessons.items()
        for cell in lesson.prose_cells
        if BOX.search(cell.source)
    ]


@pytest.mark.parametrize(("number", "name"), cited(PAGE))
def test_a_cited_cell_exists(number, name):
    assert name in {cell.id for cell in LESSONS[number].cells}


@pytest.mark.parametrize(("number", "name"), boxes(LESSONS))
def test_a_box_is_cited(number, name):
    assert (number, name) in cited(PAGE)


def test_every_row_cites_a_lesson():
    rows = [line for line in PAGE.splitlines() if re.match(r"\| (?!place|it says).*\|$", line)]
    assert len(rows) > 25
    assert [row for row in rows if not cited(row)] == []


def test_the_search_for_boxes_finds_one():
    assert BOX.search("Text.\n\n> **The report says** one thing, **but** another is true.")
    assert not BOX.search("> **The report says** …, **but** …")
