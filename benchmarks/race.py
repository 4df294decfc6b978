"""All methods on one problem: how far from the minimum each is, after what work and time.

The work is counted in gradients: a value and a Hessian-vector product count as one each, which is
what they cost at most, and a Hessian of n variables as n.
"""

import time
from statistics import median

import numpy as np

import hesscourse as hc
from hesscourse.stopping import Rule, gradient_below

from .rosenbrock import objective, rough_start
from .store import Number

N = 1000
RUNS = 3
MOST_STEPS = 50_000
RATE = 0.0004  # just below 2/5000: the largest curvature on the way is near 5000
KEPT = 40

METHODS = {
    "gradient_descent": lambda *a, **k: hc.gradient_descent(*a, RATE, max_steps=MOST_STEPS, **k),
    "lbfgs": hc.lbfgs,
    "bfgs": hc.bfgs,
    "newton_cg": hc.newton_cg,
    "damped_newton": hc.damped_newton,
}


def numbers():
    for name, method in METHODS.items():
        runs = [watched(method) for _ in range(RUNS)]
        assert all(len(run) == len(runs[0]) for run in runs)
        for step in thinned(len(runs[0])):
            error, evaluations, _ = runs[0][step]
            seconds = median(run[step][2] for run in runs)
            for quantity, value in (
                ("error", error),
                ("evaluations", evaluations),
                ("seconds", seconds),
            ):
                yield Number("race", name, "rosen", N, quantity, value, step)


def watched(method):
    """For each iterate: its distance to the minimum, and the work and seconds until then."""
    f, work = counting(objective(N))
    start = rough_start(N)
    seen, watching = [(distance(start), 0, 0.0)], 0.0
    enough = gradient_below(1e-8)
    began = time.perf_counter()

    def look(x, x_next, gradient):
        nonlocal watching
        now = time.perf_counter()
        seen.append((distance(x_next), work[0], now - began - watching))
        fires = enough.fires(x, x_next, gradient)
        watching += time.perf_counter() - now
        return fires

    method(f, start, stop=Rule(look, enough.text), record=False)
    return seen


def distance(x):
    return np.linalg.norm(x - 1)


def counting(f):
    """The same objective, and a list of one number: the gradients that its answers are worth."""
    work = [0]

    def counted(function, price):
        def answer(*arguments):
            work[0] += price
            return function(*arguments)

        return answer

    g = hc.Objective.from_callables(
        counted(f, 1),
        counted(f.gradient, 1),
        counted(f.hessian, f.n),
        n=f.n,
        hessian_vector_product=counted(f.hessian_vector_product, 1),
    )
    return g, work


def thinned(count):
    """The first steps, then fewer and fewer, and the last."""
    return np.unique(np.geomspace(1, count, KEPT).astype(int) - 1).tolist()
