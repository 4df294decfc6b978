"""The lessons as pages with living explorers and no kernel: `make site`.

Nothing is fetched from another host: what a page needs stands beside it.
"""

import argparse
import gzip
import re
import shutil
import sys
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter

from tools.run_notebooks import NOTEBOOKS, execute
from tools.web_packages import folder_of

PAGE = Path(__file__).parent / "page"
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
LINK_TO_LESSON = re.compile(r'(href="[\w-]+)\.ipynb(["#])')
LINK_TO_SHEET = re.compile(r'href="\.\./(exercises/[\w/-]+\.ipynb)"')
INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={page}">
<title>hesscourse</title>
<link rel="icon" href="data:,">
</head>
<body><p><a href="{page}">hesscourse</a></p></body>
</html>
"""
ANYWIDGET = Path(sys.prefix) / "share/jupyter/nbextensions/anywidget/index.js"


def build(paths, target):
    """Write a page for each notebook, what the pages share, and an index that leads to the first.

    Parameters
    ----------
    paths : sequence of Path
    target : Path
        Made if it is not there; files in it are replaced.

    Returns
    -------
    list of Path
        The pages.
    """
    assets = target / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    shutil.copy(PAGE / "lesson.css", assets)
    shutil.copy(ANYWIDGET, assets / "anywidget.js")
    shutil.copy(folder_of("requirejs") / "require.js", assets)
    shutil.copy(folder_of("mathjax") / "es5/tex-svg.js", assets / "mathjax.js")
    manager = folder_of("@jupyter-widgets/html-manager") / "dist"
    shutil.copy(manager / "embed-amd.js", assets / "widgets.js")
    for font in manager.glob("*.woff2"):
        shutil.copy(font, assets)
    pages = [write_page(path, target) for path in paths]
    (target / "index.html").write_text(INDEX.format(page=pages[0].name), encoding="utf-8")
    return pages


def exporter():
    return HTMLExporter(template_name="lesson", extra_template_basedirs=[str(PAGE)])


def write_page(path, target):
    notebook = nbformat.read(path, as_version=4)
    execute(notebook, path.parent, keep_widgets=True)
    title = TITLE.search("\n".join(cell.source for cell in notebook.cells))
    resources = {"page_title": title.group(1) if title else path.stem}
    html, _ = exporter().from_notebook_node(notebook, resources)
    for sheet in LINK_TO_SHEET.findall(html):
        (target / sheet).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path.parent.parent / sheet, target / sheet)
    html = LINK_TO_SHEET.sub(r'download href="\1"', html)
    page = target / f"{path.stem}.html"
    page.write_text(LINK_TO_LESSON.sub(r"\1.html\2", html), encoding="utf-8")
    return page


def weight(page):
    """What a first visit of a page asks for, in bytes as gzip sends them."""
    needed = [page, *(page.parent / "assets").glob("*.js"), *(page.parent / "assets").glob("*.css")]
    return sum(len(gzip.compress(path.read_bytes())) for path in needed)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path)
    parser.add_argument("--folder", type=Path, default=NOTEBOOKS)
    parser.add_argument("--lesson", default="*")
    options = parser.parse_args(arguments)
    for page in build(sorted(options.folder.glob(f"{options.lesson}.ipynb")), options.target):
        print(f"{page.name}: {weight(page) / 1e6:.2f} MB with all that it needs, as gzip sends it")


if __name__ == "__main__":
    main()
