"""What a run of a method comes to, in facts: runs.js in the other language."""

import math

import numpy as np


def nearest(minima, point):
    """The minimum nearest to a point, or None if there is none."""
    return min(minima, key=lambda minimum: math.dist(minimum.point, point), default=None)


def facts_of_run(run, minima, window):
    """The facts of a Trajectory that sentences and tasks speak of.

    Parameters
    ----------
    run : Trajectory
    minima : sequence of Minimum
    window : ndarray of shape (n, 2)
        Its longer side is what distances are judged against.
    """
    size = float(np.max(np.ptp(window, axis=1)))
    start, end = (np.atleast_1d(run.points[k]).tolist() for k in (0, -1))
    outcome = run.outcome.name
    minimum = nearest(minima, start if outcome == "DIVERGED" else end)
    error = math.dist(end, minimum.point) if minimum else None
    return {
        "outcome": outcome,
        "steps": run.steps,
        "start": start,
        "end": end,
        "value": float(run.values[-1]),
        "slope": math.hypot(*np.atleast_1d(run.gradients[-1])),
        "minimum": minimum and list(minimum.point),
        "error": error,
        "closeness": minimum and error / size,
        "farness": math.dist(end, window.mean(axis=1)) / size,
    }


def for_browser(run):
    """A Trajectory as methods.js describes its own, with what the browser cannot compute."""
    f = run.objective
    return {
        "points": np.reshape(run.points, (-1, f.n)).tolist(),
        "outcome": run.outcome.name,
        "steps": run.steps,
        "heights": finite(run.values),
        "gradients": finite(np.reshape(run.gradients, (-1, f.n))),
        "slope": finite(math.hypot(*np.atleast_1d(run.gradients[-1]))),
        "evaluations": run.evaluations._asdict(),
    }


def finite(numbers):
    """Numbers as lists, None where one is not finite: a message to a browser has no NaN."""
    array = np.asarray(numbers, dtype=float)
    return np.where(np.isfinite(array), array, None).tolist()


def facts_of_rate(rate, point, minima):
    """How a learning rate suits a minimum: its bound, where it swings, what a step leaves."""
    minimum = next((m for m in minima if list(m.point) == point), None)
    if minimum is None:
        missing = dict.fromkeys(("curvature", "bound", "turn", "best", "factor"))
        return {"rate": rate, **missing}
    least, most = minimum.least, minimum.most
    return {
        "rate": rate,
        "curvature": most,
        "bound": 2 / most,
        "turn": 1 / most,
        "best": 2 / (least + most),
        "factor": max(abs(1 - rate * least), abs(1 - rate * most)),
    }
