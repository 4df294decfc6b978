"""Three students at once, each in a Chromium: the link, lesson 01 run, the start dragged."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest
from selenium.common import TimeoutException
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.explorers import Page
from tests.hub.conftest import STUDENTS
from tools.chromium import chromium
from tools.lab import DRAW_EVERY_CELL, SHOWN, run_all, troubles
from tools.processes import memory
from tools.student import LESSON

PATIENCE = 240
FOR_TESTS = "c.LabApp.expose_app_in_browser = True\n"
TO_THE_MIDDLE = "arguments[0].scrollIntoView({block: 'center'})"
SERVER_AND_KERNEL, KERNEL = 240, 135  # MiB


@pytest.fixture(scope="module")
def students(class_hub, link_for_students, tmp_path_factory):
    """Three browsers in which lesson 01 has been opened and run, all at the same time."""
    with ExitStack() as open_browsers:
        browsers = {}
        for name in STUDENTS:
            expose(class_hub.folder / "homes" / name, name)
            folder = tmp_path_factory.mktemp(name)
            browsers[name] = open_browsers.enter_context(chromium(folder))
        with ThreadPoolExecutor(len(STUDENTS)) as at_once:
            cells = at_once.map(
                lambda name: attend(browsers[name], class_hub, link_for_students, name), STUDENTS
            )
            cells = dict(zip(STUDENTS, cells, strict=True))
        yield {name: (browsers[name], cells[name]) for name in STUDENTS}


def expose(home, name):
    """Let the test ask JupyterLab itself what it has done."""
    settings = home / ".jupyter/lab/user-settings/@jupyterlab/notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps(DRAW_EVERY_CELL))
    (home / ".jupyter/jupyter_server_config.py").write_text(FOR_TESTS)
    for path in (home / ".jupyter", *(home / ".jupyter").rglob("*")):
        shutil.chown(path, name, name)


def attend(browser, class_hub, link, name):
    browser.set_script_timeout(PATIENCE)
    browser.get(link)
    browser.find_element("id", "username_input").send_keys(name)
    browser.find_element("id", "password_input").send_keys(class_hub.passwords[name])
    browser.find_element("id", "login_submit").click()
    WebDriverWait(browser, PATIENCE).until(lambda _: "/lab/tree/course" in browser.current_url)
    browser.get(f"{class_hub.address}/user/{name}/doc/tree/{LESSON}")
    browser.execute_async_script(SHOWN)
    return run_all(browser)


def test_the_lesson_runs_for_everybody(students):
    for browser, cells in students.values():
        assert cells
        assert troubles(browser, cells) == []


def test_everybody_drags_a_start_of_their_own(students):
    for moves, (browser, _) in enumerate(students.values(), 1):
        page = Page(browser)
        page.wait(lambda page=page: page.state()["paints"], "a first picture")
        browser.execute_script(TO_THE_MIDDLE, page.handle())
        before = page.facts()["start"]
        page.drag(page.handle(), 30 * moves, 0)
        assert page.facts()["start"] > before


def test_lesson_and_explorer_fit_into_a_small_share_of_memory(students):
    # Kernels hand memory back a second after their last cell, servers every twenty seconds.
    some_browser = next(iter(students.values()))[0]
    with suppress(TimeoutException):
        WebDriverWait(some_browser, 60).until(lambda _: not too_large(students))
    print("MiB of PSS, server and kernel:", {name: memory(name) for name in students})
    assert too_large(students) == {}


def too_large(names):
    """Who takes more MiB than there should be, in server and kernel: PSS, shared pages shared."""
    found = {name: memory(name) for name in names}
    return {
        name: (server, kernel)
        for name, (server, kernel) in found.items()
        if kernel > KERNEL or server + kernel > SERVER_AND_KERNEL
    }
