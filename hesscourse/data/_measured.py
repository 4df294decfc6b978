"""What `make bench` and `make test-tools` measured, so that a lesson need not measure again."""

import csv
from importlib.resources import files
from typing import NamedTuple


class Measurement(NamedTuple):
    """One measured number.

    Attributes
    ----------
    experiment : str
        Which series it belongs to: see the README.md of this folder.
    name : str
        Which method, or which tool.
    problem : str
        What was solved, or differentiated.
    n : int
        The number of variables.
    step : int or None
        After how many steps of a method, where that matters.
    quantity : str
        What the value is, and its unit.
    value : float
    made_by : str
        The command that measured it.
    date : str
    machine : str
    software : str
        The packages that it hangs on, with their versions.
    """

    experiment: str
    name: str
    problem: str
    n: int
    step: int | None
    quantity: str
    value: float
    made_by: str
    date: str
    machine: str
    software: str


def measured(experiment=None, **wanted):
    """The measurements of one experiment, in the order in which they were made.

    Parameters
    ----------
    experiment : str, optional
        By default all of them.
    **wanted
        Which of these, by any attribute of a `Measurement`: ``name="lbfgs"``, ``n=1000``.

    Returns
    -------
    list of Measurement
        Never empty.

    Raises
    ------
    ValueError
        If there is no such measurement; the message says which there are.

    Examples
    --------
    >>> import hesscourse as hc
    >>> solves = hc.data.measured("dense solve")
    >>> [m.n for m in solves][:3], solves[0].quantity
    ([100, 200, 400], 'seconds')
    """
    if experiment is not None:
        wanted = {"experiment": experiment} | wanted
    found = _rows()
    for attribute, value in wanted.items():
        if attribute not in Measurement._fields:
            raise ValueError(f"a measurement has {', '.join(Measurement._fields)}; no {attribute}")
        there = dict.fromkeys(getattr(row, attribute) for row in found)
        if value not in there:
            raise ValueError(f"{attribute} is one of {list(there)} here; got {value!r}")
        found = [row for row in found if getattr(row, attribute) == value]
    return found


def _rows():
    with files(__package__).joinpath("measured.csv").open(encoding="utf-8", newline="") as lines:
        return [_measurement(row) for row in csv.DictReader(lines)]


def _measurement(row):
    step = int(row["step"]) if row["step"] else None
    return Measurement(**row | {"n": int(row["n"]), "step": step, "value": float(row["value"])})
