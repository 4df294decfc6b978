"""Measure each claim of speed, print a line for each, and write RESULTS.md."""

import datetime
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from . import derivatives, descent, importing

RESULTS = Path(__file__).with_name("RESULTS.md")
PACKAGES = ("hesscourse", "numpy", "sympy", "autograd")
HEAD = """\
# Results of `make bench`

{when}, {machine}, {versions}.
{care}
| what | ours | peer | ratio | half of the rounds | bar | met |
|---|---|---|---|---|---|---|
"""


def main():
    busy = how_busy()
    ratios = []
    for module in (importing, descent, derivatives):
        for ratio in module.ratios():
            ratios.append(ratio)
            print(sentence(ratio), flush=True)
    busy = max(busy, how_busy())
    care = doubts(busy, [ratio.what for ratio in ratios if ratio.doubtful])
    print(care, end="")
    RESULTS.write_text(report(ratios, care), encoding="utf-8")
    return 0 if all(ratio.met for ratio in ratios) else 1


def how_busy():
    """Running programs for each processor, or 0 where the system does not say."""
    return os.getloadavg()[0] / os.cpu_count() if hasattr(os, "getloadavg") else 0.0


def doubts(busy, doubtful):
    found = ""
    if busy > 1:
        found += f"The machine was busy ({busy:.1f} programs for each processor). Measure again.\n"
    if doubtful:
        found += f"The rounds disagree on: {', '.join(doubtful)}. Measure again.\n"
    return found


def sentence(ratio):
    return (
        f"{ratio.what}: {times(ratio.value)} the time of {ratio.peer} "
        f"({seconds(ratio.ours_median)} and {seconds(ratio.peer_median)}); "
        f"at most {times(ratio.bar)}: {'met' if ratio.met else 'NOT MET'}"
    )


def report(ratios, care):
    head = HEAD.format(
        when=datetime.date.today().isoformat(),
        machine=f"{processor()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        versions=", ".join(f"{name} {version(name)}" for name in PACKAGES),
        care=f"\n{care}" if care else "",
    )
    return head + "".join(
        f"| {r.what} | {seconds(r.ours_median)} | {r.peer}, {seconds(r.peer_median)} "
        f"| {times(r.value)} | {' to '.join(map(times, r.quartiles))} | {times(r.bar)} "
        f"| {'yes' if r.met else 'no'} |\n"
        for r in ratios
    )


def times(value):
    return f"1/{1 / value:.0f}" if value < 0.05 else f"{value:.2f}"


def seconds(value):
    unit, size = ("ms", 1e-3) if value >= 1e-3 else ("us", 1e-6)
    return f"{value / size:.3g} {unit}"


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    sys.exit(main())
