"""Start a program in a sandbox, and keep an eye on it from outside."""

import compileall
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

INSIDE = Path(__file__).with_name("_inside.py")
PACKAGE = Path(__file__).parents[2]
SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"),
    *("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/fonts"),
    *("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"),
)
ANSWERS = PACKAGE / "check" / "sets"


class Refusal(Exception):
    """This computer cannot make a sandbox. The text says why, and what to do."""


@dataclass(frozen=True)
class Limits:
    """What a program and all that it starts may use together.

    Attributes
    ----------
    seconds : int
        From start to end; no process may compute longer, either.
    memory : int
        Bytes.
    processes : int
        Threads count, too.
    disk : int
        Bytes in its memory disk.
    """

    seconds: int = 600
    memory: int = 2 * 2**30
    processes: int = 64
    disk: int = 64 * 2**20


class Sandboxed:
    """A program in a sandbox. It sees Python, this package and a copy of one folder.

    Parameters
    ----------
    program : list of str
        Arguments for Python.
    work : Path
        A copy of this folder is where it begins.
    files : dict, optional
        From path to text.
    answers : bool
        May it see the reference answers of `hesscourse.check`?
    limits : Limits
    pipes : dict
        For `subprocess.Popen`.

    Attributes
    ----------
    process : subprocess.Popen
    ended_because : str or None
        The limit that it broke.
    """

    def __init__(self, program, work, *, files=None, answers=False, limits=None, **pipes):
        self.limits = limits or Limits()
        self.ended_because = None
        self._root = tempfile.mkdtemp(prefix="hesscourse-")
        as_root = os.geteuid() == 0
        plan = {
            "root": self._root,
            "program": [sys.executable, "-B", *program],
            "environment": _environment(),
            "visible": _visible(Path(work)),
            "hidden": [] if answers else [str(ANSWERS)],
            "work": str(work),
            "files": _fonts() | (files or {}),
            "limits": asdict(self.limits),
            "as_root": as_root,
        }
        spaces = ["--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child"]
        spaces += [] if as_root else ["--user", "--map-root-user"]
        python = [sys.executable, "-I", "-S", str(INSIDE), json.dumps(plan)]
        self.process = subprocess.Popen(["unshare", *spaces, *python], **pipes)
        self._seen = psutil.Process(self.process.pid)
        self._began = time.monotonic()

    @property
    def root(self):
        """Where its files are, seen from outside; None before it has begun or after its end."""
        try:
            (first,) = self._seen.children()
        except (psutil.Error, ValueError):
            return None
        return Path(f"/proc/{first.pid}/root")

    def look(self):
        """Is it still running? End it if it has broken a limit."""
        if self.process.poll() is not None:
            return False
        everything = self._seen.children(recursive=True)
        if sum(map(_memory, everything)) > self.limits.memory:
            self.end(f"it used more than {self.limits.memory / 2**30:g} GiB of memory")
        elif time.monotonic() - self._began > self.limits.seconds:
            self.end(f"it ran for more than {self.limits.seconds} seconds")
        return self.process.poll() is None

    def end(self, because=None):
        """End it, with all that it started."""
        self.ended_because = self.ended_because or because
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.end()
        os.rmdir(self._root)


def compile_package():
    """Compile this package, which a sandbox can read and not write: else each would do so anew."""
    compileall.compile_dir(PACKAGE, quiet=2)  # silent where we may not write, either


@functools.cache
def require():
    """Raise a `Refusal` if there can be no sandbox here."""
    if sys.platform != "linux":
        raise Refusal(f"Grading needs a sandbox. Only Linux can make one; this is {sys.platform}.")
    if not shutil.which("unshare"):
        raise Refusal("Grading needs the program unshare. It is part of util-linux: install that.")
    with tempfile.TemporaryDirectory() as work:
        if os.geteuid() == 0:
            os.chmod(work, 0o755)
        with Sandboxed(["-c", "import hesscourse"], work, stderr=subprocess.PIPE) as trial:
            _, said = trial.process.communicate()
    if trial.process.returncode:
        raise Refusal(
            "Grading needs a sandbox, and this system does not allow one:\n"
            f"  {said.decode(errors='replace').strip()}\n"
            "As root it works on most systems; in a container, start that with --privileged. "
            "For other users: sysctl kernel.unprivileged_userns_clone=1 (Debian), or "
            "kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu). Linux must be 5.12 or newer."
        )


def _visible(work):
    """What may be read: the system, Python, this package; each folder before what is in it."""
    wanted = [*map(Path, SYSTEM), Path(sys.base_prefix), Path(sys.prefix), PACKAGE]
    wanted = [path for path in dict.fromkeys(wanted) if path.exists()]
    for path in wanted:
        if work.resolve().is_relative_to(path):
            raise Refusal(f"{work} lies inside {path}, which every sandbox can read. Move it.")
    tops = {path for path in wanted if not path.is_symlink()}
    return [str(path) for path in wanted if not tops.intersection(path.parents)]


def _environment():
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": "/tmp",
        "USER": "student",
        "LANG": "C.UTF-8",
        # Threads cost memory and processes, and small matrices gain nothing.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "NBGRADER_EXECUTION": "autograde",
    }


def _fonts():
    """What Matplotlib knows of the fonts here: finding out takes seconds."""
    known = os.environ.get("MPLCONFIGDIR") or Path.home() / ".cache" / "matplotlib"
    return {
        f"/tmp/.cache/matplotlib/{path.name}": path.read_text(encoding="utf-8")
        for path in Path(known).glob("fontlist-*.json")
    }


def _memory(process):
    try:
        return process.memory_info().rss
    except psutil.Error:  # it has just ended
        return 0
