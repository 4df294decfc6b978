"""What a server on the hub loads: for teachers more than for students."""

import os
import uuid
from pathlib import Path

from jupyter_core.paths import jupyter_runtime_dir

c = get_config()  # noqa: F821 (Jupyter defines it)

TEACHERS = Path(os.environ["HESSCOURSE_HUB"]) / "teachers"
teacher = os.access(TEACHERS, os.W_OK)
if teacher:
    os.chdir(TEACHERS)  # where nbgrader looks for the course
    os.umask(0o002)  # what one teacher writes there, the others may change
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

# Server and kernel talk through files in the student's home: no other user of the machine can knock
# there, and no two kernels of a class that arrives at once can want the same port.
SOCKET = f"{jupyter_runtime_dir()}/kernel-{uuid.uuid4()}-ipc-1"
LONGEST = 107  # characters, on Linux; a home that lies deeper uses ports
if len(SOCKET) <= LONGEST:
    c.ServerKernelManager.transport = "ipc"
