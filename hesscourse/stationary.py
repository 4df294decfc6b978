"""Stationary points: of which kind one is, and where they all are."""

from enum import Enum

import numpy as np

SYMMETRIC = 1e-8


class Kind(Enum):
    """What the Hessian's eigenvalues say of a stationary point."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    SADDLE = "saddle"
    INCONCLUSIVE = "inconclusive"

    def __str__(self):
        return self.value

    def __repr__(self):
        return f"Kind.{self.name}"


def classify(hessian, rtol=1e-12):
    """The kind of a stationary point, from the signs of its Hessian's eigenvalues.

    All positive: a minimum. All negative: a maximum. Some of both: a saddle, whatever else is
    zero. Otherwise the second derivatives do not tell. The caller vouches that the gradient
    is zero there; anywhere else the answer speaks of curvature, not of extrema.

    Parameters
    ----------
    hessian : array_like of shape (n, n), or a number
        A number is f'' of a function of one variable.
    rtol : float
        An eigenvalue counts as zero if it is at most `rtol` times the largest, in size. It is
        relative, since a function measured in other units is of the same kind.

    Returns
    -------
    Kind

    Raises
    ------
    ValueError
        If the matrix is not square, not symmetric (entries across the diagonal differ by more
        than 1e-8 of the largest entry) or not finite.

    Examples
    --------
    >>> classify([[2, 0], [0, -2]])
    Kind.SADDLE
    >>> classify([[2, 0], [0, 0]])
    Kind.INCONCLUSIVE
    """
    eigenvalues = np.linalg.eigvalsh(_checked(hessian))
    zero = rtol * np.max(np.abs(eigenvalues))
    up, down = np.any(eigenvalues > zero), np.any(eigenvalues < -zero)
    if up and down:
        return Kind.SADDLE
    if np.all(eigenvalues > zero):
        return Kind.MINIMUM
    return Kind.MAXIMUM if np.all(eigenvalues < -zero) else Kind.INCONCLUSIVE


def _checked(hessian):
    matrix = np.asarray(hessian, dtype=float)
    if matrix.ndim == 0:
        matrix = matrix.reshape(1, 1)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:
        raise ValueError(f"a Hessian is square, n x n; this one has shape {matrix.shape}")
    if not np.all(np.isfinite(matrix)):
        raise ValueError(f"a Hessian must be finite to be classified; got {matrix.tolist()}")
    if np.any(np.abs(matrix - matrix.T) > SYMMETRIC * np.max(np.abs(matrix))):
        raise ValueError(
            f"a Hessian is symmetric where its entries are continuous; {matrix.tolist()} is not"
        )
    return matrix
