"""Where sheets are handed out and handed in, for everybody on the hub."""

import os

c = get_config()  # noqa: F821 (nbgrader defines it)

c.CourseDirectory.course_id = "hesscourse"
c.CourseDirectory.groupshared = True  # all teachers share one folder
c.Exchange.root = os.path.join(os.environ["HESSCOURSE_HUB"], "exchange")
