"""A small lesson that keeps every rule, for tests to spoil."""

from hygiene.storage import METADATA
from nbformat import v4

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
PNG_WITH_REMARKS = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACnRFWHRTb2Z0d2FyZQB4So2/"
    "zgAAAApJREFUeJxjYAAAAAIAAUivpHEAAAAASUVORK5CYII="
)
ALT = "A parabola with its lowest point at 2."

OPENING = """# A small lesson

Here you will be able to see a number. You need nothing. It takes 30 minutes."""

CLOSING = """## What you learned

It took 249 steps, and the bound is $2/4.267 = 0.469$, or 46.9 % of one; the report says 0.47.
The [next lesson](02_next.ipynb) goes on, and [the numbers](#Numbers) are above.
"""

FOLD = "<details><summary>Why?</summary>Because.</details>\n"


def good_lesson():
    return v4.new_notebook(
        metadata=METADATA,
        cells=[
            prose("title", OPENING),
            code("imports", 1, "import numpy as np\n\nimport hesscourse as hc"),
            prose("before-numbers", "## Numbers"),
            code(
                "numbers", 2, "print(steps)", v4.new_output("stream", text="249 4.2667 0.46875\n")
            ),
            prose("before-picture", "![a parabola](picture.png)"),
            code("picture", 3, "hc.figures.curve(f)", picture()),
            prose("before-mistake", "A mistake:"),
            code("mistake", 4, "hc.Objective('?')", error()),
            prose("questions", 3 * FOLD),
            prose("closing", CLOSING),
        ],
    )


def prose(name, text):
    return v4.new_markdown_cell(text, id=name)


def code(name, count, source, *outputs):
    cell = v4.new_code_cell(source, id=name, execution_count=count, outputs=list(outputs))
    if any(output.output_type == "error" for output in outputs):
        cell.metadata.tags = ["raises-exception"]
    return cell


def error():
    return v4.new_output("error", ename="ValueError", evalue="?", traceback=["ValueError: ?"])


def picture():
    return v4.new_output(
        "display_data",
        {"image/png": PNG, "text/plain": ALT},
        metadata={"image/png": {"alt": ALT}},
    )
