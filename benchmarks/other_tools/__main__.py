"""Run lesson 10's code and more in every tool, check that all agree, and store their times."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow tells of graphics cards it misses
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import shutil
import subprocess
import sys

import numpy as np

import hesscourse as hc

from .. import machine
from ..report import doubts
from ..rosenbrock import rough_start
from ..store import Number, store
from . import lesson
from .derivatives import TOOLS
from .timing import slower_again, timed

TOLERANCE = 1e-9  # of the largest entry
REPORT = hc.gallery.report_surface
POINT = np.array([5.0, 3.0])
PACKAGES = ("numpy", "scipy", "autograd", "jax", "torch", "tensorflow-cpu")


def main():
    busy = machine.how_busy()
    numbers = []
    for problem, n, quantities in (
        ("report_surface", 2, ("gradient", "Hessian")),
        ("rosen", 100, ("gradient", "Hessian")),
        ("rosen", 10**6, ("gradient", "product")),
    ):
        numbers += compared(problem, n, quantities)
    busy = max(busy, machine.how_busy())
    check_the_lessons_code()  # not before: a first call is timed above
    check_the_lessons_bits()
    store(numbers, "make test-tools", PACKAGES)
    octave()
    gurobi()
    care = doubts(busy, [])
    if slower := slower_again(numbers):
        care += f"Later calls took longer than the first: {'; '.join(slower)}. Measure again.\n"
    print(care, end="")


def check_the_lessons_code():
    import jax
    import tensorflow as tf
    import torch

    exact = REPORT.hessian(POINT)
    for cell, own in (
        ("jax-code", jax.numpy.asarray),
        ("pytorch-code", torch.from_numpy),
        ("tensorflow-code", tf.constant),
    ):
        hessian = lesson.names(cell)["hessian"]
        agree(f"lesson 10's {cell}", np.asarray(hessian(own(POINT))), exact)


def check_the_lessons_bits():
    """Plain numbers become 32 bits in these two, as the lesson says."""
    import tensorflow as tf
    import torch

    assert torch.tensor([5.0]).dtype is torch.float32
    assert tf.constant([5.0]).dtype is tf.float32


def agree(what, answer, exact):
    difference = np.max(np.abs(answer - exact)) / np.max(np.abs(exact))
    if not difference <= TOLERANCE:
        sys.exit(f"{what} differs from ours by {difference:.1e} of its largest entry")
    print(f"{what}: agrees to {difference:.0e}", flush=True)


def compared(problem, n, quantities):
    point = POINT if problem == "report_surface" else rough_start(n)
    direction = np.random.default_rng(2).normal(size=n)
    exact = {}
    for name, make in TOOLS.items():
        tool = make(problem, n)
        own, along = tool.point(point), tool.point(direction)
        calls = {
            "gradient": lambda tool=tool, own=own: tool.gradient(own),
            "Hessian": lambda tool=tool, own=own: tool.hessian(own),
            "product": lambda tool=tool, own=own, along=along: tool.product(own, along),
        }
        for quantity in quantities:
            first, seconds, own_answer = timed(calls[quantity])
            answer = np.asarray(own_answer)
            exact.setdefault(quantity, answer)
            agree(f"{name}, {problem}, n = {n:,}, {quantity}", answer, exact[quantity])
            yield Number("tools", name, problem, n, f"first {quantity} seconds", first)
            yield Number("tools", name, problem, n, f"{quantity} seconds", seconds)


def octave():
    """GNU Octave stands in for MATLAB: the lesson's lines run in both."""
    program = shutil.which("octave-cli") or shutil.which("octave")
    if program is None:
        print("Octave: not run, there is no such program here (Debian: apt-get install octave)")
        return
    command = [program, "--norc", "--no-history", "--eval", lesson.code("octave-code")]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"Octave failed on the lesson's code: {run.stderr}")
    answer = np.array(run.stdout.split(), dtype=float)
    exact = REPORT.hessian(POINT).ravel()
    difference = np.max(np.abs(answer - exact))
    if not difference <= 1e-5:  # these are differences
        sys.exit(f"Octave's differences are off by {difference:.1e}")
    print(f"lesson 10's octave-code: agrees to {difference:.0e}, being differences")


def gurobi():
    """In its licence-free mode: models of at most 2,000 variables."""
    try:
        step = lesson.names("gurobi-code")["step"]
    except Exception as error:  # its own GurobiError, or no package for this machine
        print(f"Gurobi: not run: {error}")
        return
    newton = hc.newton(REPORT, (3.2, 3.2), max_steps=1).final - 3.2
    difference = np.max(np.abs(np.asarray(step) - newton))
    if not difference <= 1e-5:  # its own tolerance is 1e-6
        sys.exit(f"Gurobi's step differs from Newton's by {difference:.1e}")
    print(f"lesson 10's gurobi-code: Newton's step to {difference:.0e}")


if __name__ == "__main__":
    main()
