"""Measure each claim of speed, print a line for each, and write RESULTS.md and measured.csv."""

import sys
import warnings
from pathlib import Path

from threadpoolctl import threadpool_limits

from . import (
    basin_maps,
    dense_solve,
    derivatives,
    descent,
    importing,
    large_scale,
    logistic,
    machine,
    race,
    small_problems,
)
from .report import doubts, sentence, table
from .store import store

RESULTS = Path(__file__).with_name("RESULTS.md")
CLAIMS = (importing, descent, derivatives, small_problems, logistic, basin_maps, large_scale)
PEERS = ("sympy", "autograd", "numba", "jax", "scikit-learn", "statsmodels")
STANDS_ON = ("numpy", "scipy")


def main():
    warnings.simplefilter("ignore")  # some peers warn on the way
    busy = machine.how_busy()
    # One thread for linear algebra, ours and the peers': how two of them share a busy machine
    # would be measured otherwise.
    with threadpool_limits(1):
        ratios = {module: list(printed(module.ratios())) for module in CLAIMS}
        numbers = [*dense_solve.numbers(), *race.numbers()]
        numbers += large_scale.numbers(ratios[large_scale])
    every = sum(ratios.values(), [])
    care = doubts(max(busy, machine.how_busy()), every)
    print(care, end="")
    versions = machine.versions(("hesscourse", *STANDS_ON, *PEERS))
    RESULTS.write_text(table(every, machine.name(), versions, care), encoding="utf-8")
    store(numbers, "make bench", STANDS_ON)
    return 0 if all(ratio.met for ratio in every) else 1


def printed(ratios):
    for ratio in ratios:
        print(sentence(ratio), flush=True)
        yield ratio


if __name__ == "__main__":
    sys.exit(main())
