"""Count what each method asks for on the test problems, beside SciPy: docs/evaluations.md."""

import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import hesscourse as hc
from hesscourse.stopping import gradient_below
from tests.unit.mgh import PROBLEMS

PAGE = Path(__file__).parents[1] / "docs" / "evaluations.md"
GRADIENT = 1e-6
MOST_STEPS = 2000
NEAR = 1e-8  # of a listed minimum, or of 1 where that is smaller
HEAD = """\
# What each method asks for

The problems of Moré, Garbow and Hillstrom, from their standard starts, until the gradient is below
1e-6. For each method: values of f / gradients / Hessians; for `newton_cg` and Newton-CG the last
number counts Hessian-vector products. A star: it did not end within 1e-8 of a minimum that the
paper lists. In `code` are ours, each followed by its like of SciPy {version}.

`python -m tools.count_evaluations` writes this page. A test holds it: a count may differ by a
tenth, or by 3, since another processor rounds differently.

"""
PAIRS = {
    "damped_newton": None,  # trust-exact is the nearest, and stands beside the next
    "trust_region": ("trust-exact", {"gtol": GRADIENT}),
    "bfgs": ("BFGS", {"gtol": GRADIENT, "norm": 2}),
    "lbfgs": ("L-BFGS-B", {"gtol": GRADIENT, "ftol": 0, "maxfun": 10**6}),
    "newton_cg": ("Newton-CG", {"xtol": 1e-8}),
}


def rows():
    """The head of the table, then a row for each problem: all as lists of text."""
    yield ["problem", "n", *(name for pair in PAIRS.items() for name in names(*pair))]
    for name, problem in PROBLEMS.items():
        cells = []
        for method, theirs in PAIRS.items():
            cells.append(ours(method, problem))
            if theirs is not None:
                cells.append(scipys(*theirs, problem))
        yield [name, str(problem.n), *cells]


def names(method, theirs):
    return [f"`{method}`"] + ([theirs[0]] if theirs else [])


def ours(method, problem):
    f, stop = problem.objective, gradient_below(GRADIENT)
    run = getattr(hc, method)(f, problem.start, stop=stop, max_steps=MOST_STEPS)
    value, gradient, hessian = run.evaluations
    return cell(value, gradient, sum(getattr(run, "products", [hessian])), f(run.final), problem)


def scipys(method, options, problem):
    f = problem.objective
    second = {"trust-exact": {"hess": f.hessian}, "Newton-CG": {"hessp": f.hessian_vector_product}}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # SciPy warns of what the star says
        found = minimize(
            f,
            problem.start,
            jac=f.gradient,
            method=method,
            options={"maxiter": MOST_STEPS, **options},
            **second.get(method, {}),
        )
    return cell(found.nfev, found.njev, found.get("nhev", 0), found.fun, problem)


def cell(value, gradient, hessian, end, problem):
    found = any(abs(end - m.value) <= NEAR * max(1, abs(m.value)) for m in problem.minima)
    return f"{value} / {gradient} / {hessian}" + ("" if found else " *")


def page():
    head, *body = rows()
    lines = [head, ["---"] * len(head), *body]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return HEAD.format(version=version("scipy")) + table


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
