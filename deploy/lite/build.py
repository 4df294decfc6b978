"""The course as a static site that runs in the browser: `make lite`."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL, PYODIDE_VERSION

from deploy.lite.distribution import HERE, ROOT, pure_wheels, renew_checksums, write_list
from deploy.lite.pyodide_release import copy_packages, unpack_carrier
from tools.web_packages import PACKAGES, folder_of

KERNEL = Path(sys.prefix) / "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension"
CARRIED = Path(sys.prefix) / "pyodide"
RUNTIME = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]
CDN = PYODIDE_CDN_URL.replace(PYODIDE_VERSION, PACKAGES["pyodide"]["version"])


def write_pages(target):
    """JupyterLab without a server, and the lessons and exercises as its files."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch)
        for name in ("jupyter-lite.json", "jupyter_lite_config.json"):
            shutil.copy(HERE / name, source)
        shutil.copy(ROOT / "tools/jupyterlab_settings.json", source / "overrides.json")
        for folder in ("notebooks", "exercises"):
            hidden = shutil.ignore_patterns(".*")
            shutil.copytree(ROOT / folder, source / "files" / folder, ignore=hidden)
        lite = [sys.executable, "-m", "jupyterlite_core", "build", "--output-dir", target]
        subprocess.run(lite, cwd=source, check=True, stdout=subprocess.DEVNULL)


def write_kernel(target, release):
    """Pyodide and the wheels, all on the site itself."""
    pyodide = folder_of("pyodide")
    for name in RUNTIME:
        shutil.copy(pyodide / name, target)
    packages = write_list(pure_wheels(KERNEL, target), pyodide, target)
    copy_packages(packages, release or unpack_carrier(packages, CARRIED), target)
    subprocess.run(["node", HERE / "compile.mjs", target], check=True)
    renew_checksums(target)


def write_kernel_for(cdn, target, settings):
    """Our wheels on the site, Pyodide and its packages at an address elsewhere."""
    write_list(pure_wheels(KERNEL, target), folder_of("pyodide"), target, f"{cdn}/")
    written = json.loads(settings.read_text(encoding="utf-8"))
    plugins = written["jupyter-config-data"]["litePluginSettings"]
    kernel = plugins["@jupyterlite/pyodide-kernel-extension:kernel"]
    kernel["pyodideUrl"] = f"{cdn}/pyodide.mjs"
    kernel["loadPyodideOptions"]["lockFileURL"] = "./static/pyodide/pyodide-lock.json"
    settings.write_text(json.dumps(written, indent=2), encoding="utf-8")


def empty(target):
    """Make way for a new site, if nothing but an old one is lost."""
    if target.exists():
        if any(target.iterdir()) and not (target / "jupyter-lite.json").exists():
            sys.exit(f"{target} is not empty, and what is in it is no such site: choose another")
        shutil.rmtree(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--pyodide", type=Path, help="take Pyodide's packages from this release")
    parser.add_argument("--cdn", nargs="?", const=CDN, help="leave Pyodide at this address")
    options = parser.parse_args()
    target = options.target.resolve()
    empty(target)
    write_pages(target)
    kernel = target / "static/pyodide"
    kernel.mkdir(parents=True)
    if options.cdn:
        write_kernel_for(options.cdn, kernel, target / "jupyter-lite.json")
    else:
        write_kernel(kernel, options.pyodide)


if __name__ == "__main__":
    main()
