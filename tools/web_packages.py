"""What a lesson's page and the browser tests need from npm: fetched once, and checked.

A student needs none of it. `web_packages.json` says the versions and their checksums.
"""

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGES = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
STORE = Path(__file__).parent.parent / ".venv" / "web"


def folder_of(name):
    """The folder of an npm package, fetched if it is not there yet."""
    version = PACKAGES[name]["version"]
    folder = STORE / f"{name.replace('/', '+')}-{version}"
    if not folder.exists():
        STORE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=STORE) as scratch:
            fetch(name, version, PACKAGES[name]["integrity"], Path(scratch))
            if not folder.exists():  # another process may have been faster
                (Path(scratch) / "package").rename(folder)
    return folder


def fetch(name, version, integrity, target):
    """Unpack a package into ``target/package``, if it is the one that was checked."""
    command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (archive,) = target.glob("*.tgz")
    check(archive.read_bytes(), integrity, name)
    with tarfile.open(archive) as packed:
        packed.extractall(target, filter="data")


def check(content, integrity, name):
    kind, _, wanted = integrity.partition("-")
    found = base64.b64encode(hashlib.new(kind, content).digest()).decode("ascii")
    if found != wanted:
        raise RuntimeError(f"{name} is not the package that was checked: its {kind} is {found}")
