"""What the kernel in the browser is made of: Pyodide, the wheels, and the list that names them.

Pyodide asks ``pyodide-lock.json`` for what to load when a cell says ``import``. Ours names the
packages that the course needs and nothing else, each with the checksum that the browser compares.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
LIST = "pyodide-lock.json"
BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix"}
PYTHON = "3.14"  # Pyodide's; browser.lock is made for it

# Loaded when something imports them: by Pyodide if a cell does, else by hesscourse/_browser.py.
ON_DEMAND = {"scipy", "autograd", "fonttools", "pytz"}
IN_THE_PAGE = {"jupyterlab", "jupyterlab-widgets", "widgetsnbextension"}


def pure_wheels(kernel_extension, target):
    """Gather the wheels that every machine can run: the course's, the kernel's, the locked ones."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    course = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", target, ROOT]
    subprocess.run([*pip, *course], check=True)
    drop_lessons(next(target.glob("hesscourse-*.whl")))
    locked = ["--require-hashes", "-r", HERE / "browser.lock", "--dest", target]
    for_any = ["--no-deps", "--only-binary=:all:", "--platform=any", f"--python-version={PYTHON}"]
    subprocess.run([*pip, "download", *for_any, *locked], check=True)
    for wheel in (kernel_extension / "static/pypi").glob("*.whl"):
        if not wheel.name.startswith("widgetsnbextension"):
            shutil.copy(wheel, target)
    return sorted(target.glob("*.whl"))


def drop_lessons(wheel):
    """Leave out what `hesscourse start` lays out: the site has the lessons as its files."""
    whole = wheel.rename(wheel.with_suffix(".whole"))
    with zipfile.ZipFile(whole) as packed, zipfile.ZipFile(wheel, "w") as lighter:
        for member in packed.infolist():
            if not member.filename.startswith("hesscourse/_course/"):
                lighter.writestr(member, packed.read(member), zipfile.ZIP_DEFLATED)
    whole.unlink()


def entry(wheel):
    """A wheel as the list names it."""
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        about = Parser().parsestr(packed.read(metadata).decode("utf-8"))
    packages = {name.split("/")[0] for name in names if name.endswith("/__init__.py")}
    modules = {name.removesuffix(".py") for name in names if "/" not in name}
    return {
        "name": canonicalize_name(about["Name"]),
        "version": about["Version"],
        "file_name": wheel.name,
        "sha256": checksum(wheel),
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
        "imports": sorted(packages | modules),
        "depends": depends(about.get_all("Requires-Dist", [])),
    }


def depends(lines):
    needed = [Requirement(line) for line in lines]
    surroundings = BROWSER | {"python_version": PYTHON, "python_full_version": PYTHON, "extra": ""}
    names = {
        canonicalize_name(need.name)
        for need in needed
        if need.marker is None or need.marker.evaluate(surroundings)
    }
    return sorted(names - IN_THE_PAGE)


def write_list(wheels, pyodide, target, from_elsewhere=""):
    """Write the list; return Pyodide's own packages that it needs, as Pyodide's list says them.

    They stand beside the list, or at the address `from_elsewhere`.
    """
    full = json.loads((pyodide / LIST).read_text(encoding="utf-8"))
    ours = {package["name"]: package for package in map(entry, wheels)}
    theirs = {}
    wanted = ["micropip", *(name for one in ours.values() for name in one["depends"])]
    while wanted:
        name = wanted.pop()
        if name in ours or name in theirs:
            continue
        if name not in full["packages"]:
            raise LookupError(f"{name} is neither in browser.lock nor in Pyodide")
        theirs[name] = full["packages"][name]
        wanted += theirs[name]["depends"]
    placed = {
        name: one | {"file_name": from_elsewhere + one["file_name"]} for name, one in theirs.items()
    }
    packages = {name: without_on_demand(one) for name, one in (ours | placed).items()}
    save(target, full | {"packages": packages})
    return theirs.values()


def without_on_demand(package):
    return package | {"depends": [name for name in package["depends"] if name not in ON_DEMAND]}


def renew_checksums(target):
    """Say in the list what the files are now."""
    written = json.loads((target / LIST).read_text(encoding="utf-8"))
    for package in written["packages"].values():
        package["sha256"] = checksum(target / package["file_name"])
    save(target, written)


def save(target, written):
    (target / LIST).write_text(json.dumps(written, indent=1, sort_keys=True), encoding="utf-8")


def checksum(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
