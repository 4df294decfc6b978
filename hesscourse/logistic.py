"""The loss of logistic regression: how badly coefficients explain answers of yes and no."""

import math
from functools import cached_property

import numpy as np

from ._brief import shortened
from .objective import _CallableObjective, as_array, as_floats, number_or_nan

BLOCK = 4096  # rows of X that are weighted at a time, so that they stay in the cache
CONSTANT = 1e-14  # relative spread of a column that is constant but for rounding


class LogisticLoss(_CallableObjective):
    """The sum of the log-losses of a logistic regression, plus ridge/2 |beta|^2.

    The model says that y is 1 with probability ``1 / (1 + exp(-X @ beta))``. The first
    coefficient is the intercept, and the ridge penalises all of beta, the intercept too.

    The loss is convex: a stationary point is a minimum. It has none if the data are separable
    and there is no ridge; `separable` tells, and `diagnosis` says it in a sentence.

    Parameters
    ----------
    X : array_like of shape (m,) or (m, d)
        The inputs, one row for each observation, without a column of ones.
    y : array_like of shape (m,)
        The answers, each 0 or 1.
    ridge : float
        Zero or more.

    Attributes
    ----------
    X : ndarray of shape (m, d + 1)
        The inputs behind a column of ones.
    y : ndarray of shape (m,)
    ridge : float

    Raises
    ------
    ValueError
        If the shapes do not match, an input is not finite, a y is neither 0 nor 1, or the
        ridge is negative.

    Examples
    --------
    >>> import hesscourse as hc
    >>> loss = hc.LogisticLoss(*hc.data.challenger())
    >>> run = hc.newton(loss, (0, 0))
    >>> run.steps, run.final.round(4)
    (6, array([15.0429, -0.2322]))
    >>> print(loss.diagnosis)
    The two classes overlap, so there is exactly one minimum.
    """

    def __init__(self, X, y, ridge=0.0):
        inputs = _checked_inputs(X)
        self.X = np.column_stack([np.ones(len(inputs)), inputs])
        self.y = _checked_answers(y, len(inputs))
        self.ridge = _checked_ridge(ridge)
        # X @ beta times this is how far a row lies on the wrong side: no digit is lost in
        # either tail, as one would be in a difference of y and a probability near 1.
        self._wrong_side = 1 - 2 * self.y
        super().__init__(
            self._loss,
            self._slope,
            self._curvature,
            self.X.shape[1],
            self._curvature_along,
            ("the logistic loss", None, None, ()),
        )

    @property
    def variables(self):
        return tuple(f"beta{i}" for i in range(self.n))

    def _margins(self, beta):
        return self._wrong_side * (self.X @ beta)

    def _loss(self, beta):
        return np.sum(np.logaddexp(0, self._margins(beta))) + (self.ridge / 2 * beta) @ beta

    def _slope(self, beta):
        margins = self._margins(beta)
        tail = np.exp(-np.abs(margins))
        probability_of_error = np.where(margins > 0, 1, tail) / (1 + tail)
        return (self._wrong_side * probability_of_error) @ self.X + self.ridge * beta

    def _weights(self, beta):
        tail = np.exp(-np.abs(self.X @ beta))
        return tail / (1 + tail) ** 2

    def _curvature(self, beta):
        roots = np.sqrt(self._weights(beta))[:, np.newaxis]
        hessian = self.ridge * np.eye(self.n)
        for start in range(0, len(roots), BLOCK):
            rows = slice(start, start + BLOCK)
            weighted = roots[rows] * self.X[rows]
            hessian += weighted.T @ weighted
        return hessian

    def _curvature_along(self, beta, direction):
        bends = self._weights(beta) * (self.X @ direction)
        return bends @ self.X + self.ridge * np.asarray(direction)

    @property
    def separable(self):
        """Whether some hyperplane has every y = 1 on one side and every y = 0 on the other.

        Points may lie on it, but not all of them. Then there is no minimum without a ridge.
        Decided by linear programming, to about seven digits, when first asked for.
        """
        return not self._overlap

    @cached_property
    def _overlap(self):
        return self._classes_balance(least=1)

    @cached_property
    def _touch(self):
        return self._classes_balance(least=0)

    def _classes_balance(self, least):
        """Whether weights, none below `least`, give both classes one mass and one centre.

        With weights of zero or more, that centre is a point which the convex hulls of the two
        classes share. With all of them positive, it is one inside both.
        """
        from scipy.optimize import linprog

        m = len(self.y)
        answer = linprog(
            np.zeros(m),
            A_eq=self._wrong_side * np.vstack([np.ones(m), self._standardised.T]),
            b_eq=np.zeros(self.n),
            A_ub=-np.ones((1, m)),  # not all of them zero
            b_ub=[-1],
            bounds=(least, None),
        )
        return answer.status == 0

    @property
    def _standardised(self):
        """The inputs, centred and of one size: the same hyperplanes, easier for a solver."""
        inputs = self.X[:, 1:]
        inputs = inputs / np.maximum(np.max(np.abs(inputs), axis=0), 1e-300)
        inputs -= np.mean(inputs, axis=0)
        sizes = np.max(np.abs(inputs), axis=0)
        return inputs / np.where(sizes > CONSTANT, sizes, np.inf)

    @property
    def diagnosis(self):
        """Whether there is a minimum, and why, in a sentence."""
        if self.ridge:
            return "The ridge makes the loss strictly convex, so there is exactly one minimum."
        if self.separable:
            return f"There is no minimum: {self._separation}. A ridge mends it: try ridge=1."
        if np.linalg.matrix_rank(self._standardised) < self.n - 1:
            return (
                "There are many minima, all equally low: a column of X is constant, "
                "or a combination of the others. A ridge singles one out."
            )
        return "The two classes overlap, so there is exactly one minimum."

    @property
    def _separation(self):
        if np.all(self.y == self.y[0]):
            return f"every y is {self.y[0]:.0f}, and the loss sinks to 0 as the intercept runs away"
        if self._touch:
            return (
                "a hyperplane separates the two classes, but for points on it, "
                "and the loss goes on sinking as the coefficients grow"
            )
        return (
            "a hyperplane separates the two classes, "
            "and the loss sinks to 0 as the coefficients grow"
        )

    def __repr__(self):
        return f"LogisticLoss({len(self.y)} observations, n={self.n}, ridge={self.ridge:g})"


def _checked_inputs(X):
    inputs = as_floats(X, "X")
    if inputs.ndim == 1:
        inputs = inputs[:, np.newaxis]
    if inputs.ndim != 2 or not inputs.size:
        raise ValueError(
            "X has one row for each observation and one column for each input, "
            f"so its shape is (m, d) or (m,); got shape {np.shape(X)}"
        )
    wrong = np.argwhere(~np.isfinite(inputs))
    if len(wrong):
        row, column = wrong[0]
        raise ValueError(
            f"X must be finite; got {inputs[row, column]} in row {row}, column {column}"
        )
    return inputs


def _checked_answers(y, m):
    given = as_array(y, "y")
    if given.shape != (m,):
        raise ValueError(
            f"y has one answer for each of the {m} rows of X, so its shape is ({m},); "
            f"got shape {given.shape}"
        )
    try:
        answers = as_floats(given, "y").copy()
    except ValueError:  # not one kind of number: look at each
        answers = np.array([number_or_nan(answer) for answer in given.tolist()])
    wrong = np.flatnonzero((answers != 0) & (answers != 1))
    if len(wrong):
        answer = shortened(given.tolist()[wrong[0]])
        raise ValueError(f"each y is 0 or 1; got {answer} in row {wrong[0]}")
    return answers


def _checked_ridge(ridge):
    size = number_or_nan(ridge)
    if not 0 <= size < math.inf:
        raise ValueError(f"ridge must be a number, zero or more; got {ridge!r}")
    return size
