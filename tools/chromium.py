"""Headless Chromium, and pictures of what it shows."""

import shutil
from contextlib import contextmanager

from selenium import webdriver

WIDTH, HEIGHT = 1200, 1600
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    f"--window-size={WIDTH},{HEIGHT}",
]

SCROLL_TO = """
const [selector, top] = arguments;
const box = selector ? document.querySelector(selector) : document.scrollingElement;
box.scrollTop = top;
return [box.scrollTop, box.clientHeight, box.scrollHeight];
"""


@contextmanager
def chromium(profile):
    """A browser with a new, empty profile in the given folder."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in [*FLAGS, f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    browser = webdriver.Chrome(options, service)
    try:
        yield browser
    finally:
        browser.quit()


def save_tiles(browser, stem, scrolling=None):
    """Pictures of a page from top to bottom: stem-01.png, stem-02.png and so on.

    `scrolling` selects the element that scrolls, if that is not the page itself.
    """
    stem.parent.mkdir(parents=True, exist_ok=True)
    tiles, top = [], 0
    while True:
        reached, height, whole = browser.execute_script(SCROLL_TO, scrolling, top)
        browser.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));"
        )
        tiles.append(stem.with_name(f"{stem.name}-{len(tiles) + 1:02}.png"))
        browser.save_screenshot(tiles[-1])
        top += height
        if top >= whole or reached + height >= whole:
            return tiles
