"""L-BFGS: BFGS from the last few steps only, with no matrix."""

from collections import deque

import numpy as np

from .. import stopping
from ._descend import Guide, descend, secant
from ._vectors import inner


def lbfgs(
    f,
    start,
    *,
    stop=stopping.gradient_below(1e-6),
    max_steps=10_000,
    record=True,
    memory=10,
    curvature=0.9,
):
    """Step as `bfgs` would if it knew only the last few steps, with a line search.

    It keeps ``2 * memory`` vectors and no matrix, so that a million variables fit.

    Parameters
    ----------
    f : Objective
    start : array_like of shape (n,)
        A plain number for one variable.
    stop : Rule
        When that is enough.
    max_steps : int
    record : bool
        False keeps the first and the last iterate only, for very many variables.
    memory : int
        How many steps to remember.
    curvature : float
        How exact the line search is, between 1e-4 and 1: it ends where the slope along the
        direction is at most this share of what it was.

    Returns
    -------
    Trajectory
        LINE_SEARCH_FAILED if f could not be lowered along the direction, nor straight downhill.

    Raises
    ------
    ValueError
        If the start has the wrong shape or is not finite, or `memory` is not 1, 2, 3 ...

    Examples
    --------
    >>> import hesscourse as hc
    >>> hc.lbfgs(hc.gallery.report_surface, (1, 1)).final.round(6)
    array([4., 4.])
    """
    if not (isinstance(memory, (int, np.integer)) and memory >= 1):
        raise ValueError(f"memory must be a whole number of steps, 1 or more; got {memory!r}")
    return descend(f, start, RecentSteps(memory), stop, max_steps, record, curvature)


class RecentSteps(Guide):
    """The last steps, the changes of the gradient over them, and their products."""

    def __init__(self, memory):
        self.secants = deque(maxlen=memory)

    def direction(self, x, gradient):
        """The two loops of Nocedal (1980)."""
        if not self.secants:
            return super().direction(x, gradient)
        direction, scratch = -gradient, np.empty_like(gradient)
        weights = []
        for step, change, product in reversed(self.secants):
            weights.append(inner(step, direction) / product)
            direction -= np.multiply(change, weights[-1], out=scratch)
        _, change, product = self.secants[-1]
        direction *= product / inner(change, change)
        for (step, change, product), weight in zip(self.secants, reversed(weights), strict=True):
            weight -= inner(change, direction) / product
            direction += np.multiply(step, weight, out=scratch)
        return direction

    def learn(self, here, there):
        if len(self.secants) == self.secants.maxlen:
            self.secants.popleft()  # first, to make room
        newest = secant(here, there)
        if newest is not None:
            self.secants.append(newest)

    def forget(self):
        self.secants.clear()
