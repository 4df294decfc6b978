"""The descent explorer outside a running JupyterLab: reloaded, in Notebook 7, Voila, on a page."""

import pytest
from explorers import Page, write_notebook
from selenium.webdriver import Keys

from hesscourse.explore._explorer import TOUCH
from tools import run_notebooks, site
from tools.chromium import chromium
from tools.lab import NOTEBOOK, SHOWN, WIDGET_TROUBLE, lab, open_lesson, run_all
from tools.static_site import StaticSite, serving

SAVE = """
const done = arguments[0];
jupyterapp.commands.execute('docmanager:save').then(() => done(true), error => done(String(error)));
"""
RESTART = """
const done = arguments[0];
const {session} = jupyterapp.shell.currentWidget.sessionContext;
session.kernel.restart().then(() => done(true), error => done(String(error)));
"""
SHUT_DOWN = """
const done = arguments[0];
jupyterapp.serviceManager.sessions.shutdownAll().then(() => done(true), e => done(String(e)));
"""
IMPORT = "import hesscourse as hc"
FIRST_LESSON = run_notebooks.NOTEBOOKS / "01_gradient_descent_1d.ipynb"
KINDS = [
    *("descent_1d", "newton_1d", "slices", "surface", "descent", "curvature", "newton", "race"),
    "basins",
]
VIEWS = """
return document.querySelectorAll('script[type="application/vnd.jupyter.widget-view+json"]').length
"""
LOST = """
const place = document.querySelector('.jp-OutputArea-output.jupyter-widgets');
return place ? getComputedStyle(place, '::after').content : '';
"""
ORIGINS = "return performance.getEntriesByType('resource').map(entry => new URL(entry.name).origin)"


@pytest.fixture
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="module")
def lessons(tmp_path_factory):
    """A folder with a lesson as it is committed: run, and with no trace of widgets."""
    folder = tmp_path_factory.mktemp("lessons")
    write_notebook(folder / "descent.ipynb", IMPORT, "hc.explore.descent()")
    write_notebook(folder / "all.ipynb", IMPORT, *(f"hc.explore.{kind}()" for kind in KINDS))
    assert run_notebooks.main(["--folder", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory, lessons):
    with lab(tmp_path_factory.mktemp("lab"), lessons) as address:
        yield address


def test_a_lesson_that_was_not_run_shows_the_still_picture(browser, address):
    open_lesson(browser, address, "descent")
    shown = browser.find_element("css selector", NOTEBOOK)
    Page(browser).wait(lambda: "Run this cell to move the picture." in shown.text, "the outputs")
    assert "Settled in 249 steps" in shown.text
    assert not WIDGET_TROUBLE.search(shown.text)
    images = browser.find_elements("css selector", ".jp-RenderedImage img")
    assert [image.is_displayed() for image in images] == [True]


def test_an_explorer_lives_on_when_its_kernel_restarts(browser, address):
    open_lesson(browser, address, "descent")
    run_all(browser)
    page = Page(browser)
    page.wait_for_stages()
    page.wait(lambda: not page.state()["readOnly"], "a field to type in")
    assert browser.execute_async_script(RESTART) is True
    page.wait(lambda: page.state()["readOnly"], "a field that can only be read")
    page.press(page.handle(), Keys.ARROW_RIGHT)
    assert page.facts()["start"] == [1.05, 1]


def test_an_explorer_lives_after_a_reload_without_a_kernel(browser, address):
    open_lesson(browser, address, "descent")
    run_all(browser)
    page = Page(browser)
    page.wait_for_stages()
    page.press(page.handle(), Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert browser.execute_async_script(SAVE) is True
    assert browser.execute_async_script(SHUT_DOWN) is True
    browser.get("about:blank")
    open_lesson(browser, address, "descent")
    page.wait_for_stages()
    state = page.state()
    assert state["facts"]["start"] == pytest.approx([1.1, 1])
    assert state["readOnly"]
    page.press(page.slider("learning rate"), *[Keys.ARROW_RIGHT] * 10)
    assert page.facts()["rate"] == pytest.approx(10**-1.9)
    assert not WIDGET_TROUBLE.search(browser.find_element("css selector", NOTEBOOK).text)
    # The still picture and its sentence make way for the living one.
    stills = browser.find_elements("css selector", ".jp-RenderedImage img, .hc-still")
    assert [still.is_displayed() for still in stills] == [False, False]


def sentences(page):
    return [page.state(i)["sentence"] for i in range(len(KINDS))]


def test_every_kind_lives_after_a_reload_without_a_kernel(browser, address):
    open_lesson(browser, address, "all")
    run_all(browser)
    page = Page(browser)
    page.wait_for_stages(len(KINDS))
    said = sentences(page)
    assert all(said)
    assert browser.execute_async_script(SAVE) is True
    assert browser.execute_async_script(SHUT_DOWN) is True
    browser.get("about:blank")
    open_lesson(browser, address, "all")
    page.wait_for_stages(len(KINDS))
    assert sentences(page) == said
    assert not WIDGET_TROUBLE.search(browser.find_element("css selector", NOTEBOOK).text)


def test_an_explorer_that_a_restart_has_cost_says_how_to_get_it_back(browser, address):
    open_lesson(browser, address, "descent")
    run_all(browser)
    page = Page(browser)
    page.wait_for_stages()
    assert browser.execute_async_script(RESTART) is True
    page.wait(lambda: page.state()["readOnly"], "a field that can only be read")
    assert browser.execute_async_script(SAVE) is True
    assert browser.execute_async_script(SHUT_DOWN) is True
    browser.get("about:blank")
    open_lesson(browser, address, "descent")
    page.wait(lambda: TOUCH in browser.execute_script(LOST), "the words in place of the widget")
    shown = browser.find_element("css selector", NOTEBOOK).text
    assert "Settled in 249 steps" in shown
    assert not WIDGET_TROUBLE.search(shown)


def test_keys_and_a_drag_in_notebook_7(browser, address):
    browser.get(address("notebooks/notebooks/descent.ipynb"))
    browser.execute_async_script(SHOWN)
    run_all(browser)
    page = Page(browser)
    page.wait_for_stages()
    page.press(page.handle(), Keys.ARROW_UP)
    assert page.facts()["start"] == [1, 1.05]
    page.press(page.slider("learning rate"), Keys.ARROW_RIGHT)
    assert page.facts()["rate"] == pytest.approx(10**-1.99)
    page.drag(page.handle(), 60, 0)
    assert page.facts()["start"][0] > 1.5


def test_voila(browser, address):
    browser.get(address("voila/render/notebooks/descent.ipynb"))
    page = Page(browser)
    page.wait_for_stages()
    page.press(page.handle(), Keys.ARROW_RIGHT)
    assert page.facts()["start"] == [1.05, 1]
    page.type_formula("x^2 + 4 y^2")
    page.wait(lambda: page.facts()["minimum"] == [0, 0], "the new function")


def test_every_kind_in_voila(browser, address):
    browser.get(address("voila/render/notebooks/all.ipynb"))
    page = Page(browser)
    page.wait_for_stages(len(KINDS))
    assert all(sentences(page))
    assert not WIDGET_TROUBLE.search(browser.find_element("css selector", "body").text)


@pytest.fixture(scope="module")
def site_host(tmp_path_factory, lessons):
    folder = tmp_path_factory.mktemp("site")
    pages = site.build([lessons / "descent.ipynb", lessons / "all.ipynb", FIRST_LESSON], folder)
    assert site.weight(pages[-1]) < 2.5e6
    with serving(StaticSite(folder)) as host:
        yield host


@pytest.fixture(params=["light", "dark"])
def scheme(request, browser):
    preference = {"name": "prefers-color-scheme", "value": request.param}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [preference]})


@pytest.mark.usefixtures("scheme")
def test_an_exported_page_is_alive_with_no_kernel(browser, site_host):
    browser.get(f"{site_host.address}/descent.html")
    page = Page(browser)
    page.wait_for_stages()
    page.press(page.slider("learning rate"), *[Keys.ARROW_RIGHT] * 70)
    assert page.facts()["steps"] == 56
    page.press(page.handle(), Keys.ARROW_DOWN)
    assert page.facts()["start"] == [1, 0.95]
    assert page.state()["readOnly"]


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize(("name", "explorers"), [("all", len(KINDS)), (FIRST_LESSON.stem, None)])
def test_pages_stand_in_nobodys_way_and_ask_no_other_host(name, explorers, browser, site_host):
    browser.get(f"{site_host.address}/{name}.html")
    page = Page(browser)
    page.wait_for_stages(explorers or browser.execute_script(VIEWS))
    assert page.barriers() == []
    assert set(browser.execute_script(ORIGINS)) == {site_host.address}
    assert site_host.refused == []
    images = browser.find_elements("css selector", ".jp-RenderedImage img")
    assert images
    assert all(image.get_attribute("alt") for image in images)
