"""From a source in `solutions/` to the sheet that a student gets.

nbgrader does it with the preprocessors listed here (`nbgrader_config.py` hands them over). So do
`make exercises` and `release`, with no database: same bytes.
"""

import re

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
    NbGraderPreprocessor,
    SaveCells,
)
from traitlets import Integer

from ..check import sheet

VARIANT = re.compile(r"^VARIANT = (\d+)$", re.MULTILINE)
SHEET = re.compile(r"hc\.check\.sheet\(\"(\w+)\", VARIANT\)")


class FillVariant(NbGraderPreprocessor):
    """Put the functions and numbers of the variant into the text: {{alpha}}, {{well:latex}}."""

    variant = Integer(None, allow_none=True, help="instead of the number in the source")
    variant.tag(config=True)

    def preprocess(self, notebook, resources):
        set_variant(notebook, self.variant)
        code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
        name, variant = SHEET.search(code), VARIANT.search(code)
        if not (name and variant):
            raise ValueError(
                "the source must open its sheet in two lines: VARIANT = 0, then "
                'check = hc.check.sheet("01_gradient_descent_1d", VARIANT)'
            )
        check = sheet(name.group(1), int(variant.group(1)))
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = check.fill(cell.source)
        return notebook, resources


class ClearAnswers(ClearSolutions):
    """In a function the three dots are returned; elsewhere they already stand in the first line."""

    text_stub = "*Write your answer here.*"

    def preprocess_cell(self, cell, resources, index):
        inside_a_function = re.search(r"^ +### BEGIN SOLUTION", cell.source, re.MULTILINE)
        self.code_stub = {"python": "return ...  # your lines go here" if inside_a_function else ""}
        cell, resources = super().preprocess_cell(cell, resources, index)
        cell.source = cell.source.rstrip()
        return cell, resources


PREPROCESSORS = [
    FillVariant,
    LockCells,
    ClearAnswers,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,  # the gradebook learns the whole tests before the hidden ones are cleared
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
]


def student_sheet(source, variant=None):
    """The sheet that a student gets.

    Parameters
    ----------
    source : str
        The text of a notebook in `solutions/`.
    variant : int, optional
        Instead of the number in the source.

    Returns
    -------
    str
        The text of a notebook.
    """
    return _converted(with_variant(source, variant), PREPROCESSORS)


def filled_source(source, variant=None):
    """The source with the numbers of a variant in its text: solutions and hidden tests stay."""
    return _converted(with_variant(source, variant), [FillVariant])


def with_variant(source, variant):
    """The source, as text, with another number in the cell that says `VARIANT = 0`."""
    if variant is None:
        return source
    notebook = nbformat.reads(source, as_version=4)
    set_variant(notebook, variant)
    return nbformat.writes(notebook)


def set_variant(notebook, variant):
    """Write the number into the cell that says `VARIANT = 0`; None leaves the notebook alone."""
    if variant is not None:
        for cell in notebook.cells:
            cell.source = VARIANT.sub(f"VARIANT = {variant}", cell.source)


def _converted(source, preprocessors):
    exporter = NotebookExporter(default_preprocessors=[])
    for preprocessor in preprocessors:
        if preprocessor is not SaveCells:
            exporter.register_preprocessor(preprocessor, enabled=True)
    text, _ = exporter.from_notebook_node(nbformat.reads(source, as_version=4))
    return text
