"""What the methods that only go downhill share: f and its curvatures where they look, counted."""

import math
import sys

import numpy as np

from ._iterate import Halt, settled, why_not_finite
from ._record import loop_function


class Survey:
    """f at the points of the loop, and how often a method asked.

    Attributes
    ----------
    values, hessians : int
    """

    def __init__(self, f):
        self._n = f.n
        self._value_at = loop_function(f, f._value, f)
        self._gradient_at = loop_function(f, f._gradient, f.gradient)
        self._hessian_at = loop_function(f, f._hessian, f.hessian)
        self._eigen = _eigen_of_a_number if f.n == 1 else _symmetric_eigen()
        self.values = self.hessians = 0

    def advance(self, step_from, stop):
        """What `iterate` repeats, of ``step_from(x, gradient) -> next x``.

        Nothing more is asked where the gradient is zero or the rule needs no step to fire.
        """

        def advance(x):
            gradient = self._gradient_at(x)
            if settled(x, gradient, stop):
                return x, gradient
            if not all(map(math.isfinite, gradient)):
                return moved(x, gradient), gradient  # not finite either: the loop says why
            return step_from(x, gradient), gradient

        return advance

    def value(self, x):
        """f at an iterate; Halt where it is not finite."""
        value = self._value(x)
        if math.isfinite(value):
            return value
        raise Halt(why_not_finite(value, isinstance(x, tuple)))

    def value_of_try(self, x):
        """f at a point that may be refused; infinity where it is not finite."""
        try:
            value = self._value(x)
        except Halt:
            return math.inf
        return value if math.isfinite(value) else math.inf

    def _value(self, x):
        self.values += 1
        value = self._value_at(x)
        return value if isinstance(value, float) else value[0]

    def model(self, x, gradient):
        """The quadratic model of f around x."""
        self.hessians += 1
        entries = self._hessian_at(x)
        hessian = np.array(entries).reshape(self._n, self._n)
        if not _finite(entries):
            raise Halt(why_not_finite(hessian), gradient)
        eigenvalues, eigenvectors, *_ = self._eigen(hessian)
        return Model(gradient, eigenvalues, eigenvectors)


def _symmetric_eigen():
    if sys.platform == "emscripten":
        return np.linalg.eigh  # in a browser SciPy would first have to be fetched
    from scipy.linalg.lapack import dsyevd  # np.linalg.eigh takes three times as long

    return dsyevd


def _eigen_of_a_number(hessian):
    # Lessons in one variable do without SciPy, which takes 20 MiB of a student's memory.
    return hessian[0], np.ones((1, 1)), 0


def _finite(entries):
    # A sum that is finite settles it for floats, in a tenth of the time that an array takes.
    if isinstance(entries, tuple) and math.isfinite(sum(entries)):
        return True
    return np.isfinite(entries).all()


class Model:
    """A quadratic model, seen along the axes of its Hessian: there it is a sum of parabolas.

    Attributes
    ----------
    slopes, curvatures : list of float
        Along each axis; the curvatures ascending.
    """

    def __init__(self, gradient, eigenvalues, eigenvectors):
        self._in_floats = isinstance(gradient, tuple)
        self._axes = eigenvectors
        self.slopes = np.dot(gradient, eigenvectors).tolist()
        self.curvatures = eigenvalues.tolist()

    def step(self, shares):
        """The step that goes so far along each axis, in the sort of the gradient."""
        step = np.dot(self._axes, shares)
        return step.tolist() if self._in_floats else step

    def change(self, shares):
        """How much the model rises over that step."""
        terms = zip(shares, self.slopes, self.curvatures, strict=True)
        return sum([share * (slope + curve * share / 2) for share, slope, curve in terms])


def moved(x, step, fraction=1.0):
    """x and a fraction of the step, in the sort of x."""
    if isinstance(x, tuple):
        return tuple([a + fraction * b for a, b in zip(x, step, strict=True)])
    return x + fraction * step


def coincide(x, y):
    """Whether two points are the same."""
    return all(a == b for a, b in zip(x, y, strict=True))
