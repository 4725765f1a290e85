"""One browser for all tests of what a reader does, and the sites they look at, served with the headers of a public server."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from golden import Built

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
