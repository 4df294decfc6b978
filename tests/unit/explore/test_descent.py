"""The descent explorer, without a browser: its state, its sentences, its tasks."""

import numpy as np
import pytest

import hesscourse as hc
from hesscourse.explore import Task, descent, ends, within
from hesscourse.stopping import Rule, gradient_below, step_below


def test_the_defaults_are_the_reports():
    explorer = descent()
    assert explorer.start == (1, 1)
    assert explorer.learning_rate == 0.01
    run = hc.gradient_descent(hc.gallery.report_surface, (1, 1), 0.01)
    assert explorer.trajectory.steps == run.steps == 249
    np.testing.assert_array_equal(explorer.trajectory.points, run.points)


def test_state_is_set_and_read():
    explorer = descent()
    explorer.start = (3.2, 3.2)
    explorer.learning_rate = 0.05
    assert (explorer.stage.x, explorer.stage.y) == (3.2, 3.2)
    assert explorer.trajectory.steps == 27
    explorer.stage.x = 4.0  # as the browser sets it
    explorer.stage.y = 4.0
    assert explorer.start == (4, 4)
    assert explorer.facts["steps"] == 0


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("start", (8, 1), "the start's x must be from -1 to 7; got 8"),
        ("start", (1, -1.5), "the start's y must be from -1 to 7; got -1.5"),
        ("start", (1, 2, 3), "a start is 2 numbers here"),
        ("start", (1, np.nan), "a start must be finite"),
        ("learning_rate", 2, "the learning rate must be from 0.001 to 1; got 2"),
        ("learning_rate", 0, "the learning rate must be from 0.001 to 1; got 0"),
        ("learning_rate", "fast", "the learning rate must be from 0.001 to 1; got 'fast'"),
    ],
)
def test_state_outside_the_sliders_is_refused(name, value, message):
    explorer = descent()
    with pytest.raises(ValueError, match=message):
        setattr(explorer, name, value)
    assert (explorer.start, explorer.learning_rate) == ((1, 1), 0.01)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"f": hc.gallery.parabola}, "an Objective of two variables"),
        ({"f": "x^2 + y^2"}, "an Objective of two variables"),
        ({"f": hc.Objective("x + y")}, "say which part to explore"),
        ({"window": ((1, 0), (0, 1))}, "a window is 2 pair"),
        ({"stop": Rule(lambda *_: True, "always")}, "the rules of hesscourse.stopping only"),
        ({"f": hc.Objective("log(-1 - x^2) + y", window=((0, 1), (0, 1)))}, "not defined"),
    ],
)
def test_bad_input_is_told(arguments, message):
    with pytest.raises(ValueError, match=message):
        descent(**arguments)


LOGARITHM = hc.Objective("log(x) + y^2", window=((-1, 3), (-1, 1)))
FLAT = hc.Objective("x^4 + y^4", window=((-1, 1), (-1, 1)))


@pytest.mark.parametrize(
    ("f", "start", "rate", "stop", "words"),
    [
        (hc.gallery.report_surface, (1, 1), 0.01, None, "Settled in 249 steps, 0.01271 from"),
        (hc.gallery.report_surface, (3.2, 3.2), 0.3, None, "jump from side to side"),
        (hc.gallery.report_surface, (1, 1), 0.6, None, "above 2/4.267 = 0.4688, so the minimum"),
        (hc.gallery.report_surface, (1, 1), 0.9, None, "Ran away after"),
        (hc.gallery.report_surface, (4, 4), 0.1, None, "exactly zero: every step has length zero"),
        (hc.gallery.report_surface, (1, 1), 0.001, None, "Still on the way"),
        (hc.gallery.report_surface, (0.02, 0.02), 0.01, None, "Stopped at the start"),
        (hc.gallery.saddle, (1, 0), 0.1, gradient_below(1e-6), "nearly vanishes"),
        (hc.gallery.bowl, (1, 1), 1.0, step_below(1e-4), "exactly 2/2 = 1, where each step lands"),
        (hc.gallery.bowl, (1, 1), 1.5, step_below(1e-4), "Ran away after"),
        (hc.gallery.saddle, (1, 0.5), 0.01, None, "f falls without end"),
        (hc.gallery.rosenbrock, (-1, 1.8), 5e-5, None, "this is no minimum"),
        (hc.gallery.ravine(100), (-2, 1), 0.001, gradient_below(1e-9), "Still on the way"),
        (LOGARITHM, (-0.5, 0.5), 0.1, None, "not defined at the start (-0.5, 0.5)"),
        (LOGARITHM, (0.3, 0.5), 0.1, None, "left the part of the plane where f is defined"),
        (FLAT, (0.9, 0.9), 0.01, None, "Still on the way"),
    ],
)
def test_the_sentence_says_what_happened(f, start, rate, stop, words):
    options = {} if stop is None else {"stop": stop}
    assert words in descent(f, start, rate, **options).sentence


def test_tasks_are_ticked_off():
    explorer = descent()
    assert explorer.done == [False, False]
    explorer.start = (3.2, 3.2)
    explorer.learning_rate = 15 / 64
    assert explorer.done == [True, False]
    explorer.learning_rate = 0.95
    assert explorer.done == [False, True]


def test_a_task_of_ones_own():
    slow = Task("Need more than 200 steps.", ("steps > 200", "outcome = CONVERGED"))
    assert descent(tasks=[slow]).done == [True]


def test_tasks_say_what_is_wrong_with_them():
    with pytest.raises(ValueError, match="distance must be a number above zero; got -1"):
        within(-1)
    with pytest.raises(ValueError, match="outcome must be one of CONVERGED.*got 'LOST'"):
        ends("LOST")
    assert ends(hc.Outcome.CYCLE).when == ("outcome = CYCLE",)
    assert within(0.5).when == ("error < 0.5", "steps > 0")


def test_a_typed_function_takes_the_place_of_the_first():
    explorer = descent()
    explorer.stage.typed = {"text": "x^2 + 4 y^2", "count": 1}
    assert explorer.objective([1, 1]) == 5
    assert explorer.formula == "x^2 + 4*y^2"
    assert explorer.facts["minimum"] == pytest.approx([0, 0])
    assert explorer.facts["best"] == pytest.approx(0.2)


@pytest.mark.parametrize("text", ["x^2 + sni(y)", "", "x + z", "log(-1 - x^2)", "1/0"])
def test_a_mistyped_function_is_told_and_the_picture_stays(text):
    explorer = descent()
    scene = explorer.stage.scene
    explorer.stage.typed = {"text": text, "count": 1}
    assert explorer.stage.complaint
    assert explorer.stage.scene == scene
    assert explorer.trajectory.steps == 249
    explorer.formula = "x^2 + y^2"
    assert explorer.stage.complaint == ""


def test_a_function_without_a_formula_is_computed_by_the_kernel():
    bowl = hc.Objective.from_callables(
        lambda p: p @ p, lambda p: 2 * p, lambda p: 2 * np.eye(2), n=2, window=((-2, 2), (-2, 2))
    )
    explorer = descent(bowl, (1, 1), 0.1)
    assert explorer.stage.scene["program"] is None
    assert not explorer.stage.scene["canBeTyped"]
    steps = explorer.stage.run["steps"]
    assert steps == explorer.trajectory.steps > 0
    assert explorer.stage.run["heights"] == pytest.approx(explorer.trajectory.values)
    explorer.learning_rate = 0.4
    assert explorer.stage.run["steps"] < steps


def test_it_shows_a_still_picture_a_sentence_and_the_living_one(monkeypatch):
    shown = []
    monkeypatch.setattr(
        "hesscourse.explore._explorer.display", lambda what, **_: shown.append(what)
    )
    explorer = descent()
    explorer._ipython_display_()
    still, words, living = shown
    data, metadata = still._repr_mimebundle_()
    assert "249 steps" in metadata["image/png"]["alt"] == data["text/plain"]
    assert len(data["image/png"]) < 60_000
    assert words["text/plain"] == explorer.sentence
    assert living["text/plain"] == "Run this cell to move the picture."
    assert repr(explorer).endswith(explorer.sentence)
