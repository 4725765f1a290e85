"""Large type (大字版): chosen once, remembered, large on every kind of page; the way there without a script; the order of reading."""

from collections.abc import Iterator

import pytest
from listening import listened
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_axe import AXE, faults
from test_reader import OVERFLOW, PAGES

PHONE, DESK = {"width": 390, "height": 900}, {"width": 1280, "height": 900}
SWITCH = "button[data-gk-large]"
BOARDS = ("coverage/ORG_RATE.html?level=county", "coverage/units/990101.html", "why/ORG_RATE/990100.html")
KINDS = (
    *(
        "index.html",
        "disclosure.html",
        "disclosure/990101.html",
        "disclosure/item-D05.html",
        "union/990101.html",
        "union/990101/2018-0.html",
    ),
    *("search.html?q=工会", "honours.html", "checkup.html", "data.html", "about.html", *BOARDS),
)
LARGE, ELSEWHERE = 22, 24
BODY = "parseFloat(getComputedStyle(document.querySelector('.md-content__inner')).fontSize)"
SMALLEST = """() => {
    const texts = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_TEXT);
    const sizes = [];
    while (texts.nextNode()) {
        const at = texts.currentNode.parentElement, box = at.getBoundingClientRect();
        if (texts.currentNode.data.trim() && box.width > 2 && !at.closest('svg, script, .gk-skip, .gk-tile'))
            sizes.push(parseFloat(getComputedStyle(at).fontSize));
    }
    return Math.min(...sizes);
}"""
LOW = """() => [...document.querySelectorAll('.md-content :is(button, select, input:not([type=checkbox], [type=radio], [type=range]))')]
    .map(at => [at.getBoundingClientRect(), at.name || at.textContent]).filter(([box]) => box.width > 0 && box.height < 44)
    .map(([box, name]) => `${name} ${box.height}`)"""


@pytest.fixture(scope="module")
def large(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A reader's phone on which large type was chosen."""
    with browser.new_context(viewport=PHONE, has_touch=True) as opened:
        opened.add_init_script(path=AXE)
        page = opened.new_page()
        page.goto(f"{address}/index.html")
        page.click(SWITCH)
        page.close()
        yield opened


def shown(page: Page) -> float:
    return float(page.evaluate(BODY))


def test_the_switch_enlarges_and_is_remembered_on_the_next_page_and_undone(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page, heard = listened(context)
        page.goto(f"{address}/index.html")
        before = shown(page)
        assert before >= 17
        page.click(SWITCH)
        assert shown(page) >= LARGE
        page.goto(f"{address}/union/990101.html")
        assert shown(page) >= LARGE
        page.set_viewport_size(DESK)
        assert shown(page) >= ELSEWHERE
        page.keyboard.press("Tab")
        page.focus(SWITCH)
        page.keyboard.press("Enter")
        assert 16 <= shown(page) < LARGE
        page.go_back()
        page.set_viewport_size(PHONE)
        assert shown(page) == before
        assert heard.complaints == []


def test_it_is_there_before_the_first_paint(large: BrowserContext, address: str) -> None:
    page, _ = listened(large)
    page.add_init_script("""new MutationObserver(() => {
        if (document.body && window.classAtBody === undefined) window.classAtBody = document.documentElement.className;
    }).observe(document, { childList: true, subtree: true })""")
    page.goto(f"{address}/union/990101.html")
    assert "gk-large" in page.evaluate("classAtBody")
    page.close()


@pytest.mark.parametrize("path", KINDS)
def test_a_page_in_large_type_fits_a_phone_and_has_no_fault(large: BrowserContext, address: str, path: str) -> None:
    page, heard = listened(large)
    page.goto(f"{address}/{path}")
    if "search" in path:
        expect(page.locator("[data-gk-answer] li").first).to_be_visible()
    page.set_viewport_size(PHONE)
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(SMALLEST) >= 16
    assert page.evaluate(LOW) == []
    page.set_viewport_size(DESK)
    assert page.evaluate(OVERFLOW) <= 0
    assert faults(page) == []
    assert heard.complaints == []
    page.close()


def test_large_type_changes_nothing_on_paper(large: BrowserContext, address: str) -> None:
    page, _ = listened(large)
    page.goto(f"{address}/index.html")
    page.emulate_media(media="print")
    on_paper = page.evaluate(
        "[getComputedStyle(document.documentElement).fontSize, getComputedStyle(document.querySelector('.gk-side')).fontSize]"
    )
    page.evaluate("document.documentElement.classList.remove('gk-large')")
    assert (
        page.evaluate(
            "[getComputedStyle(document.documentElement).fontSize, getComputedStyle(document.querySelector('.gk-side')).fontSize]"
        )
        == on_paper
    )
    page.close()


def test_without_a_script_the_switch_leads_to_how_a_browser_enlarges(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/union/990101.html")
        expect(page.locator(SWITCH)).to_be_hidden()
        page.click("a.gk-large-switch")
        expect(page.locator("#large")).to_be_in_viewport()


def test_a_browser_that_refuses_to_remember_still_enlarges(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        context.add_init_script("Storage.prototype.setItem = () => { throw new Error('refused'); }")
        page = context.new_page()
        page.goto(f"{address}/index.html")
        page.click(SWITCH)
        assert shown(page) >= LARGE


HEADINGS = """() => {
    const shown = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(at => at.getClientRects().length);
    const levels = shown.map(at => Number(at.tagName[1]));
    return [levels.filter(level => level === 1).length, levels[0], levels.filter((level, place) => place && level > levels[place - 1] + 1)];
}"""


@pytest.mark.parametrize("path", [path for path in (*PAGES, *BOARDS) if path != "404.html"])
def test_a_page_is_read_in_order(browser: Browser, address: str, path: str) -> None:
    with browser.new_context(viewport=DESK, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/{path}")
        assert page.evaluate(HEADINGS) == [1, 1, []]
        for landmark in ("main, [role=main]", "header, [role=banner]", "footer, [role=contentinfo]"):
            assert page.locator(landmark).count() >= 1
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        expect(skip).to_have_class("md-skip")
        target = skip.get_attribute("href")
        assert target
        assert page.locator(f"[id='{target.removeprefix('#')}']").count() == 1
