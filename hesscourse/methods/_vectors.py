"""Arithmetic on long vectors.

np.dot and np.linalg.norm wake the threads of BLAS, which on a busy machine take ten times as long.
"""

import math

import numpy as np


def inner(a, b):
    """The inner product of two vectors.

    Examples
    --------
    >>> print(inner(np.array([1.0, 2.0]), np.array([3.0, 4.0])))
    11.0
    """
    return np.einsum("i,i", a, b)


def length(a):
    """The Euclidean length of a vector.

    Examples
    --------
    >>> length(np.array([3.0, 4.0]))
    5.0
    """
    return math.sqrt(inner(a, a))
