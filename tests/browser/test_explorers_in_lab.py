"""The descent explorer, touched in a real JupyterLab as a student would touch it."""

import pytest
from explorers import Page, write_notebook
from selenium.webdriver import Keys

from tools.lab import lab, open_lesson, run_all, troubles

IMPORT = "import hesscourse as hc"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    write_notebook(folder / "lessons/descent.ipynb", IMPORT, "hc.explore.descent()")
    shown_twice = ["explorer = hc.explore.descent()", "explorer", "explorer"]
    write_notebook(folder / "lessons/twice.ipynb", IMPORT, *shown_twice)
    with lab(folder, folder / "lessons") as address:
        yield address


def opened(browser, address, name, count=1):
    open_lesson(browser, address, name)
    cells = run_all(browser)
    assert troubles(browser, cells) == []
    page = Page(browser)
    page.wait_for_stages(count)
    return page


@pytest.fixture(scope="module")
def page(browser, address):
    return opened(browser, address, "descent")


@pytest.fixture
def fresh(page):
    page.find(".hc-buttons button:last-child").click()  # Reset
    assert page.facts()["steps"] == 249
    return page


def test_keys_move_the_learning_rate(fresh):
    fresh.press(fresh.slider("learning rate"), *[Keys.ARROW_RIGHT] * 70)
    facts = fresh.facts()
    assert facts["rate"] == pytest.approx(10**-1.3)
    assert facts["steps"] == 56
    assert "56 steps" in fresh.state()["sentence"]


def test_the_mouse_moves_the_learning_rate(fresh):
    fresh.drag(fresh.slider("learning rate"), 300, 0)
    assert fresh.facts()["rate"] == 1
    assert fresh.facts()["outcome"] == "DIVERGED"
    assert fresh.state()["tasks"] == [False, True]


def test_the_start_is_dragged_and_stays_in_the_window(fresh):
    fresh.drag(fresh.handle(), 100, -50)
    x, y = fresh.facts()["start"]
    assert x > 2
    assert y > 1.5
    fresh.drag(fresh.handle(), -300, 0)
    assert fresh.facts()["start"] == [-1, pytest.approx(y, abs=0.02)]


def test_arrow_keys_move_the_start(fresh):
    fresh.press(fresh.handle(), Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    assert fresh.facts()["start"] == [1.1, 0.95]
    fresh.press_with(Keys.SHIFT, fresh.handle(), Keys.ARROW_UP)
    assert fresh.facts()["start"] == [1.1, 1.45]


def test_the_best_rate_meets_the_target(fresh):
    fresh.drag(fresh.handle(), 90, -90)
    fresh.find(".hc-buttons button").click()
    state = fresh.state()
    assert state["facts"]["rate"] == pytest.approx(15 / 64)
    assert state["tasks"] == [True, False]
    fresh.wait(lambda: "1 of 2 tasks done" in fresh.state()["spoken"], "the spoken sentence")


def test_a_typed_function_is_shown_and_a_mistyped_one_is_told(fresh):
    fresh.type_formula("x^2 + 4 y^2")
    fresh.wait(lambda: fresh.facts()["minimum"] == [0, 0], "the new function")
    fresh.type_formula("x^2 + sni(y)")
    fresh.wait(lambda: "sin" in fresh.state()["complaint"], "the complaint")
    assert fresh.facts()["minimum"] == [0, 0]
    fresh.type_formula("85 - x^2*(x - 6)*y^2*(y - 6)/90")
    fresh.wait(lambda: fresh.facts()["minimum"] == [4, 4], "the old function")
    assert fresh.state()["complaint"] == ""


def test_two_views_stay_in_step(browser, address):
    page = opened(browser, address, "twice", 2)
    page.press(page.handle(1), Keys.ARROW_RIGHT)
    assert page.facts(0)["start"] == page.facts(1)["start"] == [1.05, 1]


def test_nothing_stands_in_the_way_of_a_reader_with_a_disability(page):
    assert page.barriers("'.jp-OutputArea'") == []
