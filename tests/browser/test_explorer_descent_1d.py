"""Gradient descent on a curve, touched in a real JupyterLab, and held equal to Python."""

import pytest
from alone import differences, mount
from explorers import write_notebook
from selenium.webdriver import Keys
from test_explorers_in_lab import IMPORT, opened

from hesscourse import Objective, gallery, stopping
from hesscourse.explore import descent_1d
from tools.lab import lab

LOGARITHM = Objective("x - log(x)", window=((-1, 4),))
FALLING = Objective("x^3", window=((-2, 2),))
WITH_NO_FORMULA = Objective.from_callables(
    lambda x: x**4 - x, lambda x: 4 * x**3 - 1, lambda x: 12 * x**2, n=1, window=((-1.5, 1.5),)
)
STATES = [
    (gallery.parabola, {}, [{"start": s} for s in (-2, 0.3, 1, 4)]),
    (gallery.parabola, {}, [{"learning_rate": r} for r in (0.01, 0.5, 0.7, 1, 1.01, 4)]),
    (
        gallery.double_well,
        {},
        [
            {"learning_rate": rate, "start": start}
            for rate in (0.001, 0.1, 0.4, 0.5)
            for start in (-2, -0.13, 0.5, 2.2)
        ],
    ),
    (gallery.parabola, {"stop": stopping.iterates_agree()}, [{"learning_rate": 0.01}]),
    (gallery.quartic, {}, [{"start": 0}, {"start": 1}]),
    (LOGARITHM, {}, [{"start": -1}, {"start": 0}, {"start": 0.1, "learning_rate": 5}]),
    (FALLING, {}, [{"start": -1, "learning_rate": 0.1}, {"start": 0}, {"start": 1}]),
    (WITH_NO_FORMULA, {}, [{"start": -1, "learning_rate": 0.1}, {"start": 1.5}]),
]


@pytest.mark.parametrize(("f", "options", "states"), STATES)
def test_both_languages_say_the_same(f, options, states, browser):
    assert list(differences(browser, descent_1d(f, **options), states)) == []


def test_what_is_being_typed_stays_and_is_sent_once(browser):
    mount(browser, descent_1d())
    field = browser.find_element("css selector", ".hc-formula")
    field.send_keys(" + 1")
    browser.execute_script("model.set('complaint', '')")  # what was sent before is answered
    assert field.get_attribute("value") == "(x - 1)^2 + 1 + 1"
    field.send_keys(Keys.ENTER)
    typed = {"text": "(x - 1)^2 + 1 + 1", "count": 1}
    assert browser.execute_script("return model.get('typed')") == typed
    browser.execute_script("model.set('complaint', 'No.')")
    field.send_keys(Keys.ENTER)
    assert browser.execute_script("return model.get('typed').count") == 2


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    write_notebook(folder / "lessons/curve.ipynb", IMPORT, "hc.explore.descent_1d()")
    with lab(folder, folder / "lessons") as address:
        yield opened(browser, address, "curve")


@pytest.fixture
def fresh(page):
    page.find(".hc-buttons button:last-child").click()  # Reset
    assert page.facts()["steps"] == 69
    return page


def test_the_start_is_dragged_along_the_curve(fresh):
    place = fresh.handle().rect
    fresh.drag(fresh.handle(), 60, 0)
    (x,) = fresh.facts()["start"]
    assert -0.5 < x < 0.5
    assert fresh.handle().rect["y"] > place["y"] + 20  # it slid down with the curve
    fresh.drag(fresh.handle(), -300, -100)
    assert fresh.facts()["start"] == [-2]


def test_the_arrow_keys_move_the_start(fresh):
    fresh.press(fresh.handle(), Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT)
    assert fresh.facts()["start"] == [-0.95]
    fresh.press(fresh.handle(), Keys.ARROW_UP)
    assert fresh.facts()["start"] == [-0.9]
    fresh.press_with(Keys.SHIFT, fresh.handle(), Keys.ARROW_DOWN)
    assert fresh.facts()["start"] == [-1.4]


def test_sliders_lead_from_crawling_to_running_away(fresh):
    fresh.drag(fresh.slider("learning rate"), -200, 0)
    assert "It crawls" in fresh.state()["sentence"] or "it crawled" in fresh.state()["sentence"]
    fresh.drag(fresh.slider("learning rate"), 300, 0)
    assert fresh.facts()["outcome"] == "DIVERGED"
    assert fresh.state()["tasks"] == [False, False, True]
    fresh.press(fresh.slider("start x"), Keys.ARROW_RIGHT)
    assert fresh.facts()["start"] == [-0.95]


def test_the_best_rate_takes_one_step(fresh):
    fresh.find(".hc-buttons button").click()
    state = fresh.state()
    assert state["facts"]["rate"] == 0.5
    assert state["facts"]["steps"] == 1
    assert state["tasks"] == [True, False, False]


def test_a_typed_function_a_mistyped_one_and_one_that_is_not_defined_at_the_start(fresh):
    fresh.type_formula("x^4/4 - x^2")
    fresh.wait(lambda: fresh.facts()["minimum"] != [1], "the new function")
    assert fresh.facts()["minimum"] == [pytest.approx(-(2**0.5))]
    fresh.type_formula("x^2 + cso(x)")
    fresh.wait(lambda: "cos" in fresh.state()["complaint"], "the complaint")
    assert fresh.facts()["minimum"] == [pytest.approx(-(2**0.5))]
    fresh.type_formula("x - log(x)")
    fresh.wait(lambda: fresh.facts()["outcome"] == "NOT_FINITE", "the logarithm")
    assert "not defined at the start -1" in fresh.state()["sentence"]
    assert fresh.state()["complaint"] == ""
    fresh.drag(fresh.handle(), 150, 0)  # within reach, though f is undefined under it
    assert fresh.facts()["outcome"] == "CONVERGED"
    fresh.type_formula("(x - 1)^2 + 1")
    fresh.wait(lambda: fresh.facts()["minimum"] == [1], "the old function")
