"""Small real data. Where each comes from stands in the README.md of this folder."""

from importlib.resources import files

import numpy as np

from ._measured import Measurement, measured

__all__ = ["Measurement", "challenger", "measured"]


def challenger():
    """Temperature and O-ring distress at the 23 launches before the Challenger accident.

    Returns
    -------
    temperature_f : ndarray of shape (23,)
        Degrees Fahrenheit.
    distress : ndarray of shape (23,)
        1.0 if an O-ring showed distress, otherwise 0.0.

    Examples
    --------
    >>> temperature_f, distress = challenger()
    >>> print(f"{distress.sum():.0f} of {len(distress)}, from {temperature_f.min():.0f} F up")
    7 of 23, from 53 F up
    """
    with files(__name__).joinpath("challenger.csv").open(encoding="utf-8") as lines:
        temperature_f, distress = np.loadtxt(lines, delimiter=",", skiprows=1, unpack=True)
    return temperature_f, distress
