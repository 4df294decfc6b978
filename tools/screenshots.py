"""Pictures of a lesson to look at, as an exported page and in JupyterLab: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

import jupyter_server_mathjax
from nbconvert import HTMLExporter

from tools.chromium import chromium, save_tiles
from tools.lab import LESSONS, NOTEBOOK, lab, open_lesson, run_all, troubles

MATHJAX = Path(jupyter_server_mathjax.__file__).parent / "static" / "MathJax.js"
# The package above carries this font only; asked for another, MathJax fails at every f'.
FONT = """<script type="text/x-mathjax-config">
MathJax.Hub.Config({"HTML-CSS": {availableFonts: [], preferredFont: null, webFont: "STIX-Web"}});
</script>"""
TYPESET = """
const done = arguments[0];
window.MathJax ? MathJax.Hub.Queue(() => done()) : done();
"""
UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true; });"


def main(lesson, target):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        with chromium(scratch / "profile") as browser:
            tiles = page(browser, lesson, scratch, target)
            with lab(scratch / "lab") as address:
                open_lesson(browser, address, lesson)
                for trouble in troubles(browser, run_all(browser)):
                    print(trouble)
                tiles += save_tiles(browser, target / f"{lesson}-lab", NOTEBOOK)
    print(f"{len(tiles)} pictures in {target}")


def page(browser, lesson, scratch, target):
    exporter = HTMLExporter(
        mathjax_url=f"{MATHJAX.as_uri()}?config=TeX-AMS-MML_HTMLorMML-full,Safe"
    )
    html, _ = exporter.from_filename(LESSONS / f"{lesson}.ipynb")
    file = scratch / f"{lesson}.html"
    file.write_text(html.replace("<head>", f"<head>{FONT}", 1), encoding="utf-8")
    browser.get(file.as_uri())
    browser.execute_async_script(TYPESET)
    browser.execute_script(UNFOLD)
    return save_tiles(browser, target / f"{lesson}-page")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("which lesson, and where to? Say LESSON=06_worked_example TO=/some/folder")
    main(sys.argv[1], Path(sys.argv[2]))
