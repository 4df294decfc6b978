"""One hub for all tests: real users of this machine, who go when the tests end."""

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from tools.hub import BIN, REAL_USERS, ROOT, hub

STUDENTS = ("hctest-ada", "hctest-bob", "hctest-eve")
TEACHERS = ("hctest-grace", "hctest-hugo")
NEED_USERS = {"class_hub", "hub_folder"}


def pytest_collection_modifyitems(items):
    reason = why_no_real_users()
    if reason:
        for item in items:
            if NEED_USERS & set(item.fixturenames):
                item.add_marker(pytest.mark.skip(reason=reason))


def why_no_real_users():
    """What is missing for a hub whose students are users of this machine."""
    if not REAL_USERS:
        return "only root can make users of this machine"
    for path in (ROOT, (BIN / "python").resolve()):
        for folder in path.parents:
            if not folder.stat().st_mode & 0o001:
                return f"students could not read {path}: {folder} is shut to them"
    return None


@pytest.fixture(scope="session")
def class_hub():
    """A running hub with three students and two teachers."""
    with hub(STUDENTS, TEACHERS) as running:
        yield running


@pytest.fixture(scope="session")
def link_for_students(class_hub):
    return class_hub.do("link", class_hub.address).strip()


@pytest.fixture
def hub_folder():
    """A folder for a hub that is not laid out yet and that everybody can reach."""
    folder = Path(mkdtemp(prefix="hesscourse-hub-"))
    folder.chmod(0o755)
    yield folder
    rmtree(folder)


@pytest.fixture
def home(class_hub):
    """From a user to the home."""
    return lambda name: Path(class_hub.folder, "homes", name)
