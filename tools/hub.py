"""A hub of deploy/hub/, in a folder of its own, with users who go when it goes."""

import os
import secrets
import signal
import subprocess
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from socket import socket
from tempfile import mkdtemp
from threading import Thread

from tools.processes import processes

ROOT = Path(__file__).parent.parent
BIN = ROOT / ".venv-hub" / "bin"
DEPLOY = ROOT / "deploy" / "hub"
REAL_USERS = os.getuid() == 0


class Hub:
    """A running hub.

    Attributes
    ----------
    folder : Path
        What it remembers; `homes/NAME` is a student's home.
    address : str
    passwords : dict
        From the name of each user to the password.
    """

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.address = f"http://127.0.0.1:{port}"
        self.passwords = {}
        self.environment = os.environ | {
            "HESSCOURSE_HUB": str(folder),
            "HESSCOURSE_HUB_PORT": str(port),
            "HESSCOURSE_HUB_PASSWORD": secrets.token_hex(8),
        }

    def do(self, script, *arguments):
        """Run a script of deploy/hub/; what it printed."""
        return subprocess.run(
            [DEPLOY / script, *arguments],
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def add(self, role, *names):
        if REAL_USERS:
            said = self.do("users", "add", role, *names)
            self.passwords |= dict(line.split() for line in said.splitlines())
        else:
            password = self.environment["HESSCOURSE_HUB_PASSWORD"]
            self.passwords |= dict.fromkeys(names, password)

    def start(self):
        """Start the hub, and wait until it says that it is there."""
        self.process = subprocess.Popen(
            [DEPLOY / "start"], env=self.environment, stderr=subprocess.PIPE, text=True
        )
        log = (self.folder / "state" / "log").open("a", encoding="utf-8")
        for line in self.process.stderr:
            log.write(line)
            if "JupyterHub is now running" in line:
                break
        else:
            log.flush()
            raise RuntimeError(f"the hub did not start:\n{Path(log.name).read_text()}")
        Thread(target=_pour, args=(self.process.stderr, log), daemon=True).start()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait()


def _pour(source, target):
    with source, target:
        for line in source:
            target.write(line)
            target.flush()


@contextmanager
def hub(students, teachers=()):
    """A hub with these users, the course published on it. All goes at the end, users too."""
    with ExitStack() as undo:
        folder = Path(mkdtemp(prefix="hesscourse-hub-"))
        undo.callback(rmtree, folder)
        folder.chmod(0o755)  # the users' homes lie in it
        ours = Hub(folder, _free_port())
        ours.do("prepare")
        ours.do("publish", "The course")
        for role, names in {"student": students, "teacher": teachers}.items():
            for name in names:
                ours.add(role, name)
                if REAL_USERS:
                    undo.callback(_end_user, name)
        undo.callback(_end_what_runs_in, folder)
        ours.start()
        undo.callback(lambda: ours.stop())
        yield ours


def _end_user(name):
    for process in processes(name):  # what a test left running
        os.kill(process, signal.SIGKILL)
    subprocess.run(["userdel", name], check=False, stderr=subprocess.DEVNULL)


def _end_what_runs_in(folder):
    """End what a hub that was killed has left: its proxy, its culler."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, PermissionError, ProcessLookupError):
            if (process / "cwd").readlink() == folder:
                os.kill(int(process.name), signal.SIGKILL)


def _free_port():
    """A port with two free ones behind it, which the hub takes too."""
    while True:
        with ExitStack() as held:
            first = held.enter_context(socket())
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                for other in (port + 1, port + 2):
                    held.enter_context(socket()).bind(("127.0.0.1", other))
            except OSError:
                continue
            return port
