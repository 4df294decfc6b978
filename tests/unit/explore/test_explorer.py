"""What all explorers share: functions that are typed, sliders, and what they refuse."""

import math

import matplotlib.pyplot as plt
import numpy as np
import pytest
from curves import explorer_of

import hesscourse as hc
from hesscourse import Objective, explore, gallery
from hesscourse.explore import Task, within
from hesscourse.explore._explorer import checked_window
from hesscourse.explore._minima import minima_of

PLAIN = {"descent_1d": "parabola", "newton_1d": "double_well"}
PLAIN |= dict.fromkeys(("descent", "curvature"), "report_surface")
WELL = Objective("x^4/4 - x^2 - x/4", window=((-3, 4),))


def type_in(explorer, text):
    """What the browser does when a student types a function."""
    explorer.stage.typed = {"text": text, "count": explorer.stage.typed.get("count", 0) + 1}


def shown(explorer):
    """All that a student sees and can move."""
    sliders = {name: (s.min, s.max, s.value) for name, s in explorer._controls.items()}
    state = explorer.stage.x, explorer.stage.y, explorer.stage.learning_rate
    return explorer.objective, explorer.stage.scene, explorer.rates, state, sliders


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (explore.descent_1d, "x^4"),
        (explore.descent_1d, "x^6"),
        (lambda: explore.descent_1d(WELL, 2, 0.1), "(x - 1)^4"),
        (explore.descent, "sin(x)^4 + sin(y)^4"),
        (lambda: explore.descent(gallery.rosenbrock), "x^2/10 + y^2/10"),
        (explore.descent_1d, "x^2/10000"),
        (explore.descent_1d, "10000 x^2"),
    ],
)
def test_the_slider_goes_where_the_rates_of_a_typed_function_are(make, text):
    explorer = make()
    type_in(explorer, text)
    assert explorer.stage.complaint == ""
    assert explorer.objective.formula == Objective(text, explorer.objective.variables).formula
    slider, (low, high) = explorer._controls["learning_rate"], explorer.rates
    assert (slider.min, slider.max) == (math.log10(low), math.log10(high))
    limits = explorer.stage.scene["sliders"]["learning_rate"]
    assert (limits["low"], limits["high"]) == (low, high)
    assert low <= explorer.learning_rate <= high
    assert slider.value == explorer.learning_rate


@pytest.mark.parametrize(
    ("kind", "text", "complaint"),
    [
        ("descent_1d", "e^(500x)", "too high to draw"),
        ("newton_1d", "e^(500x)", "too high to draw"),
        ("descent", "e^(x^2*y^2)", "too high to draw"),
        ("descent", "e^(e^x)", "too high to draw"),
        ("curvature", "e^(x^2*y^2)", "too high to draw"),
        ("descent_1d", "sqrt(-(x - 9)^2)", "not defined anywhere"),
        ("descent_1d", "log10(x)", "natural logarithm"),
    ],
)
def test_what_cannot_be_shown_is_told_in_place_and_changes_nothing(kind, text, complaint):
    explorer = getattr(explore, kind)(getattr(gallery, PLAIN[kind]))
    before = shown(explorer)
    type_in(explorer, text)
    assert complaint in explorer.stage.complaint
    assert shown(explorer) == before


@pytest.mark.parametrize("where", ["_panels", "_moved"])
def test_a_failure_that_nobody_foresaw_changes_nothing_and_leaves_no_figure(monkeypatch, where):
    explorer = explore.descent_1d()
    before, figures = shown(explorer), plt.get_fignums()

    def fail(*_):
        hc.figures.subplots()
        raise OverflowError("cannot convert float infinity to integer")

    monkeypatch.setattr(explorer, where, fail)
    type_in(explorer, "x^4")
    monkeypatch.undo()
    assert "cannot be shown here" in explorer.stage.complaint
    assert shown(explorer) == before
    assert plt.get_fignums() == figures
    type_in(explorer, "x^4")
    assert explorer.stage.complaint == ""


@pytest.mark.parametrize("kind", ["newton", "race", "slices", "descent"])
def test_huge_numbers_and_a_function_with_values_on_a_line_only_are_shown(kind):
    explorer = getattr(explore, kind)(gallery.bowl)
    for text in ("1e90 x^2 + y^2", "sqrt(-x^2) + y"):
        type_in(explorer, text)
        assert explorer.stage.complaint == ""
        assert explorer.sentence


@pytest.mark.parametrize("factor", ["1", "1e-12", "1e12"])
@pytest.mark.parametrize("power", ["x^4", "x^6", "(x - 1)^4", "x^4 - 4x^3 + 6x^2 - 4x + 1", "x^40"])
def test_where_f_does_not_bend_is_no_strict_minimum(factor, power):
    f = Objective(f"{factor} * ({power})", window=((-3, 4),))
    assert minima_of(f, checked_window(f, None)) == []


@pytest.mark.parametrize("factor", [1, 1e-12, 1e12])
def test_a_minimum_is_found_whatever_the_unit_of_f(factor):
    f = Objective(f"{factor:e} * ((x - 0.3)^4 + 0.001 (x - 0.3)^2)", window=((-3, 4),))
    (minimum,) = minima_of(f, checked_window(f, None))
    assert minimum.point == pytest.approx([0.3], abs=1e-9)
    assert minimum.least == pytest.approx(0.002 * factor)


def test_flat_in_one_direction_is_no_strict_minimum():
    f = Objective("sin(x)^4 + y^2", window=((-1, 1.5), (-1, 1)))
    assert minima_of(f, checked_window(f, None)) == []


def test_a_state_set_from_python_moves_the_sliders():
    explorer = explore.descent()
    explorer.learning_rate = 0.05
    explorer.start = (2, 3)
    values = {name: slider.value for name, slider in explorer._controls.items()}
    assert values == {"learning_rate": 0.05, "x": 2, "y": 3}
    line = explore.newton_1d()
    line.start = 1.25
    assert line._controls["x"].value == 1.25


def test_a_state_set_by_the_browser_is_not_sent_back_to_its_sliders():
    explorer = explore.descent()
    explorer.stage.set_state({"x": 2.0})
    assert explorer.start == (2, 1)
    assert explorer._controls["x"].value == 1  # until the browser, which links the two, says so


def test_a_start_may_be_an_array():
    explorer = explore.descent(start=np.array([2.0, 3.0]))
    assert explorer.start == (2, 3)


@pytest.mark.parametrize("rate", [0, -1, "0.1", np.inf, np.nan, [1, 2]])
@pytest.mark.parametrize("kind", ["descent", "descent_1d", "race"])
def test_a_bad_learning_rate_is_told(kind, rate):
    with pytest.raises(ValueError, match="learning_rate must be a finite number above zero; got"):
        getattr(explore, kind)(learning_rate=rate)


@pytest.mark.parametrize("kind", ["newton", "newton_1d", "curvature", "slices", "surface"])
def test_what_has_no_learning_rate_takes_none(kind):
    explorer = explorer_of(getattr(explore, kind), getattr(gallery, PLAIN.get(kind, "bowl")))
    with pytest.raises(AttributeError):
        explorer.learning_rate = 0.01
    assert not hasattr(explorer, "learning_rate")


@pytest.mark.parametrize(
    ("kind", "window"),
    [
        ("descent", (1, 2, 3)),
        ("descent", ((1, 2), (3, math.inf))),
        ("slices", "wide"),
        ("basins", ((0, 1),)),
        ("descent_1d", (1, 2, 3)),
        ("newton_1d", (2, 1)),
    ],
)
def test_a_bad_window_is_told(kind, window):
    with pytest.raises(ValueError, match="a window is .*low, high.* each low below its high; got"):
        getattr(explore, kind)(window=window)


@pytest.mark.parametrize("stop", [1e-6, None, "soon"])
@pytest.mark.parametrize("kind", ["descent", "descent_1d", "newton", "newton_1d", "race"])
def test_a_bad_rule_is_told(kind, stop):
    with pytest.raises(ValueError, match="stop must be a rule, such as stopping.step_below"):
        getattr(explore, kind)(stop=stop)


@pytest.mark.parametrize("tasks", [within(0.1), None, "steps < 10", [("Be quick.", "steps < 10")]])
def test_what_is_no_list_of_tasks_is_told(tasks):
    with pytest.raises(ValueError, match=r"tasks is a list of Task, such as \[within\(0.1\)\]"):
        explore.descent(tasks=tasks)


@pytest.mark.parametrize(
    "when",
    [
        ("steps<10",),
        ("steps < 10", "steps"),
        ("steps is 10",),
        (10,),
        ("steps <  10",),
        "steps < 10",
    ],
)
def test_a_condition_that_could_never_hold_is_told(when):
    with pytest.raises(ValueError, match="such as .*'steps < 10'"):
        Task("Be quick.", when)


@pytest.mark.parametrize("condition", ["step < 10", "steps < tenn", "rate > bond"])
def test_a_fact_that_the_explorer_does_not_have_is_told(condition):
    with pytest.raises(ValueError, match="has no fact '.*', as in '.*'; it has .*steps"):
        explore.descent(tasks=[Task("Be quick.", (condition,))])


def test_tasks_may_speak_of_facts_numbers_and_words():
    when = ("rate < bound", "steps < 1e3", "outcome = CONVERGED", "outcome != CYCLE")
    assert explore.descent(tasks=[Task("Settle.", when)]).done == [True]
