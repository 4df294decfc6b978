"""The kind along a family: the sign of f - f* beside it, piece by piece."""

from functools import reduce
from itertools import groupby, islice, product
from math import prod

import sympy as sp

from .algebra import Unsure, between, decimal, evaluate, real_solutions, roots_in, sign, sign_near
from .families import FamilyKind, Piece, equation_text, formula_text, number_text

LARGEST_DEGREE = 24
GRID = (sp.S.Zero, sp.S.One, -sp.S.One, sp.Rational(1, 2), sp.Integer(3))
MOST_SAMPLES = 50


class Rise:
    """The sign of f - f* near a point where f = f*, read off the factors of f - f*.

    Where f* is irrational they are those of m(f), m being its minimal polynomial: near such
    a point the rest of m(f) keeps the sign of m'(f*).
    """

    def __init__(self, f, value, minimal):
        if minimal.degree() * f.total_degree() > LARGEST_DEGREE:
            raise Unsure("the degree of f is too high to tell the kinds along a family")
        composed = reduce(lambda total, c: total * f + c, minimal.all_coeffs(), f.zero)
        constant, factors = composed.factor_list()
        self.odd = [q for q, multiplicity in factors if multiplicity % 2]
        self.sign = sign(constant) * sign(evaluate(minimal.diff(), (value,)))

    def near(self, point, **tolerance):
        return self.sign * prod(sign_near(q, point, **tolerance) for q in self.odd)

    @property
    def formula(self):
        """It has the sign of f - f* wherever the even factors do not vanish."""
        return self.sign * sp.Mul(*[q.as_expr() for q in self.odd])


def insert(coordinates, index, value):
    return (*coordinates[:index], value, *coordinates[index:])


def slanted(line):
    """For a line: the variable to eliminate, the free one, and the point for a value of it."""
    x, y = line.gens
    a, b, c = (line.coeff_monomial(monomial) for monomial in (x, y, 1))
    return y, x, lambda t: (t, -(a * t + c) / b)


def along_line(line, rise, eliminated, free, place):
    """The pieces of a line, as intervals of its free coordinate."""
    if line in rise.odd:
        return [_whole(0, sp.S.Reals)]
    shadows = [sp.resultant(line.as_expr(), q.as_expr(), eliminated) for q in rise.odd]
    stops = sorted({t for shadow in shadows for t in roots_in(shadow, free)}, key=decimal)
    inside = between(stops)
    stations = [t for pair in zip(inside, stops, strict=False) for t in pair] + inside[-1:]
    signs = [rise.near(place(t)) for t in stations]
    runs = [(one, [*run]) for one, run in groupby(range(len(signs)), signs.__getitem__)]
    if len(runs) == 1:
        return [_whole(signs[0], sp.S.Reals)]
    return [_interval(one, run[0], run[-1], stops, free) for one, run in runs]


def _interval(one, first, last, stops, free):
    """The piece from one station of a line to another: even ones lie between the stops."""
    ends = [-sp.oo, *stops, sp.oo]
    low, high = ends[(first + 1) // 2], ends[last // 2 + 1]
    low_open, high_open = first % 2 == 0, last % 2 == 0
    where = sp.Interval(low, high, low_open, high_open)
    return Piece(FamilyKind.of_sign(one), where, _interval_text(free, where))


def _interval_text(free, where):
    low, high = number_text(where.inf), number_text(where.sup)
    if where.inf == where.sup:
        return f"{free} = {low}"
    below = f"{low} {'<' if where.left_open else '<='} " if where.inf.is_finite else ""
    above = f" {'<' if where.right_open else '<='} {high}" if where.sup.is_finite else ""
    if not above:
        return f"{free} {'>' if where.left_open else '>='} {low}"
    return f"{below}{free}{above}"


def _whole(one, where):
    return Piece(FamilyKind.of_sign(one), where, "everywhere on it")


def along(factor, rise, doubts):
    """The pieces of a curve that is no line, or of a surface; none if it has no real points."""
    others = [q for q in rise.odd if q != factor]
    in_plane = len(factor.gens) == 2
    samples = _one_on_each_arc(factor, others) if in_plane else _some_on(factor)
    if not samples:
        return []
    if factor in rise.odd:
        return [_whole(0, sp.true)]
    if others and not in_plane:
        doubts.append(f"the kind may change along {equation_text(factor)}")
    crossings = [p for q in others for p in real_solutions([factor, q])] if in_plane else []
    at_stops = {p: rise.near(p) for p in crossings if sign_near(factor, p) == 0}
    signs = {rise.near(p) for p in samples}
    if len(signs | {*at_stops.values()}) == 1:
        return [_whole(*signs, sp.true)]
    return [
        *(_side(one, rise) for one in sorted(signs)),
        *(_dots(one, at_stops) for one in sorted({*at_stops.values()})),
    ]


def _side(one, rise):
    relation, shown = ((sp.Eq, "="), (sp.Gt, ">"), (sp.Lt, "<"))[one]
    text = f"where {formula_text(rise.formula)} {shown} 0"
    return Piece(FamilyKind.of_sign(one), relation(rise.formula, 0), text)


def _dots(one, signs):
    points = [p for p, at in signs.items() if at == one]
    where = sp.FiniteSet(*(sp.Tuple(*p) for p in points))
    shown = ", ".join(f"({', '.join(map(number_text, p))})" for p in points)
    return Piece(FamilyKind.of_sign(one), where, f"at {shown}")


def _one_on_each_arc(curve, others):
    """Points of a curve in the plane: one on each arc between its zeros of other polynomials."""
    x, y = curve.gens
    upright = sp.Poly(curve.as_expr(), y)
    walls = [upright.LC(), upright.discriminant()]
    walls += [sp.resultant(curve.as_expr(), q.as_expr(), y) for q in others]
    stops = sorted({root for wall in walls for root in roots_in(wall, x)}, key=decimal)
    return [(at, root) for at in between(stops) for root in roots_in(curve.eval(x, at), y)]


def _some_on(surface):
    """Some points of a surface, on lines in the direction of a variable that it depends on."""
    index = next(i for i, symbol in enumerate(surface.gens) if surface.degree(symbol))
    symbol = surface.gens[index]
    grid = islice(product(GRID, repeat=len(surface.gens) - 1), MOST_SAMPLES)
    points = []
    for rest in grid:
        others = [s for s in surface.gens if s != symbol]
        line = surface.as_expr().xreplace(dict(zip(others, rest, strict=True)))
        points += [insert(rest, index, root) for root in roots_in(line, symbol)]
    on_surface = [p for p in points if sign_near(surface, p) == 0]
    if not on_surface:
        raise Unsure(f"whether {equation_text(surface)} is a surface is not settled")
    return on_surface
