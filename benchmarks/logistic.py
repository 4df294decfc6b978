"""Logistic regression on 100,000 x 50 by Newton's method, against two libraries' own."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from statsmodels.api import Logit, add_constant

import hesscourse as hc
from hesscourse.stopping import Rule

from .measure import compare

ROWS, COLUMNS = 100_000, 50
TOLERANCE = 1e-6  # of the mean loss's gradient, in its largest entry: as scikit-learn has it


def data():
    random = np.random.default_rng(0)
    X = random.normal(size=(ROWS, COLUMNS))
    slopes = random.normal(size=COLUMNS) / np.sqrt(COLUMNS)
    y = random.random(ROWS) < 1 / (1 + np.exp(-0.3 - X @ slopes))
    return X, y.astype(float)


X, Y = data()
STOP = Rule(
    lambda x, x_next, gradient: np.max(np.abs(gradient)) < ROWS * TOLERANCE,
    f"no entry of the mean gradient reaches {TOLERANCE:g}",
    needs_step=False,
)


def ours():
    loss = hc.LogisticLoss(X, Y)
    return hc.newton(loss, np.zeros(loss.n), stop=STOP, record=False).final


def scikit_learn():
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=TOLERANCE).fit(X, Y)
    return np.concatenate([model.intercept_, model.coef_[0]])


def statsmodels():
    return Logit(Y, add_constant(X)).fit(method="newton", tol=TOLERANCE, disp=0).params


def ratios():
    what = f"logistic regression, {ROWS:,} x {COLUMNS}"
    peers = {"scikit-learn, newton-cholesky": scikit_learn, "statsmodels, newton": statsmodels}
    for name, peer in peers.items():
        np.testing.assert_allclose(ours(), peer(), atol=1e-6)
        yield compare(what, ours, name, peer, 1, rounds=9)
