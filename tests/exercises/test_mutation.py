"""The checks notice small mistakes, and the table of what they notice is current."""

from collections import Counter

import pytest
from equivalents import EQUIVALENT
from mutation import TABLE, table
from mutator import mutants

ENOUGH_BY_THE_VISIBLE_CHECK = 0.8


@pytest.fixture(scope="module")
def hunted():
    return table()


def test_no_mutant_is_alive(hunted):
    _, found = hunted
    assert found
    alive = [
        (*task, what) for task in found for what in found[task] if found[task][what] == "alive"
    ]
    assert alive == []


def test_the_visible_check_alone_notices_most(hunted):
    _, found = hunted
    for task, fates in found.items():
        counts = Counter(fates.values())
        killable = len(fates) - counts["equivalent"]
        assert counts["visible"] >= ENOUGH_BY_THE_VISIBLE_CHECK * killable, task


def test_what_is_called_equivalent_is_so(hunted):
    _, found = hunted
    survivors = {
        (*task, what) for task in found for what in found[task] if found[task][what] == "equivalent"
    }
    assert survivors == set(EQUIVALENT)


def test_the_table_is_current(hunted):
    text, _ = hunted
    assert TABLE.read_text(encoding="utf-8") == text, "run make mutants"


def test_the_mutator_makes_the_mistakes_of_calculus():
    step = "def step(x, slope, rate):\n    return x - rate * slope"
    made = {source.splitlines()[-1].strip() for source in mutants(step).values()}
    assert made >= {
        "return x + rate * slope",  # uphill
        "return rate * slope - x",  # the wrong way round
        "return x - slope",  # a factor forgotten
        "return rate * slope",  # the place forgotten
        "return x - rate / slope",
        "return x - rate * x",  # one name for another
        "return -(x - rate * slope)",
    }
    newton = "def step(g, H):\n    return -np.linalg.solve(H.T, g)"
    made = {source.splitlines()[-1].strip() for source in mutants(newton).values()}
    assert made >= {
        "return np.linalg.solve(H.T, g)",
        "return -np.linalg.solve(H, g)",
        "return -np.linalg.solve(g, H.T)",
        "return -np.linalg.matmul(H.T, g)",
    }
    length = "def cut(p, radius):\n    return np.linalg.norm(p) == radius"
    made = {source.splitlines()[-1].strip() for source in mutants(length).values()}
    assert made >= {
        "return np.linalg.norm(p, 1) == radius",  # the sum of the sizes
        "return np.linalg.norm(p, np.inf) == radius",  # the largest entry
        "return np.linalg.norm(p) > 0.9 * radius",
    }
    loop = "def walk(n):\n    k = 0\n    while k < n:\n        k += 1\n    return k"
    made = set(mutants(loop).values())
    assert loop.replace("<", "<=") in made
    assert loop.replace("k += 1", "k += 1\n        break") in made  # one round only
    assert loop.replace("k += 1", "pass") in made  # without end


def test_no_mutant_is_made_twice():
    made = mutants("def f(x, y):\n    z = x * y\n    return z - x")
    assert len(set(made.values())) == len(made)
