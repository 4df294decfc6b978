"""Between the caller's points and the loop's: the way in, and the Trajectory that comes out."""

import math

import numpy as np

from ..objective import number_or_nan, require_objective
from ..trajectory import Evaluations, Outcome, Trajectory
from ._iterate import Halt, halting


def above_zero(number, name):
    """`number` as a float, if it is a finite one above zero; `name` is for the message."""
    checked = number_or_nan(number)
    if not 0 < checked < math.inf:
        raise ValueError(f"{name} must be a finite number above zero; got {number!r}")
    return checked


def loop_start(f, start):
    """A start as the loop wants it: floats for a formula, an array for functions."""
    require_objective(f)
    start = f.as_start(start)
    return tuple(start.ravel().tolist()) if f.formula is not None else start.reshape(f.n)


def loop_function(f, compiled, method):
    """A value or derivative of f as a function of the loop's points, in the same sort."""
    if f.formula is not None:
        on_floats = compiled.on_floats
        return halting(lambda x: on_floats(*x))
    if f.n == 1:
        return lambda x: np.array([method(x[0])])
    return method


def trajectory(f, run, gradients, record, f_was_asked=False, **evaluations):
    """The Trajectory of a run whose method asked for these gradients, in order.

    With `f_was_asked` it steps to no point before f there was asked for, and was finite.
    """
    points, steps, outcome = run.points, run.steps, run.outcome
    end = None if f_was_asked and steps else _end_of_domain(f, points)
    if end is not None:
        steps -= len(points) - 1 - end
        points, gradients, outcome = points[: end + 1], gradients[: end + 1], Outcome.NOT_FINITE
    if not record and steps:
        last = gradients[-1] if len(gradients) == len(points) else f.gradient(_end(f, points))
        gradients = [np.reshape(gradient, f.point_shape) for gradient in (gradients[0], last)]
        points = [np.reshape(points[0], f.point_shape), _end(f, points)]
    return Trajectory(f, points, gradients, steps, outcome, Evaluations(**evaluations))


def _end(f, points):
    return np.reshape(points[-1], f.point_shape)


def _end_of_domain(f, points):
    """The first iterate where f is undefined, or None.

    The derivative of a logarithm goes on where the logarithm itself has ended.
    """
    if f.is_polynomial:
        return None
    # The caller's own function may be dear: all is well if it is at the end of the run.
    if f.formula is None and not np.isnan(f(_end(f, points))):
        return None
    values = f(np.reshape(points, (-1, *f.point_shape)))
    if f.formula is None:
        return int(np.argmax(np.isnan(values)))
    unusable = np.flatnonzero(~np.isfinite(values))
    return next((int(k) for k in unusable if _is_undefined(f, points[k])), None)


def _is_undefined(f, point):
    """Whether a formula has no value at a point; one that is too large is still a value."""
    try:
        loop_function(f, f._value, f)(point)
    except Halt as halt:
        return halt.outcome is Outcome.NOT_FINITE
    return False
