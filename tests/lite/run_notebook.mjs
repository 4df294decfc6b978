// Runs a notebook's cells in the site's own Python, with no page: node run_notebook.mjs KERNEL NOTEBOOK
// Prints, as JSON, what each cell of code printed, or the error that ended it.

import { readFileSync } from "node:fs";

const [kernel, notebook] = process.argv.slice(2);
const { loadPyodide } = await import(`${kernel}/pyodide.mjs`);
const quiet = { messageCallback: () => {} };
const python = await loadPyodide({ indexURL: `${kernel}/`, stdout: () => {} });
await python.loadPackage(["micropip", "piplite", "ipykernel", "ipython", "comm", "hesscourse"], quiet);

python.FS.mkdir("/kernel");
python.FS.mount(python.FS.filesystems.NODEFS, { root: kernel }, "/kernel");
python.runPython(`
import contextlib, io, sys
import matplotlib
from IPython.core.interactiveshell import InteractiveShell
import hesscourse._browser

matplotlib.use("agg")
shell = InteractiveShell.instance()
(on_demand,) = (finder for finder in sys.meta_path if isinstance(finder, hesscourse._browser.OnDemand))
on_demand._fetch = lambda address: open("/kernel/" + address.rsplit("/")[-1], "rb").read()

def run(source):
    shell.displayhook.quiet = lambda: True
    with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.redirect_stderr(io.StringIO()):
        done = shell.run_cell(source, silent=True)
    error = done.error_before_exec or done.error_in_exec
    return f"{type(error).__name__}: {error}" if error else printed.getvalue()
`);

const printed = {};
for (const cell of JSON.parse(readFileSync(notebook, "utf-8")).cells) {
  if (cell.cell_type !== "code") continue;
  const source = cell.source.join("");
  await python.loadPackagesFromImports(source, quiet); // as the kernel in a page does
  printed[cell.id] = python.globals.get("run")(source);
}
console.log(JSON.stringify(printed));
