"""Seconds of a first call and of later ones, and what makes them doubtful."""

import time
from statistics import median

CALLS = 7  # at least
SECONDS = 0.2  # for each measurement
SLOWER = 1.25


def timed(call):
    """Seconds of the first call, which may compile, and of a later one; and the answer.

    Each call is timed by itself: where another program takes the processor away, it makes a few
    of them long, and the median is none of these.
    """
    first, answer = clocked(call)
    later, until = [], time.perf_counter() + SECONDS
    while len(later) < CALLS or time.perf_counter() < until:
        later.append(clocked(call)[0])
    return first, median(later), answer


def clocked(call):
    began = time.perf_counter()
    answer = call()
    return time.perf_counter() - began, answer


def slower_again(numbers):
    """What took clearly longer later than at first, though it does at most the same work."""
    seconds = {(m.name, m.problem, m.n, m.quantity): m.value for m in numbers}
    return [
        f"{name}, {problem}, n = {n:,}, {quantity}"
        for (name, problem, n, quantity), later in seconds.items()
        if later > SLOWER * seconds.get((name, problem, n, f"first {quantity}"), later)
    ]
