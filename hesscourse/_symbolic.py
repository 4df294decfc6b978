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


def differentiate(formula, symbols):
    """The gradient and the Hessian, as SymPy matrices; as expressions for one variable."""
    # Differentiated as real variables, or |x| would have a derivative full of re(x) and im(x).
    real = [sp.Dummy(symbol.name, real=True) for symbol in symbols]
    to_real, to_plain = dict(zip(symbols, real, strict=True)), dict(zip(real, symbols, strict=True))
    of_real = formula.xreplace(to_real)
    gradient = [_tidy(sp.diff(of_real, symbol)) for symbol in real]
    hessian = sp.zeros(len(symbols))
    for i, j in itertools.combinations_with_replacement(range(len(symbols)), 2):
        hessian[i, j] = hessian[j, i] = _tidy(sp.diff(gradient[i], real[j])).xreplace(to_plain)
    if len(symbols) == 1:
        return gradient[0].xreplace(to_plain), hessian[0, 0]
    column = sp.ImmutableMatrix([entry.xreplace(to_plain) for entry in gradient])
    return column, hessian.as_immutable()


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
