import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat


@dataclass(frozen=True)
class Notebook:
    path: Path
    content: nbformat.NotebookNode

    @classmethod
    def read(cls, path):
        return cls(path, nbformat.read(path, as_version=4))

    @property
    def cells(self):
        return self.content.cells

    @property
    def code_cells(self):
        return [cell for cell in self.cells if cell.cell_type == "code"]

    @property
    def prose_cells(self):
        return [cell for cell in self.cells if cell.cell_type == "markdown"]

    @property
    def outputs(self):
        return [(cell, output) for cell in self.code_cells for output in cell.outputs]

    @cached_property
    def prose(self):
        return "\n\n".join(without_code(cell.source) for cell in self.prose_cells)


def texts(output):
    """Every text that a reader sees in an output."""
    if output.output_type == "stream":
        return [output.text]
    if output.output_type == "error":
        return [output.ename, output.evalue]
    return [text for kind, text in output.data.items() if kind.startswith("text/")]


def tags(cell):
    return cell.metadata.get("tags", [])


def without_code(markdown):
    markdown = re.sub(r"^(```|~~~).*?^\1", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", markdown)
