"""Exact answers about polynomials: their real common zeros, and their sign near a point.

A point is a tuple of exact real numbers (rationals, radicals, `CRootOf`) or of floats.
"""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product
from math import ceil, comb, prod

import numpy as np
import sympy as sp
from sympy.polys.polyerrors import CoercionFailed

DIGITS = 60
EXACT = Decimal("1e-30")
MOST_TERMS = 100
MOST_COORDINATES = 84
MOST_CANDIDATES = 5000
SMALL_RADIUS = sp.Rational(1, 1000)


class Unsure(ValueError):
    """Algebra cannot settle it, or not in a reasonable time: the message says why."""


def polynomial(formula, variables):
    """A formula as a polynomial with rational coefficients, or None if it is not one.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> polynomial(0.5 * x**2, ("x",))
    Poly(1/2*x**2, x, domain='QQ')
    """
    symbols = [sp.Symbol(name) for name in variables]
    exact = sp.nsimplify(formula, rational=True)
    if not exact.is_polynomial(*symbols):
        return None
    if comb(_degree_bound(exact) + len(symbols), len(symbols)) > MOST_TERMS:
        raise Unsure("f is too large a polynomial for exact algebra")
    try:
        return sp.Poly(exact, *symbols, domain="QQ")
    except CoercionFailed:
        return None


def _degree_bound(expression):
    """A bound on the degree, found without multiplying anything out."""
    if expression.is_Pow:
        return _degree_bound(expression.base) * (expression.exp if expression.exp.is_Integer else 1)
    if expression.is_Mul:
        return sum(map(_degree_bound, expression.args))
    if expression.is_Add:
        return max(map(_degree_bound, expression.args))
    return int(expression.is_Symbol)


def real_solutions(system):
    """Every real common zero of some polynomials, if there are finitely many.

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> real_solutions([sp.Poly(x**2 - 2, x, y), sp.Poly(y - x, x, y)])
    [(-sqrt(2), -sqrt(2)), (sqrt(2), sqrt(2))]
    """
    system = [p for p in system if not p.is_zero]
    if any(p.is_ground for p in system):
        return []
    symbols = system[0].gens
    degrees = sorted(p.total_degree() for p in system)[: len(symbols)]
    if prod(degrees) * len(symbols) > MOST_COORDINATES:
        raise Unsure("f may have too many stationary points for exact algebra")
    coordinates = [real_roots(_shadow(system, symbol)) for symbol in symbols]
    if prod(map(len, coordinates)) > MOST_CANDIDATES:
        raise Unsure("f may have too many stationary points for exact algebra")
    candidates = product(*coordinates)
    return [point for point in candidates if not any(evaluate(p, point) for p in system)]


def _shadow(system, symbol):
    """A polynomial in one variable that vanishes at that coordinate of every solution."""
    others = [s for s in system[0].gens if s != symbol]
    expressions = [p.as_expr() for p in system]
    basis = sp.groebner(expressions, *others, symbol, order="grevlex", domain="QQ")
    if basis.exprs == [1]:
        return sp.Poly(1, symbol)
    if not basis.is_zero_dimensional:
        raise Unsure("f has curves of stationary points that algebra does not resolve")
    return sp.Poly(basis.fglm("lex").exprs[-1], symbol)


def real_roots(poly):
    """The different real roots of a polynomial in one variable, in order.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> real_roots(sp.Poly(x**3 * (x - 1), x))
    [0, 1]
    """
    return [] if poly.is_ground else list(dict.fromkeys(poly.real_roots()))


def roots_in(expression, symbol):
    """The different real roots of an expression, a polynomial in that symbol alone."""
    return real_roots(sp.Poly(expression, symbol, domain="QQ"))


def between(numbers):
    """A simple rational below some numbers in order, one in each gap, and one above.

    Examples
    --------
    >>> between([0, 6]), between([])
    ([-1, 3, 7], [0])
    """
    if not numbers:
        return [sp.S.Zero]
    floats = [float(decimal(c)) for c in numbers]
    gaps = [_simple((a + b) / 2, b - a) for a, b in pairwise(floats)]
    return [sp.floor(numbers[0]) - 1, *gaps, sp.ceiling(numbers[-1]) + 1]


def _simple(middle, gap):
    return sp.Rational(Fraction(middle).limit_denominator(ceil(4 / gap)))


def evaluate(poly, point, tolerance=EXACT):
    """The value at a point, to 60 digits; exactly zero if it is that small beside its terms.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> evaluate(sp.Poly(x**2 - 2, x), (sp.sqrt(2),))
    Decimal('0')
    """
    with localcontext(prec=DIGITS):
        at = [decimal(c) for c in point]
        value = scale = Decimal(0)
        for powers, coefficient in _terms(poly):
            value += coefficient * prod(c**k for c, k in zip(at, powers, strict=True) if k)
            scale += abs(coefficient) * prod(
                max(abs(c), 1) ** k for c, k in zip(at, powers, strict=True) if k
            )
        return value if abs(value) > tolerance * scale else Decimal(0)


@lru_cache(1024)
def decimal(number):
    """A real number to 60 digits."""
    if isinstance(number, float):
        return Decimal(number)
    return Decimal(str(sp.sympify(number).evalf(DIGITS)))


@lru_cache(256)
def _terms(poly):
    with localcontext(prec=DIGITS):
        return [(powers, Decimal(c.p) / Decimal(c.q)) for powers, c in poly.terms()]


def hessian_at(poly, point, tolerance=EXACT):
    """The Hessian at a point, as floats; what is zero is exactly zero."""
    entries = [[evaluate(p, point, tolerance) for p in row] for row in _second_derivatives(poly)]
    return np.array(entries, dtype=float)


@lru_cache(64)
def _second_derivatives(poly):
    return [[poly.diff(a).diff(b) for b in poly.gens] for a in poly.gens]


def sign_near(poly, point, tolerance=EXACT):
    """The sign of a squarefree polynomial all round a point, or 0 if it takes both there.

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> sign_near(sp.Poly(x**2 + y**2), (0, 0)), sign_near(sp.Poly(x * y), (0, 0))
    (1, 0)
    """
    value = evaluate(poly, point, tolerance)
    if value:
        return sign(value)
    if any(evaluate(poly.diff(symbol), point, tolerance) for symbol in poly.gens):
        return 0
    curvatures = np.linalg.eigvalsh(hessian_at(poly, point, tolerance))
    zero = 1e-9 * np.max(np.abs(curvatures))
    up, down = np.sum(curvatures > zero), np.sum(curvatures < -zero)
    if up and down:
        return 0
    if up + down == len(point):
        return 1 if up else -1
    return _sign_on_circle(poly, point)


def sign(number):
    return (1 if number > 0 else -1) if number else 0


def _sign_on_circle(poly, point):
    if len(point) != 2:
        raise Unsure("f is too flat at one of its points for exact algebra")
    a, b = (sp.Rational(str(decimal(c))) for c in point)
    t, (x, y) = sp.Symbol("t"), poly.gens
    turned = {
        x: a + SMALL_RADIUS * (1 - t**2) / (1 + t**2),
        y: b + SMALL_RADIUS * 2 * t / (1 + t**2),
    }
    around = sp.Poly(sp.together(poly.as_expr().xreplace(turned)).as_numer_denom()[0], t)
    return 0 if around.count_roots() else sign(evaluate(poly, (a + SMALL_RADIUS, b), 0))
