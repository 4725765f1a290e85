"""Attacks in every text field, in a real browser, with the site's policy and without it."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

import pytest
from golden import Built
from hostile import ATTACKS
from listening import Heard, listened
from playwright.sync_api import Browser, BrowserContext, Page

_EACH = 2


@pytest.fixture(params=["policy", "no policy"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    with browser.new_context(bypass_csp=request.param == "no policy", viewport={"width": 1280, "height": 900}) as opened:
        yield opened


def kinds_of_pages(hostile: Built) -> list[str]:
    """A few pages of every type: all written by hand, and some of each folder."""
    site = hostile.site
    found = [page.name for page in site.glob("*.html")]
    for folder in sorted({page.parent for page in site.rglob("*/*.html")}):
        found += [page.relative_to(site).as_posix() for page in islice(sorted(folder.glob("*.html")), _EACH)]
    return found


def assert_nothing_ran(page: Page, heard: Heard, path: str) -> None:
    assert page.title() != "pwn", path
    known = ", ".join(f"[src$='assets/gk/{name}.js']" for name in ("board", "find", "paper", "sort"))
    ours = f"script:not({known}, [type='application/ld+json'])"
    picture = "img:not(.gk-qr[src^='data:image/png;base64,'])"
    assert page.evaluate(f"""document.querySelectorAll("{picture}, article {ours}, [onerror], a[href^='javascript:' i]").length""") == 0, (
        path
    )
    assert heard.complaints == [], path


def test_no_page_runs_what_was_submitted(context: BrowserContext, hostile: Built, hostile_address: str) -> None:
    page, heard = listened(context)
    paths = kinds_of_pages(hostile)
    assert len(paths) > 30
    for path in paths:
        # A pack is served to be kept; it is opened from where it was kept.
        url = (hostile.site / path).as_uri() if path.startswith("packs/") else f"{hostile_address}/{path}"
        page.goto(url, wait_until="load")
        assert_nothing_ran(page, heard, path)
    assert [url for url in heard.elsewhere(hostile_address) if not url.startswith("file:")] == []


def test_no_map_runs_what_was_submitted(context: BrowserContext, hostile_address: str) -> None:
    page, heard = listened(context)
    page.goto(f"{hostile_address}/coverage/ORG_RATE.html")
    figure = page.locator("figure.gk-map").first
    region = figure.locator("[data-gk-code='990100']")
    region.focus()
    region.locator("path").hover()
    assert "onerror=alert(1)" in figure.locator("[data-gk-detail]").inner_text()
    figure.locator("[data-gk-zoom]").click()
    shape = figure.locator(".gk-zoom path.gk-region").first
    shape.hover()
    page.locator(".leaflet-tooltip").wait_for()
    assert "onerror=alert(1)" in page.locator(".leaflet-tooltip").inner_text()
    assert_nothing_ran(page, heard, "map")


def test_no_filter_runs_what_was_submitted_or_typed_or_linked_to(context: BrowserContext, hostile_address: str) -> None:
    page, heard = listened(context)
    page.goto(f"{hostile_address}/honours.html?{urlencode({'words': ATTACKS[2]})}")
    for attack in (ATTACKS[2], ATTACKS[3], ATTACKS[0]):
        page.fill("form[data-gk-filter] input[name=words]", attack)
        page.wait_for_function("document.querySelector('[data-gk-status]').textContent !== ''")
        assert page.locator("[data-gk-results] li").count() > 0
        assert_nothing_ran(page, heard, attack)


def test_a_page_that_does_run_them_is_noticed(context: BrowserContext, hostile_address: str) -> None:
    page, heard = listened(context)
    body = f"<title>x</title><p>{''.join(ATTACKS)}</p>"
    page.route("**/control.html", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{hostile_address}/control.html")
    page.wait_for_function("document.title === 'pwn'")
    page.wait_for_timeout(100)
    assert "dialog: 1" in heard.complaints
