"""249 steps of gradient descent, against the loop that one would write by hand for speed."""

from math import isclose

import hesscourse as hc

from .measure import compare


def by_hand(x, y, rate):
    steps = 0
    while True:
        gx = -(3 * x * x - 12 * x) * y * y * (y - 6) / 90
        gy = -x * x * (x - 6) * (3 * y * y - 12 * y) / 90
        x_next, y_next = x - rate * gx, y - rate * gy
        if isclose(x, x_next, rel_tol=1e-4) and isclose(y, y_next, rel_tol=1e-4):
            return steps
        x, y, steps = x_next, y_next, steps + 1


def ours():
    return hc.gradient_descent(hc.gallery.report_surface, (1, 1), 0.01).steps


def peer():
    return by_hand(1.0, 1.0, 0.01)


def ratios():
    assert ours() == peer() == 249
    what = "249 steps of gradient descent"
    yield compare(what, ours, "a float loop that records nothing", peer, bar=3)
