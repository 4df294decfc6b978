"""What `nbgrader_config.py` hands to nbgrader, so that grading is fair and gives nothing away."""

import re

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS\n?", re.DOTALL)
MARKS = re.compile(r"### BEGIN MARK SCHEME.*?### END MARK SCHEME\n?", re.DOTALL)


class ForgetTags(NbGraderPreprocessor):
    """A tag of a student's, such as skip-execution, could keep a check from running."""

    def preprocess_cell(self, cell, resources, index):
        cell.metadata.pop("tags", None)
        return cell, resources


class HideHiddenTests(NbGraderPreprocessor):
    """In feedback: no hidden test, neither in a cell nor in a traceback that quotes it."""

    def preprocess_cell(self, cell, resources, index):
        cell.source = MARKS.sub("", HIDDEN.sub("", cell.source)).rstrip()
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
            for output in cell.outputs:
                if output.output_type == "error":
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources
