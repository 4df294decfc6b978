"""Two cuts through a surface, touched in a real JupyterLab, and held equal to Python."""

import numpy as np
import pytest
from alone import differences
from explorers import write_notebook
from selenium.webdriver import Keys
from test_explorers_in_lab import IMPORT, opened

from hesscourse import Objective, gallery
from hesscourse.explore import slices
from tools.lab import lab

FUNCTIONS = {
    "report_surface": gallery.report_surface,
    "rosenbrock": gallery.rosenbrock,
    "peano": gallery.peano,  # no formula: the kernel computes
    "half": Objective("log(x) + y", window=((-1, 2), (-1, 1))),
    "house": Objective("40 + 3 a - 4 d - a d / 10", window=((0, 200), (0, 20))),
    "constant": Objective("3", variables=("x", "y"), window=((0, 2), (0, 2))),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_both_languages_say_the_same(name, browser):
    f = FUNCTIONS[name]
    xs, ys = (np.linspace(*side, 5) for side in f.window)
    states = [{"start": (float(x), float(y))} for x in xs for y in ys]
    if name == "report_surface":
        states += [{"start": point} for point in ((4, 4), (4, 3), (3, 4), (6, 6), (4.01, 4.01))]
    assert list(differences(browser, slices(f), states)) == []


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    write_notebook(folder / "lessons/slices.ipynb", IMPORT, "hc.explore.slices()")
    with lab(folder, folder / "lessons") as address:
        yield opened(browser, address, "slices")


@pytest.fixture
def fresh(page):
    page.find(".hc-buttons button:last-child").click()  # Reset
    assert page.facts()["point"] == [5, 3]
    return page


def test_the_point_is_dragged(fresh):
    fresh.drag(fresh.handle(), -80, -40)
    x, y = fresh.facts()["point"]
    assert x < 4
    assert y > 3.5
    fresh.drag(fresh.handle(), 300, 0)
    assert fresh.facts()["point"][0] == 7


def test_keys_find_the_level_places(fresh):
    for _ in range(2):
        fresh.press_with(Keys.SHIFT, fresh.handle(), Keys.ARROW_LEFT)
    state = fresh.state()
    assert state["facts"]["point"] == [4, 3]
    assert state["facts"]["gradient"] == [0, pytest.approx(-3.2)]
    assert state["tasks"] == [False, True]
    for _ in range(2):
        fresh.press_with(Keys.SHIFT, fresh.handle(), Keys.ARROW_UP)
    state = fresh.state()
    assert "The gradient vanishes at (4, 4)" in state["sentence"]
    assert state["tasks"] == [True, False]


def test_the_sliders_move_the_point(fresh):
    fresh.press(fresh.slider("point x"), Keys.ARROW_RIGHT)
    fresh.press(fresh.slider("point y"), Keys.ARROW_LEFT)
    assert fresh.facts()["point"] == [5.05, 2.95]
    assert fresh.handle().get_attribute("aria-label").startswith("Point.")


def test_a_typed_function_is_cut_and_an_undefined_place_is_told(fresh):
    fresh.type_formula("3 x + 4 y")
    fresh.wait(lambda: fresh.facts()["norm"] == 5, "the new function")
    fresh.type_formula("3 x + 4 w")
    fresh.wait(lambda: fresh.state()["complaint"], "the complaint")
    assert fresh.facts()["norm"] == 5
    fresh.type_formula("log(x - 6) + y")
    fresh.wait(lambda: fresh.facts()["state"] == "undefined", "the logarithm")
    assert "is not defined at (5, 3)" in fresh.state()["sentence"]
    fresh.type_formula("85 - x^2*(x - 6)*y^2*(y - 6)/90")
    fresh.wait(lambda: fresh.facts()["state"] == "defined", "the old function")
