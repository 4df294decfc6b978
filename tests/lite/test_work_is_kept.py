"""What a student writes stays in the browser and outlives a new version of the site."""

import json
import os
import shutil
from pathlib import Path

import pytest
from pages import Lite
from selenium.webdriver.support.wait import WebDriverWait

from tools.chromium import chromium

SHEET = "exercises/01_gradient_descent_1d/01_gradient_descent_1d.ipynb"
OTHER_SHEET = "exercises/02_newton_1d/02_newton_1d.ipynb"
MINE = "# my own words"
NEW = "# The teacher's new version"
DOWNLOAD = """
const done = arguments[0];
jupyterapp.commands.execute('docmanager:download').then(() => done(''), e => done(String(e)));
"""
FILES = ("css selector", ".jp-DirListing-content")
TITLE = "return jupyterapp.shell.currentWidget.content.model.sharedModel.cells[0].source"


@pytest.fixture
def kept(lite):
    """A sheet that the student has changed and saved."""
    lite.open(SHEET)
    lite.edit("two_steps", MINE)


def publish_next_version(site, folder):
    """The same site, at the same address, with new texts in two sheets."""
    shutil.copytree(site.folder, folder, copy_function=os.symlink)
    for path in (SHEET, OTHER_SHEET):
        notebook = json.loads((folder / "files" / path).read_text(encoding="utf-8"))
        notebook["cells"][0]["source"] = NEW
        (folder / "files" / path).unlink()  # the link, not what it leads to
        (folder / "files" / path).write_text(json.dumps(notebook), encoding="utf-8")
    site.folder = folder


@pytest.mark.usefixtures("kept")
def test_work_is_there_after_a_reload(lite):
    lite.open(SHEET)
    assert lite.source("two_steps") == MINE


@pytest.mark.usefixtures("kept")
def test_a_new_version_of_the_site_changes_no_work(lite, tmp_path):
    publish_next_version(lite.site, tmp_path / "site")
    lite.open(SHEET)
    assert lite.source("two_steps") == MINE
    assert lite.browser.execute_script(TITLE) != NEW
    lite.open(OTHER_SHEET)
    assert lite.browser.execute_script(TITLE) == NEW


@pytest.mark.usefixtures("kept")
def test_a_sheet_that_was_downloaded_can_be_dragged_into_another_browser(lite, tmp_path):
    taken = download(lite.browser, tmp_path / "taken")
    assert MINE in taken.read_text(encoding="utf-8")
    with chromium(tmp_path / "profile") as browser:
        other = Lite(browser, lite.site)
        other.open(OTHER_SHEET)
        drop(browser, taken)
        other.wait(lambda: taken.name in browser.find_element(*FILES).text, "the file in the list")
        other.open(f"{Path(OTHER_SHEET).parent}/{taken.name}")
        assert other.source("two_steps") == MINE


def download(browser, folder):
    """What File > Download gives."""
    folder.mkdir()
    allowed = {"behavior": "allow", "downloadPath": str(folder)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", allowed)
    assert browser.execute_async_script(DOWNLOAD) == ""
    files = WebDriverWait(browser, 60).until(lambda _: list(folder.glob("*.ipynb")))
    return files[0]


def drop(browser, path):
    """Drag a file of this machine into the list of files."""
    place = browser.find_element(*FILES).rect
    what = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    for event in ("dragEnter", "dragOver", "drop"):
        where = {"x": place["x"] + place["width"] / 2, "y": place["y"] + place["height"] / 2}
        browser.execute_cdp_cmd("Input.dispatchDragEvent", {"type": event, "data": what, **where})
