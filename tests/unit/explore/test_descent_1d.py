"""Gradient descent in one variable: what it shows, what it says, and what it refuses."""

import pytest
from curves import callable_parabola, explorer_of, loss, shows_itself

import hesscourse as hc
from hesscourse import Objective, gallery, stopping
from hesscourse.explore import descent_1d, ends

WIDE = ((-3, 3),)
AGREE = stopping.iterates_agree()
TERRACE = Objective("x^4/4 - x^3/3", window=((-1.05, 1.6),))
LOGARITHM = Objective("x - log(x)", window=((-1, 4),))


@pytest.mark.parametrize(
    ("f", "start", "rate", "stop", "said"),
    [
        (loss, 0, 0.1, None, "multiplies the error by 1 - 0.1 f'' = 0.5"),
        (loss, 0, 0.02, None, "it crawled: 157 steps"),
        (loss, 0, 0.2, None, "Settled in 1 step at the minimum 3."),
        (loss, 0, 0.36, None, "multiplies the error by -0.8, so it jumps from side to side"),
        (loss, 0, 0.4, None, "Swings for ever. The learning rate 0.4 is exactly 2/f''"),
        (
            loss,
            0,
            0.44,
            None,
            "Ran away after 146 steps. The learning rate 0.44 is above 2/f'' = 2/5",
        ),
        (loss, 0, 0.401, None, "it is far away: at -436.7"),
        (loss, 0, 0.399999, None, "close to 2/f'' = 0.4, so it jumps from side to side"),
        (loss, 0, 0.001, None, "It crawls: after 1000 steps it is still 0.01996 from"),
        (loss, 3, 0.1, None, "You stand at the minimum already."),
        (loss, 1, 1e-6, AGREE, "this is the learning rate's doing"),
        (loss, 2.4, 1e-4, AGREE, "this is no minimum"),
        (gallery.double_well, 0.5, 0.1, None, "from the minimum 1.473"),
        (gallery.double_well, 2.2, 0.4, None, "But f is lower at 1.473"),
        (gallery.double_well, 0.5, 0.5, None, "every 2 steps it is back"),
        (gallery.double_well, 0.5, 0.7, None, "They wander about, or swing."),
        (gallery.double_well, 0.5, 0.22, None, "is close to 1/f'' = 0.2218, the best one there"),
        (TERRACE, -1, 0.1, None, "this is a terrace, a top or a very flat floor"),
        (TERRACE, -1, 0.1, stopping.gradient_below(1e-4), "it may be a terrace"),
        (Objective("-x^2", window=WIDE), 0, 0.1, None, "You stand on a top"),
        (Objective("-x^2", window=WIDE), 1, 0.1, None, "f falls without end"),
        (Objective("x", window=WIDE), 1, 0.1, None, "f falls on and on"),
        (Objective("x^3", window=WIDE), 0, 0.1, None, "Here f'' = 0."),
        (Objective("x^3", window=WIDE), 1, 0.1, None, "no minimum with f'' above zero"),
        (LOGARITHM, -1, 0.1, None, "f is not defined at the start -1"),
        (Objective("sqrt(x)", window=WIDE), 1, 0.1, None, "After 15 steps the iterates left"),
    ],
)
def test_it_says_what_happened_and_why(f, start, rate, stop, said):
    explorer = explorer_of(descent_1d, f, **({"stop": stop} if stop else {}))
    explorer.start = start
    explorer.stage.learning_rate = rate  # the slider's range is not at issue here
    assert said in explorer.sentence


def test_a_bound_that_holds_near_the_minimum_only():
    explorer = descent_1d(gallery.double_well, 3, 0.4, window=(-4, 4))
    assert "although the learning rate 0.4 is not above 2/f'' = 0.4435" in explorer.sentence


def test_the_numbers_are_those_of_the_method():
    explorer = descent_1d(loss, 0, 0.1)
    run = hc.gradient_descent(loss, 0, 0.1, stop=stopping.gradient_below(1e-6))
    assert explorer.trajectory.steps == run.steps == explorer.facts["steps"] == 24
    assert explorer.facts["error"] == pytest.approx(abs(run.final - 3))
    assert explorer.facts["slope0"] == -15
    assert explorer.facts["best"] == 1 / 5
    assert explorer.facts["turns"] == 0


def test_the_tasks_can_be_met():
    explorer = descent_1d()
    assert explorer.done == [False, False, False]
    explorer.learning_rate = 0.5
    assert explorer.done == [True, False, False]
    explorer.learning_rate = 0.7
    assert explorer.done == [False, True, False]
    explorer.learning_rate = 3
    assert explorer.done == [False, False, True]


def test_a_task_of_ones_own():
    explorer = descent_1d(loss, 0, 0.4, tasks=[ends("CYCLE")])
    assert explorer.done == [True]


def test_the_start_is_a_number_in_the_window():
    explorer = descent_1d(loss)
    assert explorer.range == [(-1, 7)]
    explorer.start = 5
    assert explorer.start == 5
    with pytest.raises(ValueError, match="start's w must be from -1 to 7; got 8"):
        explorer.start = 8
    with pytest.raises(ValueError, match="a plain number"):
        explorer.start = (1, 2)


@pytest.mark.parametrize("f", [gallery.bowl, "x^2", None])
def test_it_wants_a_function_of_one_variable(f):
    with pytest.raises(ValueError, match="an Objective of one variable"):
        descent_1d(f)


def test_it_wants_to_know_what_to_show():
    with pytest.raises(ValueError, match=r"window=\(-2, 2\)"):
        descent_1d(Objective("x^2"))
    with pytest.raises(ValueError, match="not defined anywhere in this window"):
        descent_1d(Objective("log(x)"), window=(-2, -1))


def test_a_typed_function_is_taken_and_a_mistyped_one_leaves_all_as_it_was():
    explorer = descent_1d()
    explorer.formula = "x^4 - x^2"
    found = sorted(minimum.point[0] for minimum in explorer.minima)
    assert found == pytest.approx([-(0.5**0.5), 0.5**0.5])
    before = explorer.stage.scene
    explorer.stage.typed = {"text": "x^4 - sni(x)"}
    assert "sin" in explorer.stage.complaint
    assert explorer.stage.scene == before
    explorer.stage.typed = {"text": "log(x - 100)"}
    assert "not defined anywhere" in explorer.stage.complaint
    assert explorer.stage.scene == before


def test_a_function_with_no_formula_is_run_by_the_kernel():
    explorer = descent_1d(callable_parabola, 1, 0.1)
    assert explorer.stage.scene["program"] is None
    assert not explorer.stage.scene["canBeTyped"]
    explorer.learning_rate = 0.5
    assert explorer.stage.run["points"] == [[1.0], [0.0]]
    assert explorer.stage.run["bends"] == [2.0, 2.0]


def test_a_pole_does_not_flatten_the_picture():
    explorer = descent_1d(Objective("1/x^2 + x^2", window=((-2, 2),)))
    low, high = explorer.stage.scene["panels"]["curve"]["y"]
    assert low < 2 < high < 1000


def test_it_shows_itself():
    assert "distance to the solution" in shows_itself(descent_1d(loss))
    assert "norm of the gradient" in shows_itself(descent_1d(gallery.quartic))
    assert "not finite" in shows_itself(descent_1d(LOGARITHM, -1))
