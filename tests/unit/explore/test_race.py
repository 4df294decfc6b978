"""The race: who wins, at which cost, and who went elsewhere."""

import matplotlib.pyplot as plt
import pytest

import hesscourse as hc
from hesscourse.explore import race

SMALL = hc.stopping.gradient_below(1e-6)
WINDOW = ((-3, 3), (-3, 3))


@pytest.mark.parametrize("start", [(1, 1), (3.2, 3.2), (5.5, 5.5), (0, 2)])
@pytest.mark.parametrize("rate", [0.05, 15 / 64, 0.6])
def test_the_evaluations_are_those_of_the_methods(start, rate):
    facts = race(start=start, learning_rate=rate).facts
    surface, how = hc.gallery.report_surface, {"stop": SMALL, "max_steps": 1000}
    descent = hc.gradient_descent(surface, start, rate, **how).evaluations
    newton = hc.newton(surface, start, **how).evaluations
    assert facts["descent_gradients"] == facts["descent_cost"] == descent.gradient
    assert (facts["newton_gradients"], facts["newton_hessians"]) == (
        newton.gradient,
        newton.hessian,
    )
    assert facts["newton_cost"] == newton.gradient + 2 * newton.hessian


def test_15_64_beats_newton():
    explorer = race(start=(3.2, 3.2), learning_rate=15 / 64)
    assert explorer.done == [True, False, False]
    assert explorer.sentence.startswith("Gradient descent wins")
    assert "costs 5 gradients; Newton's method costs 16" in explorer.sentence
    assert "one number does the work of a whole Hessian" in explorer.sentence


def test_the_default_start_shows_who_went_elsewhere():
    explorer = race()
    assert (explorer.facts["descent_kind"], explorer.facts["newton_kind"]) == (
        "MINIMUM",
        "SINGULAR",
    )
    assert explorer.done == [False, False, False]
    assert "singular or nearly so" in explorer.sentence


def test_a_rate_that_is_too_large_leaves_newton_alone_at_the_minimum():
    assert race(start=(3.2, 3.2), learning_rate=0.6).done == [False, False, True]


HIMMELBLAU = hc.gallery.himmelblau
SURFACE = hc.gallery.report_surface


@pytest.mark.parametrize(
    ("f", "start", "rate", "words"),
    [
        (SURFACE, (3.2, 3.2), 0.05, "Newton's method wins"),
        (SURFACE, (3.9, 4.1), 0.2, "two winners"),
        (SURFACE, (3.2, 3.2), 0.6, "the learning rate 0.6 is above"),
        (SURFACE, (5.5, 5.5), 0.1, "(6, 6) is a saddle"),
        (SURFACE, (0, 2), 0.1, "neither method moves"),
        (HIMMELBLAU, (-1, -1), 0.005, "is a maximum"),
        (HIMMELBLAU, (-1.5, 2), 0.005, "different minima"),
        (hc.gallery.rosenbrock, (-1, 1.8), 0.0005, "still on its way"),
        (hc.gallery.ravine(100), (-1.5, 0.6), 0.0005, "still on its way"),
        (hc.gallery.hill, (-1.5, 1.2), 0.05, "Neither settles at a minimum"),
        (hc.gallery.peano, (-0.5, 0.4), 0.05, "Neither settles at a minimum"),
    ],
)
def test_it_says_who_won_or_went_elsewhere(f, start, rate, words):
    assert words in race(f, start, rate).sentence


@pytest.mark.parametrize(
    ("formula", "start", "words"),
    [
        ("sqrt(1 + x^2 + y^2)", (1, 1), "Newton's method runs away"),
        ("sqrt(1 + x^2) + y^2", (1, 0), "goes round for ever"),
        ("x^2 + y^3 - 3 y", (1, 0), "has no next step after 0 steps"),
        ("x - log(x) + y^2", (2.5, 1), "leaves the part of the plane"),
        ("log(x) + y^2", (-1, 1), "is not defined at the start"),
    ],
)
def test_it_says_why_newton_does_not_get_there(formula, start, words):
    f = hc.Objective(formula, variables=("x", "y"), window=WINDOW)
    assert words in race(f, start, 0.1).sentence


def test_both_runs_are_there_to_go_on_from():
    descent, newton = race(start=(3.2, 3.2)).trajectory
    assert descent.final == pytest.approx(newton.final, abs=1e-5)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="two variables"):
        race(hc.gallery.double_well)
    with pytest.raises(ValueError, match="learning rate must be"):
        race().learning_rate = 0


def test_the_task_that_newton_wins_can_be_met():
    assert race(start=(3.2, 3.2)).done[1]


def test_for_a_function_without_a_formula_the_kernel_computes():
    explorer = race(hc.gallery.peano, (-0.5, 0.4), 0.05)
    sent = explorer.stage.run
    assert sent["newton"]["evaluations"]["hessian"] == explorer.facts["newton_hessians"]
    assert sent["descent"]["steps"] == explorer.facts["descent_steps"]


def test_the_still_picture_names_both():
    explorer = race()
    still = explorer._still(explorer.trajectory)
    assert "gradient descent: 95 steps" in still.alt
    assert "Newton's method: 11 steps" in still.alt
    plt.close(still)
