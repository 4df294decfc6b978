"""Imports point down only (docs/architecture.md), and names mean one thing."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "hesscourse"

GROUND = {
    "formula": set(),
    "_compiled": set(),
    "_brief": set(),
    "_symbolic": {"formula", "_brief"},
    "objective": {"_brief", "_symbolic", "_compiled"},
    "stopping": set(),
    "trajectory": set(),
}
MATHEMATICS = {"methods", "stationary", "basin_map", "logistic", "gallery", "data", "_stationary"}
BELOW = GROUND.keys() | MATHEMATICS
MAY_IMPORT = {
    **GROUND,
    **dict.fromkeys(MATHEMATICS, BELOW),
    "figures": BELOW - {"methods"},  # a figure computes no trajectory
    "explore": BELOW | {"figures"},
    "check": BELOW,
    "instructor": {"check", "objective"},
    "_lay_out": set(),
    "start": {"_lay_out"},
    "__main__": {"start"},
    "_browser": set(),
}
DRAWING = {"matplotlib", "ipywidgets", "anywidget"}
MAY_DRAW = {"figures", "explore"}


def complaints(package):
    found, neighbours = [], {}
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).with_suffix("").parts[0]
        if room == "__init__":  # the front door, which opens every room lazily
            continue
        if room not in MAY_IMPORT:
            found.append(f"{room} has no place in MAY_IMPORT")
            continue
        for module in imports(path, package):
            top, _, inner = module.partition(".")
            other = inner.split(".")[0]
            if top in DRAWING and room not in MAY_DRAW:
                found.append(f"{room} imports {top}")
            if top == package.name and other != room:
                neighbours.setdefault(room, set()).add(other)
                if other not in MAY_IMPORT[room]:
                    found.append(f"{room} imports {other or 'the front door'}")
    try:
        TopologicalSorter(neighbours).prepare()
    except CycleError as error:
        found.append(f"a circle of imports: {' < '.join(error.args[1])}")
    return found


def imports(path, package):
    """The full names of the modules that a file imports, at its top or inside a function."""
    here = [package.name, *path.relative_to(package).parent.parts]
    for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            base = here[: len(here) - statement.level + 1] if statement.level else []
            module = ".".join([*base, *filter(None, [statement.module])])
            if module == package.name:
                yield from (f"{module}.{alias.name}" for alias in statement.names)
            else:
                yield module


def test_imports_point_down_only():
    assert complaints(PACKAGE) == []


@pytest.mark.parametrize(
    ("file", "source", "complaint"),
    [
        ("formula.py", "from .methods import newton", "formula imports methods"),
        ("stopping.py", "def f():\n    import hesscourse.figures", "stopping imports figures"),
        ("methods/_newton.py", "from ..figures import path", "methods imports figures"),
        ("methods/_newton.py", "import matplotlib.pyplot", "methods imports matplotlib"),
        ("figures/_path.py", "from hesscourse.methods import newton", "figures imports methods"),
        ("check/core.py", "from .. import explore", "check imports explore"),
        ("explore/stage.py", "from hesscourse import instructor", "explore imports instructor"),
        ("gallery.py", "import hesscourse as hc", "gallery imports the front door"),
        ("attic.py", "", "attic has no place in MAY_IMPORT"),
    ],
)
def test_an_import_that_points_up_is_noticed(file, source, complaint, tmp_path):
    write(tmp_path, file, source)
    assert complaints(tmp_path / "hesscourse") == [complaint]


def test_a_circle_is_noticed(tmp_path):
    write(tmp_path, "gallery.py", "from .stationary import classify")
    write(tmp_path, "stationary.py", "from .gallery import bowl")
    (circle,) = complaints(tmp_path / "hesscourse")
    assert "a circle of imports" in circle


def write(folder, file, source):
    path = folder / "hesscourse" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")


def in_a_fresh_process(program):
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_importing_the_package_loads_nothing_heavy():
    in_a_fresh_process("""
import sys, hesscourse
heavy = {"numpy", "sympy", "matplotlib", "scipy", "ipywidgets"} & set(sys.modules)
assert not heavy, heavy
""")


def test_names_mean_the_same_after_every_module_is_imported():
    in_a_fresh_process("""
import importlib, pkgutil, hesscourse
def names(package):
    return {name: getattr(package, name) for name in package.__all__}
first = names(hesscourse)
assert names(hesscourse) == first
modules = [importlib.import_module(found.name)
           for found in pkgutil.walk_packages(hesscourse.__path__, "hesscourse.")]
now = names(hesscourse)
assert [name for name in first if now[name] is not first[name]] == []
assert set(hesscourse.__all__) <= set(dir(hesscourse))
""")


def test_no_module_shares_a_name_with_a_public_function():
    in_a_fresh_process("""
import importlib, pkgutil, types, hesscourse
packages = [hesscourse] + [importlib.import_module(found.name)
    for found in pkgutil.walk_packages(hesscourse.__path__, "hesscourse.") if found.ispkg]
clashes = [f"{package.__name__}.{found.name}" for package in packages
    for found in pkgutil.iter_modules(package.__path__)
    if found.name in getattr(package, "__all__", [])
    and not isinstance(getattr(package, found.name), types.ModuleType)]
assert not clashes, clashes
""")
