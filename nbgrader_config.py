"""nbgrader on our tree: `nbgrader generate_assignment 01_gradient_descent_1d` in this folder."""

from pathlib import Path

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
