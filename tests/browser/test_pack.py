"""The report pack on a stick: opens by double click without a network, answers as its page does, prints."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from golden import Built
from listening import Heard, listened
from playwright.sync_api import Browser, BrowserContext, Page, expect

BOARD = "coverage/ORG_RATE.html"
SHOWN = """() => Object.fromEntries([...document.querySelectorAll('[data-gk-level]')].filter(level => !level.hidden)
    .flatMap(level => [...level.querySelectorAll('tbody [data-gk-row]')]).filter(row => !row.hidden)
    .map(row => [row.dataset.gkRow, row.querySelector('[data-c=shown]').textContent]))"""
DRAWN = """() => Object.fromEntries([...document.querySelectorAll('[data-gk-level]')].filter(level => !level.hidden)
    .flatMap(level => [...level.querySelectorAll('[data-gk-map] svg [data-gk-code]')])
    .map(unit => [unit.dataset.gkCode, [unit.querySelector('title').textContent, [...unit.classList].sort().join(' ')]]))"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser whose network is gone: it may open files and nothing else."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, offline=True) as opened:
        yield opened


def opened(context: BrowserContext, file: Path, query: str = "") -> tuple[Page, Heard]:
    """The pack, once its script has run."""
    page, heard = listened(context)
    page.goto(file.as_uri() + query)
    expect(page.locator("[data-gk-controls] output")).not_to_be_empty()
    return page, heard


def settled(page: Page) -> dict[str, str]:
    """The figures of the table, once it has followed the map."""
    expect(page.locator("[data-gk-board]")).not_to_have_attribute("aria-busy", "true")
    found: dict[str, str] = page.evaluate(SHOWN)
    return found


@pytest.fixture
def pack(province: Built, tmp_path: Path) -> Path:
    """The file alone, in a folder where nothing else is."""
    file = tmp_path / "汇报.html"
    file.write_bytes((province.site / "packs/ORG_RATE.html").read_bytes())
    return file


def saved(browser: Browser, address: str, tmp_path: Path, query: str) -> tuple[Path, str]:
    """What the page's own link saves in that state, and under which name."""
    with browser.new_context(accept_downloads=True) as context:
        page, heard = listened(context)
        page.goto(f"{address}/{BOARD}{query}")
        expect(page.locator("[data-gk-controls] output")).not_to_be_empty()
        with page.expect_download() as download:
            page.locator("[data-gk-controls] a[data-gk-pack]").click()
        assert heard.complaints == []
        name = download.value.suggested_filename
        download.value.save_as(tmp_path / name)
        return tmp_path / name, name


@pytest.mark.parametrize("query", ["", "?level=county", "?period=2018-Q1", "?period=2018-Q1&level=county"])
def test_it_shows_what_its_page_shows_and_asks_for_nothing(
    browser: Browser, context: BrowserContext, address: str, pack: Path, query: str
) -> None:
    page, heard = opened(context, pack, query)
    with browser.new_context() as online:
        plain, _ = listened(online)
        plain.goto(f"{address}/{BOARD}{query}")
        expect(plain.locator("[data-gk-controls] output")).not_to_be_empty()
        assert page.evaluate(SHOWN) == plain.evaluate(SHOWN)
        assert page.evaluate(DRAWN) == plain.evaluate(DRAWN)
        for part in ("[data-gk-headline]", "[data-gk-told]:visible", "[data-gk-controls] output"):
            assert page.locator(part).first.inner_text() == plain.locator(part).first.inner_text()
    assert [url for url in heard.requests if not url.startswith(pack.as_uri())] == []
    assert heard.complaints == []
    for part in ("审图号", "数据截至", "主办单位"):
        assert part in page.locator(".gk-alone-head").inner_text()


def test_slider_level_order_comparison_and_keyboard_work_without_a_network(context: BrowserContext, pack: Path) -> None:
    page, heard = opened(context, pack)
    latest = settled(page)
    page.locator("[data-gk-controls] button[name=back]").click()
    expect(page.locator("[data-gk-controls] output")).to_have_text("2018年一季度")
    assert settled(page) != latest
    page.check("[data-gk-controls] [name=level][value=county]")
    expect(page.locator("[data-gk-level=county]")).to_be_visible()
    page.locator("[data-gk-level=county] th[data-sort=name] button").click()
    expect(page.locator("[data-gk-level=county] th[data-sort=name]")).to_have_attribute("aria-sort", "ascending")
    page.select_option("[data-gk-controls] [name=first]", "990101")
    page.select_option("[data-gk-controls] [name=second]", "990102")
    expect(page.locator("[data-gk-compared] table")).to_be_visible()
    page.click("[data-gk-controls] button[type=reset]")
    expect(page.locator("[data-gk-controls] output")).to_have_text("2018年二季度")
    assert settled(page) == latest
    page.locator("[data-gk-level=prefecture] svg [data-gk-code='990100']").focus()
    expect(page.locator("[data-gk-level=prefecture] [data-gk-detail]")).to_contain_text("甲市 · 76.0%")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-gk-level=prefecture] [data-gk-detail]")).to_contain_text("乙市 · 90.0%")
    assert heard.complaints == []


def test_every_figure_leads_to_its_record_in_the_file_itself(context: BrowserContext, province: Built, pack: Path) -> None:
    page, heard = opened(context, pack)
    page.locator("[data-gk-level=prefecture] tbody [data-gk-row='990100'] a[data-c=shown]").click()
    line = page.locator("#why-990100")
    assert page.url.endswith("#why-990100")
    expect(line).to_be_in_viewport()
    assert re.search(r"2018年二季度 · .+ · data/observation/\S+ 第 \d+ 行 · ", line.inner_text())
    assert "76.0%" in line.inner_text()
    page.locator("[data-gk-controls] button[name=back]").click()
    expect(line).to_contain_text("2018年一季度")
    assert "74.0%" in line.inner_text()
    targets = page.locator(".gk-board a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    ids = set(page.locator("[id]").evaluate_all("nodes => nodes.map(node => node.id)"))
    assert {target for target in targets if not target.startswith(("#", "https://gongkai.example/"))} == set(), (
        "or to the site they came from"
    )
    assert {target[1:] for target in targets if target.startswith("#")} <= ids
    shown = settled(page)
    grounds = page.locator("[data-gk-ground]:visible").evaluate_all(
        "rows => Object.fromEntries(rows.map(row => [row.dataset.gkGround, row.querySelector('[data-c=shown]').textContent]))"
    )
    assert grounds == shown
    told = json.loads((province.site / "coverage/ORG_RATE.prefecture.json").read_bytes())
    first = told["frames"][0]
    assert first["total"]["value"] in page.locator("[data-gk-ground-total]").inner_text()
    assert heard.complaints == []


def test_the_view_is_taken_along_as_it_is(browser: Browser, context: BrowserContext, address: str, tmp_path: Path) -> None:
    query = "?period=2018-Q1&level=county&sort=-name&unit=990101"
    file, name = saved(browser, address, tmp_path, query)
    assert re.fullmatch(r".+·2018年一季度·汇报包\.html", name)
    page, heard = opened(context, file)
    assert page.locator("[data-gk-controls] output").inner_text() == "2018年一季度"
    expect(page.locator("[data-gk-level=county]")).to_be_visible()
    expect(page.locator("[data-gk-level=county] th[data-sort=name]")).to_have_attribute("aria-sort", "descending")
    expect(page.locator("[data-gk-level=county] .gk-picked")).to_have_attribute("data-gk-row", "990101")
    page.locator("[data-gk-controls] button[name=next]").click()
    expect(page.locator("[data-gk-controls] output")).to_have_text("2018年二季度")
    assert heard.complaints == []


def test_without_a_script_the_page_gives_the_file_and_the_file_its_tables(browser: Browser, address: str, pack: Path) -> None:
    with browser.new_context(java_script_enabled=False, accept_downloads=True) as context:
        page, _ = listened(context)
        page.goto(f"{address}/{BOARD}")
        with page.expect_download() as download:
            page.locator("a[data-gk-pack]:visible").click()
        assert Path(download.value.path()).read_bytes() == pack.read_bytes()
        assert download.value.suggested_filename.endswith("汇报包.html")
        page.goto(pack.as_uri())
        assert page.locator("table tr").count() > 10
        assert page.locator("[data-gk-map] svg [data-gk-code]").count() > 0
        assert page.locator("[data-gk-controls]").is_hidden()


def test_a_server_gives_it_away_to_be_kept(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        for path, kept in (("packs/ORG_RATE.html", "attachment"), (BOARD, None)):
            assert context.request.get(f"{address}/{path}").headers.get("content-disposition") == kept


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_a_desk_and_is_dark_where_the_machine_is(browser: Browser, pack: Path, scheme: Any) -> None:
    with browser.new_context(offline=True, color_scheme=scheme) as context:
        page, heard = opened(context, pack, "?level=county")
        for width in (390, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, width
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == ("rgb(20, 22, 26)" if scheme == "dark" else "rgb(255, 255, 255)")
        assert heard.complaints == []


def test_it_prints_on_a4_in_the_state_that_is_looked_at_black_on_white(browser: Browser, pack: Path) -> None:
    with browser.new_context(offline=True, color_scheme="dark") as context:
        page, _ = opened(context, pack, "?period=2018-Q1")
        page.emulate_media(media="print")
        for part in ("figure.gk-map svg[data-gk-static]", "ul.gk-map-foot", ".gk-board-table", "#grounds", ".gk-alone-foot"):
            expect(page.locator(part).first).to_be_visible()
        assert page.locator("[data-gk-controls]").is_hidden()
        assert (
            page.evaluate("[document.body, document.querySelector('h1')].map(node => getComputedStyle(node).color)") == ["rgb(0, 0, 0)"] * 2
        )
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert "74.0%" in page.locator("[data-gk-level=prefecture] tbody").inner_text()
        data = page.pdf(prefer_css_page_size=True)
        assert set(re.findall(rb"/MediaBox \[([^\]]*)\]", data)) == {b"0 0 594.95996 841.91998"}
        assert len(re.findall(rb"/Type /Page\b", data)) <= 5
