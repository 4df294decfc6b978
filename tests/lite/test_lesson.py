"""The first lesson, with nothing but a browser: run, touched, and compared with Python."""

import nbformat
import pytest
from selenium.webdriver import Keys

import hesscourse as hc
from tests.browser.explorers import Page
from tools.lab import LESSONS, run_all, troubles

NAME = "01_gradient_descent_1d"
LOSS = "((w - 4)^2 + (w - 2)^2 + (2 w - 5)^2 + (2 w - 7)^2) / 4"
BROKEN = "return [...document.images].filter(image => !image.naturalWidth).map(image => image.alt)"


@pytest.fixture(scope="module")
def cells(lite):
    lite.open(f"notebooks/{NAME}.ipynb")
    return run_all(lite.browser)


@pytest.fixture(scope="module")
def page(lite, cells):
    page = Page(lite.browser)
    page.wait_for_stages(2)
    return page


def printed(cell):
    return "".join(output.get("text", "") for output in cell.outputs)


def test_it_runs_and_every_picture_shows(lite, cells):
    assert troubles(lite.browser, cells) == []
    assert lite.browser.find_elements("css selector", ".jp-RenderedImage img")
    assert lite.browser.execute_script(BROKEN) == []


@pytest.mark.usefixtures("cells")
def test_it_prints_what_the_stored_lesson_prints(lite):
    stored = nbformat.read(LESSONS / f"{NAME}.ipynb", as_version=4).cells
    expected = {cell.id: printed(cell) for cell in stored if cell.cell_type == "code"}
    assert sum(map(bool, expected.values())) > 10
    assert lite.outputs() == expected


def test_a_slider_moves_the_same_run_as_in_python(page):
    before = page.facts()
    page.press(page.slider("learning rate"), *[Keys.ARROW_RIGHT] * 30)
    after = page.facts()
    assert after["rate"] > before["rate"]
    loss = hc.Objective(LOSS, window=((-1, 7),))
    run = hc.explore.descent_1d(loss, 1, after["rate"]).trajectory
    assert after["steps"] == run.steps
    assert after["end"] == [pytest.approx(run.final, abs=1e-9)]


def test_a_typed_function_asks_the_kernel_in_the_browser(page):
    page.type_formula("(w - 5)^2")
    page.wait(lambda: page.facts()["minimum"] == [pytest.approx(5)], "the new function")
    page.type_formula("w^2 + sni(w)")
    page.wait(lambda: "sin" in page.state()["complaint"], "the complaint")


@pytest.mark.usefixtures("page")
def test_scipy_is_fetched_when_something_imports_it_and_not_before(lite):
    assert not any("scipy" in path for path in lite.site.sent)
    source = "print(hc.LogisticLoss([[0.0], [1.0], [2.0], [3.0]], [0, 1, 0, 1]).separable)"
    assert lite.run_cell("imports", f"import hesscourse as hc\n{source}").strip() == "False"
    assert any("scipy" in path for path in lite.site.sent)


@pytest.mark.usefixtures("page")
def test_no_other_host_is_asked_and_one_would_be_noticed(lite):
    assert lite.site.refused == []
    lite.run_cell(
        "imports", "from pyodide.http import pyfetch\nawait pyfetch('http://127.0.0.2:9/')"
    )
    lite.wait(lambda: any("127.0.0.2" in uri for uri in lite.site.refused), "a report of that")
