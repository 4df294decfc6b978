"""A function of one variable, and its tangents."""

import numpy as np

from ._canvas import (
    BLACK,
    BLUE,
    SERIES,
    describe,
    label_axes,
    number,
    place,
    prepare,
    window_of,
)


def curve(f, window=None, *, label=None, title=None, alt=None, ax=None, **line):
    """The graph of a function of one variable.

    Parameters
    ----------
    f : Objective
    window : (float, float), optional
        From where to where; by default the window of f.
    label : str, optional
        The name of the line in the legend.
    title, alt : str, optional
    ax : Axes, optional
    **line
        How the line looks, as Matplotlib names it.
    """
    ((low, high),) = window_of(f, window, 1)
    ax = prepare(ax, title, alt)
    x = np.linspace(low, high, 601)
    ax.plot(x, f(x), label=label, **{"color": BLUE, "linewidth": 2, **line})
    label_axes(ax, f)
    if label:
        ax.legend()
    what = label or f.name or f"f({f.variables[0]}) = {f.formula}"
    describe(ax, f"The graph of {what} from {number(low)} to {number(high)}.")
    return ax


def tangents(f, points, *, length=1.0, title=None, alt=None, ax=None):
    """The tangent to the graph of f at each of some points, over the graph.

    Parameters
    ----------
    f : Objective
        Of one variable.
    points : float or sequence of float
    length : float
        How far each tangent reaches to either side, along the axis.
    """
    if ax is None:
        ax = curve(f, title=title, alt=alt)
    for x, style in zip(np.atleast_1d(points), SERIES[1:] * 10, strict=False):
        ends = np.array([x - length, x + length])
        slope = f.gradient(x)
        ax.plot(ends, f(x) + slope * (ends - x), color=style["color"], linestyle="--")
        ax.plot(x, f(x), marker=style["marker"], color=style["color"], markeredgecolor=BLACK)
        # Where neither the tangent nor the curve is.
        free = {-1: (8, 8), 0: (-20, 14), 1: (8, -14)}[np.sign(round(slope, 3))]
        ax.annotate(f"slope {number(round(slope, 3))}", (x, f(x)), free, textcoords="offset points")
        describe(ax, f"The tangent at {place(x)} has slope {number(round(slope, 3))}.")
    return ax
