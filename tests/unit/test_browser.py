"""In a browser a package arrives when it is first imported: tried with a list of two packages."""

import importlib
import io
import sys
import zipfile
from hashlib import sha256
from types import SimpleNamespace

import pytest

from hesscourse import _browser


def wheel(**modules):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, source in modules.items():
            archive.writestr(f"{name}.py", source)
    return packed.getvalue()


WHEELS = {
    "wide": wheel(wide_of_the_course="import deep_in_the_course as deep\nanswer = deep.answer"),
    "deep": wheel(deep_in_the_course="answer = 42"),
}


@pytest.fixture
def fetched(tmp_path, monkeypatch):
    """What has been fetched, with the two packages to be had at http://site/."""
    depends = {"wide": ["deep"], "deep": []}
    packages = {
        name: {
            "file_name": f"{name}.whl",
            "sha256": sha256(content).hexdigest(),
            "depends": depends[name],
            "imports": [f"{name}_{'of' if name == 'wide' else 'in'}_the_course"],
        }
        for name, content in WHEELS.items()
    }
    pyodide = SimpleNamespace(
        lockfile=SimpleNamespace(packages=SimpleNamespace(to_py=lambda: packages)),
        lockfileBaseUrl="http://site/",
        loadedPackages=SimpleNamespace(),
    )
    addresses = []

    def fetch(address):
        addresses.append(address)
        return WHEELS[address.removeprefix("http://site/").removesuffix(".whl")]

    monkeypatch.setattr(_browser, "getsitepackages", lambda: [str(tmp_path)])
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, _browser.OnDemand(pyodide, fetch)])
    yield addresses
    for module in ("wide_of_the_course", "deep_in_the_course"):
        sys.modules.pop(module, None)


def test_a_package_comes_with_what_it_needs_and_once(fetched):
    assert importlib.import_module("wide_of_the_course").answer == 42
    assert importlib.import_module("deep_in_the_course").answer == 42
    assert fetched == ["http://site/deep.whl", "http://site/wide.whl"]


def test_what_the_list_does_not_have_stays_unknown(fetched):
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("nowhere_in_the_course")
    assert fetched == []


def test_half_a_package_is_refused(fetched, monkeypatch):
    monkeypatch.setitem(WHEELS, "deep", WHEELS["deep"][:-1])
    with pytest.raises(ImportError, match=r"deep\.whl did not arrive whole"):
        importlib.import_module("deep_in_the_course")
