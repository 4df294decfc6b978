"""Runs in Pyodide: stores the modules that every lesson imports as bytecode, in their wheels.

A browser has nowhere to keep bytecode. Without this, it would compile a thousand modules each time
a lesson is opened, which takes longer than all the rest.
"""

import sys
import warnings
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

SITE = Path("/site")
READABLE = "hesscourse"  # its source stays beside the bytecode: students look into it

warnings.simplefilter("ignore")


def import_what_a_lesson_imports():
    import matplotlib.backends.backend_agg  # noqa: F401
    import matplotlib_inline.backend_inline  # noqa: F401
    import piplite  # noqa: F401

    import hesscourse as hc

    for name in hc.__all__:
        getattr(hc, name)
    hc.explore.descent()

    import pyodide_kernel  # noqa: F401  (last: from now on a widget needs a page)


def module_files(folder):
    """The files of what is imported by now, as the archive unpacked in `folder` calls them."""
    files = {getattr(module, "__file__", None) or "" for module in sys.modules.values()}
    sources = {file for file in files if file.startswith(folder) and file.endswith(".py")}
    return {file.removeprefix(folder) for file in sources}


def compile_in(archive, wanted):
    old = {}
    with zipfile.ZipFile(archive) as packed:
        for name in packed.namelist():
            old[name] = packed.read(name)
    if not wanted & old.keys():
        return
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in old.items():
            for new_name, new_content in stored(name, content, name in wanted):
                packed.writestr(zipfile.ZipInfo(new_name), new_content, zipfile.ZIP_DEFLATED)


def stored(name, source, wanted):
    if not wanted:
        return [(name, source)]
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    bytecode = _code_to_hash_pyc(code, bytes(8), checked=False)
    folder, _, module = name.removesuffix(".py").rpartition("/")
    if name.startswith(READABLE):
        cached = f"{folder}/__pycache__/{module}.{sys.implementation.cache_tag}.pyc"
        return [(name, source), (cached, bytecode)]
    return [(f"{name}c", bytecode)]


import_what_a_lesson_imports()
compile_in(SITE / "python_stdlib.zip", module_files("/lib/python314.zip/"))
for wheel in SITE.glob("*.whl"):
    compile_in(wheel, module_files("/lib/python3.14/site-packages/"))
