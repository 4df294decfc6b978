"""Newton's method in one variable, to a minimum and to a root."""

import pytest
from curves import callable_parabola, explorer_of, shows_itself

import hesscourse as hc
from hesscourse import Objective, gallery, stopping
from hesscourse.explore import newton_1d

WIDE = ((-3, 3),)
SQUARE = Objective("x^2 - 2", window=((-2, 2),))
ROUND = Objective("sqrt(1 + x^2)", window=WIDE)
EXPONENTIAL = Objective("exp(x)", window=WIDE)
LOGARITHM = Objective("x - log(x)", window=((-1, 4),))
DOUBLE = "the number of correct digits about doubles each time"


@pytest.mark.parametrize(
    ("f", "start", "said"),
    [
        (gallery.double_well, 2, DOUBLE),
        (gallery.double_well, 0.83, "what a detour! At the start f'' = 0.0667 is close to zero"),
        (gallery.double_well, 0.8, "the first step went to its top, at -15.93"),
        (gallery.double_well, 0.5, "on a maximum: f'' = -1.952 is below zero"),
        (gallery.parabola, 3, "Settled in 1 step at 1, a minimum."),
        (gallery.parabola, 1, "The slope at the start 1 is zero already"),
        (Objective("-x^2", window=WIDE), 0, "It is a top: f'' = -2"),
        (gallery.cubic, 0, "At the start 0 f'' is zero."),
        (Objective("x^4/4 - x^3/3 - x", window=WIDE), 0, "At the start 0 f'' is zero."),
        (ROUND, 1, "Goes round for ever: every 2 steps"),
        (ROUND, 2, "Ran away: after 3 steps it is at -1.342e+08"),
        (gallery.quartic, 1, "the last step was 0.6667 times as long"),
        (EXPONENTIAL, 1, "f only gets flatter and flatter"),
        (LOGARITHM, -1, "is not defined at the start -1"),
        (LOGARITHM, 3, "After 1 step the method jumped to -3, where f is not defined"),
        (Objective("log(1 + x^2)/2 - x atan(x)", window=WIDE), 2, "Ran away after"),
        (Objective("x atan(x) - log(1 + x^2)/2", window=WIDE), 2, "f'' = 0.2 at the start"),
        (Objective("x^3/3 + x", window=WIDE), 1, "After 1 step f'' is zero, at 0"),
        (Objective("x^3/3 + x", window=WIDE), 0.5, "each parabola sends it somewhere else"),
    ],
)
def test_to_a_minimum_it_says_what_happened_and_why(f, start, said):
    explorer = explorer_of(newton_1d, f)
    explorer.start = start
    assert said in explorer.sentence


@pytest.mark.parametrize(
    ("f", "start", "said"),
    [
        (SQUARE, 1, DOUBLE),
        (SQUARE, 0, "At the start 0 the slope is zero: the tangent is level"),
        (SQUARE, 0.02, "nearly level beside the height -2, so the first tangent led to 50.01"),
        (gallery.cubic, 0, "Goes round for ever: every 2 steps"),
        (Objective("x^2", window=WIDE), 1, "The slope is nearly zero there too"),
        (Objective("x^2", window=WIDE), 0, "The start 0 is a root already"),
        (Objective("x^2 + 1", window=WIDE), 0.5, "Does f have a root at all?"),
        (Objective("x^2 + 1", window=WIDE), 1, "After 1 step the slope is zero, at 0"),
        (EXPONENTIAL, 1, "f only comes closer and closer to the axis"),
        (Objective("2 x - 1", window=WIDE), 1, "Settled in 1 step at the root 0.5"),
        (Objective("atan(x)", window=WIDE), 2, "each tangent meets the axis farther out"),
        (LOGARITHM, -1, "is not defined at the start -1"),
        (Objective("log(x)", window=WIDE), 3, "After 1 step the method jumped to -0.2958"),
    ],
)
def test_to_a_root_it_says_what_happened_and_why(f, start, said):
    explorer = explorer_of(newton_1d, f, to="root")
    explorer.start = start
    assert said in explorer.sentence


def test_the_numbers_are_those_of_the_method():
    explorer = newton_1d()
    run = hc.newton(gallery.double_well, 2, stop=stopping.gradient_below(1e-10))
    assert explorer.trajectory.steps == run.steps == 5
    assert explorer.facts["end"] == [run.final]
    assert explorer.facts["last"] == pytest.approx(abs(run.points[5] - run.points[4]))
    assert explorer.facts["order"] == pytest.approx(2, abs=0.05)
    root = newton_1d(SQUARE, 1, to="root")
    assert root.facts["end"] == [pytest.approx(2**0.5)]
    assert root.facts["minimum"] is None


def test_the_tasks_can_be_met():
    explorer = newton_1d()
    assert explorer.done == [False, False, False]
    for start, done in [
        (1.5, [True, False, False]),
        (0.5, [False, True, False]),
        (0.83, [False, False, True]),
    ]:
        explorer.start = start
        assert explorer.done == done
    root = newton_1d(SQUARE, 1, to="root")
    assert root.done == [True, False]
    root.start = 0.02
    assert root.done == [False, True]


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="an Objective of one variable"):
        newton_1d(gallery.bowl)
    with pytest.raises(ValueError, match="to must be one of minimum, root; got 'maximum'"):
        newton_1d(to="maximum")
    with pytest.raises(ValueError, match=r"window=\(-2, 2\)"):
        newton_1d(Objective("x^2"))


@pytest.mark.parametrize("to", ["minimum", "root"])
def test_a_typed_function_is_taken_and_a_mistyped_one_leaves_all_as_it_was(to):
    explorer = newton_1d(to=to)
    explorer.formula = "x^2 - 3"
    assert explorer.trajectory.final == pytest.approx(0 if to == "minimum" else 3**0.5)
    before = explorer.stage.scene
    explorer.stage.typed = {"text": "x^2 -"}
    assert explorer.stage.complaint
    assert explorer.stage.scene == before


@pytest.mark.parametrize("to", ["minimum", "root"])
def test_a_function_with_no_formula_is_run_by_the_kernel(to):
    explorer = newton_1d(callable_parabola, 1, to=to)
    assert explorer.stage.scene["program"] is None
    explorer.start = 2
    assert explorer.stage.run["points"][:2] == [[2.0], [0.0 if to == "minimum" else 1.0]]
    assert explorer.stage.run["bends"][0] == 2


def test_it_shows_itself():
    assert "has its vertex at 1.625" in shows_itself(newton_1d())
    assert "meets the axis at the next iterate: 1, 1.5" in shows_itself(
        newton_1d(SQUARE, 1, to="root")
    )
    assert "The size of f goes from" in shows_itself(newton_1d(SQUARE, 1, to="root"))
    for to in ("minimum", "root"):
        assert shows_itself(newton_1d(LOGARITHM, -1, to=to))
