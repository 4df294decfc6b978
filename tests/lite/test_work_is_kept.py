"""What a student writes stays in the browser and outlives a new version of the site."""

import json
import os
import shutil

import pytest

SHEET = "exercises/01_gradient_descent_1d/01_gradient_descent_1d.ipynb"
OTHER_SHEET = "exercises/02_newton_1d/02_newton_1d.ipynb"
MINE = "# my own words"
NEW = "# The teacher's new version"
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
