"""`import hesscourse` in a fresh interpreter, against `import numpy`."""

import subprocess
import sys
import time

from .measure import compare

HEAVY = {"numpy", "sympy", "matplotlib", "scipy", "ipywidgets"}


def in_a_fresh_interpreter(program):
    command = [sys.executable, "-c", program]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def ours():
    in_a_fresh_interpreter("import hesscourse")


def peer():
    in_a_fresh_interpreter("import numpy")


def ratios():
    loaded = in_a_fresh_interpreter("import sys, hesscourse; print(*sys.modules)")
    heavy = HEAVY & set(loaded.split())
    assert not heavy, f"import hesscourse loads {heavy}"
    options = {"rounds": 15, "clock": time.perf_counter}
    yield compare("import hesscourse", ours, "import numpy", peer, bar=1.2, **options)
