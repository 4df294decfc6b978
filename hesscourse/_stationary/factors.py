"""The stationary points of a polynomial: families are the factors its partials share."""

from decimal import Decimal
from functools import reduce

import numpy as np
import sympy as sp

from .algebra import (
    Unsure,
    decimal,
    evaluate,
    hessian_at,
    polynomial,
    real_solutions,
    roots_in,
    sign_near,
)
from .families import Family, FamilyKind, Piece, equation_text, number_text
from .pieces import Rise, along, along_line, insert, slanted

ON_IT = Decimal("1e-8")


def stationary_by_algebra(formula, variables):
    """Every stationary point of a polynomial; None if the formula is not one.

    Returns
    -------
    points : list of (ndarray, ndarray)
        The isolated ones, each with its Hessian.
    families : list of Family
    doubts : list of str
        Why there may be more; empty if these are all.

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> points, families, doubts = stationary_by_algebra(x**2 * (y - 1), ("x", "y"))
    >>> families
    [x = 0, where f = 0
      y < 1: non-strict maximum
      y = 1: neither
      y > 1: non-strict minimum]
    """
    try:
        f = polynomial(formula, variables)
    except Unsure as reason:
        return [], [], [str(reason)]
    if f is None:
        return None
    if f.is_ground:
        return [], [_everywhere(f)], []
    partials = [f.diff(symbol) for symbol in f.gens]
    common = reduce(lambda p, q: p.gcd(q), partials) if len(partials) > 1 else f.one
    factors = sorted((q for q, _ in common.factor_list()[1]), key=str)
    doubts = []
    candidates = _each([[p.exquo(common) for p in partials]], real_solutions, doubts)
    isolated = _each(candidates, lambda p: _if_isolated(p, factors), doubts)
    points = [(np.array([*map(decimal, p)], dtype=float), hessian_at(f, p)) for p in isolated]
    families = _each(factors, lambda q: _families(f, q, doubts), doubts)
    return points, families, list(dict.fromkeys(doubts))


def _each(items, find, doubts):
    """All that is found for the items; where algebra is unsure, that is a doubt."""
    found = []
    for item in items:
        try:
            found += find(item)
        except Unsure as reason:
            doubts.append(str(reason))
    return found


def _if_isolated(point, factors):
    # A factor that vanishes does so on a curve, unless it keeps its sign all round the point:
    # then the point is alone, as (0, 0) is for x^2 + y^2.
    return [point] if all(sign_near(q, point) for q in factors) else []


def _families(f, factor, doubts):
    remainder = sp.reduced(f, [factor])[1]
    value = remainder.LC() if remainder.is_ground else None
    used = [symbol for symbol in f.gens if factor.degree(symbol)]
    if len(used) == 1:
        return [_flat(f, factor, *used, root, value, doubts) for root in roots_in(factor, *used)]
    if value is None:
        raise Unsure(f"{equation_text(factor)} has parts where f differs")
    rise = Rise(f, value, _linear(value))
    is_line = len(f.gens) == 2 and factor.total_degree() == 1
    pieces = along_line(factor, rise, *slanted(factor)) if is_line else along(factor, rise, doubts)

    def contains(point):
        return sign_near(factor, point, ON_IT) == 0

    text = equation_text(factor)
    return [_family(f, factor.as_expr(), value, pieces, text, rise, contains)] if pieces else []


def _flat(f, factor, symbol, root, value, doubts):
    """The line (or plane) on which one coordinate is a root of a factor."""
    minimal = _linear(value)
    if value is None:
        value, minimal = _irrational_value(f, factor, symbol, root)
    rise = Rise(f, value, minimal)
    index = f.gens.index(symbol)
    if len(f.gens) == 2:
        free = f.gens[1 - index]
        pieces = along_line(factor, rise, symbol, free, lambda t: insert((t,), index, root))
    else:
        pieces = along(factor, rise, doubts)

    def contains(point):
        here = decimal(root)
        return abs(decimal(point[index]) - here) <= ON_IT * max(1, abs(here))

    text = f"{symbol} = {number_text(root)}"
    return _family(f, symbol - root, value, pieces, text, rise, contains)


def _family(f, equation, value, pieces, text, rise, contains):
    def kind_near(point):
        return FamilyKind.of_sign(rise.near(point, tolerance=ON_IT)) if contains(point) else None

    names = tuple(symbol.name for symbol in f.gens)
    text = f"{text}, where f = {number_text(value)}"
    return Family(equation, value, tuple(pieces), names, text, kind_near)


def _everywhere(f):
    names = tuple(symbol.name for symbol in f.gens)
    piece = Piece(FamilyKind.LEVEL, sp.true, "everywhere")
    text = f"every point, where f = {number_text(f.as_expr())}"
    return Family(sp.S.Zero, f.as_expr(), (piece,), names, text, lambda _: FamilyKind.LEVEL)


def _linear(value):
    t = sp.Dummy("t")
    return None if value is None else sp.Poly(t - value, t, domain="QQ")


def _irrational_value(f, factor, symbol, root):
    """What f is where one coordinate is a root of a factor, with its minimal polynomial."""
    on_axis = f.as_expr().xreplace({s: sp.S.Zero for s in f.gens if s != symbol})
    value = sp.expand(on_axis.subs(symbol, root))
    t = sp.Dummy("t")
    eliminated = sp.Poly(sp.resultant(factor.as_expr(), t - on_axis, symbol), t, domain="QQ")
    factors = [q for q, _ in eliminated.factor_list()[1]]
    return value, next(q for q in factors if not evaluate(q, (value,)))
