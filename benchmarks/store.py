"""Numbers for the lessons: into hesscourse/data/measured.csv, each with where it comes from."""

import csv
import datetime
from pathlib import Path
from typing import NamedTuple

from hesscourse.data import Measurement

from . import machine

FILE = Path(__file__).parents[1] / "hesscourse" / "data" / "measured.csv"


class Number(NamedTuple):
    """What an experiment yields; `hesscourse.data.Measurement` explains each field."""

    experiment: str
    name: str
    problem: str
    n: int
    quantity: str
    value: float
    step: int | None = None


def store(numbers, made_by, packages, path=FILE):
    """Put these numbers in the place of all that the same command stored before.

    Parameters
    ----------
    numbers : iterable of Number
    made_by : str
        The command.
    packages : sequence of str
        What they hang on; their versions are stored too.
    path : Path
    """
    where = {
        "made_by": made_by,
        "date": datetime.date.today().isoformat(),
        "machine": machine.name(),
        "software": machine.versions(packages),
    }
    new = [number._asdict() | {"value": f"{number.value:.4g}"} | where for number in numbers]
    rows = [row for row in _stored(path) if row["made_by"] != made_by] + new
    rows.sort(key=lambda row: row["experiment"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, Measurement._fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _stored(path):
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
