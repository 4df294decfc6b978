"""How long one dense solve takes, the dear part of a Newton step, as n grows."""

import time
from statistics import median

import numpy as np

from .store import Number

SIZES = (100, 200, 400, 800, 1600, 3200, 6400)
SECONDS = 1.0  # for each size, after which no further round begins
ROUNDS = 15


def numbers():
    for n in SIZES:
        root = np.random.default_rng(n).normal(size=(n, n))
        hessian, gradient = root + root.T + 4 * np.sqrt(n) * np.eye(n), np.ones(n)
        seconds = median(solves(hessian, gradient))
        yield Number(
            "dense solve", "numpy.linalg.solve", "a symmetric matrix", n, "seconds", seconds
        )


def solves(hessian, gradient):
    seconds = []
    np.linalg.solve(hessian, gradient)  # wakes the threads of BLAS
    while len(seconds) < ROUNDS and sum(seconds) < SECONDS:
        began = time.perf_counter()
        np.linalg.solve(hessian, gradient)
        seconds.append(time.perf_counter() - began)
    return seconds
