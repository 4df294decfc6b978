"""nbgrader on our tree: `nbgrader generate_assignment 01_gradient_descent_1d` in this folder."""

import os
import secrets
from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.converters import Autograde
from nbgrader.preprocessors import GetGrades

from hesscourse import instructor
from hesscourse.instructor.grading import ForgetTags, HideHiddenTests
from hesscourse.instructor.sheets import PREPROCESSORS

c = get_config()  # noqa: F821 (nbgrader defines it)

c.CourseDirectory.course_id = "hesscourse"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
Path("grading").mkdir(exist_ok=True)
c.CourseDirectory.db_url = "sqlite:///grading/gradebook.db"

c.GenerateAssignment.preprocessors = PREPROCESSORS

# Students' programs run in a sandbox: docs/instructors.md says what they can do there.
places = [Path(instructor.__file__).parent, os.environ.get("JUPYTER_PATH")]
os.environ["JUPYTER_PATH"] = os.pathsep.join(str(place) for place in places if place)
c.Execute.kernel_name = "hesscourse-sandbox"
c.Execute.timeout = 20
c.Autograde.sanitize_preprocessors = [ForgetTags, *Autograde().sanitize_preprocessors]
c.Execute.skip_cells_with_tag = secrets.token_hex()
c.OverwriteCells.add_missing_cells = True
# A warning costs no points.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = "."
c.GenerateFeedback.preprocessors = [GetGrades, HideHiddenTests, CSSHTMLHeaderPreprocessor]
