"""Sites that several tests look at, each built once a session."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import CHROMIUM, FLAGS
from golden import Built, asked, built, copied
from hostile import hostile_data
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from small_site import PROJECT, rendered, write_site

settings.register_profile("untimed", deadline=None)  # machines are noisy: no law of ours says how long it takes
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for the browser; on a machine without one it is left out, in CI it fails."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and "CI" not in os.environ:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine; .ci/run installs one"))


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project to build in, so that a build by hand and the tests do not wait for each other."""
    return copied(tmp_path_factory.mktemp("project") / "gongkai")


@pytest.fixture(scope="session")
def province(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The golden province."""
    return built(asked(project, tmp_path_factory.mktemp("province") / "site"))


@pytest.fixture(scope="session")
def hostile(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The golden province with attacks in every text field."""
    root = tmp_path_factory.mktemp("hostile")
    return built(asked(project, root / "site", hostile_data(root / "data")))


@pytest.fixture(scope="session")
def public(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The golden province as its public sees it, before a map was approved."""
    return built(asked(project, tmp_path_factory.mktemp("public") / "site", public=True))


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site."""
    root = tmp_path_factory.mktemp("sound")
    write_site(root / "site", rendered(PROJECT, root / "work"))
    return root / "site"


@pytest.fixture
def site(sound: Path, tmp_path: Path) -> Path:
    """A copy of the small site, to spoil."""
    return Path(shutil.copytree(sound, tmp_path / "site"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser: playwright runs once in a process."""
    with sync_playwright() as engine, engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as started:
        yield started
