"""Long things said in few words, for messages."""

import reprlib

import numpy as np

SHOWN = 8
_few = reprlib.Repr()
_few.maxlist = _few.maxtuple = _few.maxarray = SHOWN
_few.maxstring = _few.maxother = 60


def listed(names):
    """Names between commas, the middle left out where there are many."""
    few = names if len(names) <= SHOWN else (*names[:3], "...", names[-1])
    return ", ".join(few)


def brief(point):
    """An array as text, the middle left out where it is long."""
    return str(point.tolist() if point.size <= SHOWN else np.array2string(point, threshold=SHOWN))


def shortened(thing):
    """What the caller gave, as it would be typed, the end left out where it is long."""
    return _few.repr(thing)


def place(point):
    """A point as one writes it by hand: (4, 3), or 4 for one variable."""
    if point.size > SHOWN:
        return brief(point)
    coordinates = ", ".join(f"{c:g}" for c in point.ravel().tolist())
    return f"({coordinates})" if point.ndim else coordinates
