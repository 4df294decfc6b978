"""What stands around the code."""

import re
from itertools import pairwise


def title_comes_first(notebook):
    first = notebook.cells[0]
    if first.cell_type == "markdown" and first.source.startswith("# "):
        return []
    return [f"{first.id} comes first and is not a title (`# ...`)"]


def prose_stands_before_code(notebook):
    return [
        f"no prose stands before {cell.id}"
        for before, cell in pairwise(notebook.cells)
        if cell.cell_type == "code" and before.cell_type != "markdown"
    ]


def folds_open_and_close(notebook):
    complaints = []
    for cell in notebook.prose_cells:
        opened = len(re.findall(r"<details\b", cell.source))
        if opened != cell.source.count("</details>"):
            complaints.append(f"{cell.id} opens {opened} <details> and closes another number")
        if opened != len(re.findall(r"<summary>\s*\S.*?</summary>", cell.source, re.DOTALL)):
            complaints.append(f"{cell.id} has a <details> without its <summary>")
    return complaints


def no_style_sheets(notebook):
    return [
        f"{cell.id} brings a <{tag}>"
        for cell in notebook.cells
        for tag in re.findall(r"<(style|script)\b", cell.source)
    ]


RULES = [
    title_comes_first,
    prose_stands_before_code,
    folds_open_and_close,
    no_style_sheets,
]
