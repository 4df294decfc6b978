"""How the file is stored: that it ran in order, and that a second run writes the same bytes."""

import re
from collections import Counter

from hygiene.notebook import tags

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
READABLE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RANDOM_ID = re.compile(r"(?=.*\d)[0-9a-f]{8}(-.*)?")
ALLOWED_TAGS = {"raises-exception"}


def every_code_cell_has_run(notebook):
    return [f"{cell.id} has not run" for cell in notebook.code_cells if not cell.execution_count]


def cells_ran_in_order(notebook):
    return [
        f"{cell.id} is code cell {place} and ran as number {cell.execution_count}"
        for place, cell in enumerate(notebook.code_cells, start=1)
        if cell.execution_count not in (None, place)
    ]


def ids_are_readable(notebook):
    return [
        f"{cell.id} is no name for a cell: use words, such as first-step"
        for cell in notebook.cells
        if not READABLE_ID.fullmatch(cell.id) or RANDOM_ID.fullmatch(cell.id)
    ]


def ids_are_unique(notebook):
    counts = Counter(cell.id for cell in notebook.cells)
    return [f"{name} names {count} cells" for name, count in counts.items() if count > 1]


def metadata_is_minimal(notebook):
    complaints = []
    if notebook.content.metadata != METADATA:
        complaints.append("the notebook's metadata is not the agreed one: make notebooks")
    for cell in notebook.cells:
        if extra := set(cell.metadata) - {"tags"}:
            complaints.append(f"{cell.id} carries metadata: {sorted(extra)}")
    return complaints


def tags_hide_nothing(notebook):
    return [
        f"{cell.id} is tagged {tag}"
        for cell in notebook.cells
        for tag in tags(cell)
        if tag not in ALLOWED_TAGS
    ]


RULES = [
    every_code_cell_has_run,
    cells_ran_in_order,
    ids_are_readable,
    ids_are_unique,
    metadata_is_minimal,
    tags_hide_nothing,
]
