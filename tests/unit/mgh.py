"""The problems of Moré, Garbow and Hillstrom, Testing Unconstrained Optimization Software (1981).

Each is a sum of squares. The paper lists each minimum to six digits; here most stand to fifteen:
the point where the gradient vanishes, found from the listed one with fifty digits, and f there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np
import sympy as sp

from hesscourse import Objective


@dataclass(frozen=True)
class Minimum:
    """A minimum that the paper lists.

    Attributes
    ----------
    value : float
    point : tuple of float
        Where it is; with infinite coordinates where f only sinks towards the value.
    """

    value: float
    point: tuple


@dataclass(frozen=True)
class Problem:
    """One problem.

    Attributes
    ----------
    number : int
        Its number in the paper.
    residuals : callable or Fit
        ``variables -> expressions``, whose squares are added.
    start : tuple of float
        The standard one.
    minima : tuple of Minimum
    """

    number: int
    residuals: Callable
    start: tuple
    minima: tuple

    @property
    def n(self):
        return len(self.start)

    def minimum_at(self, value, point):
        """The listed minimum that is meant: the nearest in value, then in place."""

        def distances(minimum):
            return abs(minimum.value - value), np.linalg.norm(np.subtract(minimum.point, point))

        return min(self.minima, key=distances)

    def reach(self, minimum, gradient):
        """How far from a minimum a gradient of that norm may lie.

        Without end if f does not bend up there in every direction.
        """
        if not np.all(np.isfinite(minimum.point)):
            return inf
        least = np.linalg.eigvalsh(self.objective.hessian(minimum.point))[0]
        return gradient / least if least > 0 else inf

    def is_at(self, minimum, point, gradient):
        """Whether a point is as near to a minimum as a gradient of that norm lets it be."""
        tolerance = 1e-6 * np.maximum(1, np.abs(minimum.point)) + self.reach(minimum, gradient)
        return bool(np.all(np.abs(np.subtract(point, minimum.point)) <= tolerance))

    @cached_property
    def objective(self):
        names = [f"x{i}" for i in range(1, self.n + 1)]
        if isinstance(self.residuals, Fit):
            return self.residuals.objective(names)
        residuals = self.residuals(*map(sp.Symbol, names))
        return Objective(sum(residual**2 for residual in residuals), names)


class Fit:
    """One residual, whose square is added for each row of data.

    SymPy would need seconds for the Hessian of such a sum, so the objective is made of functions
    that add up the residual's own derivatives.

    Parameters
    ----------
    residual : str
    **data : str or iterable of float
        A column for each name in the residual that is no variable.
    """

    def __init__(self, residual, **data):
        self.residual = residual
        self.names = tuple(data)
        columns = [c.split() if isinstance(c, str) else c for c in data.values()]
        self.rows = np.array(list(zip(*columns, strict=True)), float)

    def objective(self, names):
        n, m = len(names), len(self.rows)
        residual = Objective(self.residual, (*names, *self.names))

        def at(point):
            return np.hstack([np.broadcast_to(point, (m, n)), self.rows])

        def value(point):
            return np.sum(residual(at(point)) ** 2)

        def gradient(point):
            rows = at(point)
            return 2 * residual(rows) @ residual.gradient(rows)[:, :n]

        def hessian(point):
            rows = at(point)
            slopes = residual.gradient(rows)[:, :n]
            bends = residual.hessian(rows)[:, :n, :n]
            return 2 * (slopes.T @ slopes + np.tensordot(residual(rows), bends, 1))

        return Objective.from_callables(value, gradient, hessian, n=n)


def rosenbrock(*x):
    for a, b in zip(x[::2], x[1::2], strict=True):
        yield 10 * (b - a**2)
        yield 1 - a


def freudenstein_roth(x1, x2):
    yield -13 + x1 + ((5 - x2) * x2 - 2) * x2
    yield -29 + x1 + ((x2 + 1) * x2 - 14) * x2


def powell_badly_scaled(x1, x2):
    yield 10**4 * x1 * x2 - 1
    yield sp.exp(-x1) + sp.exp(-x2) - 1.0001


def brown_badly_scaled(x1, x2):
    yield x1 - 10**6
    yield x2 - sp.Rational(2, 10**6)
    yield x1 * x2 - 2


def beale(x1, x2):
    for i, y in enumerate((1.5, 2.25, 2.625), 1):
        yield y - x1 * (1 - x2**i)


def helical_valley(x1, x2, x3):
    # The paper's turn goes from -1/4 to 3/4, with its cut along the negative x2-axis.
    turn = sp.Rational(1, 4) + sp.atan2(-x1, x2) / (2 * sp.pi)
    yield 10 * (x3 - 10 * turn)
    yield 10 * (sp.sqrt(x1**2 + x2**2) - 1)
    yield x3


def powell_singular(*x):
    for a, b, c, d in zip(x[::4], x[1::4], x[2::4], x[3::4], strict=True):
        yield a + 10 * b
        yield sp.sqrt(5) * (c - d)
        yield (b - 2 * c) ** 2
        yield sp.sqrt(10) * (a - d) ** 2


def wood(x1, x2, x3, x4):
    yield 10 * (x2 - x1**2)
    yield 1 - x1
    yield sp.sqrt(90) * (x4 - x3**2)
    yield 1 - x3
    yield sp.sqrt(10) * (x2 + x4 - 2)
    yield (x2 - x4) / sp.sqrt(10)


def penalty_1(*x):
    for xi in x:
        yield sp.sqrt(sp.Rational(1, 10**5)) * (xi - 1)
    yield sum(xi**2 for xi in x) - sp.Rational(1, 4)


def variably_dimensioned(*x):
    weighted = sum(i * (xi - 1) for i, xi in enumerate(x, 1))
    yield from (xi - 1 for xi in x)
    yield weighted
    yield weighted**2


def trigonometric(*x):
    n, cosines = len(x), sum(map(sp.cos, x))
    for i, xi in enumerate(x, 1):
        yield n - cosines + i * (1 - sp.cos(xi)) - sp.sin(xi)


def brown_almost_linear(*x):
    n = len(x)
    yield from (xi + sum(x) - (n + 1) for xi in x[:-1])
    yield sp.prod(x) - 1


def broyden_tridiagonal(*x):
    for before, xi, after in zip((0, *x[:-1]), x, (*x[1:], 0), strict=True):
        yield (3 - 2 * xi) * xi - before - 2 * after + 1


JENNRICH_SAMPSON = Fit("2 + 2 i - (exp(i x1) + exp(i x2))", i=range(1, 11))
BARD = Fit(
    "y - (x1 + u/(v x2 + w x3))",
    u=range(1, 16),
    v=range(15, 0, -1),
    w=[*range(1, 9), *range(7, 0, -1)],
    y="0.14 0.18 0.22 0.25 0.29 0.32 0.35 0.39 0.37 0.58 0.73 0.96 1.34 2.10 4.39",
)
GAUSSIAN = Fit(
    "x1 exp(-x2 (t - x3)^2/2) - y",
    t=np.arange(7, -8, -1) / 2,
    y="0.0009 0.0044 0.0175 0.0540 0.1295 0.2420 0.3521 0.3989 "
    "0.3521 0.2420 0.1295 0.0540 0.0175 0.0044 0.0009",
)
MEYER = Fit(
    "x1 exp(x2/(t + x3)) - y",
    t=range(50, 126, 5),
    y="34780 28610 23650 19630 16370 13720 11540 9744 8261 7030 6005 5147 4427 3820 3307 2872",
)
BOX = Fit(
    "exp(-t x1) - exp(-t x2) - x3 (exp(-t) - exp(-10 t))",
    t=np.arange(1, 11) / 10,
)
KOWALIK_OSBORNE = Fit(
    "y - x1 (u^2 + u x2)/(u^2 + u x3 + x4)",
    u="4 2 1 0.5 0.25 0.167 0.125 0.1 0.0833 0.0714 0.0625",
    y="0.1957 0.1947 0.1735 0.1600 0.0844 0.0627 0.0456 0.0342 0.0323 0.0235 0.0246",
)
BROWN_DENNIS = Fit(
    "(x1 + t x2 - exp(t))^2 + (x3 + x4 sin(t) - cos(t))^2",
    t=np.arange(1, 21) / 5,
)

PROBLEMS = {
    "Rosenbrock": Problem(1, rosenbrock, (-1.2, 1), (Minimum(0, (1, 1)),)),
    "Freudenstein and Roth": Problem(
        2,
        freudenstein_roth,
        (0.5, -2),
        (Minimum(0, (5, 4)), Minimum(48.98425367924, (11.4127789869021, -0.896805253274477))),
    ),
    "Powell badly scaled": Problem(
        3, powell_badly_scaled, (0, 1), (Minimum(0, (1.09815932969981e-5, 9.10614673986652)),)
    ),
    "Brown badly scaled": Problem(4, brown_badly_scaled, (1, 1), (Minimum(0, (1e6, 2e-6)),)),
    "Beale": Problem(5, beale, (1, 1), (Minimum(0, (3, 0.5)),)),
    "Jennrich and Sampson": Problem(
        6, JENNRICH_SAMPSON, (0.3, 0.4), (Minimum(124.362182355615, (0.257825213670364,) * 2),)
    ),
    "helical valley": Problem(7, helical_valley, (-1, 0, 0), (Minimum(0, (1, 0, 0)),)),
    "Bard": Problem(
        8,
        BARD,
        (1, 1, 1),
        (
            Minimum(8.21487730657898e-3, (0.0824105597497889, 1.13303609202972, 2.34369517864254)),
            Minimum(17.4286, (0.8406, -inf, -inf)),
        ),
    ),
    "Gaussian": Problem(
        9,
        GAUSSIAN,
        (0.4, 1, 0),
        (Minimum(1.12793276961901e-8, (0.398956137838757, 1.0000190844878, 0)),),
    ),
    "Meyer": Problem(
        10,
        MEYER,
        (0.02, 4000, 250),
        (Minimum(87.9458551708511, (0.00560963647102805, 6181.34634628637, 345.223634624137)),),
    ),
    # f is 0 wherever x1 = x2 and x3 = 0, too; no method ends there.
    "Box three-dimensional": Problem(
        12, BOX, (0, 10, 20), (Minimum(0, (1, 10, 1)), Minimum(0, (10, 1, -1)))
    ),
    "Powell singular": Problem(13, powell_singular, (3, -1, 0, 1), (Minimum(0, (0,) * 4),)),
    "Wood": Problem(14, wood, (-3, -1, -3, -1), (Minimum(0, (1, 1, 1, 1)),)),
    "Kowalik and Osborne": Problem(
        15,
        KOWALIK_OSBORNE,
        (0.25, 0.39, 0.415, 0.39),
        (
            Minimum(
                3.07505603849238e-4,
                (0.192806934579038, 0.191282328734369, 0.123056506926321, 0.136062330683795),
            ),
            Minimum(1.02734e-3, (inf, -14.07, -inf, -inf)),
        ),
    ),
    "Brown and Dennis": Problem(
        16,
        BROWN_DENNIS,
        (25, 5, -5, -1),
        (
            Minimum(
                85822.2016263563,
                (-11.5944399047622, 13.2036300512072, -0.40343948817686, 0.236778774455736),
            ),
        ),
    ),
    "extended Rosenbrock": Problem(21, rosenbrock, (-1.2, 1) * 5, (Minimum(0, (1,) * 10),)),
    "extended Powell singular": Problem(
        22, powell_singular, (3, -1, 0, 1) * 2, (Minimum(0, (0,) * 8),)
    ),
    "penalty I": Problem(
        23, penalty_1, (1, 2, 3, 4), (Minimum(2.24997750089994e-5, (0.250007499587538,) * 4),)
    ),
    "variably dimensioned": Problem(
        25, variably_dimensioned, (5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6, 0), (Minimum(0, (1,) * 6),)
    ),
    "trigonometric": Problem(
        26,
        trigonometric,
        (1 / 5,) * 5,
        (
            Minimum(0, (0,) * 5),
            Minimum(
                0,
                (
                    0.104548506885207,
                    0.111562497280662,
                    0.121202607020256,
                    0.353394364571746,
                    0.190489900410833,
                ),
            ),
        ),
    ),
    "Brown almost linear": Problem(
        27,
        brown_almost_linear,
        (1 / 2,) * 5,
        (
            # (a, a, a, a, a^-4) for each real zero a of 5 a^5 - 6 a^4 + 1.
            Minimum(0, (1,) * 5),
            Minimum(0, (0.916354582533849,) * 4 + (0.916354582533849**-4,)),
            Minimum(0, (-0.579043088494116,) * 4 + (0.579043088494116**-4,)),
            Minimum(1, (0, 0, 0, 0, 6)),
        ),
    ),
    "Broyden tridiagonal": Problem(
        30,
        broyden_tridiagonal,
        (-1,) * 5,
        (
            Minimum(
                0,
                (
                    -0.564828398615079,
                    -0.666273717804693,
                    -0.660917044436788,
                    -0.595050047379894,
                    -0.416201107738261,
                ),
            ),
        ),
    ),
}
