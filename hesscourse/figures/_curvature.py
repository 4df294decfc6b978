"""Curvature at a point: the ellipse of the Hessian, and the curvature along each direction."""

import numpy as np

from ._canvas import (
    BLACK,
    BLUE,
    GREEN,
    SERIES,
    VERMILLION,
    describe,
    number,
    place,
    prepare,
)
from ._contours import contours

TURN = np.linspace(0, 2 * np.pi, 361)


def curvature_ellipse(f, point, *, size=None, window=None, title=None, alt=None, ax=None):
    """The eigenvectors of the Hessian at a point, and the ellipse whose axes they are.

    For a positive definite H it is the contour u'Hu = const of the quadratic part: long where
    the curvature is small. Where the eigenvalues differ in sign there is no ellipse, and the
    eigenvectors stand alone.

    Parameters
    ----------
    f : Objective
        Of two variables.
    point : array_like of shape (2,)
    size : float, optional
        Half the longer axis, in units of the axes; by default a fifth of the picture.
    window, title, alt, ax : optional
    """
    point = f.as_start(point)
    if ax is None:
        ax = contours(f, window, title=title, alt=alt)
    size = size or np.ptp(ax.get_xlim()) / 5
    eigenvalues, eigenvectors = np.linalg.eigh(f.hessian(point))
    smallest = np.min(np.abs(eigenvalues))
    definite = eigenvalues[0] * eigenvalues[1] > 0
    reaches = size * np.sqrt(smallest / np.abs(eigenvalues)) if definite else [size, size]
    for i, colour in enumerate((GREEN, VERMILLION)):
        ends = point + np.outer([-reaches[i], reaches[i]], eigenvectors[:, i])
        label = f"$\\lambda_{i + 1}$ = {number(round(eigenvalues[i], 4))}"
        ax.plot(*ends.T, color=colour, linewidth=2.2, linestyle="-" if i else "--", label=label)
    if definite:
        rim = point[:, None] + eigenvectors @ (
            reaches[:, None] * np.stack([np.cos(TURN), np.sin(TURN)])
        )
        ax.plot(*rim, color=BLACK, linewidth=1.5)
    ax.plot(*point, "o", color=BLACK)
    ax.set_aspect("equal")
    ax.legend(frameon=True)
    first, second = (number(round(value, 4)) for value in eigenvalues)
    shape = "The ellipse has the eigenvectors as its axes" if definite else "There is no ellipse"
    describe(ax, f"{shape}: at {place(point)} the eigenvalues are {first} and {second}.")
    return ax


def directional_curvature(f, point, *, title=None, alt=None, ax=None):
    """u'Hu, the curvature along u, for every unit vector u through a point.

    Parameters
    ----------
    f : Objective
        Of two variables.
    point : array_like of shape (2,)
    title, alt, ax : optional
    """
    point = f.as_start(point)
    ax = prepare(ax, title, alt, (7.0, 3.8))
    hessian = f.hessian(point)
    angle = np.linspace(0, np.pi, 361)
    u = np.stack([np.cos(angle), np.sin(angle)])
    ax.plot(np.degrees(angle), np.einsum("ik,ij,jk->k", u, hessian, u), color=BLUE, linewidth=2)
    eigenvalues, eigenvectors = np.linalg.eigh(hessian)
    for value, vector, style in zip(eigenvalues, eigenvectors.T, SERIES[1:], strict=False):
        at = np.degrees(np.arctan2(vector[1], vector[0])) % 180
        ax.plot(at, value, style["marker"], color=style["color"], markersize=9)
        ax.annotate(
            f"$\\lambda$ = {number(round(value, 4))}",
            (at, value),
            (0, 9 if value == eigenvalues[1] else -18),
            textcoords="offset points",
            ha="center",
        )
    ax.axhline(0, color=BLACK, linewidth=0.8)
    ax.margins(y=0.15)
    ax.set(xlabel="direction of u, in degrees", ylabel="curvature u'Hu", xticks=range(0, 181, 45))
    first, second = (number(round(value, 4)) for value in eigenvalues)
    describe(
        ax,
        f"The curvature of f at {place(point)} along each direction lies between the "
        f"eigenvalues {first} and {second}.",
    )
    return ax
