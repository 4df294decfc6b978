"""A million variables: L-BFGS and Newton-CG on `rosen`, against SciPy's. Time, and memory."""

import tracemalloc
from functools import partial
from statistics import median

import numpy as np
from scipy.optimize import minimize, rosen, rosen_der, rosen_hess_prod

import hesscourse as hc
from hesscourse.stopping import Rule, gradient_below

from .measure import Ratio, compare
from .rosenbrock import objective, scipys_start
from .store import Number

N = 10**6
GRADIENT_NORM = 1e-3
STEPS = {"lbfgs": 20, "newton_cg": 5}
SCIPYS = {"lbfgs": "L-BFGS-B", "newton_cg": "Newton-CG"}
NEVER = Rule(lambda x, x_next, gradient: False, "never")
ROUNDS = 5


def ours_for(name, steps):
    return run(name, NEVER, steps)


def ours_until(name, norm):
    return run(name, gradient_below(norm), 10_000)


def run(name, stop, max_steps):
    method = getattr(hc, name)
    return method(objective(N), scipys_start(N), stop=stop, max_steps=max_steps, record=False)


def scipy_for(name, steps):
    return scipys_run(name, steps)


def scipy_until(name, norm):
    def callback(x):
        if np.sqrt(np.einsum("i,i", *2 * [rosen_der(x)])) < norm:
            raise StopIteration

    return scipys_run(name, 10_000, callback)


def scipys_run(name, max_steps, callback=None):
    never = {"lbfgs": {"gtol": 0, "ftol": 0}, "newton_cg": {"xtol": 1e-300}}[name]
    return minimize(
        rosen,
        scipys_start(N),
        jac=rosen_der,
        hessp=rosen_hess_prod if name == "newton_cg" else None,
        method=SCIPYS[name],
        callback=callback,
        options={"maxiter": max_steps, **never},
    )


def ratios():
    for name, steps in STEPS.items():
        theirs = f"SciPy's {SCIPYS[name]}"
        for what, ours, peer, limit in (
            (f"{steps} steps", ours_for, scipy_for, steps),
            (f"to a gradient of {GRADIENT_NORM:g}", ours_until, scipy_until, GRADIENT_NORM),
        ):
            what = f"{name}, n = 10^6, {what}"
            ours, peer = partial(ours, name, limit), partial(peer, name, limit)
            yield compare(what, ours, theirs, peer, 1, rounds=ROUNDS)
        ours, peer = ([peak_bytes(partial(f, name, steps))] for f in (ours_for, scipy_for))
        what = f"{name}, n = 10^6, {steps} steps, peak memory"
        yield Ratio(what, theirs, ours, peer, 1, "bytes")


def peak_bytes(run):
    """How much memory the arrays and objects of a run take at most, all at once."""
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def numbers(ratios):
    """What lesson 8 shows, taken from what was measured."""
    for ratio in ratios:
        name = ratio.what.partition(",")[0]
        rows = ((name, ratio.ours_rounds), (ratio.peer, ratio.peer_rounds))
        if "to a gradient" in ratio.what:
            yield from (row(who, "seconds", median(rounds)) for who, rounds in rows)
        elif ratio.unit == "bytes":
            yield from (row(who, "peak bytes", median(rounds)) for who, rounds in rows)
    for name in STEPS:
        ended = ours_until(name, GRADIENT_NORM)
        products = sum(getattr(ended, "products", []))
        yield row(name, "steps", ended.steps)
        yield row(name, "gradient norm", np.linalg.norm(ended.gradients[-1]))
        evaluations = ended.evaluations.value + ended.evaluations.gradient + products
        yield row(name, "evaluations", evaluations)


def row(name, quantity, value):
    return Number("large scale", name, "rosen", N, quantity, value)
