"""Newton, the race and the curvature, touched in a real JupyterLab as a student would."""

import pytest
from explorers import Page, write_notebook
from selenium.webdriver import Keys

import hesscourse as hc
from tools.lab import lab, open_lesson, run_all, troubles

SHOWN = {
    "newton": ["hc.explore.newton()"],
    "race": ["hc.explore.race()"],
    "curvature": ["hc.explore.curvature()"],
    "kernel": [
        "hc.explore.newton(hc.gallery.peano, (-0.5, 0.4))",
        "hc.explore.race(hc.gallery.peano, (-0.5, 0.4), 0.05)",
        "hc.explore.curvature(hc.gallery.peano, (-0.5, 0.4))",
    ],
}
PIXELS = """
const {width, height} = document.querySelectorAll('.hc-canvas')[arguments[0]];
const pen = document.querySelectorAll('.hc-canvas')[arguments[0]].getContext('2d');
return pen.getImageData(0, 0, width, height).data.some(byte => byte);
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    for name, lines in SHOWN.items():
        write_notebook(folder / f"lessons/{name}.ipynb", "import hesscourse as hc", *lines)
    with lab(folder, folder / "lessons") as address:
        yield address


@pytest.fixture(scope="module")
def opened(browser, address):
    """Open a notebook, unless it is the one that is open."""
    now = {}

    def opened(name):
        if name not in now:
            now.clear()
            open_lesson(browser, address, name)
            cells = run_all(browser)
            assert troubles(browser, cells) == []
            page = Page(browser)
            page.wait_for_stages(len(SHOWN[name]))
            now[name] = page
        return now[name]

    return opened


def reset(page):
    button(page, "Reset").click()
    return page


def button(page, text):
    buttons = page.browser.find_elements("css selector", ".hc-button")
    return next(found for found in buttons if found.text == text)


@pytest.fixture
def newton(opened):
    return reset(opened("newton"))


@pytest.fixture
def race(opened):
    return reset(opened("race"))


@pytest.fixture
def curvature(opened):
    return reset(opened("curvature"))


def test_newton_is_walked_by_keyboard_to_its_last_step_and_back(newton):
    on = button(newton, "Step on")
    newton.press(on, Keys.ENTER)
    newton.press(on, Keys.SPACE)
    assert newton.facts()["shown"] == 2
    assert "Step 3 of 5" in newton.state()["readings"]
    newton.press(on, *[Keys.ENTER] * 9)
    assert newton.facts()["shown"] == 5
    assert on.get_attribute("aria-disabled") == "true"
    assert newton.browser.switch_to.active_element == on
    newton.press(button(newton, "Step back"), Keys.ENTER)
    assert newton.facts()["shown"] == 4


def test_newton_from_elsewhere_by_drag_and_by_keys(newton):
    newton.drag(newton.handle(), 160, -160)
    state = newton.state()
    assert min(state["facts"]["start"]) > 5
    assert state["facts"]["kind"] != "MINIMUM"
    reset(newton)
    newton.press(newton.handle(), Keys.ARROW_LEFT, Keys.ARROW_DOWN)
    assert newton.facts()["start"] == [3.15, 3.15]
    newton.press(newton.slider("start x"), Keys.ARROW_RIGHT)
    assert newton.facts()["start"] == [pytest.approx(3.2), 3.15]


def test_newton_says_where_it_goes_from_1_1(newton):
    newton.press(newton.handle(), *[Keys.ARROW_LEFT, Keys.ARROW_DOWN] * 44)
    state = newton.state()
    explorer = hc.explore.newton(start=(1, 1))
    assert state["facts"]["start"] == [1, 1]
    assert (state["sentence"], state["readings"]) == (explorer.sentence, explorer.reading)
    assert state["tasks"] == [False, True, False]


def test_newton_walks_on_a_typed_function_up_to_where_it_can(newton):
    newton.type_formula("x^2 + y^3 - 3 y")
    newton.wait(lambda: newton.facts()["minimum"] == [0, 1], "the new function")
    newton.press(newton.handle(), *[Keys.ARROW_DOWN] * 64)
    assert newton.facts()["outcome"] == "SINGULAR_HESSIAN"
    assert "There is no first step" in newton.state()["sentence"]
    newton.type_formula("log(x - 4) + y^2")
    newton.wait(lambda: newton.facts()["outcome"] == "NOT_FINITE", "the undefined function")
    assert "not defined at the start" in newton.state()["sentence"]
    newton.type_formula("85 - x^2*(x - 6)*y^2*(y - 6)/90")
    newton.wait(lambda: newton.facts()["minimum"] == [4, 4], "the old function")


def test_the_race_starts_as_python_says(race):
    state = race.state()
    explorer = hc.explore.race()
    assert state["facts"]["rate"] == pytest.approx(0.05)
    assert (state["sentence"], state["readings"]) == (explorer.sentence, explorer.reading)


def test_gradient_descent_wins_with_the_best_rate(race):
    race.press(race.handle(), *[Keys.ARROW_RIGHT, Keys.ARROW_UP] * 44)
    button(race, "Best learning rate").click()
    state = race.state()
    assert state["facts"]["start"] == [3.2, 3.2]
    assert (state["facts"]["descent_cost"], state["facts"]["newton_cost"]) == (5, 16)
    assert state["tasks"] == [True, False, False]
    assert state["sentence"].startswith("Gradient descent wins")


def test_the_race_is_run_from_where_the_start_is_dragged(race):
    race.drag(race.handle(), 150, -60)
    assert race.facts()["start"][0] > 3
    race.drag(race.slider("learning rate"), 300, 0)
    assert race.facts()["rate"] == pytest.approx(1)
    assert race.facts()["descent_kind"] != "MINIMUM"


def test_the_point_of_the_curvature_is_dragged(curvature):
    curvature.drag(curvature.handle(), -39, -39)
    state = curvature.state()
    x, y = state["facts"]["at"]
    explorer = hc.explore.curvature(start=(x, y))
    assert 3.5 < x < 4.5
    assert state["sentence"] == explorer.sentence
    assert state["facts"]["most"] == pytest.approx(explorer.facts["most"])


def test_the_point_of_the_curvature_is_moved_by_keys_to_the_tasks(curvature):
    curvature.press(curvature.handle(), *[Keys.ARROW_RIGHT] * 20, *[Keys.ARROW_UP] * 60)
    assert curvature.facts()["at"] == [6, 6]
    assert curvature.state()["tasks"] == [False, True, False]
    curvature.press(curvature.slider("point y"), Keys.ARROW_LEFT)
    assert curvature.facts()["at"] == [6, pytest.approx(5.95)]


def test_the_curvature_of_an_undefined_function_is_told(curvature):
    curvature.type_formula("log(x - 6) + y^2")
    curvature.wait(lambda: curvature.facts()["shape"] is None, "the undefined function")
    assert "not defined" in curvature.state()["sentence"]
    curvature.type_formula("85 - x^2*(x - 6)*y^2*(y - 6)/90")
    curvature.wait(lambda: curvature.facts()["value"] == 77.5, "the old function")


def test_what_the_browser_does_not_have_the_kernel_computes(opened):
    page = opened("kernel")
    for at, kind in enumerate(["newton", "race", "curvature"]):
        page.press(page.handle(at), Keys.ARROW_RIGHT)
        explorer = getattr(hc.explore, kind)(hc.gallery.peano, (-0.48, 0.4))
        page.wait(lambda at=at, e=explorer: page.state(at)["sentence"] == e.sentence, kind)
        assert page.state(at)["readings"] == explorer.reading
    assert page.browser.execute_script(PIXELS, 0)
