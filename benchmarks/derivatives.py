"""One gradient and one Hessian at a point, against autograd's."""

from functools import partial

import autograd
import numpy as np

import hesscourse as hc

from .measure import compare

REPORT = hc.gallery.report_surface
POINT = np.array([3.2, 3.4])


def value(p):
    x, y = p[0], p[1]
    return 85 - x**2 * (x - 6) * y**2 * (y - 6) / 90


def ratios():
    pairs = {
        "one gradient": (REPORT.gradient, autograd.grad(value)),
        "one Hessian": (REPORT.hessian, autograd.hessian(value)),
    }
    for what, (exact, traced) in pairs.items():
        np.testing.assert_allclose(exact(POINT), traced(POINT), rtol=1e-12)
        ours, peer = partial(exact, POINT), partial(traced, POINT)
        yield compare(what, ours, "autograd's", peer, bar=1 / 100)
