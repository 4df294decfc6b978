"""What a run stored: only what nbval compares, and only what the next run can repeat."""

import base64
import re

from hygiene.notebook import tags, texts
from tools.run_notebooks import without_remarks

COMPARED = {"text/plain", "text/html", "text/latex", "text/markdown"}
SEEN = COMPARED | {"image/png", "application/vnd.jupyter.widget-view+json"}
CHANGING = re.compile(r"0x[0-9a-fA-F]{6,}|<Figure size|<Axes:")
NUMPY_REPR = re.compile(r"\bnp\.\w+\(")
NEGATIVE_ZERO = re.compile(r"(?<![\w)])[-−]0(\.0*)?(e[+-]?\d+)?(?![\d.]*\d)(?!\w)")
DRAWS = re.compile(r"\bhc\.figures\.\w+\(")
MOST_LINES = 40


def errors_are_announced(notebook):
    return [
        f"{cell.id} ended in {output.ename} without the tag raises-exception"
        for cell, output in notebook.outputs
        if output.output_type == "error" and "raises-exception" not in tags(cell)
    ]


def announced_errors_happen(notebook):
    return [
        f"{cell.id} is tagged raises-exception and raises nothing"
        for cell in notebook.code_cells
        if "raises-exception" in tags(cell)
        and not any(output.output_type == "error" for output in cell.outputs)
    ]


def errors_name_no_folder(notebook):
    return [
        f"{cell.id} stores a traceback with this machine's folders in it: make notebooks"
        for cell, output in notebook.outputs
        if output.output_type == "error"
        and output.traceback != [f"{output.ename}: {output.evalue}"]
    ]


def nothing_on_stderr(notebook):
    return [
        f"{cell.id} wrote to stderr: {output.text.strip()}"
        for cell, output in notebook.outputs
        if output.get("name") == "stderr"
    ]


def outputs_are_of_known_kinds(notebook):
    complaints = []
    for cell, output in notebook.outputs:
        kinds = set(output.get("data", {}))
        if unknown := kinds - SEEN:
            complaints.append(f"{cell.id} stores {sorted(unknown)}, which nobody compares")
        if kinds and not kinds & COMPARED:
            complaints.append(f"{cell.id} stores {sorted(kinds)} and no text to compare")
    return complaints


def pictures_have_alt_text(notebook):
    complaints = []
    for cell, output in pictures(notebook):
        alt = output.metadata.get("image/png", {}).get("alt", "")
        if not alt.strip():
            complaints.append(f"{cell.id} shows a picture without alt text")
        elif output.data.get("text/plain") != alt:
            complaints.append(f"{cell.id} shows a picture whose text/plain is not its alt text")
    return complaints


def drawn_pictures_are_stored(notebook):
    """A lost picture is no mistake to nbval, which never looks at one."""
    stored = {cell.id for cell, _ in pictures(notebook)}
    return [
        f"{cell.id} draws a picture and stores none"
        for cell in notebook.code_cells
        if DRAWS.search(cell.source) and cell.id not in stored
    ]


def pictures_name_no_program(notebook):
    complaints = []
    for cell, output in pictures(notebook):
        png = base64.b64decode(output.data["image/png"])
        if png != without_remarks(png):
            complaints.append(f"{cell.id} stores a picture with remarks in it: make notebooks")
    return complaints


def text_is_the_same_next_time(notebook):
    return [
        f"{cell.id} prints {found.group()!r}, which changes from run to run"
        for cell, found in finds(notebook, CHANGING)
    ]


def numbers_are_formatted(notebook):
    return [
        f"{cell.id} prints {found.group()}...): format it"
        for cell, found in finds(notebook, NUMPY_REPR)
    ]


def no_negative_zero(notebook):
    return [
        f"{cell.id} prints {found.group()}: add 0.0 before formatting"
        for cell, found in finds(notebook, NEGATIVE_ZERO)
    ]


def no_walls_of_output(notebook):
    return [
        f"{cell.id} prints {lines(text)} lines, more than {MOST_LINES}"
        for cell, output in notebook.outputs
        for text in texts(output)
        if lines(text) > MOST_LINES
    ]


def pictures(notebook):
    return [
        (cell, output) for cell, output in notebook.outputs if "image/png" in output.get("data", {})
    ]


def finds(notebook, pattern):
    return [
        (cell, found)
        for cell, output in notebook.outputs
        for text in texts(output)
        for found in pattern.finditer(text)
    ]


def lines(text):
    return text.count("<tr") or len(text.splitlines())


RULES = [
    errors_are_announced,
    announced_errors_happen,
    errors_name_no_folder,
    nothing_on_stderr,
    outputs_are_of_known_kinds,
    pictures_have_alt_text,
    drawn_pictures_are_stored,
    pictures_name_no_program,
    text_is_the_same_next_time,
    numbers_are_formatted,
    no_negative_zero,
    no_walls_of_output,
]
