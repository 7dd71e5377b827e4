"""A Chromium that npm installs, and films in two shapes."""

import subprocess

import pytest

from tests.browser.stage import HERE, PUBLIC, Browser, make_film
from tests.kit.publication import Publication


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Chromium, unpacked from its npm package; `npm ci` installs that when it is not there."""
    if not (HERE / "node_modules" / "@sparticuz" / "chromium").is_dir():
        subprocess.run(["npm", "ci"], cwd=HERE, check=True, capture_output=True, timeout=600)
    if not (PUBLIC / "vendor" / "hls.js").is_file():
        subprocess.run(["npm", "ci"], cwd=PUBLIC.parent, check=True, capture_output=True, timeout=600)
    return Browser(tmp_path_factory.mktemp("chromium"))


@pytest.fixture(scope="session")
def wide_film(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return make_film(tmp_path_factory.mktemp("wide"), 1280, 720)


@pytest.fixture(scope="session")
def tall_film(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return make_film(tmp_path_factory.mktemp("tall"), 720, 1280)
