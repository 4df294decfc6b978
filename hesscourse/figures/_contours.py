"""A function of two variables from above, and its gradient as arrows."""

import numpy as np
from matplotlib import colormaps

from ._canvas import (
    VERMILLION,
    describe,
    finite_heights,
    label_axes,
    number,
    place,
    prepare,
    window_of,
)

SQUARE = (5.8, 5.0)


def contours(f, window=None, *, levels=14, fill=True, title=None, alt=None, ax=None, **lines):
    """Lines of equal value, like heights on a map: the darker, the lower.

    Parameters
    ----------
    f : Objective
        Of two variables.
    window : ((float, float), (float, float)), optional
        By default the window of f.
    levels : int or sequence of float
        How many lines, or at which values. A number of them is spread so that each band
        covers as much of the picture.
    fill : bool
        False draws the lines alone, to lay over another picture.
    title, alt : str, optional
    ax : Axes, optional
    **lines
        How the lines look, as Matplotlib's `contour` names it.
    """
    (left, right), (bottom, top) = window_of(f, window, 2)
    ax = prepare(ax, title, alt, SQUARE)
    x, y = np.linspace(left, right, 241), np.linspace(bottom, top, 241)
    values = f(np.stack(np.meshgrid(x, y), axis=-1))
    heights = _levels(values, levels)
    if fill:
        ax.contourf(x, y, values, heights, colors=_depths(len(heights) + 1), extend="both")
    style = {"colors": "#44546a", "linewidths": 0.7} | lines
    drawn = ax.contour(x, y, values, heights, **style)
    if fill:
        ax.clabel(drawn, spread(drawn.levels, 0.15), fontsize=8, fmt=number)
    label_axes(ax, f)
    ax.set(xlim=(left, right), ylim=(bottom, top))
    what = f.name or f"f = {f.formula}"
    if fill:
        describe(
            ax,
            f"Contour lines of {what} for {f.variables[0]} from {number(left)} to "
            f"{number(right)} and {f.variables[1]} from {number(bottom)} to {number(top)}; "
            "darker is lower.",
        )
    else:
        describe(ax, f"Lines on top are contours of {what}.")
    return ax


def gradients(f, points, *, scale=None, downhill=False, title=None, alt=None, ax=None):
    """The gradient of f as an arrow at each of some points, over the contours.

    Parameters
    ----------
    f : Objective
        Of two variables.
    points : array_like of shape (..., 2)
    scale : float, optional
        Length of an arrow for a gradient of norm 1, in units of the axes. By default the
        longest arrow takes an eighth of the picture.
    downhill : bool
        True draws minus the gradient.
    """
    if ax is None:
        ax = contours(f, title=title, alt=alt)
    points = np.asarray(points, dtype=float).reshape(-1, 2)
    arrows = f.gradient(points) * (-1 if downhill else 1)
    if scale is None:
        longest = np.max(np.linalg.norm(arrows, axis=-1))
        scale = np.ptp(ax.get_xlim()) / 8 / longest if longest else 1.0
    ax.quiver(
        *points.T,
        *(scale * arrows).T,
        angles="xy",
        scale_units="xy",
        scale=1,
        color=VERMILLION,
        width=0.008,
        zorder=4,
    )
    ax.set_aspect("equal")  # or a right angle would not look like one
    what = "minus the gradient" if downhill else "the gradient"
    places = ", ".join(place(p) for p in points[:4]) + (" and more" if len(points) > 4 else "")
    describe(ax, f"Arrows show {what} at {places}, at right angles to the contours.")
    return ax


def _levels(values, levels):
    if not np.isscalar(levels):
        return np.asarray(levels, dtype=float)
    heights = np.unique(np.quantile(finite_heights(values), np.linspace(0.01, 0.99, levels)))
    # A constant function has one height only, and Matplotlib wants two.
    return heights if len(heights) > 1 else heights[0] + np.array([0.0, 1.0])


def spread(heights, share):
    """Some of these heights, no two nearer than a share of their range, or they would crowd."""
    kept = [heights[0]]
    for height in heights[1:]:
        if height - kept[-1] > share * np.ptp(heights):
            kept.append(height)
    return kept


def _depths(bands):
    """A blue for each band: all equally far apart, however unequal the heights are."""
    # The dark end of the map is left out, so that paths drawn over it stay visible.
    return colormaps["Blues_r"](np.linspace(0.42, 1.0, bands))
