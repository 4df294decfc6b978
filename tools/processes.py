"""What the processes of a user take, read from Linux itself."""

import os
import pwd
import re
from pathlib import Path

CONTROL_GROUPS = Path("/sys/fs/cgroup")
MIB = 1024


def processes(name):
    """The running processes of a user, oldest first."""
    uid = pwd.getpwnam(name).pw_uid
    running = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            ended = (folder / "cmdline").read_text() == ""  # and nobody has asked how
            if folder.stat().st_uid == uid and not ended:
                running.append(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended while we looked
    return sorted(running)


def memory(name):
    """MiB of PSS that the user's Jupyter server takes, and their kernels together."""
    server = kernels = 0
    for process in processes(name):
        folder = Path("/proc") / str(process)
        try:
            command = (folder / "cmdline").read_text()
            rollup = (folder / "smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pss = int(re.search(r"^Pss: +(\d+) kB", rollup, re.MULTILINE).group(1)) / MIB
        server += pss * ("student_server.py" in command)
        kernels += pss * ("kernel.py" in command)
    return server, kernels


def limits(name):
    """Memory in bytes, processors and processes that the user is held to; None if to none."""
    groups = [CONTROL_GROUPS / kind / "hesscourse" / name for kind in ("memory", "cpu", "pids")]
    if all(group.exists() for group in groups):
        memory, cpu, pids = groups
        quota = _number(cpu / "cpu.cfs_quota_us") / _number(cpu / "cpu.cfs_period_us")
        held = {"memory": _number(memory / "memory.limit_in_bytes"), "cpu": quota}
    elif (CONTROL_GROUPS / "hesscourse" / name).exists():
        memory = cpu = pids = CONTROL_GROUPS / "hesscourse" / name
        quota, period = (cpu / "cpu.max").read_text().split()
        held = {"memory": _number(memory / "memory.max"), "cpu": int(quota) / int(period)}
    else:
        return None
    inside = set(map(int, (memory / "cgroup.procs").read_text().split()))
    assert os.getpid() not in inside
    assert set(processes(name)) <= inside, "a process has escaped"
    return held | {"processes": _number(pids / "pids.max")}


def _number(file):
    return int(file.read_text())
