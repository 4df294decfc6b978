"""BFGS: Newton's method with an inverse Hessian that is learnt from the gradients."""

import numpy as np

from .. import stopping
from ._descend import Guide, descend, secant


def bfgs(
    f,
    start,
    *,
    stop=stopping.gradient_below(1e-6),
    max_steps=1000,
    record=True,
    curvature=0.9,
):
    """Step to where a learnt quadratic model is lowest, with a line search.

    Each step shows how the gradient changes along it; from that, `bfgs` builds an approximation
    of the inverse Hessian, which stays positive definite, so that every step goes downhill. It
    keeps n^2 numbers: for more than some thousand variables, see `lbfgs`.

    Parameters
    ----------
    f : Objective
    start : array_like of shape (n,)
        A plain number for one variable.
    stop : Rule
        When that is enough.
    max_steps : int
    record : bool
        False keeps the first and the last iterate only.
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
        If the start has the wrong shape or is not finite.

    Examples
    --------
    >>> import hesscourse as hc
    >>> hc.bfgs(hc.gallery.report_surface, (1, 1)).final.round(6)
    array([4., 4.])
    """
    return descend(f, start, InverseHessian(), stop, max_steps, record, curvature)


class InverseHessian(Guide):
    """An n x n approximation of the inverse Hessian."""

    def __init__(self):
        self.matrix = None

    def direction(self, x, gradient):
        if self.matrix is None:
            return super().direction(x, gradient)
        return -(self.matrix @ gradient)

    def learn(self, here, there):
        newest = secant(here, there)
        if newest is None:
            return
        step, change, product = newest
        if self.matrix is None:
            self.matrix = np.eye(len(step)) * (product / (change @ change))
        moved = self.matrix @ change
        stretch = (1 + change @ moved / product) / product
        across = np.outer(moved, step / product)
        self.matrix += stretch * np.outer(step, step) - across - across.T

    def forget(self):
        self.matrix = None
