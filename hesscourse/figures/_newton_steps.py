"""What a Newton step does: tangents to a root, parabolas to a minimum, the model in the plane."""

import numpy as np

from ..objective import taylor
from ._canvas import (
    BLACK,
    GREEN,
    SERIES,
    VERMILLION,
    describe,
    label_axes,
    label_points,
    place,
    prepare,
    window_of,
)
from ._contours import contours
from ._curve import curve


def tangent_steps(run, window=None, *, steps=4, title=None, alt=None, ax=None):
    """Newton's way to a root: follow each tangent to the axis.

    Parameters
    ----------
    run : Trajectory
        Of `newton_root`.
    window : (float, float), optional
    steps : int
        How many of its steps to draw.
    title, alt : str, optional
    ax : Axes, optional
    """
    f = run.objective
    ax = prepare(ax, title, alt)
    curve(f, window, ax=ax)
    ax.axhline(0, color=BLACK, linewidth=0.8)
    shown = min(steps, run.steps)
    for k, style in zip(range(shown), SERIES[1:] * 9, strict=False):
        x, x_next, height = run.points[k], run.points[k + 1], run.values[k]
        colour = style["color"]
        ax.plot([x, x], [0, height], color=colour, linestyle=":", linewidth=1)
        ax.plot([x, x_next], [height, 0], color=colour, linestyle="--", linewidth=1.5)
        ax.plot(x, height, style["marker"], color=colour, markeredgecolor=BLACK)
    # Each label on the side of the axis where its curve is not.
    sides = [(-3, -15) if height > 0 else (-3, 6) for height in run.values[: shown + 1]]
    label_points(ax, run.points[: shown + 1], np.zeros(shown + 1), sides)
    label_axes(ax, f)
    visited = ", ".join(place(x) for x in run.points[: shown + 1])
    describe(ax, f"Each tangent meets the axis at the next iterate: {visited}.")
    return ax


def parabola_steps(run, window=None, *, steps=3, title=None, alt=None, ax=None):
    """Newton's way to a minimum: at each iterate the parabola that fits best, and its vertex.

    Parameters
    ----------
    run : Trajectory
        Of `newton`, one variable.
    window : (float, float), optional
    steps : int
        How many of its steps to draw.
    title, alt : str, optional
    ax : Axes, optional
    """
    f = run.objective
    ((low, high),) = window_of(f, window, 1)
    ax = prepare(ax, title, alt)
    curve(f, (low, high), ax=ax)
    heights = np.array(ax.get_ylim())
    heights[0] -= 0.08 * np.ptp(heights)  # room for a label under the lowest point
    x = np.linspace(low, high, 601)
    shown = min(steps, run.steps)
    sides = [(-4, 9)]
    for k, style in zip(range(shown), SERIES[1:] * 9, strict=False):
        parabola = taylor(f, run.points[k])
        here, there = run.points[k], run.points[k + 1]
        vertex = parabola(there)
        ax.plot(x, parabola(x), color=style["color"], linestyle=style["linestyle"], linewidth=1.3)
        ax.plot([there, there], [vertex, f(there)], ":", color=style["color"], linewidth=1)
        ax.plot(here, f(here), style["marker"], color=style["color"], markeredgecolor=BLACK)
        ax.plot(there, vertex, "*", color=style["color"], markersize=11)
        ax.plot(there, f(there), "o", color=BLACK, markersize=4)
        describe(ax, f"The parabola at {place(here)} has its vertex at {place(there)}.")
        # Each label on the side of the curve where its star is not.
        sides.append((-4, -17) if vertex > f(there) else (-4, 9))
        heights = _widened(heights, vertex)
    ax.set(xlim=(low, high), ylim=heights)
    label_points(ax, run.points[: shown + 1], run.values[: shown + 1], sides)
    return ax


def _widened(heights, height):
    """The limits of an axis, moved to show `height` too, if it is not too far away."""
    margin = 0.08 * np.ptp(heights)
    if not abs(height - np.mean(heights)) < np.ptp(heights):
        return heights
    return np.array([min(heights[0], height - margin), max(heights[1], height + margin)])


def model(f, point, window=None, *, title=None, alt=None, ax=None):
    """The contours of f, those of its quadratic model at a point, and Newton's step.

    Parameters
    ----------
    f : Objective
        Of two variables.
    point : array_like of shape (2,)
    window : optional
    title, alt : str, optional
    ax : Axes, optional
    """
    point = f.as_start(point)
    window = window_of(f, window, 2)
    if ax is None:
        ax = contours(f, window, title=title, alt=alt)
    quadratic = taylor(f, point)
    contours(quadratic, window, fill=False, levels=9, ax=ax, colors=VERMILLION, linestyles="--")
    step = -np.linalg.solve(f.hessian(point), f.gradient(point))
    ax.annotate(
        "",
        point + step,
        point,
        arrowprops={"arrowstyle": "-|>", "color": BLACK, "linewidth": 1.8},
        annotation_clip=False,
    )
    ax.plot(*point, "o", color=GREEN, markeredgecolor=BLACK, zorder=6)
    ax.plot(*(point + step), "*", color=VERMILLION, markeredgecolor=BLACK, markersize=13, zorder=6)
    describe(
        ax,
        f"Dashed: the quadratic model at {place(point)}, whose stationary point, a star, is "
        f"{place(point + step)}.",
    )
    return ax
