"""The SymPy side of an objective: its formula read and checked, and differentiated."""

import itertools
import re

import sympy as sp

from ._brief import listed
from .formula import parse


def read(formula, variables=None):
    """A formula as a SymPy expression in plain symbols, and the names of its variables.

    Parameters
    ----------
    formula : str, number or sympy.Expr
    variables : sequence of str, optional
        By default those of the formula, in natural order.

    Raises
    ------
    ValueError
        If the formula cannot be read, is not real, or uses a name that is not a variable.
    """
    names = _checked_names(variables)
    expression = _expression(formula, names)
    names = names or _names_in(expression)
    unknown = _used(expression) - set(names)
    if unknown:
        unknown = listed(sorted(unknown, key=_natural_order))
        raise ValueError(f"{unknown} occurs in the formula, but the variables are {names}")
    return expression, names


def gradient(formula, symbols):
    """The partial derivatives of a formula, a list."""
    with_real, with_plain = _real(symbols)
    return [_partial(with_real(formula), with_real(s), with_plain) for s in symbols]


def hessian(slopes, symbols):
    """The second partial derivatives, given the first: a symmetric SymPy matrix."""
    with_real, with_plain = _real(symbols)
    matrix = sp.zeros(len(symbols))
    for i, j in itertools.combinations_with_replacement(range(len(symbols)), 2):
        entry = _partial(with_real(slopes[i]), with_real(symbols[j]), with_plain)
        matrix[i, j] = matrix[j, i] = entry
    return matrix.as_immutable()


def hessian_along(slopes, symbols):
    """The symbols of a direction, and the Hessian times that direction, a list.

    Each entry is how fast a slope changes along the direction: there is no n x n matrix on the
    way, and what a slope does not contain is not asked.
    """
    with_real, with_plain = _real(symbols)
    directions = {symbol: sp.Dummy(f"along_{symbol.name}") for symbol in symbols}
    product = [
        sp.Add(
            *(
                directions[s] * _partial(with_real(slope), with_real(s), with_plain)
                for s in symbols
                if slope.has(s)
            )
        )
        for slope in slopes
    ]
    return list(directions.values()), product


def _real(symbols):
    """To formulas in real symbols, and back to plain ones.

    With plain ones |x| would have a derivative full of re(x) and im(x).
    """
    to_real = {symbol: sp.Dummy(symbol.name, real=True) for symbol in symbols}
    to_plain = {real: symbol for symbol, real in to_real.items()}
    return (lambda formula: formula.xreplace(to_real)), (lambda formula: formula.xreplace(to_plain))


def _partial(formula, symbol, with_plain):
    derivative = sp.diff(formula, symbol)
    # sqrt(-x^2) has a value in single points only: no slope, and no slope of the slope.
    if formula is sp.nan or derivative.has(sp.I):
        return sp.nan
    return with_plain(_tidy(derivative))


def _tidy(derivative):
    """The same, with what is common to its terms taken out; never expanded, which costs digits."""
    # |x| has no curvature but in its kink, where nothing can be said.
    derivative = derivative.replace(sp.DiracDelta, lambda *_: sp.S.Zero)
    factors = sp.Mul.make_args(sp.factor_terms(derivative))
    contents, rests = zip(*[factor.primitive() for factor in factors], strict=True)
    return sp.Mul(*contents, *rests)


def _expression(formula, names):
    if isinstance(formula, str):
        return parse(formula, names)
    if isinstance(formula, (int, float)) and not isinstance(formula, bool):
        formula = sp.sympify(formula)
    if not isinstance(formula, sp.Expr):
        raise ValueError(
            f"a formula is text like 'x^2 + y^2' or a SymPy expression; got {formula!r}"
        )
    if formula.has(sp.I, sp.zoo, sp.nan):
        raise ValueError(f"a formula has real and finite values; {formula} has not")
    # Plain symbols, whatever was assumed of the caller's, so that sp.Symbol("x") matches.
    return formula.xreplace({s: sp.Symbol(s.name) for s in formula.free_symbols})


def _checked_names(variables):
    if variables is None:
        return None
    names = (variables,) if isinstance(variables, str) else tuple(str(v) for v in variables)
    if not names or len(set(names)) < len(names):
        raise ValueError(f"variables must be one or more different names; got {names}")
    return names


def _names_in(expression):
    used = _used(expression)
    if not used:
        raise ValueError(
            f"{expression} has no variable; say which there are, as in variables=('x', 'y')"
        )
    return tuple(sorted(used, key=_natural_order))


def _used(expression):
    return {symbol.name for symbol in expression.free_symbols}


def _natural_order(name):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]
