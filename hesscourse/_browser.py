"""In a browser, a package is fetched when something first imports it.

Pyodide loads what a cell imports by name. The course itself imports SciPy in a few places, and
only there: 14 MB that most lessons never need.
"""

import io
import sys
import zipfile
from hashlib import sha256
from importlib import invalidate_caches
from importlib.machinery import PathFinder
from site import getsitepackages


class OnDemand:
    """Asked for a module that is not there, fetches the package of Pyodide's list that has it."""

    def __init__(self, pyodide, fetch):
        self._pyodide = pyodide
        self._fetch = fetch
        self._packages = pyodide.lockfile.packages.to_py()
        self._homes = {
            module: name
            for name, package in self._packages.items()
            for module in package["imports"]
        }

    def find_spec(self, name, path=None, target=None):
        if name not in self._homes or self._is_loaded(self._homes[name]):
            return None
        self._load(self._homes[name])
        invalidate_caches()
        return PathFinder.find_spec(name, path, target)

    def _load(self, name):
        package = self._packages[name]
        for needed in package["depends"]:
            if not self._is_loaded(needed):
                self._load(needed)
        content = self._fetch(self._pyodide.lockfileBaseUrl + package["file_name"])
        if sha256(content).hexdigest() != package["sha256"]:
            raise ImportError(f"{package['file_name']} did not arrive whole; run the cell again")
        with zipfile.ZipFile(io.BytesIO(content)) as wheel:
            wheel.extractall(getsitepackages()[0])
        setattr(self._pyodide.loadedPackages, name, "on demand")

    def _is_loaded(self, name):
        return hasattr(self._pyodide.loadedPackages, name)


def fetch(address):
    """The bytes at an address, waiting for them: an import cannot be awaited."""
    from js import XMLHttpRequest

    request = XMLHttpRequest.new()
    request.open("GET", address, False)
    request.responseType = "arraybuffer"
    request.send()
    if request.status != 200:
        raise ImportError(f"{address} could not be fetched: status {request.status}")
    return request.response.to_bytes()


def fetch_what_is_imported():
    import pyodide_js

    after_those_on_disk = sys.meta_path.index(PathFinder) + 1
    sys.meta_path.insert(after_those_on_disk, OnDemand(pyodide_js, fetch))
