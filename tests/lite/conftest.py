"""The site of `make lite`, served on this machine, in a Chromium that has never seen it."""

from pathlib import Path

import pytest
from pages import Lite

from tools.chromium import chromium
from tools.static_site import StaticSite, serving

BUILT = Path(__file__).parents[2] / "build/lite"


@pytest.fixture(scope="module")
def lite(tmp_path_factory):
    profile = tmp_path_factory.mktemp("profile")
    with serving(StaticSite(BUILT)) as site, chromium(profile) as browser:
        browser.set_script_timeout(180)
        yield Lite(browser, site)
