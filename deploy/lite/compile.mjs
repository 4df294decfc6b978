// Runs compile.py in Pyodide itself, so that the bytecode is the browser's: node compile.mjs FOLDER
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const beside = (name) => readFileSync(join(dirname(fileURLToPath(import.meta.url)), name), "utf8");
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
// Which columns of a line failed is a third of the bytecode.
const env = { HOME: "/home/pyodide", PYTHONNODEBUGRANGES: "1" };
const pyodide = await loadPyodide({ indexURL: folder, env });
const settings = JSON.parse(beside("jupyter-lite.json"))["jupyter-config-data"].litePluginSettings;
const { packages } = settings["@jupyterlite/pyodide-kernel-extension:kernel"].loadPyodideOptions;
pyodide.FS.mkdir("/site");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/site");
try {
  await pyodide.loadPackage(packages, { messageCallback: () => {} });
  pyodide.runPython(beside("compile.py"));
} catch (error) {
  console.error(error.message); // with Node's own report comes a megabyte of Pyodide's script
  process.exit(1);
}
