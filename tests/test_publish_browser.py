"""In a real browser: the pages run under the policy without one complaint, and the theme still does what readers use."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from small_site import PROJECT, rendered, write_site

from build_scripts.publish.policy import HEADERS
from build_scripts.publish.serve import server

PAGES = ["index.html", "coverage/RATE.html", "records/unit/990101.html", "404.html"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("browser")
    write_site(root / "site", rendered(PROJECT, root / "work"))
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with server(site, 0) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(color_scheme="light") as opened:
        yield opened


def listened(context: BrowserContext) -> tuple[Page, list[str], list[str]]:
    """A page, what it complains of, and what it asks for."""
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    return page, complaints, requests


@pytest.mark.parametrize("path", PAGES)
def test_page_runs_under_the_policy_without_complaint_and_asks_nobody_else(context: BrowserContext, address: str, path: str) -> None:
    page, complaints, requests = listened(context)
    answer = page.goto(f"{address}/{path}", wait_until="networkidle")
    assert answer is not None
    assert {name: answer.headers.get(name.lower()) for name in HEADERS} == dict(HEADERS)
    assert page.evaluate("document.documentElement.classList.contains('js')")
    assert page.evaluate("[document.documentElement.dataset.gkMap, document.documentElement.dataset.gkFilter]") == ["ready", "ready"]
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    assert complaints == []
    assert [url for url in requests if not url.startswith(address)] == []
    assert len(requests) > 5


def test_complaint_is_heard_when_a_page_breaks_the_policy(context: BrowserContext, address: str) -> None:
    page, complaints, _ = listened(context)
    page.goto(f"{address}/index.html")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p><img src=\"https://example.org/a.png\">')")
    page.wait_for_timeout(200)
    assert len(complaints) >= 2


@pytest.mark.parametrize("path", ["index.html", "records/unit/990101.html"])
def test_colour_scheme_changes_and_is_remembered_on_a_page_of_another_depth(context: BrowserContext, address: str, path: str) -> None:
    page, complaints, _ = listened(context)
    page.goto(f"{address}/{path}", wait_until="networkidle")
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    assert page.evaluate(scheme) == "default"
    page.locator("form[data-md-component=palette] label:visible").click()
    assert page.evaluate(scheme) == "slate"
    page.goto(f"{address}/coverage/RATE.html", wait_until="networkidle")
    assert page.evaluate(scheme) == "slate"
    assert complaints == []


def test_drawer_opens_on_a_phone_and_leads_on(context: BrowserContext, address: str) -> None:
    page, complaints, _ = listened(context)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/records/unit/990101.html", wait_until="networkidle")
    page.locator("header label[for=__drawer]").click()
    page.locator(".md-nav--primary a", has_text="荣誉").click()
    page.wait_for_url("**/honours.html")
    assert page.locator("h1").inner_text() == "honours 页"
    assert complaints == []


def test_page_is_whole_and_styled_when_opened_from_a_disk(context: BrowserContext, site: Path) -> None:
    page = context.new_page()
    page.goto((site / "records/unit/990101.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    page.locator("article a", has_text="首页").click()
    assert page.locator("h1").inner_text() == "index 页"


def test_page_is_whole_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/index.html")
        assert page.locator("figure.gk-map svg").count() == 1
        assert page.locator(".gk-release").inner_text() == "数据截至 2018年6月30日"
