"""The widget on which every explorer plays: still pictures, and a canvas over each."""

import re
from functools import cache
from pathlib import Path

import anywidget
import traitlets as t

HERE = Path(__file__).parent
TOUCH = "Run this cell to move the picture."
IMPORT = re.compile(r'^import (?:\{[^}]*\}|\w+) from "\./(\w+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@cache
def script(name):
    """A script and all that it imports, each once, as one module.

    A widget's script is loaded from a blob, where an import of a neighbouring file would fail.

    Examples
    --------
    >>> script("methods.js") in script("descent.js")
    True
    """
    return "\n".join(part for _, part in _parts(name, set()))


def _parts(name, seen):
    seen.add(name)
    text = (HERE / name).read_text(encoding="utf-8")
    for needed in IMPORT.findall(text):
        if needed not in seen:
            yield from _parts(needed, seen)
    yield name, EXPORT.sub("", IMPORT.sub("", text))


class Stage(anywidget.AnyWidget):
    """The picture of an explorer, and the truth about its state.

    A kind of explorer makes a subclass whose ``_esm`` is its script.
    """

    _css = (HERE / "stage.css").read_text(encoding="utf-8")

    x = t.Float().tag(sync=True)
    y = t.Float().tag(sync=True)
    learning_rate = t.Float(0.1).tag(sync=True)
    scene = t.Dict().tag(sync=True)
    run = t.Dict().tag(sync=True)  # for a function that only the kernel can compute
    typed = t.Dict().tag(sync=True)
    complaint = t.Unicode().tag(sync=True)
    busy = t.Unicode().tag(sync=True)  # what the kernel is doing, if that takes long

    def __repr__(self):
        return TOUCH
