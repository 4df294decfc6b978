"""A million variables: L-BFGS and Newton-CG, against SciPy's."""

import time

import numpy as np

import hesscourse as hc
from hesscourse.stopping import gradient_below

from .rosenbrock import objective, scipys_start
from .store import Number

N = 10**6
GRADIENT_NORM = 1e-3


def numbers():
    for method in (hc.lbfgs, hc.newton_cg):
        start, stop = scipys_start(N), gradient_below(GRADIENT_NORM)
        began = time.perf_counter()
        run = method(objective(N), start, stop=stop, record=False)
        seconds = time.perf_counter() - began
        products = sum(getattr(run, "products", []))
        for quantity, value in (
            ("seconds", seconds),
            ("steps", run.steps),
            ("gradient norm", np.linalg.norm(run.gradients[-1])),
            ("evaluations", run.evaluations.value + run.evaluations.gradient + products),
        ):
            yield Number("large scale", method.__name__, "rosen", N, quantity, value)
