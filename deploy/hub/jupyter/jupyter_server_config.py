"""What a server on the hub loads: for teachers more than for students."""

import os
from pathlib import Path

c = get_config()  # noqa: F821 (Jupyter defines it)

TEACHERS = Path(os.environ["HESSCOURSE_HUB"]) / "teachers"
teacher = os.access(TEACHERS, os.W_OK)
if teacher:
    os.chdir(TEACHERS)  # where nbgrader looks for the course
    c.ServerApp.root_dir = str(Path.home())

c.ServerApp.jpserver_extensions = {
    "jupyter_lsp": False,  # no language server is installed
    "nbgrader.server_extensions.formgrader": teacher,
    "nbgrader.server_extensions.course_list": False,  # there is one course
    "nbgrader.server_extensions.validate_assignment": False,  # the checks answer in the sheet
    "nbgrader.server_extensions.assignment_list": True,  # fetch and submit, in a panel
}

# A kernel that nobody looks at for an hour is stopped, though its server goes on.
c.MappingKernelManager.cull_idle_timeout = 3600
