"""The surface, turned in a real JupyterLab by hand and by key."""

import json

import pytest
from explorers import Page, write_notebook
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput

from hesscourse import gallery
from hesscourse.explore import surface
from tools.lab import lab, open_lesson, run_all, troubles

IMPORT = "import hesscourse as hc"
PIXELS = """
const canvas = document.querySelectorAll('.hc-canvas')[arguments[0]];
const {width, height} = canvas;
const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
let painted = 0;
const green = (i) => data[i + 3] === 255 && data[i + 1] > data[i] + 20;
for (let i = 0; i < data.length; i += 4) painted += green(i);
return painted / (width * height);
"""  # how much of the picture is in the blues and greens of the surface


@pytest.fixture(scope="module")
def page(tmp_path_factory, browser):
    folder = tmp_path_factory.mktemp("lab")
    cells = ["explorer = hc.explore.surface()", "explorer", "hc.explore.surface(hc.gallery.peano)"]
    write_notebook(folder / "lessons/surface.ipynb", IMPORT, *cells)
    with lab(folder, folder / "lessons") as address:
        open_lesson(browser, address, "surface")
        assert troubles(browser, run_all(browser)) == []
        page = Page(browser)
        page.wait_for_stages(2)
        yield page


@pytest.fixture
def fresh(page):
    page.find(".hc-buttons button:last-child").click()  # Reset
    assert view(page) == (-60, 36)
    return page


def view(page, at=0):
    facts = page.facts(at)
    return facts["azimuth"], facts["elevation"]


def hand(page, at=0):
    return page.find(".hc-turn", at)


def button(page, text):
    (found,) = [
        b for b in page.browser.find_elements("css selector", ".hc-button") if b.text == text
    ][:1]
    return found


def test_a_drag_turns_the_surface_with_the_hand(fresh):
    fresh.drag(hand(fresh), 40, 0)
    assert view(fresh) == (-80, 36)
    fresh.drag(hand(fresh), 0, 30)
    assert view(fresh) == (-80, 51)
    fresh.drag(hand(fresh), 0, -200)
    assert view(fresh) == (-80, 0)
    ActionChains(fresh.browser).move_by_offset(30, 30).perform()  # the hand has let go
    assert view(fresh) == (-80, 0)


def test_a_finger_turns_it_too(fresh):
    finger = ActionBuilder(fresh.browser, mouse=PointerInput("touch", "finger"))
    act = finger.pointer_action
    act.move_to(hand(fresh)).pointer_down().move_by(-20, 10).pointer_up()
    finger.perform()
    assert view(fresh) == (-50, 41)


def test_arrow_keys_walk_round_it(fresh):
    fresh.press(hand(fresh), Keys.ARROW_RIGHT, Keys.ARROW_UP)
    assert view(fresh) == (-55, 41)
    fresh.press_with(Keys.SHIFT, hand(fresh), Keys.ARROW_LEFT)
    assert view(fresh) == (-70, 41)
    fresh.press(hand(fresh), *[Keys.ARROW_UP] * 12)
    assert view(fresh) == (-70, 90)
    fresh.press(hand(fresh), *[Keys.ARROW_LEFT] * 23)
    assert view(fresh) == (175, 90)  # round and round
    assert (
        hand(fresh).get_attribute("aria-valuetext") == "azimuth 175 degrees, elevation 90 degrees"
    )
    assert hand(fresh).get_attribute("role") == "slider"
    assert "arrow keys" in hand(fresh).get_attribute("aria-label")


def test_buttons_choose_a_view_and_meet_the_tasks(fresh):
    button(fresh, "From above").click()
    assert view(fresh) == (-90, 90)
    assert fresh.state()["tasks"] == [True, False]
    button(fresh, "From the side").click()
    assert view(fresh) == (-90, 0)
    assert fresh.state()["tasks"] == [False, True]
    fresh.wait(lambda: "1 of 2 tasks done" in fresh.state()["spoken"], "the spoken sentence")


def test_every_turn_is_painted_and_the_surface_is_there(fresh):
    before = fresh.state()["paints"]
    seen = fresh.browser.execute_script(PIXELS, 0)
    assert seen > 0.1
    fresh.press(hand(fresh), Keys.ARROW_RIGHT)
    assert fresh.state()["paints"] == before + 1
    button(fresh, "From the side").click()
    fresh.state()
    assert 0.01 < fresh.browser.execute_script(PIXELS, 0) < seen


@pytest.mark.parametrize(("at", "f"), [(0, gallery.report_surface), (1, gallery.peano)])
def test_the_facts_and_the_sentence_are_pythons(fresh, at, f):
    explorer = surface(f)
    fresh.press(hand(fresh, at), Keys.ARROW_UP, Keys.ARROW_RIGHT)
    explorer.azimuth, explorer.elevation = view(fresh, at)
    state = fresh.state(at)
    assert state["facts"] == json.loads(json.dumps(explorer.facts))
    assert state["sentence"] == explorer.sentence
    assert state["tasks"] == explorer.done


def test_nothing_stands_in_a_readers_way(fresh):
    assert fresh.barriers("document.querySelector('.hc-explorer')") == []
