"""docs/evaluations.md is what a fresh count gives."""

import re
from importlib.metadata import version

import pytest

from tools.count_evaluations import PAGE, rows

STORED = [
    line.strip("| \n").split(" | ")
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| ---")
]
SAME_SCIPY = f"SciPy {version('scipy')} " in PAGE.read_text(encoding="utf-8")


def alike(stored, fresh):
    """Whether counts agree but for what rounding may change, and both or none have a star."""
    if not re.search(" / ", stored):
        return stored == fresh
    counts = [[int(n) for n in re.findall(r"\d+", cell)] for cell in (stored, fresh)]
    near = (abs(a - b) <= max(3, a / 10) for a, b in zip(*counts, strict=True))
    return all(near) and ("*" in stored) == ("*" in fresh)


def test_the_page_is_what_a_fresh_count_gives():
    fresh = list(rows())
    assert [row[0] for row in fresh] == [row[0] for row in STORED]
    head = STORED[0]
    for old, new in zip(STORED, fresh, strict=True):
        for name, stored, counted in zip(head, old, new, strict=True):
            of_scipy = "-" in name or name == "BFGS"
            if SAME_SCIPY or not of_scipy:
                assert alike(stored, counted), f"{old[0]}, {name}: {stored} is now {counted}"


@pytest.mark.parametrize(
    ("stored", "fresh", "same"),
    [
        ("29 / 22 / 21", "29 / 22 / 21", True),
        ("29 / 22 / 21", "30 / 25 / 21", True),
        ("29 / 22 / 21", "29 / 26 / 21", False),
        ("400 / 400 / 0", "439 / 400 / 0", True),
        ("400 / 400 / 0", "441 / 400 / 0", False),
        ("5 / 5 / 5", "5 / 5 / 5 *", False),
        ("Beale", "Bard", False),
    ],
)
def test_another_count_is_noticed(stored, fresh, same):
    assert alike(stored, fresh) is same
