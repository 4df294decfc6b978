"""A spawner that holds each student to their memory and CPU, by Linux's control groups.

For machines without systemd. Where systemd runs, its own SystemdSpawner does the same.
"""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

from jupyterhub.spawner import LocalProcessSpawner

GROUPS = Path("/sys/fs/cgroup")
PERIOD = 100_000  # microseconds, over which CPU time is counted
PROCESSES = 512  # threads too: enough for a course, too few for a fork bomb


def settings(memory, cpu):
    """What each controller is told, in both versions of control groups: {folder: {file: value}}."""
    quota = int(cpu * PERIOD)
    if (GROUPS / "cgroup.controllers").exists():
        return {
            "": {"memory.max": memory, "cpu.max": f"{quota} {PERIOD}", "pids.max": PROCESSES},
        }
    return {
        "memory": {"memory.limit_in_bytes": memory},
        "cpu": {"cpu.cfs_period_us": PERIOD, "cpu.cfs_quota_us": quota},
        "pids": {"pids.max": PROCESSES},
    }


def can_limit():
    """Whether control groups can be made here."""
    try:
        for folder in settings(0, 0):
            course = GROUPS / folder / "hesscourse"
            course.mkdir(exist_ok=True)
            if folder == "":
                (course / "cgroup.subtree_control").write_text("+memory +cpu +pids")
    except OSError:
        return False
    return True


class LimitedSpawner(LocalProcessSpawner):
    """Each student's server, and all that it starts, in a control group of its own."""

    def groups(self):
        return [
            GROUPS / folder / "hesscourse" / self.user.name
            for folder in settings(self.mem_limit, self.cpu_limit)
        ]

    def make_preexec_fn(self, name):
        limits = settings(self.mem_limit, self.cpu_limit).values()
        for group, files in zip(self.groups(), limits, strict=True):
            group.mkdir(exist_ok=True)
            for file, value in files.items():
                (group / file).write_text(str(value))
        doors = [group / "cgroup.procs" for group in self.groups()]
        become_the_student = super().make_preexec_fn(name)

        def enter():
            for door in doors:
                door.write_text("0")  # the process that writes
            become_the_student()

        return enter

    async def stop(self, now=False):
        """Stop the server, then whatever it left running."""
        await super().stop(now)
        for group in filter(Path.exists, self.groups()):
            while left := (group / "cgroup.procs").read_text().split():
                for process in left:
                    with suppress(ProcessLookupError):  # it ended while we looked
                        os.kill(int(process), signal.SIGKILL)
                await asyncio.sleep(0.1)
            group.rmdir()
