"""What `nbgrader_config.py` hands to nbgrader, so that grading is fair and gives nothing away."""

import re

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from .regrade._judge import in_a_line

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS\n?", re.DOTALL)
MARKS = re.compile(r"### BEGIN MARK SCHEME.*?### END MARK SCHEME\n?", re.DOTALL)


class ForgetTags(NbGraderPreprocessor):
    """A tag of a student's, such as skip-execution, could keep a check from running."""

    def preprocess_cell(self, cell, resources, index):
        cell.metadata.pop("tags", None)
        return cell, resources


class HideHiddenTests(NbGraderPreprocessor):
    """In feedback: no hidden test, neither in a cell nor in what a student's program prints of it.

    What is left of the outputs is one line for a check that failed.
    """

    def preprocess_cell(self, cell, resources, index):
        cell.source = MARKS.sub("", HIDDEN.sub("", cell.source)).rstrip()
        if cell.cell_type == "code":
            is_check = is_grade(cell) and not is_solution(cell)
            errors = [output for output in cell.outputs if output.output_type == "error"]
            cell.outputs = errors[:1] if is_check else []
            for error in cell.outputs:
                line = in_a_line(f"{error.ename}: {error.evalue}")
                error.traceback = [line]
        return cell, resources
