"""Newton-CG: Newton's step by conjugate gradients, from Hessian-vector products only."""

import numpy as np

from .. import stopping
from ._descend import Guide, descend
from ._vectors import inner

MOST_PRODUCTS = 1000
LARGEST_SHARE = 0.5


def newton_cg(f, start, *, stop=stopping.gradient_below(1e-6), max_steps=1000, record=True):
    """Step about as far as Newton's method, but always downhill, and with no Hessian.

    Conjugate gradients solve ``H(x_k) p = -grad f(x_k)``, roughly far from the minimum and more
    and more exactly near it. They need only products of H with vectors, and end where they meet
    a direction of negative curvature. A line search follows.

    Parameters
    ----------
    f : Objective
        Made from functions, with its Hessian-vector product; without one its Hessian is used.
    start : array_like of shape (n,)
        A plain number for one variable.
    stop : Rule
        When that is enough.
    max_steps : int
    record : bool
        False keeps the first and the last iterate only, for very many variables.

    Returns
    -------
    Trajectory
        Its `products` lists how many Hessian-vector products each direction took.
        LINE_SEARCH_FAILED if f could not be lowered along the direction, nor along a more exact
        one.

    Raises
    ------
    ValueError
        If the start has the wrong shape or is not finite, or f has no second derivatives.

    Examples
    --------
    >>> import hesscourse as hc
    >>> run = hc.newton_cg(hc.gallery.rosenbrock, (-1.2, 1))
    >>> run.final.round(6), len(run.products) == run.steps
    (array([1., 1.]), True)
    """
    guide = ConjugateGradients(f)
    run = descend(f, start, guide, stop, max_steps, record)
    run.products = guide.products
    return run


class ConjugateGradients(Guide):
    """Conjugate gradients on the quadratic model at x, ended early.

    Attributes
    ----------
    products : list of int
        How many Hessian-vector products each direction took.
    """

    def __init__(self, f):
        self.products = []
        self._f = f
        self._first = None
        self._share = LARGEST_SHARE

    def direction(self, x, gradient):
        self.products.append(0)
        point = np.reshape(x, self._f.point_shape)
        squared_size = inner(gradient, gradient)
        self._first = self._first or squared_size
        # The residual may be a share of the gradient, the smaller as that shrinks, so that
        # the last steps are nearly Newton's own.
        enough = min(self._share**2, np.sqrt(squared_size / self._first)) * squared_size
        solution, scratch = np.zeros_like(gradient), np.empty_like(gradient)
        residual, search = gradient.copy(), -gradient
        for _ in range(min(20 * len(gradient), MOST_PRODUCTS)):
            product = self._product(point, search)
            bend = inner(search, product)
            if not 0 < bend < np.inf:
                break
            length = squared_size / bend
            solution += np.multiply(search, length, out=scratch)
            residual += np.multiply(product, length, out=scratch)
            squared_size, previous = inner(residual, residual), squared_size
            if squared_size <= enough:
                break
            search *= squared_size / previous
            search -= residual
        if np.any(solution):
            return solution
        return super().direction(x, gradient)

    def forget(self):
        self._share /= 100  # it was too rough

    def _product(self, point, direction):
        self.products[-1] += 1
        direction = np.reshape(direction, point.shape)
        return np.reshape(self._f.hessian_vector_product(point, direction), -1)
