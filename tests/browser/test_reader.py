"""What a reader does on the golden province's site, in a real browser under the site's policy."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from golden import Built
from listening import listened
from playwright.sync_api import Browser, BrowserContext, Page, expect

PAGES = (
    "index.html",
    "coverage.html",
    "coverage/ORG_RATE.html",
    "checkup.html",
    "checkup/units/990100.html",
    "disclosure.html",
    "disclosure/year-2018.html",
    "search.html?q=工会",
    "honours.html",
    "elsewhere.html",
    "elsewhere/980000.html",
    "data.html",
    "methods.html",
    "about.html",
    "disclosure/item-D05.html",
    "disclosure/990101.html",
    "disclosure/990101/2018.html",
    "union/990101.html",
    "union/990101/2018-0.html",
    "union/o-002.html",
    "records/unit/990101.html",
    "dictionary/observation.html",
    "404.html",
)
WIDTHS = (390, 1280, 1920)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as opened:
        yield opened


@pytest.mark.parametrize("path", PAGES)
def test_page_is_quiet_asks_nobody_else_and_fits_at_every_width(context: BrowserContext, address: str, path: str) -> None:
    page, heard = listened(context)
    page.goto(f"{address}/{path}", wait_until="load")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERFLOW) <= 0, width
    assert page.locator("h1").count() == 1
    assert heard.complaints == []
    assert heard.elsewhere(address) == []
    assert len(heard.requests) > 5


def test_overflow_complaint_and_foreign_request_would_be_noticed(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    page.goto(f"{address}/index.html")
    page.evaluate("""() => {
        const wide = document.body.appendChild(document.createElement('div'));
        wide.append(document.createElement('canvas'));
        wide.firstChild.width = 9999;
        wide.firstChild.style.maxWidth = 'none';
        document.body.insertAdjacentHTML('beforeend', '<img src="https://example.org/a.png">');
        fetch('http://127.0.0.1:9/').catch(() => {});
    }""")
    page.wait_for_timeout(200)
    assert page.evaluate(OVERFLOW) > 0
    assert heard.complaints


def test_honours_are_found_by_unit_and_words_and_the_address_keeps_the_choice(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    page.goto(f"{address}/honours.html")
    results = page.locator("[data-gk-results] li")
    before = results.count()
    words = page.locator("form[data-gk-filter] input[name=words]")
    page.select_option("form[data-gk-filter] select[name=unit_code]", "990101")
    expect(results).not_to_have_count(before)
    found = results.count()
    title = results.first.locator("a").inner_text()
    words.fill(f"{title[:2]} {title[-2:]}")
    expect(page.locator("[data-gk-status]")).not_to_have_text("")
    assert "unit_code=990101" in page.url
    page.reload()
    expect(results.first).to_contain_text(title)
    assert 0 < results.count() <= found
    words.fill("没有这样的事")
    expect(results).to_have_count(0)
    page.click("form[data-gk-filter] button[type=reset]")
    expect(results).not_to_have_count(0)
    assert "?" not in page.url
    results.locator("a").first.click()
    expect(page.locator("h1")).to_have_count(1)
    assert heard.complaints == []


def test_a_region_reached_by_keyboard_tells_its_figures_and_leads_on(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    page.goto(f"{address}/coverage/ORG_RATE.html")
    figure = page.locator("figure.gk-map").first
    figure.locator("[data-gk-code='990100']").focus()
    expect(figure.locator("[data-gk-detail]")).to_contain_text("甲市 · 76.0%")
    page.keyboard.press("ArrowRight")
    expect(figure.locator("[data-gk-detail]")).to_contain_text("乙市 · 90.0%")
    page.keyboard.press("Enter")
    page.wait_for_url("**/coverage/units/990200.html")
    assert heard.complaints == []


@pytest.mark.parametrize(("path", "number", "regions"), [("index.html", 0, 2), ("coverage/ORG_RATE.html?level=county", 1, 3)])
def test_interactive_map_opens_with_the_same_regions(context: BrowserContext, address: str, path: str, number: int, regions: int) -> None:
    page, heard = listened(context)
    page.goto(f"{address}/{path}")
    figure = page.locator("figure.gk-map").nth(number)
    assert not [url for url in heard.requests if "leaflet" in url]
    figure.locator("[data-gk-zoom]").click()
    expect(figure.locator(".gk-zoom path.gk-region")).to_have_count(regions)
    figure.locator(".gk-zoom path.gk-region").first.focus()
    expect(figure.locator("[data-gk-detail]")).to_contain_text("%")
    figure.locator("[data-gk-zoom]").click()
    expect(figure.locator("[data-gk-static]")).to_be_visible()
    assert heard.complaints == []
    assert heard.elsewhere(address) == []


@pytest.mark.parametrize("path", ["index.html", "coverage/ORG_RATE.html", "disclosure.html"])
def test_page_is_complete_without_scripts(browser: Browser, address: str, path: str) -> None:
    with browser.new_context(java_script_enabled=False) as without, browser.new_context() as with_scripts:
        bare, full = without.new_page(), with_scripts.new_page()
        for page in (bare, full):
            page.goto(f"{address}/{path}")
        for part in ("article table tr", "article svg [data-gk-code]", "article li", "article p", "article a[href]"):
            assert bare.locator(part).count() == full.locator(part).count()
        assert bare.locator("form[data-gk-filter]:visible").count() == 0
        assert bare.locator("article").inner_text().count("\n") > 5


def test_a_printed_page_shows_map_table_and_footer_and_no_navigation(context: BrowserContext, address: str) -> None:
    page, _ = listened(context)
    page.goto(f"{address}/coverage/ORG_RATE.html")
    page.emulate_media(media="print")
    for part in ("figure.gk-map svg.gk-map-svg", "ul.gk-map-foot", "table.gk-table"):
        expect(page.locator(part).first).to_be_visible()
    for part in (".md-header", ".md-tabs", "[data-gk-zoom]"):
        assert page.locator(f"{part}:visible").count() == 0, part
    assert len(page.pdf(format="A4")) > 20_000


def test_links_of_the_front_page_open_from_a_disk(context: BrowserContext, province: Built) -> None:
    page, _ = listened(context)
    start = (province.site / "index.html").as_uri()
    page.goto(start)
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    every = sorted(set(_links(page)))
    files = [link for link in every if not link.endswith(".html")]
    assert files
    assert all(Path(unquote(urlsplit(link).path)).is_file() for link in files)
    links = [link for link in every if link.endswith(".html")]
    assert len(links) > 10
    for address in links[:: max(len(links) // 12, 1)]:
        page.goto(address)
        assert page.locator("h1").count() == 1, address


def _links(page: Page) -> list[str]:
    """Where the page's own links lead, those in its maps too, without anchors."""
    absolute = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href.split('#')[0])"
    return [link for link in page.eval_on_selector_all("main a[href]", absolute) if link.startswith("file:")]


def test_nothing_invented_goes_unmarked(context: BrowserContext, address: str) -> None:
    page, _ = listened(context)
    for path in ("union/990201/2018-5625.html", "records/honour/h-demo.html", "index.html", "coverage/MEM_RATE.html"):
        page.goto(f"{address}/{path}")
        expect(page.locator(".gk-notice, .gk-sample").first).to_contain_text("示例")


def test_a_picture_opened_by_itself_is_whole_under_the_policy_of_the_site(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    page.set_viewport_size({"width": 1600, "height": 1100})
    page.goto(f"{address}/maps/coverage-county.MEM_RATE.svg")
    wide = page.evaluate(
        "[...document.querySelectorAll('text')].map(text => text.getBoundingClientRect()).filter(box => box.right > 1600 || box.left < 0)"
    )
    assert wide == []
    fill = page.evaluate("getComputedStyle(document.querySelector('[data-gk-code] path')).fill")
    assert fill == "rgb(224, 242, 239)", "presentation attributes need no style"
    assert heard.requests == [page.url]
    assert [text for text in heard.complaints if "favicon" not in text and "404" not in text] == []


def test_a_map_leads_to_its_files_on_screen_and_not_on_paper(context: BrowserContext, address: str) -> None:
    page, _ = listened(context)
    page.goto(f"{address}/coverage/MEM_RATE.html")
    line = page.locator(".gk-map-files").first
    expect(line).to_have_text("下载：PNG · SVG · GeoJSON · CSV · JSON")
    with page.expect_download() as saved:
        line.get_by_text("GeoJSON").click()
    assert saved.value.suggested_filename == "coverage-prefecture.MEM_RATE.geojson"
    page.emulate_media(media="print")
    expect(line).to_be_hidden()
