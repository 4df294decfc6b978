"""The chained Rosenbrock function, SciPy's `rosen`, and two places to start from."""

import numpy as np
from scipy.optimize import rosen, rosen_der, rosen_hess, rosen_hess_prod

import hesscourse as hc


def objective(n):
    return hc.Objective.from_callables(
        rosen, rosen_der, rosen_hess, n=n, hessian_vector_product=rosen_hess_prod
    )


def scipys_start(n):
    """What SciPy's tutorial starts from, as often as it takes."""
    return np.resize([1.3, 0.7, 0.8, 1.9, 1.2], n)


def rough_start(n):
    """Anywhere between 0 and 2: no coordinate is like another."""
    return np.random.default_rng(1).uniform(0, 2, n)
