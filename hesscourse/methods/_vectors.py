"""Arithmetic on long vectors."""

import numpy as np


def inner(a, b):
    """The inner product of two vectors.

    np.dot wakes the threads of BLAS, which on a busy machine take ten times as long.

    Examples
    --------
    >>> print(inner(np.array([1.0, 2.0]), np.array([3.0, 4.0])))
    11.0
    """
    return np.einsum("i,i", a, b)
