"""Where sheets are handed out and handed in, for everybody on the hub."""

import os
from pathlib import Path

c = get_config()  # noqa: F821 (nbgrader defines it)

c.CourseDirectory.course_id = "hesscourse"
c.CourseDirectory.groupshared = True  # all teachers share one folder
c.Exchange.root = os.path.join(os.environ["HESSCOURSE_HUB"], "exchange")

# Formgrader shows only what lies below a teacher's home; this is a link there (deploy/hub/users).
course = Path.home() / "teachers"
if os.access(course, os.W_OK):
    c.CourseDirectory.root = str(course)
