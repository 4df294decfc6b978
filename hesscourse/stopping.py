"""When to stop.

A rule sees an iterate x_k, the next one x_{k+1} and the gradient g_k at x_k, and says whether
that is enough. Rules differ in what they look at and in where they end, so two counts of steps
can be compared only if they were made with the same rule.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Rule:
    """A stopping rule.

    Attributes
    ----------
    fires : callable
        ``(x_k, x_next, g_k) -> bool``. Each is a tuple of floats for an objective with a
        formula, and an array for one made from functions.
    text : str
        The rule in words.
    keeps_last_step : bool
        True if the run ends at x_{k+1}, False if x_{k+1} is discarded and it ends at x_k.
    needs_step : bool
        False if the rule looks at g_k only; it is then asked before the step is computed.
    recipe : tuple, optional
        The name of the rule and pairs of its tolerances: a browser applies it by these.

    Examples
    --------
    >>> close_to_four = Rule(lambda x, x_next, g: abs(x[0] - 4) < 0.1, "x within 0.1 of 4")
    """

    fires: Callable
    text: str
    keeps_last_step: bool = False
    needs_step: bool = True
    recipe: tuple | None = None

    def __call__(self, x, x_next, gradient):
        return self.fires(x, x_next, gradient)

    def __repr__(self):
        return f"stop when {self.text}"


def iterates_agree(rel_tol=1e-4, abs_tol=1e-8):
    """Stop when two successive iterates agree in every coordinate, and end at the first.

    Coordinates a and b agree if ``|a - b| <= max(rel_tol * max(|a|, |b|), abs_tol)``, as in
    `math.isclose`. This is the rule of the report for gradient descent. It is treacherous: a
    tiny learning rate makes any two iterates agree.

    Parameters
    ----------
    rel_tol, abs_tol : float
        Neither negative, and not both zero.

    Examples
    --------
    >>> rule = iterates_agree(rel_tol=1e-2)
    >>> rule((4.0, 1.0), (4.01, 1.0), (0.0, 0.0))
    True
    """
    _check_tolerances(rel_tol=rel_tol, abs_tol=abs_tol)
    isclose = math.isclose

    def fires(x, x_next, gradient):
        if isinstance(x, tuple):
            # The first coordinate alone settles nearly every call, and this is the hot loop.
            return isclose(x[0], x_next[0], rel_tol=rel_tol, abs_tol=abs_tol) and all(
                isclose(a, b, rel_tol=rel_tol, abs_tol=abs_tol)
                for a, b in zip(x, x_next, strict=True)
            )
        larger = np.maximum(np.abs(x), np.abs(x_next))
        return bool(np.all(np.abs(x_next - x) <= np.maximum(rel_tol * larger, abs_tol)))

    text = f"successive iterates agree to {rel_tol:g} relative, {abs_tol:g} absolute"
    recipe = ("iterates_agree", (("rel_tol", rel_tol), ("abs_tol", abs_tol)))
    return Rule(fires, text, recipe=recipe)


def step_below(tol=1e-4):
    """Stop after the first step whose largest coordinate is below `tol`, and keep that step.

    This is the rule of the report for Newton's method.

    Examples
    --------
    >>> step_below(1e-2)((1.0, 1.0), (1.0, 1.001), (0.0, 0.0))
    True
    """
    _check_tolerances(tol=tol)

    def fires(x, x_next, gradient):
        if isinstance(x, tuple):
            return all(abs(b - a) < tol for a, b in zip(x, x_next, strict=True))
        return bool(np.all(np.abs(x_next - x) < tol))

    text = f"no coordinate of the step reaches {tol:g}"
    return Rule(fires, text, keeps_last_step=True, recipe=("step_below", (("tol", tol),)))


def gradient_below(tol=1e-6):
    """Stop at the first iterate where the Euclidean norm of the gradient is below `tol`.

    The honest rule: it looks at what should vanish. For `newton_root` it looks at the size of f.

    Examples
    --------
    >>> gradient_below(1e-2)((1.0, 1.0), None, (0.003, 0.004))
    True
    """
    _check_tolerances(tol=tol)

    def fires(x, x_next, gradient):
        if isinstance(gradient, tuple):
            return math.hypot(*gradient) < tol
        # As long as np.linalg.norm, but it wakes no threads: dear on a busy machine.
        return math.sqrt(np.einsum("i,i", gradient, gradient)) < tol

    text = f"the norm of the gradient is below {tol:g}"
    return Rule(fires, text, needs_step=False, recipe=("gradient_below", (("tol", tol),)))


def _check_tolerances(**tolerances):
    for name, value in tolerances.items():
        if not (isinstance(value, (int, float, np.number)) and 0 <= value < math.inf):
            raise ValueError(f"{name} must be a number, zero or more; got {value!r}")
    if not any(tolerances.values()):
        names = " and ".join(tolerances)
        raise ValueError(f"{names} of zero would never stop; try {next(iter(tolerances))}=1e-6")
