"""Damped Newton: Newton's step, turned downhill where it is not, halved until f falls enough."""

import math
import operator
from dataclasses import replace

from .. import stopping
from ..trajectory import Outcome
from ._iterate import Halt, checked_rule, iterate
from ._record import loop_start, trajectory
from ._survey import Survey, coincide, moved

SMALLEST_CURVATURE = 1e-16
ARMIJO = 1e-4
ROUNDING = 1e-15


def damped_newton(f, start, *, stop=stopping.step_below(1e-4), max_steps=1000, record=True):
    """Newton's method that goes downhill at every step.

    The step is Newton's, but with each eigenvalue of the Hessian replaced by its size, and none
    smaller than 1e-16 of the largest: so it points downhill on any surface. It is halved until
    f falls by at least 1e-4 of what the slope promises (Armijo's condition). Where the Hessian
    is zero the step is minus the gradient.

    Parameters
    ----------
    f : Objective
    start : array_like of shape (n,)
        A plain number for one variable.
    stop : Rule
        When that is enough. As x_{k+1} it sees where the step would end undamped: a step that
        is short only because it was halved is no sign of a minimum.
    max_steps : int
    record : bool
        False keeps the first and the last iterate only.

    Returns
    -------
    Trajectory
        LINE_SEARCH_FAILED where no fraction of the step lowers f. A run that meets a gradient
        of exactly zero stays there, be it a saddle or a maximum.

    Raises
    ------
    ValueError
        If the start has the wrong shape or is not finite, or f has no Hessian.

    Examples
    --------
    >>> import hesscourse as hc
    >>> run = hc.damped_newton(hc.gallery.report_surface, (1, 1))
    >>> run.steps, run.final.round(6)
    (7, array([4., 4.]))
    """
    x = loop_start(f, start)
    checked_rule(stop)
    survey = Survey(f)
    value = undamped = None

    def step_from(x, gradient):
        nonlocal value, undamped
        if value is None:
            value = survey.value(x)
        model = survey.model(x, gradient)
        shares = _downhill(model)
        direction = model.step(shares)
        slope = sum(map(operator.mul, shares, model.slopes))
        undamped = moved(x, direction)
        if not all(map(math.isfinite, undamped)):
            return undamped
        found = _line_search(survey.value_of_try, x, value, direction, slope)
        if found is None:
            converged = stop.fires(x, undamped, gradient)
            raise Halt(Outcome.CONVERGED if converged else Outcome.LINE_SEARCH_FAILED, gradient)
        x_next, value = found
        return x_next

    def fires(x, x_next, gradient):
        return stop.fires(x, undamped if any(gradient) else x, gradient)

    advance = survey.advance(step_from, stop)
    run = iterate(x, advance, replace(stop, fires=fires), max_steps, record, may_return=False)
    counts = {"value": survey.values, "gradient": run.looks, "hessian": survey.hessians}
    return trajectory(f, run, run.residuals, record, f_was_asked=True, **counts)


def _downhill(model):
    """How far to go along each axis: as Newton would, but for the sign and size of curvatures."""
    sizes = [abs(curvature) for curvature in model.curvatures]
    floor = SMALLEST_CURVATURE * max(sizes)
    if not floor > 0:
        return [-slope for slope in model.slopes]
    pairs = zip(model.slopes, sizes, strict=True)
    return [-slope / (size if size > floor else floor) for slope, size in pairs]


def _line_search(value_at, x, value, direction, slope):
    """The first of x + p, x + p/2, x + p/4 ... that is low enough, and f there; or None."""
    fraction = 1.0
    while not coincide(x, x_next := moved(x, direction, fraction)):
        value_next = value_at(x_next)
        if value_next <= value + ARMIJO * fraction * slope:
            return x_next, value_next
        if -fraction * slope <= ROUNDING * abs(value):
            return None  # what a shorter step could gain drowns in rounding
        fraction /= 2
    return None
