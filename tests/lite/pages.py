"""A notebook in JupyterLite, driven as a student would and read through its model."""

from selenium.webdriver.support.wait import WebDriverWait

from tools.lab import SHOWN

PATH = "return window.jupyterapp.shell.currentWidget.context.path"
OUTPUTS = """
const cells = window.jupyterapp.shell.currentWidget.content.model.toJSON().cells;
return Object.fromEntries(cells.filter(cell => cell.cell_type == 'code').map(cell => [
  cell.id, cell.outputs.map(output => output.text || '').flat().join('')]));
"""
RUN_CELL = """
const [id, source, done] = arguments;
(async () => {
  const {content, context, sessionContext} = window.jupyterapp.shell.currentWidget;
  await context.ready;
  await sessionContext.ready;
  await sessionContext.session.kernel.info;
  const at = content.widgets.findIndex(cell => cell.model.id == id);
  content.activeCellIndex = at;
  if (source !== null) content.widgets[at].model.sharedModel.setSource(source);
  await window.jupyterapp.commands.execute('notebook:run-cell');
  const outputs = content.widgets[at].model.toJSON().outputs;
  return outputs.map(output => output.text || output.evalue || '').flat().join('');
})().then(done, error => done('failed: ' + error));
"""
EDIT = """
const [id, source, done] = arguments;
(async () => {
  const {content, context} = window.jupyterapp.shell.currentWidget;
  await context.ready;
  content.widgets.find(cell => cell.model.id == id).model.sharedModel.setSource(source);
  await window.jupyterapp.commands.execute('docmanager:save');
})().then(() => done(null), error => done(String(error)));
"""
SOURCE = """
const {content} = window.jupyterapp.shell.currentWidget;
return content.widgets.find(cell => cell.model.id == arguments[0]).model.sharedModel.source;
"""


class Lite:
    def __init__(self, browser, site):
        self.browser = browser
        self.site = site

    def open(self, path):
        self.browser.get(f"{self.site.address}/lab/index.html?path={path}")
        self.browser.execute_async_script(SHOWN)
        # What was open the last time may come first.
        self.wait(lambda: self.browser.execute_script(PATH) == path, f"{path} in front")
        self.browser.execute_async_script(SHOWN)

    def outputs(self):
        """What each cell of code printed."""
        return self.browser.execute_script(OUTPUTS)

    def run_cell(self, cell, source=None):
        """Run a cell, with another source if one is given; what it printed, or its error."""
        return self.browser.execute_async_script(RUN_CELL, cell, source)

    def edit(self, cell, source):
        """Type into a cell, and save."""
        trouble = self.browser.execute_async_script(EDIT, cell, source)
        assert trouble is None

    def source(self, cell):
        return self.browser.execute_script(SOURCE, cell)

    def wait(self, condition, what):
        return WebDriverWait(self.browser, 60).until(lambda _: condition(), what)
