"""How fast runs approach, on a logarithmic axis."""

import numpy as np

from ._canvas import SERIES, describe, named, number, prepare

# Differences below this are rounding, not convergence.
FLOOR = 1e-16
_TITLES = {
    "gradient": "norm of the gradient",
    "error": "distance to the solution",
    "value": "f minus its value at the solution",
    "height": "size of f",
}
_SPOKEN = _TITLES | {"value": "height of f above the solution"}


def convergence(runs, of="gradient", *, to=None, labels=None, title=None, alt=None, ax=None):
    """What is left after each step of one or more runs, on a logarithmic axis.

    A straight line means that each step removes the same fraction of the error.

    Parameters
    ----------
    runs : Trajectory or sequence of Trajectory
    of : {"gradient", "error", "value", "height"}
        What to show: the norm of the gradient, the distance to the solution `to`, f - f(to),
        or |f| itself, for a root.
    to : array_like of shape (n,), optional
        The solution; needed for "error" and "value".
    labels : sequence of str, optional
        A name for each run, for the legend.
    title, alt : str, optional
    ax : Axes, optional
    """
    if of not in _TITLES:
        raise ValueError(f"of must be one of {', '.join(_TITLES)}; got {of!r}")
    if of in ("error", "value") and to is None:
        raise ValueError(f"to show the {of}, say where the solution is: to=(4, 4), for example")
    ax = prepare(ax, title, alt, (7.0, 4.2))
    for (run, name), style in zip(named(runs, labels), SERIES * 9, strict=False):
        left = np.maximum(remaining(run, of, to), FLOOR)
        every = max(1, len(left) // 20)
        ax.semilogy(left, **style, markevery=every, markersize=5, linewidth=1.5, label=name)
        which = f"{name}: the" if name else "The"
        describe(
            ax,
            f"{which} {_SPOKEN[of]} goes from {number(left[0])} to {number(left[-1])} "
            f"in {run.steps} steps.",
        )
    ax.set(xlabel="step $k$", ylabel=_TITLES[of])
    ax.grid(True, color="#dddddd", linewidth=0.6)
    if labels:
        ax.legend()
    return ax


def remaining(run, of, to):
    """What is left at each iterate of a run, shape ``(k + 1,)``."""
    f = run.objective
    if of == "gradient":
        return np.linalg.norm(run.gradients.reshape(-1, f.n), axis=-1)
    if of == "error":
        return np.linalg.norm(run.points.reshape(-1, f.n) - np.atleast_1d(to), axis=-1)
    return np.abs(run.values if of == "height" else run.values - f(to))
