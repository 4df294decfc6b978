"""A JupyterLab of its own, in a folder of its own, driven from Chromium."""

import json
import os
import re
import secrets
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from threading import Thread

LESSONS = Path(__file__).parent.parent / "notebooks"
HOMES = ["config", "data", "runtime"]
HOST = re.compile(r"http://127\.0\.0\.1:\d+")
NOTEBOOK = ".jp-NotebookPanel .jp-WindowedPanel-outer"
DRAW_EVERY_CELL = {"windowingMode": "none", "scrollPastLastCell": False}
WIDGET_TROUBLE = re.compile(
    r"Error displaying widget|[Mm]odel not found|Failed to load|Loading widget"
)

SHOWN = """
const done = arguments[0];
const look = () => {
  const panel = window.jupyterapp && window.jupyterapp.shell.currentWidget;
  if (panel && panel.context) panel.revealed.then(done);
  else requestAnimationFrame(look);
};
look();
"""

RUN_ALL = """
const done = arguments[0];
(async () => {
  const {commands, shell} = window.jupyterapp;
  const panel = shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  await commands.execute('notebook:clear-all-cell-outputs');
  await commands.execute('notebook:run-all-cells');
  // After an error that a cell expects, the command returns early and the kernel goes on.
  await panel.sessionContext.session.kernel.requestExecute({code: ''}).done;
  return panel.content.model.toJSON().cells.filter(cell => cell.cell_type == 'code').map(cell => ({
    id: cell.id,
    ran: cell.execution_count !== null,
    error: (cell.outputs.find(output => output.output_type == 'error') || {}).evalue,
    expected: (cell.metadata.tags || []).includes('raises-exception'),
  }));
})().then(done, error => done(String(error)));
"""


@contextmanager
def lab(folder, lessons=LESSONS):
    """Serve a copy of the lessons; yields a function from a path to its address."""
    copytree(lessons, folder / "course" / "notebooks")
    settings = folder / "config/lab/user-settings/@jupyterlab/notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps(DRAW_EVERY_CELL))
    token = secrets.token_hex(16)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ip=127.0.0.1", "--port=0", "--expose-app-in-browser"),
        "--JupyterNotebookApp.expose_app_in_browser=True",  # Notebook 7, at the same address
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder / 'course'}",
    ]
    homes = {f"JUPYTER_{home.upper()}_DIR": str(folder / home) for home in HOMES}
    environment = os.environ | homes
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            host = next(filter(None, map(HOST.search, server.stderr))).group()
            Thread(target=server.stderr.read, daemon=True).start()  # so that no log fills the pipe
            yield lambda path: f"{host}/{path}?token={token}"
        finally:
            server.terminate()


def open_lesson(browser, address, lesson):
    browser.get(address(f"doc/tree/notebooks/{lesson}.ipynb"))
    browser.set_script_timeout(300)
    browser.execute_async_script(SHOWN)


def run_all(browser):
    """Run every cell; a list of code cells, each with its error if there was one."""
    cells = browser.execute_async_script(RUN_ALL)
    if isinstance(cells, str):
        raise RuntimeError(cells)
    return cells


def troubles(browser, cells):
    """What a student would stumble over, one sentence each."""
    unrun = [f"{cell['id']} did not run" for cell in cells if not cell["ran"]]
    errors = [
        f"{cell['id']} ended in an error: {cell['error']}"
        for cell in cells
        if cell.get("error") is not None and not cell["expected"]
    ]
    text = browser.find_element("css selector", NOTEBOOK).text
    return unrun + errors + [f"the page says {words}" for words in WIDGET_TROUBLE.findall(text)]
