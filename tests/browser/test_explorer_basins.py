"""The basin map in a real JupyterLab: the path is the browser's, the map is the kernel's."""

import math

import pytest
from explorers import Page, write_notebook
from selenium.webdriver import ActionChains, Keys

import hesscourse as hc
from hesscourse.explore import basins
from tools.lab import lab, open_lesson, run_all, troubles

IMPORT = "import hesscourse as hc"
SHOWN = [
    "hc.explore.basins(size=60)",
    "hc.explore.basins(method=hc.gradient_descent, size=60)",
    "hc.explore.basins(hc.gallery.peano, size=20)",
]


@pytest.fixture(scope="module")
def page(tmp_path_factory, browser):
    folder = tmp_path_factory.mktemp("lab")
    write_notebook(folder / "lessons/basins.ipynb", IMPORT, *SHOWN)
    with lab(folder, folder / "lessons") as address:
        open_lesson(browser, address, "basins")
        assert troubles(browser, run_all(browser)) == []
        page = Page(browser)
        page.wait_for_stages(3)
        yield page


@pytest.fixture
def fresh(page):
    for reset in page.browser.find_elements("css selector", ".hc-buttons button:last-child"):
        reset.click()
    assert page.facts()["start"] == [3.2, 3.2]
    return page


def click_at(page, x, y, at=0):
    """A click on the map as shares of its size, from the middle."""
    canvas = page.browser.find_elements("css selector", ".hc-panel:first-child .hc-canvas")[at]
    page.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", canvas)
    across, down = (
        round(share * canvas.size[side]) for share, side in ((x, "width"), (y, "height"))
    )
    ActionChains(page.browser).move_to_element_with_offset(canvas, across, down).click().perform()


def same(browsers, pythons):
    """Whether two facts are equal, numbers to rounding."""
    if isinstance(pythons, (list, tuple)):
        return len(browsers) == len(pythons) and all(map(same, browsers, pythons))
    if isinstance(pythons, float):
        return math.isclose(browsers, pythons, rel_tol=1e-9, abs_tol=1e-9)
    return browsers == pythons


def test_the_start_is_dragged_and_moved_by_keys(fresh):
    fresh.drag(fresh.handle(), 0, -60)
    x, y = fresh.facts()["start"]
    assert x == 3.2
    assert y > 4
    fresh.press(fresh.handle(), Keys.ARROW_LEFT, Keys.ARROW_DOWN)
    assert fresh.facts()["start"] == [pytest.approx(x - 0.05), pytest.approx(y - 0.05)]


def test_the_sliders_move_it_too(fresh):
    fresh.press(fresh.slider("start x"), *[Keys.ARROW_RIGHT] * 4)
    assert fresh.facts()["start"] == [pytest.approx(3.4), 3.2]


PLACES = [(-0.35, -0.3), (-0.1, 0.1), (0.02, -0.28), (0.3, 0.2), (0.25, -0.33), (-0.3, 0.25)]


@pytest.mark.parametrize("options", [{}, {"method": hc.gradient_descent}])
def test_facts_and_sentences_are_pythons(fresh, options):
    at = len(options)
    explorer = basins(size=60, **options)
    kinds = set()
    for place in PLACES:
        click_at(fresh, *place, at)
        state = fresh.state(at)
        explorer.start = state["facts"]["start"]
        facts = explorer.facts
        missing = state["facts"].keys() ^ facts.keys()
        assert missing == {"floor"}  # for the heights, which this explorer does not draw
        assert [k for k in facts if not same(state["facts"][k], facts[k])] == []
        assert state["sentence"] == explorer.sentence
        assert state["tasks"] == explorer.done
        kinds.add((facts["outcome"], facts["limit_kind"]))
    assert len(kinds) > 1


def test_a_border_and_a_saddle_are_found(fresh):
    assert fresh.state()["tasks"] == [False, False, False]
    while fresh.facts()["limit_kind"] == "MINIMUM":
        fresh.press(fresh.handle(), Keys.ARROW_LEFT)
    assert fresh.facts()["elsewhere"] > 0
    assert fresh.state()["tasks"][2]


LISTEN = """
const told = document.querySelector('.hc-complaint');
window.heard = [""];
new MutationObserver(() => {
  if (told.textContent !== window.heard.at(-1)) window.heard.push(told.textContent);
}).observe(told, {childList: true});
"""


def test_a_typed_function_gets_a_map_of_its_own(fresh):
    fresh.browser.execute_script(LISTEN)
    fresh.type_formula("(x - 2)^2 + y^2")
    fresh.wait(lambda: fresh.facts()["minimum"] == [2, 0], "the new function")
    fresh.wait(lambda: fresh.state()["field"] == "y^2 + (x - 2)^2", "the function as it is read")
    state = fresh.state()
    assert "at the minimum (2, 0)" in state["sentence"]
    assert state["facts"]["percent"] == 100
    fresh.type_formula("(x - 2)^2 + sqt(y)")
    fresh.wait(lambda: "sqrt" in fresh.state()["complaint"], "the complaint")
    assert fresh.state()["field"] == "(x - 2)^2 + sqt(y)"
    assert fresh.facts()["minimum"] == [2, 0]
    heard = fresh.browser.execute_script("return window.heard")
    assert heard.count("The map is being computed ...") == 2  # once for each function
    fresh.type_formula("log(x) + y^2")
    fresh.wait(lambda: fresh.facts()["minimum"] is None, "the logarithm")
    for _ in range(8):
        fresh.press_with(Keys.SHIFT, fresh.handle(), Keys.ARROW_LEFT)
    fresh.wait(lambda: "f is not defined at the start" in fresh.state()["sentence"], "no value")
    fresh.type_formula("85 - x^2*(x - 6)*y^2*(y - 6)/90")
    fresh.wait(lambda: fresh.facts()["minimum"] == [4, 4], "the old function")
    fresh.wait(lambda: fresh.state()["complaint"] == "", "no complaint")


def test_the_kernel_runs_what_the_browser_cannot(fresh):
    click_at(fresh, 0.2, 0.2, 2)
    fresh.wait(lambda: fresh.facts(2)["start"][0] > 0, "the kernel's answer")
    facts = fresh.facts(2)
    assert f"x1 = {facts['start'][0]:g}," in fresh.handle(2).get_attribute("aria-valuetext")
    assert facts["limit"] == [0, 0]
    assert facts["elsewhere"] == 0


def test_nothing_stands_in_a_readers_way(fresh):
    assert fresh.barriers("document.querySelector('.hc-explorer')") == []
