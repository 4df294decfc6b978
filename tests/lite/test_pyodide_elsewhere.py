"""A site whose Pyodide stays at another address: `make lite CDN=...`."""

import subprocess
from pathlib import Path

import pytest
from pages import Lite

from tools.chromium import chromium
from tools.static_site import StaticSite, serving
from tools.web_packages import folder_of

ROOT = Path(__file__).parents[2]
VENV = ROOT / ".venv-lite"


@pytest.fixture
def elsewhere(tmp_path):
    """Pyodide as it is published: the runtime and the packages in one folder."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for path in [*folder_of("pyodide").iterdir(), *(VENV / "pyodide").iterdir()]:
        if path.is_file():
            (folder / path.name).symlink_to(path)
    with serving(StaticSite(folder)) as site:
        yield site


def test_python_comes_from_there_and_the_course_from_here(elsewhere, tmp_path):
    target = tmp_path / "site"
    build = [VENV / "bin/python", "-m", "deploy.lite.build", target, "--cdn", elsewhere.address]
    subprocess.run(build, cwd=ROOT, check=True)
    with (
        serving(StaticSite(target, also=elsewhere.address)) as site,
        chromium(tmp_path / "profile") as browser,
    ):
        browser.set_script_timeout(180)
        lite = Lite(browser, site)
        lite.open("notebooks/01_gradient_descent_1d.ipynb")
        run = "import hesscourse as hc\nprint(hc.newton(hc.Objective('(x - 4)^2'), 1.0).final)"
        assert lite.run_cell("imports", run) == "4.0\n"
        assert site.refused == []
    assert "/pyodide.asm.wasm" in elsewhere.sent
    assert any("numpy" in path for path in elsewhere.sent)
    assert not any("pyodide.asm" in path for path in site.sent)
    assert any("hesscourse" in path for path in site.sent)
