"""One machine, one class: `make hub` starts this; README.md explains it."""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 (JupyterHub defines it)

HERE = Path(__file__).parent
HUB = Path(os.environ["HESSCOURSE_HUB"])  # homes, exchange and all that the hub remembers
PORT = int(os.environ.get("HESSCOURSE_HUB_PORT", "8000"))
BIN = Path(sys.prefix) / "bin"

sys.path.insert(0, str(HERE))
from limits import LimitedSpawner, can_limit  # noqa: E402

# Everything listens on this machine alone. README.md: how a web server in front adds https.
c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{PORT + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
proxy = Path(sys.prefix) / "node_modules/.bin/configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [str(proxy)]
c.JupyterHub.db_url = f"sqlite:///{HUB}/state/hub.sqlite"
c.JupyterHub.cookie_secret_file = f"{HUB}/state/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = f"{HUB}/state/proxy.pid"

c.Spawner.cmd = [sys.executable, str(HERE / "student_server.py")]
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 120  # a class that arrives at once
c.Spawner.environment = {
    "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin",
    "JUPYTER_CONFIG_PATH": str(HERE / "jupyter"),
    "JUPYTER_PATH": str(HERE / "jupyter"),
    "HESSCOURSE_HUB": str(HUB),
    "GIT_CONFIG_SYSTEM": str(HUB / "gitconfig"),
    "OPENBLAS_NUM_THREADS": "1",  # the course's matrices are small, its machines shared
    "MALLOC_ARENA_MAX": "1",  # freed memory goes back sooner
    "MALLOC_TRIM_THRESHOLD_": "131072",
}

# What one student can take. README.md says who enforces it, and where nobody does.
c.Spawner.mem_limit = "1G"
c.Spawner.cpu_limit = 1.0

if os.getuid() == 0:
    # Students are users of this machine, and log in with their password of this machine.
    c.JupyterHub.authenticator_class = "pam"
    c.PAMAuthenticator.allowed_groups = {"hesscourse", "hesscourse-teachers"}
    c.JupyterHub.spawner_class = LimitedSpawner if can_limit() else "local-process"
else:
    # All are one user of this machine: to try the hub, never for a class.
    c.JupyterHub.authenticator_class = "shared-password"
    c.SharedPasswordAuthenticator.user_password = os.environ["HESSCOURSE_HUB_PASSWORD"]
    c.Authenticator.allow_all = True
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = f"{HUB}/homes/{{username}}"

# Who has done nothing for an hour gives the memory back; what they wrote is on the disk.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        # It ends with the hub, even with one that is killed.
        "command": ["setpriv", "--pdeathsig", "TERM"]
        + [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
