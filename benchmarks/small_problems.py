"""damped_newton and trust_region on small problems with known answers, against trust-exact."""

from scipy.optimize import minimize

import hesscourse as hc
from hesscourse.stopping import gradient_below
from tests.unit.mgh import PROBLEMS

from .measure import compare

GRADIENT = 1e-6
METHODS = (hc.damped_newton, hc.trust_region)


def ratios():
    for method in METHODS:
        for name, problem in PROBLEMS.items():
            if problem.objective.formula is not None:
                yield against_scipy(method, name, problem)


def against_scipy(method, name, problem):
    f, start = problem.objective, problem.start
    stop = gradient_below(GRADIENT)

    def ours():
        return method(f, start, stop=stop).final

    def peer():
        options = {"gtol": GRADIENT, "maxiter": 2000}
        return minimize(
            f, start, jac=f.gradient, hess=f.hessian, method="trust-exact", options=options
        ).x

    for value in (f(ours()), f(peer())):
        assert min(abs(value - m.value) for m in problem.minima) < 1e-6 * max(1, abs(value))
    what = f"{method.__name__}, {name}, n = {problem.n}"
    return compare(what, ours, "trust-exact", peer, 1 / 5, rounds=7)
