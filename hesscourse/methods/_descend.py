"""What bfgs, lbfgs and newton_cg share: choose a direction, search along it, learn from that."""

import numpy as np

from ..objective import number_or_nan
from ..trajectory import Outcome
from ._iterate import Halt, iterate, settled, why_not_finite
from ._line_search import Trial, wolfe
from ._record import loop_function, loop_start, trajectory
from ._vectors import inner, length


class Guide:
    """Says which way to go; this one, having learnt nothing, straight downhill."""

    def direction(self, x, gradient):
        return straight_down(x, gradient)

    def learn(self, here, there):
        """After a step between two Trials."""

    def forget(self):
        """After a direction that led nowhere."""


def straight_down(x, gradient):
    """Minus the gradient, cut to the length of x, or to 1 where x is shorter than that."""
    longest = max(1.0, length(x))
    return gradient * -min(1.0, longest / length(gradient))


def secant(here, there):
    """The step, the change of the gradient over it, and their product.

    None if the product is not clearly positive: f was not seen to curve upwards.
    """
    step, change = there.point - here.point, there.gradient - here.gradient
    product = inner(step, change)
    if not np.finfo(float).eps * abs(inner(step, here.gradient)) < product < np.inf:
        return None
    return step, change, product


def descend(f, start, guide, stop, max_steps, record, curvature=0.9):
    """Follow a guide downhill.

    Parameters
    ----------
    f : Objective
    start : array_like of shape (n,)
    guide : Guide
    stop : Rule
    max_steps : int
    record : bool
    curvature : float
        How exact the line search is; see `wolfe`.

    Returns
    -------
    Trajectory
    """
    share = number_or_nan(curvature)
    if not 1e-4 < share < 1:
        raise ValueError(f"curvature must lie between 1e-4 and 1; got {curvature!r}")
    start = loop_start(f, start)
    as_in_loop = _to_floats if f.formula is not None else _unchanged
    value_at = Counted(f, f._value, f)
    gradient_at = Counted(f, f._gradient, f.gradient)
    here = None

    def advance(x):
        nonlocal here
        if here is None:
            point = np.array(x)
            here = Trial(0.0, None, point=point, gradient=gradient_at(point))
        gradient = here.gradient
        seen = as_in_loop(gradient)
        if settled(x, seen, stop):
            return x, seen
        if here.value is None:
            here = here._replace(value=value_at(here.point))
        for _ in range(2):
            direction = guide.direction(here.point, gradient)
            there = wolfe(value_at, gradient_at, here, direction, share)
            if there is not None:
                break
            guide.forget()
        else:
            raise Halt(Outcome.LINE_SEARCH_FAILED, seen)
        guide.learn(here, there)
        here = there
        return as_in_loop(here.point), seen

    run = iterate(start, advance, stop, max_steps, record, may_return=False)
    if run.steps and len(run.residuals) < len(run.points):
        run.residuals.append(as_in_loop(here.gradient))
    counts = {"value": value_at.calls, "gradient": gradient_at.calls}
    return trajectory(f, run, run.residuals, record, f_was_asked=True, **counts)


class Counted:
    """A value or gradient of f at an array; it counts its calls, and raises Halt if not finite."""

    def __init__(self, f, compiled, method):
        self.calls = 0
        self._function = loop_function(f, compiled, method)
        self._in_floats = f.formula is not None
        self._is_value = method is f

    def __call__(self, x):
        self.calls += 1
        answer = np.asarray(self._function(x.tolist() if self._in_floats else x))
        if not np.all(np.isfinite(answer)):
            raise Halt(why_not_finite(answer, self._in_floats))
        return answer.item() if self._is_value else answer


def _to_floats(array):
    return tuple(array.tolist())


def _unchanged(array):
    return array
