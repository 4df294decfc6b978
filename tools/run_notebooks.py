"""Run the lessons and store their outputs, the same bytes each time: `make notebooks`.

With --check, `make notebooks-check`, it stores nothing and says which cells would change.
"""

import argparse
import base64
import sys
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# It names a widget that lives in one session only. Stored, it would be shown as an error by
# whoever opens the notebook without running it; what the widget says in words stays.
WIDGET = "application/vnd.jupyter.widget-view+json"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_REMARKS = {b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def run(path):
    """The notebook as it looks after a fresh run, as the text of its file."""
    notebook = nbformat.read(path, as_version=4)
    execute(notebook, path.parent)
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in cell.metadata if key == "tags"}
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise RuntimeError(f"cell {cell.id} wrote to stderr:\n{output.text}")
            strip(output)
    notebook.metadata = METADATA
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def execute(notebook, folder, keep_widgets=False):
    own_python = KernelSpecManager(kernel_dirs=[])  # no kernel but this interpreter's
    NotebookClient(
        notebook,
        km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=own_python),
        resources={"metadata": {"path": str(folder)}},
        timeout=120,
        record_timing=False,
        store_widget_state=keep_widgets,
        coalesce_streams=True,
    ).execute(cleanup_kc=True)


def strip(output):
    """Take away what names this machine or session: remarks in a picture, folders, widgets."""
    if output.output_type == "error":
        output.traceback = [f"{output.ename}: {output.evalue}"]
    output.get("data", {}).pop(WIDGET, None)
    if "image/png" in output.get("data", {}):
        png = without_remarks(base64.b64decode(output.data["image/png"]))
        output.data["image/png"] = base64.b64encode(png).decode()


def without_remarks(png):
    """The same picture without the chunks that name the program that drew it."""
    kept, start = [PNG_SIGNATURE], len(PNG_SIGNATURE)
    while start < len(png):
        length = int.from_bytes(png[start : start + 4], "big")
        end = start + length + 12  # length, kind and checksum take four bytes each
        if png[start + 4 : start + 8] not in PNG_REMARKS:
            kept.append(png[start:end])
        start = end
    return b"".join(kept)


def changed_cells(before, after):
    """The ids of the cells that differ; the notebook's own metadata counts as a cell."""
    before, after = (nbformat.reads(text, as_version=4) for text in (before, after))
    ids = [old.id for old, new in zip(before.cells, after.cells, strict=True) if old != new]
    return ids or ["the metadata or the layout of the file"]


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lesson", nargs="?", default="*")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folder", type=Path, default=NOTEBOOKS)
    options = parser.parse_args(arguments)

    paths = sorted(options.folder.glob(f"{options.lesson}.ipynb"))
    if not paths:
        sys.exit(f"no notebook {options.lesson}.ipynb in {options.folder.name}/")
    stale = False
    for path in paths:
        before = path.read_text(encoding="utf-8")
        try:
            after = run(path)
        except (CellExecutionError, RuntimeError) as error:
            sys.exit(f"{path.name}: {error}")
        if before == after:
            print(f"{path.name}: unchanged")
            continue
        stale = True
        print(f"{path.name}: changed in {', '.join(changed_cells(before, after))}")
        if not options.check:
            path.write_text(after, encoding="utf-8", newline="\n")
    return int(options.check and stale)


if __name__ == "__main__":
    sys.exit(main())
