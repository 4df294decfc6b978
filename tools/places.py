"""Pictures of lesson 01 in each place that can show it, for docs/hosting.md: `make places`."""

import io
import json
import tempfile
from pathlib import Path

import nbformat
from PIL import Image

from tools import site
from tools.chromium import chromium
from tools.lab import LESSONS, SHOWN, lab, open_lesson, run_all
from tools.static_site import StaticSite, serving

LESSON = "01_gradient_descent_1d"
ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
LITE = ROOT / "build" / "lite"
SIZE = {"width": 1100, "height": 700, "deviceScaleFactor": 1, "mobile": False}
COLOURS = 64
PATIENCE = 120
# A student does not have the teacher's tools.
STUDENT = {"disabledExtensions": {"@jupyter/nbgrader": True}}

# As soon as the explorer is painted, at the top; the words in its place, in the middle.
LOOK_AT = """
const [selector, block, done] = arguments;
const isPainted = (stage) => stage.explorer && stage.explorer.paints;
const look = () => {
  const found = document.querySelector(selector);
  if (!found || ![...found.querySelectorAll('.hc-live')].every(isPainted)) {
    return requestAnimationFrame(look);
  }
  // Formulas above are typeset one by one, and push it down.
  let frames = 120;
  const follow = () => {
    found.scrollIntoView({block, behavior: 'instant'});
    frames -= 1;
    frames ? requestAnimationFrame(follow) : done(true);
  };
  follow();
};
look();
"""
EXPLORER = (".hc-explorer", "start")
STILL = (".hc-still", "center")


def main():
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, chromium(Path(scratch) / "profile") as browser:
        scratch = Path(scratch)
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", SIZE)
        browser.set_script_timeout(PATIENCE)
        in_jupyter(browser, scratch / "lab")
        on_pages(browser, scratch / "pages")
        in_a_browser(browser)


def in_jupyter(browser, folder):
    settings = folder / "config" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "page_config.json").write_text(json.dumps(STUDENT), encoding="utf-8")
    with lab(folder) as address:
        open_lesson(browser, address, LESSON)
        run_all(browser)
        photograph(browser, "jupyterlab", EXPLORER)
        browser.get(address(f"notebooks/notebooks/{LESSON}.ipynb"))
        browser.execute_async_script(SHOWN)
        run_all(browser)
        photograph(browser, "notebook7", EXPLORER)
        browser.get(address(f"voila/render/notebooks/{LESSON}.ipynb"))
        photograph(browser, "voila", EXPLORER)


def on_pages(browser, folder):
    """The page that `make site` writes, and one that shows what is stored and runs nothing."""
    site.build([LESSONS / f"{LESSON}.ipynb"], folder)
    stored = nbformat.read(LESSONS / f"{LESSON}.ipynb", as_version=4)
    html, _ = site.exporter().from_notebook_node(stored)
    (folder / "stored.html").write_text(html, encoding="utf-8")
    with serving(StaticSite(folder)) as pages:
        for name, page, seen in [
            ("site", f"{LESSON}.html", EXPLORER),
            ("stored", "stored.html", STILL),
        ]:
            browser.get(f"{pages.address}/{page}")
            photograph(browser, name, seen)


def in_a_browser(browser):
    """The site that `make lite` wrote."""
    with serving(StaticSite(LITE)) as lite:
        browser.get(f"{lite.address}/lab/index.html?path=notebooks/{LESSON}.ipynb")
        browser.execute_async_script(SHOWN)
        run_all(browser)
        photograph(browser, "lite", EXPLORER)


def photograph(browser, name, seen):
    browser.execute_async_script(LOOK_AT, *seen)
    picture = Image.open(io.BytesIO(browser.get_screenshot_as_png()))
    small = picture.convert("RGB").quantize(COLOURS)
    small.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
