"""The stationary points that Newton's method finds from many starts in a window."""

from itertools import product

import numpy as np

from ..methods import newton
from ..stopping import step_below
from ..trajectory import Outcome

STARTS = 225
SAME = 1e-5
SETTLED = 1e-10
FLAT = 1e-6
PROBE = 1e-2
ARRIVED = (Outcome.CONVERGED, Outcome.SINGULAR_HESSIAN)


class Search:
    """Isolated stationary points of f in a window, as far as Newton's method finds them.

    A limit is isolated for certain if its Hessian is regular. Where it is singular, Newton's
    method starts again beside it: if it then stays there, the limit is one of many in a row.

    Parameters
    ----------
    f : Objective
    window : ndarray of shape (n, 2)

    Attributes
    ----------
    regular, singular : list of (point, Hessian)
        The isolated ones, in arrays of shape (n,) and (n, n). Curvatures that are zero within
        the accuracy of a singular one's place are exactly zero.
    in_rows : int
        How many limits were not isolated.
    """

    def __init__(self, f, window):
        self.f = f
        self.window = window
        self.size = np.max(window[:, 1] - window[:, 0])
        starts = _starts(window)
        self.slope = _typical(self._gradients(starts))
        self.regular, self.singular, self.in_rows = [], [], 0
        for point in self._limits(starts):
            self._sort(point)

    def _gradients(self, points):
        return self.f.gradient(self._shaped(points)).reshape(len(points), self.f.n)

    def _hessians(self, points):
        return self.f.hessian(self._shaped(points)).reshape(len(points), self.f.n, self.f.n)

    def _shaped(self, points):
        return np.reshape(points, (-1, *self.f.point_shape))

    def _limits(self, starts):
        """The different stationary points in the window that the starts lead to."""
        limits = [limit for start in starts if (limit := self._limit(start)) is not None]
        inside = [limit for limit in limits if contains(self.window, limit)]
        steepness = [np.linalg.norm(g) for g in self._gradients(inside)] if inside else []
        different = []
        for index in np.argsort(steepness, kind="stable"):
            if not any(self.same(inside[index], other) for other in different):
                different.append(inside[index])
        return different

    def _limit(self, start):
        start = start.reshape(self.f.point_shape)
        run = newton(self.f, start, stop=step_below(SETTLED * self.size), record=False)
        point = np.atleast_1d(run.final)
        point = np.where(np.abs(point) < SETTLED * SAME * self.size, 0.0, point)
        steepness = np.linalg.norm(self._gradients([point]))
        arrived = run.outcome in ARRIVED and steepness <= SETTLED * self.slope
        return point if arrived else None

    def same(self, point, other):
        return np.linalg.norm(point - other) <= SAME * self.size

    def _sort(self, point):
        hessian = self._hessians([point])[0]
        if not np.all(np.isfinite(hessian)):
            return
        _, curvatures, directions = np.linalg.svd(hessian)
        beside = PROBE * self.size * np.eye(self.f.n)
        bend = _typical(self._hessians([*(point + beside), *(point - beside)]))
        flat = curvatures <= FLAT * max(bend, curvatures[0])
        if not np.any(flat):
            self.regular.append((point, hessian))
        elif any(self._stays_beside(point, d) for v in directions[flat] for d in (v, -v)):
            self.in_rows += 1
        else:
            level = directions[~flat].T @ directions[~flat]
            self.singular.append((point, level @ hessian @ level))

    def _stays_beside(self, point, direction):
        probe = PROBE * self.size
        limit = self._limit(point + probe * direction)
        return limit is not None and probe / 5 < np.linalg.norm(limit - point) < 5 * probe


def contains(window, point):
    """Whether a point is in a window, its edges included.

    Examples
    --------
    >>> contains(np.array([[0, 1], [0, 1]]), (1, 0.5))
    True
    """
    slack = SETTLED * (window[:, 1] - window[:, 0])
    return bool(np.all((window[:, 0] - slack <= point) & (point <= window[:, 1] + slack)))


def _starts(window):
    """A grid of at most 225 starts; in many variables, as many at random, always the same."""
    n = len(window)
    each = int(STARTS ** (1 / n) + 1e-9)
    if each >= 3:
        return np.array([*product(*(np.linspace(low, high, each) for low, high in window))])
    return np.random.default_rng(0).uniform(window[:, 0], window[:, 1], (STARTS, n))


def _typical(tensors):
    sizes = [np.linalg.norm(t) for t in tensors if np.all(np.isfinite(t)) and np.any(t)]
    return np.median(sizes) if sizes else 0.0
