"""`make load N=60`: a class arrives at a hub of its own, one student every two seconds.

Each logs in, starts a server, follows the teacher's link, opens lesson 01, runs all of its cells
and saves it. Prints one table; docs/hosting.md keeps it.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from tools.hub import hub
from tools.processes import memory
from tools.student import Student

EVERY = 2.0  # seconds between two arrivals
STEPS = (
    *("log in", "start the server", "follow the link"),
    *("open", "start a kernel", "a cell", "save"),
)


class Clock:
    """How long each step took, for everybody."""

    def __init__(self):
        self.seconds = {step: [] for step in STEPS}
        self.failures = []
        self._lock = Lock()

    def take(self, step, action, *arguments):
        began = time.perf_counter()
        done = action(*arguments)
        with self._lock:
            self.seconds[step].append(time.perf_counter() - began)
        return done


def attend(running, link, name, delay, clock):
    """One student's lesson, up to the first thing that fails."""
    time.sleep(delay)
    student = Student(running, name)
    try:
        clock.take("log in", student.log_in)
        clock.take("start the server", student.spawn)
        clock.take("follow the link", student.pull, link)
        notebook = clock.take("open", student.open)
        clock.take("start a kernel", student.start_kernel)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                answers = clock.take("a cell", student.run, cell["source"])
                wrong = [a["content"]["evalue"] for a in answers if a["msg_type"] == "error"]
                if wrong:
                    raise RuntimeError(f"{cell['id']}: {wrong[0]}")
        clock.take("save", student.save, notebook)
    except Exception as error:
        clock.failures.append(f"{name}: {error}")
    return student


def table(clock):
    lines = ["| step | times | median s | 95 % s | longest s |", "|---|---:|---:|---:|---:|"]
    for step, seconds in clock.seconds.items():
        found = sorted(seconds)
        if found:
            at = [found[min(len(found) - 1, int(part * len(found)))] for part in (0.5, 0.95, 1)]
            lines.append(f"| {step} | {len(found)} | " + " | ".join(f"{s:.2f}" for s in at) + " |")
    return "\n".join(lines)


def report(count, clock, whole, taken):
    servers, kernels = (sum(part) / count for part in zip(*taken, strict=True))
    print(table(clock))
    print(
        f"\n{count} students, one every {EVERY:g} s: {whole:.0f} s until the last had finished, "
        f"{len(clock.failures)} failures. PSS a student: server {servers:.0f} MiB, "
        f"kernel {kernels:.0f} MiB; all together {(servers + kernels) * count / 1024:.1f} GiB."
    )
    for failure in clock.failures[:10]:
        print(failure)


def main(count):
    names = [f"hcload-{number:03}" for number in range(count)]
    clock = Clock()
    with hub(names) as running, ThreadPoolExecutor(count) as pool:
        link = running.do("link", running.address).strip()
        began = time.perf_counter()
        students = pool.map(
            lambda at: attend(running, link, names[at], at * EVERY, clock), range(count)
        )
        students = list(students)
        whole = time.perf_counter() - began
        report(count, clock, whole, [memory(name) for name in names])
        for student in students:
            student.__exit__()
    return bool(clock.failures)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
