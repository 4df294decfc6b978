"""The code that lesson 10 prints for reading, so that what is run is what is read."""

import json
import re
from pathlib import Path

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "10_other_tools.ipynb"
BLOCK = re.compile(r"^```(?:python|octave)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def code(cell_id):
    """The one block of code in a text cell of the lesson."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    (source,) = ("".join(cell["source"]) for cell in cells if cell["id"] == cell_id)
    (block,) = BLOCK.findall(source)
    return block


def names(cell_id):
    """What the names stand for once that code has run."""
    namespace = {}
    exec(code(cell_id), namespace)
    return namespace
