"""How soon the course is alive in a browser that has never seen it: `make bench-lite`.

Each round has a new browser with an empty cache. The site is served by this machine without
compression, so bytes are what a plain server sends.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from selenium.webdriver.support.wait import WebDriverWait

from benchmarks import machine
from tools.chromium import chromium
from tools.lab import SHOWN
from tools.static_site import StaticSite, serving

SITE = Path(__file__).parent.parent / "build/lite"
LESSON = "notebooks/01_gradient_descent_1d.ipynb"
FIRST_EXPLORER = "rate-by-hand"

# Runs every cell down to the first explorer, and waits until that has painted.
RUN_TO_EXPLORER = """
const [id, done] = arguments;
(async () => {
  const {commands, shell} = window.jupyterapp;
  const {content, context, sessionContext} = shell.currentWidget;
  await context.ready;
  await sessionContext.ready;
  content.activeCellIndex = content.widgets.findIndex(cell => cell.model.id == id) + 1;
  await commands.execute('notebook:run-all-above');
})().then(() => done(null), error => done(String(error)));
"""
NOW = "return performance.now() / 1000"
ALIVE = """
const stage = document.querySelector('.hc-stage.hc-live');
return Boolean(stage && stage.explorer && stage.explorer.paints);
"""


def measure():
    """Seconds until the lesson is shown and its explorer is alive, and megabytes sent by then."""
    with (
        tempfile.TemporaryDirectory() as profile,
        serving(StaticSite(SITE)) as site,
        chromium(profile) as browser,
    ):
        browser.set_script_timeout(300)
        browser.get(f"{site.address}/lab/index.html?path={LESSON}")
        browser.execute_async_script(SHOWN)
        shown, sent = browser.execute_script(NOW), site.megabytes()
        trouble = browser.execute_async_script(RUN_TO_EXPLORER, FIRST_EXPLORER)
        if trouble:
            raise RuntimeError(trouble)
        WebDriverWait(browser, 60, poll_frequency=0.05).until(
            lambda browser: browser.execute_script(ALIVE), "an explorer that has painted"
        )
        return shown, browser.execute_script(NOW), sent, site.megabytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    busy = machine.how_busy()
    shown, alive, sent, all_sent = map(
        statistics.median, zip(*(measure() for _ in range(rounds)), strict=True)
    )
    files = [path for path in SITE.rglob("*") if path.is_file()]
    whole = sum(path.stat().st_size for path in files) / 1e6
    print(f"{machine.name()}; {busy:.1f} running programs a processor; median of {rounds} rounds")
    print()
    print("| lesson 01, empty cache | seconds | MB sent by then |")
    print("|---|---|---|")
    print(f"| on the screen | {shown:.1f} | {sent:.1f} |")
    print(f"| all run down to its first explorer, and that alive | {alive:.1f} | {all_sent:.1f} |")
    print(f"\nThe whole site: {len(files)} files, {whole:.1f} MB.")


if __name__ == "__main__":
    main()
