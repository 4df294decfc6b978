"""The trust region: the lowest point of the quadratic model within reach, if f agrees."""

import math
import sys
from collections import namedtuple

import numpy as np

from .. import stopping
from ..trajectory import Outcome
from ._iterate import Halt, iterate
from ._record import above_zero, loop_start, trajectory
from ._survey import Survey, coincide, moved

ACCEPTABLE = 0.1
POOR = 0.25
GOOD = 0.75
MOST_TRIES = 1000
SMALLEST_RADIUS = sys.float_info.min
ROUNDING = 1e-15
ON_THE_EDGE = 1e-10

Rejected = namedtuple("Rejected", "step point radius")
Rejected.__doc__ = (
    "A try that did not lower f enough: from which iterate, where to, in what radius."
)


def trust_region(
    f, start, *, radius=1.0, stop=stopping.gradient_below(1e-6), max_steps=1000, record=True
):
    """Step to the lowest point of the quadratic model at x_k within a region around it.

    The region is a disc. Where f falls by less than a tenth of what the model promises, the try
    is rejected and the region shrinks to a quarter of it; so it does, the step once taken, below
    a quarter. Above three quarters it doubles, if it was the region that ended the step.

    Parameters
    ----------
    f : Objective
    start : array_like of shape (n,)
        A plain number for one variable.
    radius : float
        Of the first region. Too large a one lets the first step leave the valley.
    stop : Rule
        When that is enough. A rule that looks at steps may take a small region for a minimum.
    max_steps : int
    record : bool
        False keeps the first and the last iterate only.

    Returns
    -------
    Trajectory
        Also with ``.radii``, shape ``(k + 1,)``: the radius of the region around each iterate in
        which the step from it was taken; and ``.rejected``, a tuple with the number ``.step`` of
        the iterate, the ``.point`` and the ``.radius`` of each try that was no step (empty with
        ``record=False``). LINE_SEARCH_FAILED where no region is small enough. A run that meets
        a gradient of exactly zero stays there, be it a saddle or a maximum.

    Raises
    ------
    ValueError
        If the start has the wrong shape or is not finite, the radius is not a number above
        zero, or f has no Hessian.

    Examples
    --------
    >>> import hesscourse as hc
    >>> run = hc.trust_region(hc.gallery.report_surface, (1, 1))
    >>> run.final.round(6), run.radii[:2], run.rejected[0].radius
    (array([4., 4.]), array([1., 2.]), 4.0)
    """
    x, radius = loop_start(f, start), above_zero(radius, "radius")
    survey = Survey(f)
    value, radii, rejected = None, [], []

    def step_from(x, gradient):
        nonlocal value, radius
        if value is None:
            value = survey.value(x)
        model = survey.model(x, gradient)
        noise = ROUNDING * abs(value)
        first_try = None
        for _ in range(MOST_TRIES):
            shares = lowest_within(radius, model.slopes, model.curvatures)
            x_next = moved(x, model.step(shares))
            if first_try is None:
                first_try = x_next
            if coincide(x, x_next):
                break
            promise = -model.change(shares)
            value_next = survey.value_of_try(x_next)
            in_doubt = promise <= noise
            agreement = 1.0 if in_doubt else (value - value_next + noise) / (promise + noise)
            region, radius = radius, _next_radius(radius, math.hypot(*shares), agreement)
            if agreement >= ACCEPTABLE and value_next <= value:
                value = value_next
                radii.append(region)
                return x_next
            if record:
                rejected.append(Rejected(len(radii), np.reshape(x_next, f.point_shape), region))
            if in_doubt:
                break
        converged = stop.fires(x, first_try, gradient)
        raise Halt(Outcome.CONVERGED if converged else Outcome.LINE_SEARCH_FAILED, gradient)

    advance = survey.advance(step_from, stop)
    run = iterate(x, advance, stop, max_steps, record, may_return=False)
    counts = {"value": survey.values, "gradient": run.looks, "hessian": survey.hessians}
    result = trajectory(f, run, run.residuals, record, f_was_asked=True, **counts)
    radii += [radius] * (run.steps + 1 - len(radii))
    radii = radii[: run.steps + 1]
    result.radii = np.array(radii if record or not run.steps else [radii[0], radii[-1]])
    result.rejected = tuple(rejected)
    return result


def lowest_within(radius, slopes, curvatures):
    """The y with ``|y| <= radius`` that minimises ``sum(slopes y + curvatures y^2 / 2)``.

    It solves ``(curvatures + shift) y = -slopes`` for the shift, zero or more, that makes no sum
    negative and |y| at most the radius. Only numbers: n additions are nothing beside the
    eigenvalues, which are given, the least first.
    """
    base = max(0.0, -curvatures[0])
    stiffness = [curvature + base for curvature in curvatures]

    def answer(shift):
        pairs = zip(slopes, stiffness, strict=True)
        return [-slope / (k + shift) if slope and k + shift else 0.0 for slope, k in pairs]

    # At this shift one coordinate, at least, reaches the radius: |y| <= sqrt(n) radius.
    shift = max(0.0, *[abs(s) / radius - k for s, k in zip(slopes, stiffness, strict=True)])
    y = answer(shift)
    size = math.hypot(*y)
    if size <= radius and shift == 0:
        if base > 0:
            # The hard case: downhill along the first axis, either way, to the edge.
            y[0] = math.sqrt(radius - size) * math.sqrt(radius + size)
        return y
    # Newton's method on 1/|y| = 1/radius: concave in the shift, so that it never overshoots.
    while size > radius * (1 + ON_THE_EDGE):
        bend = sum(c * (c / (k + shift)) for c, k in zip(y, stiffness, strict=True) if c)
        previous, shift = shift, shift + (size / radius - 1) * size * (size / bend)
        if not shift > previous:
            break
        y = answer(shift)
        size = math.hypot(*y)
    return y


def _next_radius(radius, length, agreement):
    if not agreement >= POOR:
        return max(length / 4, SMALLEST_RADIUS)
    if agreement > GOOD and length > (1 - ON_THE_EDGE) * radius:
        return 2 * radius
    return radius
