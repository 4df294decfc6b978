"""Newton's method on a curve, touched in a real JupyterLab, and held equal to Python."""

import numpy as np
import pytest
from alone import differences
from explorers import write_notebook
from selenium.webdriver import Keys
from test_explorers_in_lab import IMPORT, opened

from hesscourse import Objective, gallery, stopping
from hesscourse.explore import newton_1d
from tools.lab import lab

WIDE = ((-3, 3),)
ROOT = "hc.explore.newton_1d(hc.gallery.cubic, 0.1, to='root')"
WITH_NO_FORMULA = Objective.from_callables(
    lambda x: x**4 - x, lambda x: 4 * x**3 - 1, lambda x: 12 * x**2, n=1, window=((-1.5, 1.5),)
)
FUNCTIONS = {
    "double well": gallery.double_well,
    "cubic": gallery.cubic,
    "parabola": gallery.parabola,
    "quartic": gallery.quartic,
    "cosine": gallery.cosine,
    "square": Objective("x^2 - 2", window=WIDE),
    "round valley": Objective("sqrt(1 + x^2)", window=WIDE),
    "logarithm": Objective("x - log(x)", window=((-1, 4),)),
    "exponential": Objective("exp(x)", window=WIDE),
    "no formula": WITH_NO_FORMULA,
}
# It has no root, so the tangents wander for ever: rounding alone leads two sound programs apart.
CHAOTIC = {("parabola", "root")}
CASES = [(name, to) for name in FUNCTIONS for to in ("minimum", "root")]


@pytest.mark.parametrize(("name", "to"), [case for case in CASES if case not in CHAOTIC])
def test_both_languages_say_the_same(name, to, browser):
    f = FUNCTIONS[name]
    states = [{"start": float(x)} for x in [0, *np.linspace(*f.window[0], 9).round(3)]]
    assert list(differences(browser, newton_1d(f, to=to), states)) == []


def test_both_languages_say_the_same_with_another_rule(browser):
    explorer = newton_1d(stop=stopping.step_below(1e-4))
    assert list(differences(browser, explorer, [{"start": 2}, {"start": 0.5}])) == []


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    write_notebook(folder / "lessons/curves.ipynb", IMPORT, "hc.explore.newton_1d()", ROOT)
    with lab(folder, folder / "lessons") as address:
        yield opened(browser, address, "curves", 2)


@pytest.fixture
def fresh(page):
    for reset in page.browser.find_elements("css selector", ".hc-buttons button:last-child"):
        page.browser.execute_script("arguments[0].click()", reset)
    assert [page.facts(at)["steps"] for at in (0, 1)] == [5, 15]
    return page


def test_a_dragged_start_ends_on_a_maximum(fresh):
    fresh.drag(fresh.handle(), -155, 0)
    state = fresh.state()
    assert state["facts"]["bend"] < 0
    assert "on a maximum" in state["sentence"]
    assert state["tasks"][1]


def test_keys_and_the_slider_move_the_start(fresh):
    fresh.press(fresh.handle(), Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_UP)
    assert fresh.facts()["start"] == [pytest.approx(1.98)]
    fresh.press(fresh.slider("start x"), Keys.ARROW_LEFT)
    assert fresh.facts()["start"] == [pytest.approx(1.96)]


def test_there_is_no_learning_rate(fresh):
    assert not fresh.find(".hc-buttons button").is_displayed()
    assert (
        fresh.browser.find_elements("css selector", ".noUi-handle[aria-label='learning rate']")
        == []
    )


def test_a_root_is_found_after_the_cycle(fresh):
    assert fresh.facts(1)["outcome"] == "CYCLE"
    assert "Goes round for ever" in fresh.state(1)["sentence"]
    for _ in range(4):
        fresh.press_with(Keys.SHIFT, fresh.handle(1), Keys.ARROW_LEFT)
    state = fresh.state(1)
    assert state["facts"]["end"] == [pytest.approx(-1.76929, abs=1e-5)]
    assert "at the root -1.769" in state["sentence"]


def test_a_typed_function_without_a_root(fresh):
    fresh.type_formula("x^2 + 1", 1)
    fresh.wait(lambda: "a root at all" in fresh.state(1)["sentence"], "the new function")
    fresh.type_formula("log(x)", 1)
    fresh.wait(lambda: fresh.facts(1)["outcome"] == "CONVERGED", "the logarithm")
    fresh.press_with(Keys.SHIFT, fresh.handle(1), Keys.ARROW_LEFT)
    assert "not defined at the start" in fresh.state(1)["sentence"]
    fresh.type_formula("x^3 - 2 x + 2", 1)
    fresh.wait(lambda: fresh.facts(1)["height"] != fresh.facts(1)["value"], "the old function")
