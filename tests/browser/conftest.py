"""One browser for all tests of what a reader does, and the sites they look at, served with the headers of a public server."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from golden import AS_OF, PROJECT, Built
from listening import Listened, listened
from playwright.sync_api import Browser
from ungated import boards

from build_scripts import pipeline
from build_scripts.publish.serve import server


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of the site while it is served."""
    with server(site, 0) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="package")
def address(province: Built) -> Iterator[str]:
    with serving(province.site) as found:
        yield found


@pytest.fixture(scope="package")
def hostile_address(hostile: Built) -> Iterator[str]:
    with serving(hostile.site) as found:
        yield found


@pytest.fixture(scope="package")
def public_address(public: Built) -> Iterator[str]:
    with serving(public.site) as found:
        yield found


@pytest.fixture(scope="package")
def large_address(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One board of a whole province: 17 divisions, 103 counties, 20 periods."""
    out = tmp_path_factory.mktemp("large") / "site"
    request = pipeline.Request(project, PROJECT / "data", PROJECT / "content", out, AS_OF, public=False)
    with serving(boards(request, ("STD_RATE",))) as found:
        yield found


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def heard_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Listened]:
    """A page on a desk and one on a phone, which complain of nothing until the test ends."""
    width, height = request.param
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page, heard = listened(context)
        yield page, heard
        assert heard.complaints == []
