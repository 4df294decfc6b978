"""The minima that an explorer speaks of, and how curved f is there."""

from collections import namedtuple

import numpy as np

from .. import stopping
from ..methods import damped_newton
from ..stationary import Kind, classify
from ..trajectory import Outcome

GRID = 41
MOST = 9
SAME = 1e-4  # of the window: ends nearer to each other are one minimum
STILL = 1e-8  # of the window: where Newton's step is shorter, it is there
FLAT = 1e-9  # of what is usual in the window: a curvature as small is rounding about zero
COARSE = 9  # points along each side, enough to see what is usual

Minimum = namedtuple("Minimum", "point value least most")
Minimum.__doc__ = "A strict minimum: where, how low, and H's smallest and largest eigenvalue."


def minima_of(f, window):
    """The strict minima in a window: those that f came with, or those that a search finds.

    The search goes downhill from each low point of a grid. It can miss a minimum in a narrow
    hollow, and then the explorer says nothing about that one.

    Parameters
    ----------
    f : Objective
    window : ndarray of shape (n, 2)

    Returns
    -------
    list of Minimum
    """
    if f.known_points:
        known = [point for point, kind in f.known_points if kind is Kind.MINIMUM]
        return _strict(f, [np.atleast_1d(np.asarray(point, float)) for point in known])
    found = _strict(f, _search(f, window))
    return [m for m in found if m.least > FLAT * _usual_curvature(f, window)]


def _strict(f, points):
    return [minimum for point in points if (minimum := _described(f, point))]


def _described(f, point):
    at = point if f.n > 1 else point[0]
    hessian = np.reshape(f.hessian(at), (f.n, f.n))
    usable = np.all(np.isfinite(hessian)) and np.allclose(hessian, hessian.T)
    if not usable or classify(hessian) is not Kind.MINIMUM:
        return None
    eigenvalues = np.linalg.eigvalsh(hessian)
    return Minimum(point.tolist(), float(f(at)), float(eigenvalues[0]), float(eigenvalues[-1]))


def _search(f, window):
    found = []
    stop = stopping.step_below(STILL * float(np.max(np.ptp(window, axis=1))))
    for low in _low_points(f, window)[:MOST]:
        start = low if f.n > 1 else low[0]
        run = damped_newton(f, start, stop=stop, max_steps=60)
        point = np.atleast_1d(run.final)
        inside = np.all((window[:, 0] <= point) & (point <= window[:, 1]))
        new = all(np.max(np.abs(point - other)) > SAME * np.ptp(window) for other in found)
        if run.outcome is Outcome.CONVERGED and inside and new:
            found.append(point)
    return found


def _usual_curvature(f, window):
    """The largest entry of the Hessian, in size, where it is neither large nor small."""
    hessians = f.hessian(_as_points(f, _grid(window, COARSE)))
    sizes = np.max(np.abs(hessians.reshape(COARSE**f.n, -1)), axis=1)
    sizes = sizes[np.isfinite(sizes)]
    return float(np.median(sizes)) if sizes.size else 0.0


def _grid(window, size):
    axes = [np.linspace(*side, size) for side in window]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)


def _as_points(f, grid):
    return grid if f.n > 1 else grid[..., 0]


def _low_points(f, window):
    """The points of a grid that are lower than their neighbours, the lowest first."""
    grid = _grid(window, GRID)
    values = np.nan_to_num(f(_as_points(f, grid)), nan=np.inf, posinf=np.inf)
    padded = np.pad(values, 1, constant_values=np.inf)
    low = np.isfinite(values)
    for axis in range(f.n):
        for shift in (-1, 1):
            low &= values <= np.roll(padded, shift, axis)[(slice(1, -1),) * f.n]
    points = grid[low]
    return points[np.argsort(values[low], kind="stable")]
