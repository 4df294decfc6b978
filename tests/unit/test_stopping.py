import math

import numpy as np
import pytest

from hesscourse.stopping import Rule, gradient_below, iterates_agree, step_below

BOTH_SORTS = pytest.mark.parametrize("sort", [tuple, np.array], ids=["floats", "arrays"])


@BOTH_SORTS
@pytest.mark.parametrize(
    ("x", "x_next", "agree"),
    [
        ([1.0, 1.0], [1.0001, 1.0001], True),
        ([1.0, 1.0], [1.0001, 1.0002], False),
        ([1.0, 1.0], [1.0002, 1.0001], False),
        ([-1.0, 1.0], [1.0, 1.0], False),
        ([1e6, 1.0], [1e6 + 99, 1.0], True),
        ([1e-9, 1.0], [-8e-9, 1.0], True),
        ([1e-9, 1.0], [-1e-8, 1.0], False),
        ([math.nan, 1.0], [math.nan, 1.0], False),
    ],
)
def test_iterates_agree_in_every_coordinate(sort, x, x_next, agree):
    fired = iterates_agree(rel_tol=1e-4, abs_tol=1e-8)(sort(x), sort(x_next), sort([0.0, 0.0]))
    assert fired is agree


@BOTH_SORTS
def test_iterates_agree_as_math_isclose(sort):
    rng = np.random.default_rng(0)
    rule = iterates_agree(rel_tol=0.3, abs_tol=0.1)
    fired = 0
    for a, b in rng.normal(size=(200, 2)):
        expected = math.isclose(a, b, rel_tol=0.3, abs_tol=0.1)
        assert rule(sort([a]), sort([b]), sort([0.0])) is expected
        fired += expected
    assert 20 < fired < 180


def test_relative_agreement_alone_never_fires_on_the_way_to_zero():
    rule = iterates_agree(rel_tol=1e-4, abs_tol=0)
    assert not rule((1e-300,), (0.9e-300,), (0.0,))


@BOTH_SORTS
@pytest.mark.parametrize(
    ("step", "fires"),
    [([0.9e-4, -0.9e-4], True), ([0.0, 1.1e-4], False), ([-1.1e-4, 0.0], False)],
)
def test_step_below_looks_at_the_largest_coordinate(sort, step, fires):
    x_next = [1 + step[0], -2 + step[1]]
    assert step_below(1e-4)(sort([1.0, -2.0]), sort(x_next), sort([9.0, 9.0])) is fires


@BOTH_SORTS
def test_a_step_of_the_tolerance_is_not_below_it(sort):
    assert not step_below(0.5)(sort([0.0]), sort([0.5]), sort([0.0]))


@BOTH_SORTS
@pytest.mark.parametrize(("tol", "fires"), [(5.1, True), (5.0, False), (4.9, False)])
def test_gradient_below_takes_the_euclidean_norm(sort, tol, fires):
    assert gradient_below(tol)(sort([7.0, 7.0]), None, sort([3.0, -4.0])) is fires


def test_where_each_rule_ends():
    kept = {
        rule: rule.keeps_last_step for rule in (iterates_agree(), step_below(), gradient_below())
    }
    assert list(kept.values()) == [False, True, False]
    assert [rule.needs_step for rule in kept] == [True, True, False]


def test_a_rule_says_itself():
    assert repr(step_below(1e-4)) == "stop when no coordinate of the step reaches 0.0001"
    assert "0.01 relative, 1e-08 absolute" in repr(iterates_agree(rel_tol=0.01))
    assert repr(gradient_below()) == "stop when the norm of the gradient is below 1e-06"
    assert repr(Rule(lambda x, x_next, g: True, "at once")) == "stop when at once"


@pytest.mark.parametrize("value", [-1e-4, math.nan, math.inf, "small", None])
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda tol: iterates_agree(rel_tol=tol), "rel_tol"),
        (lambda tol: iterates_agree(abs_tol=tol), "abs_tol"),
        (step_below, "tol"),
        (gradient_below, "tol"),
    ],
)
def test_a_tolerance_is_a_number(make, name, value):
    with pytest.raises(ValueError, match=f"^{name} must be a number, zero or more; got") as caught:
        make(value)
    assert repr(value) in str(caught.value)


@pytest.mark.parametrize("make", [lambda: iterates_agree(0, 0), lambda: step_below(0)])
def test_a_rule_that_could_never_fire_is_refused(make):
    with pytest.raises(ValueError, match="of zero would never stop; try (rel_)?tol=1e-6"):
        make()
