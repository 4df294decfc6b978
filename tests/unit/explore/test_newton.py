"""The Newton explorer: where it says a run ends, of which kind that is, and what a step does."""

import matplotlib.pyplot as plt
import pytest

import hesscourse as hc
from hesscourse.explore import newton

WINDOW = ((-3, 3), (-3, 3))


def typed(formula, start):
    f = hc.Objective(formula, variables=("x", "y"), window=WINDOW)
    return newton(f, start)


def test_the_report_start_settles_at_the_minimum_with_digits_that_double():
    explorer = newton()
    facts = explorer.facts
    assert (facts["steps"], facts["kind"]) == (5, "MINIMUM")
    assert facts["order"] > 1.6
    assert explorer.trajectory.steps == 5
    assert "5 steps at the minimum (4, 4)" in explorer.sentence
    assert "digits doubles" in explorer.sentence


def test_from_1_1_it_creeps_to_the_origin_by_two_thirds():
    explorer = newton(start=(1, 1))
    assert explorer.facts["kind"] == "SINGULAR"
    assert explorer.facts["steps"] == 21
    assert explorer.facts["ratio"] == pytest.approx(2 / 3, abs=1e-3)
    assert "0.6666 times as long" in explorer.sentence


@pytest.mark.parametrize(
    ("f", "start", "kind", "words"),
    [
        (hc.gallery.report_surface, (6.5, 6.2), "SADDLE", "(6, 6), and this is a saddle"),
        (hc.gallery.himmelblau, (0, 0), "MAXIMUM", "and this is a maximum"),
        (hc.gallery.bowl, (1, 2), "MINIMUM", "One step was enough"),
        (hc.gallery.flat_bowl, (1, 1), "SINGULAR", "but slowly"),
        (hc.gallery.report_surface, (0, 3), "SINGULAR", "exactly zero"),
        (hc.gallery.report_surface, (4, 4), "MINIMUM", "exactly zero"),
        (hc.gallery.saddle, (0, 0), "SADDLE", "exactly zero"),
        (hc.gallery.hill, (0, 0), "MAXIMUM", "exactly zero"),
        (hc.gallery.peano, (-0.5, 0.4), None, "do not say of which kind"),
    ],
)
def test_it_says_of_which_kind_the_end_is(f, start, kind, words):
    explorer = newton(f, start)
    assert explorer.facts["kind"] == kind
    assert words in explorer.sentence


@pytest.mark.parametrize(
    ("formula", "start", "outcome", "words"),
    [
        ("x^2 + y^3 - 3 y", (1, 0), "SINGULAR_HESSIAN", "There is no first step"),
        ("x^3 - 3 x + y^2", (0, 1), "SINGULAR_HESSIAN", "one is zero"),
        ("exp(x) + y^2", (1, 1), "SINGULAR_HESSIAN", "Ran away, and got stuck"),
        ("sqrt(1 + x^2 + y^2)", (1, 1), "DIVERGED", "no brake"),
        ("sqrt(1 + x^2) + y^2", (1, 0), "CYCLE", "Goes round for ever"),
        ("log(x) + y^2", (-1, 1), "NOT_FINITE", "not defined at the start (-1, 1)"),
        ("x - log(x) + y^2", (2.5, 1), "NOT_FINITE", "left the part of the plane"),
    ],
)
def test_it_says_why_a_run_does_not_settle(formula, start, outcome, words):
    explorer = typed(formula, start)
    assert explorer.facts["outcome"] == outcome
    assert words in explorer.sentence


def test_each_step_has_its_model():
    explorer = newton(start=(1, 1))
    assert (explorer.step, explorer.facts["shape"]) == (0, "INDEFINITE")
    assert explorer.facts["climb"] > 0
    assert "begins uphill" in explorer.reading
    explorer.step = 21
    assert explorer.facts["target"] is None
    assert "The run ends here" in explorer.reading


def test_a_shorter_run_shows_its_last_iterate():
    explorer = newton(start=(1, 1))
    explorer.step = 20
    explorer.start = (3.2, 3.2)
    assert explorer.step == 5


@pytest.mark.parametrize("step", [-1, 6, 1.5, "2"])
def test_a_step_that_there_is_not_is_refused(step):
    with pytest.raises(ValueError, match="whole number from 0 to 5"):
        newton().step = step


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="two variables"):
        newton(hc.gallery.double_well)
    with pytest.raises(ValueError, match="start's x must be from -1 to 7"):
        newton(start=(8, 1))


def test_the_tasks_can_be_met():
    explorer = newton()
    for i, start in enumerate([(6.5, 6.2), (1, 1), (3.9, 4.1)]):
        explorer.start = start
        assert explorer.done[i]


def test_a_typed_function_is_walked_on():
    explorer = newton()
    explorer.formula = "(x - 1)^2 + (y - 2)^4 + y^2"
    assert explorer.facts["kind"] == "MINIMUM"
    with pytest.raises(ValueError, match="sin"):
        explorer.formula = "sni(x)"
    assert explorer.facts["kind"] == "MINIMUM"


def test_for_a_function_without_a_formula_the_kernel_computes():
    explorer = newton(hc.gallery.peano, (-0.5, 0.4))
    sent = explorer.stage.run
    assert sent["steps"] == explorer.trajectory.steps
    assert len(sent["hessians"]) == len(sent["gradients"]) == len(sent["points"])
    explorer.start = (0.5, 0.5)
    assert explorer.stage.run["points"][0] == [0.5, 0.5]


@pytest.mark.parametrize("start", [(3.2, 3.2), (0, 3)])
def test_the_still_picture_says_what_it_shows(start):
    still = newton(start=start)._still(newton(start=start).trajectory)
    assert "Contour lines of the report's surface" in still.alt
    plt.close(still)
