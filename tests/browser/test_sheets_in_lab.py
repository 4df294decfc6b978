"""Every sheet of exercises, unsolved and solved, in a real JupyterLab in Chromium."""

import nbformat
import pytest

from tools.lab import LESSONS, lab, open_lesson, run_all, troubles

ROOT = LESSONS.parent
NAMES = sorted(path.stem for path in ROOT.glob("solutions/*/*.ipynb"))


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    sheets = tmp_path_factory.mktemp("sheets")
    for name in NAMES:
        unsolved = ROOT / "exercises" / name / f"{name}.ipynb"
        (sheets / f"{name}-unsolved.ipynb").write_bytes(unsolved.read_bytes())
        solved = nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", as_version=4)
        nbformat.write(solved, sheets / f"{name}-solved.ipynb")
    with lab(tmp_path_factory.mktemp("lab"), sheets) as address:
        yield address


@pytest.mark.parametrize("name", NAMES)
def test_run_all_goes_to_the_end_and_shows_sentences(name, browser, address):
    open_lesson(browser, address, f"{name}-unsolved")
    cells = run_all(browser)
    assert troubles(browser, cells) == []
    checks = [cell for cell in cells if cell["id"].startswith("check-")]
    assert checks
    assert all("three dots" in cell["error"] for cell in checks)
    shown = browser.find_elements(
        "css selector", "[data-mime-type*=stderr], [data-mime-type*=error]"
    )
    texts = [element.text for element in shown]
    assert len(texts) == len(checks)
    assert all(text.startswith("○ not attempted: ") and text.count("\n") <= 1 for text in texts)


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_is_right(name, browser, address):
    open_lesson(browser, address, f"{name}-solved")
    cells = run_all(browser)
    assert troubles(browser, cells) == []
    assert [cell["id"] for cell in cells if cell.get("error") is not None] == []
