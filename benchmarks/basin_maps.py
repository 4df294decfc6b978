"""Newton's method from 400 x 400 starts: ours, a compiled loop, JAX, and SciPy start by start."""

import time
from functools import partial

import jax
import jax.numpy as jnp
import numba
import numpy as np
from scipy.optimize import minimize

import hesscourse as hc

from .measure import compare

REPORT = hc.gallery.report_surface
WINDOW = ((-1, 7), (-1, 7))
SIZE = 400
TOLERANCE = 1e-8
MAX_STEPS = 60
SAMPLE = 100  # the starts that SciPy is given
AXIS = np.linspace(-1, 7, SIZE)

jax.config.update("jax_enable_x64", True)


def ours():
    return hc.basins(REPORT, hc.newton, WINDOW, SIZE, tolerance=TOLERANCE, max_steps=MAX_STEPS)


def ratios():
    steps = ours().steps
    what = "basins, Newton, 400 x 400"
    alone, together = (numba.njit(parallel=parallel)(newton_loops) for parallel in (False, True))
    peers = {
        "numba, one thread": (partial(alone, AXIS, TOLERANCE, MAX_STEPS), 1),
        "numba, every processor": (partial(together, AXIS, TOLERANCE, MAX_STEPS), None),
        "JAX, jit(vmap), with its solver": (jax_map(jnp.linalg.solve), 1 / 10),
        "JAX, jit(vmap), with Cramer's rule": (jax_map(by_cramer), 1 / 10),
    }
    for name, (peer, bar) in peers.items():
        same = np.mean(np.asarray(peer()).reshape(SIZE, SIZE) == steps)
        assert same > 0.95, f"{name} counts the same steps from {same:.0%} of the starts only"
        yield compare(what, ours, name, peer, bar, rounds=5, clock=time.perf_counter)
    options = {"rounds": 5, "clock": time.perf_counter, "peer_share": SAMPLE / SIZE**2}
    name = f"a loop over scipy.optimize.minimize, from {SAMPLE} starts"
    yield compare(what, ours, name, scipys_loop, 1 / 1000, **options)


def newton_loops(axis, tolerance, max_steps):
    """The same steps, each formula written out; no cycle is looked for, no limit found."""
    size = len(axis)
    steps = np.empty((size, size), dtype=np.int64)
    for i in numba.prange(size):
        for j in range(size):
            x, y = axis[j], axis[i]
            k = 0
            while k < max_steps:
                gx = -(3 * x * x - 12 * x) * y * y * (y - 6) / 90
                gy = -x * x * (x - 6) * (3 * y * y - 12 * y) / 90
                a = -(6 * x - 12) * y * y * (y - 6) / 90
                b = -(3 * x * x - 12 * x) * (3 * y * y - 12 * y) / 90
                d = -x * x * (x - 6) * (6 * y - 12) / 90
                determinant = a * d - b * b
                size_squared = a * a + 2 * b * b + d * d
                if abs(determinant) <= 1e-14 * size_squared:
                    break
                dx = (d * gx - b * gy) / determinant
                dy = (a * gy - b * gx) / determinant
                x, y, k = x - dx, y - dy, k + 1
                if abs(dx) < tolerance and abs(dy) < tolerance:
                    break
                if not x * x + y * y <= 1e24:
                    break
            steps[i, j] = k
    return steps


def value(p):
    x, y = p[0], p[1]
    return 85 - x**2 * (x - 6) * y**2 * (y - 6) / 90


def by_cramer(h, g):
    determinant = h[0, 0] * h[1, 1] - h[0, 1] * h[1, 0]
    singular = jnp.abs(determinant) <= 1e-14 * jnp.sum(h * h)
    across = jnp.array([h[1, 1] * g[0] - h[0, 1] * g[1], h[0, 0] * g[1] - h[1, 0] * g[0]])
    return jnp.where(singular, jnp.nan, across / determinant)


def jax_map(solve):
    gradient, hessian = jax.grad(value), jax.hessian(value)

    def go_on(state):
        _, step, k = state
        return (jnp.max(jnp.abs(step)) >= TOLERANCE) & (k < MAX_STEPS)  # nan ends it, too

    def advance(state):
        p, _, k = state
        step = solve(hessian(p), gradient(p))
        return p - step, step, k + 1

    def count(p):
        return jax.lax.while_loop(go_on, advance, (p, jnp.ones(2), 0))[2]

    starts = jnp.array(np.column_stack([axis.ravel() for axis in np.meshgrid(AXIS, AXIS)]))
    counts = jax.jit(jax.vmap(count))
    return lambda: counts(starts).block_until_ready()


def scipys_loop():
    options = {"xtol": TOLERANCE, "maxiter": MAX_STEPS}
    for start in np.random.default_rng(0).uniform(-1, 7, (SAMPLE, 2)):
        minimize(
            REPORT,
            start,
            jac=REPORT.gradient,
            hess=REPORT.hessian,
            method="Newton-CG",
            options=options,
        )
