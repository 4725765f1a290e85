"""What a leader does with the dashboard: goes down from the province, through time, sorts, compares, shares, prints."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from golden import Built
from listening import listened
from playwright.sync_api import Browser, BrowserContext, Page, expect

BOARD = "coverage/ORG_RATE.html"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as opened:
        yield opened


@pytest.fixture(scope="module")
def cubes(province: Built) -> dict[str, Any]:
    """The data of both levels, by level."""
    levels = ("prefecture", "county")
    return {level: json.loads((province.site / f"coverage/ORG_RATE.{level}.json").read_bytes()) for level in levels}


def opened(page: Page, address: str, query: str = "") -> Page:
    """The board, once its data have come."""
    page.goto(f"{address}/{BOARD}{query}")
    expect(page.locator("[data-gk-controls] output")).not_to_be_empty()
    return page


def shown(page: Page, level: str) -> dict[str, tuple[str, str, str]]:
    """By code: what the table says, what the map's title says, and its classes, for each unit in sight, once nothing is to follow."""
    expect(page.locator("[data-gk-board][aria-busy]")).to_have_count(0)
    script = """level => [...document.querySelectorAll(`[data-gk-level=${level}] tbody [data-gk-row]`)]
        .filter(row => !row.hidden).map(row => {
            const region = document.querySelector(`[data-gk-level=${level}] svg [data-gk-code="${row.dataset.gkRow}"]`);
            const cell = row.querySelector('[data-c=shown]').textContent;
            return [row.dataset.gkRow, [cell, region?.querySelector('title').textContent ?? '', region?.getAttribute('class') ?? '']];
        })"""
    return {code: tuple(texts) for code, texts in page.evaluate(script, level)}


def test_every_period_shows_what_its_data_say_in_table_map_and_paragraph(
    context: BrowserContext, address: str, cubes: dict[str, Any]
) -> None:
    page, heard = listened(context)
    for level, cube in cubes.items():
        name, text, classes = (cube["columns"].index(column) for column in ("name", "shown", "classes"))
        for frame in cube["frames"]:
            opened(page, address, f"?level={level}&period={frame['period']}")
            expect(page.locator(f"[data-gk-level={level}] [data-gk-told]")).to_have_text(frame["told"])
            expected = {code: row for code, row in zip(cube["units"], frame["rows"], strict=True) if row}
            found = shown(page, level)
            assert {code: cell for code, (cell, _, _) in found.items()} == {code: row[text] for code, row in expected.items()}
            for code, (_, title, css) in found.items():
                if css:
                    assert title.startswith(f"{expected[code][name]} · {expected[code][text]}")
                    assert set(expected[code][classes].split()) <= set(css.split())
            assert page.locator(f"[data-gk-level={level}] h2 [data-gk-period]").inner_text() == frame["label"]
            proofs = page.locator(f"[data-gk-level={level}] tbody a.gk-why:visible").evaluate_all("links => links.map(link => link.hash)")
            assert set(proofs) <= {f"#{frame['period']}"}
    assert len(cubes["prefecture"]["frames"]) > 1
    assert heard.complaints == []


def test_the_page_as_written_is_the_latest_period(context: BrowserContext, address: str, browser: Browser) -> None:
    page, _ = listened(context)
    running = shown(opened(page, address), "prefecture")
    with browser.new_context(java_script_enabled=False) as plain:
        still = plain.new_page()
        still.goto(f"{address}/{BOARD}")
        assert still.locator("[data-gk-controls]").is_hidden()
        assert still.locator("[data-gk-level]").count() == 2
        for level in ("prefecture", "county"):
            assert still.locator(f"[data-gk-level={level}] table").is_visible()
        told = still.locator("[data-gk-level=prefecture] [data-gk-told]").inner_text()
    assert told == page.locator("[data-gk-level=prefecture] [data-gk-told]").inner_text()
    written = page.locator("[data-gk-level=prefecture] tbody tr").evaluate_all("rows => rows.map(row => row.dataset.gkRow)")
    assert list(running) == written


def test_state_is_in_the_address_and_survives_reload_sharing_and_back(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    opened(page, address)
    page.check("[data-gk-controls] [name=level][value=county]")
    page.locator("[data-gk-level=county] th[data-sort=name] button").click()
    page.locator("[data-gk-controls] button[name=back]").click()
    expect(page.locator("[data-gk-controls] output")).to_have_text("2018年一季度")
    expect(page).to_have_url(re.compile(r"\?period=2018-Q1&level=county&sort=name$"))
    before = shown(page, "county")
    page.reload()
    expect(page.locator("[data-gk-controls] output")).to_have_text("2018年一季度")
    assert list(shown(page, "county").items()) == list(before.items())
    assert page.locator("[data-gk-level=county] th[data-sort=name]").get_attribute("aria-sort") == "ascending"
    other, _ = listened(context)
    other.goto(page.url)
    expect(other.locator("[data-gk-controls] output")).to_have_text("2018年一季度")
    assert shown(other, "county") == before
    page.locator("[data-gk-level=county] th[data-sort=rate] button").click()
    assert "sort=rate" in page.url
    page.go_back()
    expect(page.locator("[data-gk-level=county] th[data-sort=name]")).to_have_attribute("aria-sort", "ascending")
    page.locator("a[data-gk-keep]").first.click()
    expect(page.locator("[data-gk-controls] [value=county]")).to_be_checked()
    assert "level=county" in page.url
    page.click("[data-gk-controls] button[type=reset]")
    expect(page.locator("[data-gk-level=prefecture]")).to_be_visible()
    assert "?" not in page.url
    assert heard.complaints == []


def test_rows_are_sorted_both_ways_and_those_without_a_figure_stay_last(context: BrowserContext, address: str) -> None:
    page, _ = listened(context)
    opened(page, address, "?level=county")
    head = page.locator("[data-gk-level=county] th[data-sort=rate]")
    rates: list[list[str]] = []
    for direction in ("ascending", "descending"):
        head.locator("button").click()
        expect(head).to_have_attribute("aria-sort", direction)
        rates.append([cell for cell, _, _ in shown(page, "county").values()])
    known = [[text for text in way if text[0].isdigit() and text != "98%以上"] for way in rates]
    assert known[0] == sorted(known[0], key=lambda text: float(text.rstrip("%")))
    assert known[1] == known[0][::-1]
    assert len(known[0]) > 2
    assert rates[0][len(known[0]) :] == rates[1][len(known[0]) :] == ["98%以上"]


def test_moves_through_time_are_one_step_to_take_back(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    opened(page, address)
    page.select_option("[data-gk-controls] [name=first]", "990100")
    page.select_option("[data-gk-controls] [name=second]", "990200")
    output = page.locator("[data-gk-controls] output")
    for button, period in (("back", "2018年一季度"), ("next", "2018年二季度"), ("back", "2018年一季度")):
        page.click(f"[data-gk-controls] [name={button}]")
        expect(output).to_have_text(period)
    expect(page).to_have_url(re.compile(r"period=2018-Q1"))
    page.go_back()
    expect(output).to_have_text("2018年二季度")
    assert page.url.endswith("?first=990100&second=990200")
    expect(page.locator("[data-gk-compared] tbody tr")).not_to_have_count(0)
    page.go_back()
    assert page.url.endswith("?first=990100")
    assert heard.complaints == []


def test_a_long_table_shows_its_first_rows_until_all_are_asked_for_and_prints_them_all(context: BrowserContext, large_address: str) -> None:
    page, heard = listened(context)
    page.goto(f"{large_address}/coverage/STD_RATE.html?level=county")
    rows = page.locator("[data-gk-level=county] tbody [data-gk-row]:visible")
    every = len(page.locator("[data-gk-level=county] tbody [data-gk-row]").all())
    expect(rows).to_have_count(24)
    assert "未达标" in rows.first.inner_text()
    page.emulate_media(media="print")
    expect(rows).to_have_count(every)
    page.emulate_media(media="screen")
    page.get_by_role("button", name="显示全部单位").click()
    expect(rows).to_have_count(every)
    page.reload()
    expect(rows).to_have_count(every)
    page.get_by_role("button", name="收起").click()
    expect(rows).to_have_count(24)
    page.select_option("[data-gk-controls] [name=within]", "420100")
    expect(page.locator("[data-gk-level=county] [data-gk-all]")).to_be_hidden()
    assert heard.complaints == []


def test_the_counties_of_one_division_are_looked_at_alone(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    opened(page, address, "?level=county")
    svg = page.locator("[data-gk-level=county] svg[data-gk-static]")
    whole = svg.get_attribute("viewBox")
    page.select_option("[data-gk-controls] [name=within]", "990100")
    expect(page.locator("[data-gk-level=county] tbody tr:visible")).to_have_count(3)
    assert set(shown(page, "county")) == {"990101", "990102", "x-zone-1"}
    assert svg.get_attribute("viewBox") != whole
    assert page.locator("[data-gk-level=county] .gk-aside").count() == 1
    assert "2 个县（市、区）" in page.locator("[data-gk-level=county] [data-gk-told]").inner_text()
    chips = page.locator("[data-gk-level=county] .gk-chip:visible")
    assert chips.evaluate_all("chips => chips.map(chip => chip.dataset.gkCode)") == ["x-zone-1"]
    expect(page.locator("[data-gk-level=county] [data-gk-sum]:visible")).to_have_count(0)
    page.select_option("[data-gk-controls] [name=within]", "")
    assert svg.get_attribute("viewBox") == whole
    assert heard.complaints == []


def test_map_table_and_multiples_point_at_the_same_unit(context: BrowserContext, address: str) -> None:
    page, _ = listened(context)
    opened(page, address)
    page.hover("[data-gk-level=prefecture] tbody [data-gk-row='990200'] th")
    pointed = "nodes => nodes.map(node => node.dataset.gkCode ?? node.dataset.gkRow)"
    assert set(page.locator(".gk-pointed").evaluate_all(pointed)) == {"990200"}
    assert page.locator(".gk-pointed").count() == 3
    assert page.locator("[data-gk-level=prefecture] [data-gk-cursor]").first.get_attribute("href", timeout=1000).endswith("r990200")
    page.hover("[data-gk-level=prefecture] svg [data-gk-code='990100']")
    assert set(page.locator(".gk-pointed").evaluate_all(pointed)) == {"990100"}


def test_two_units_are_compared_over_all_periods(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    opened(page, address)
    page.select_option("[data-gk-controls] [name=first]", "990100")
    page.select_option("[data-gk-controls] [name=second]", "990200")
    panel = page.locator("[data-gk-compared]")
    rows = panel.locator("tbody tr").evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
    assert rows[0] == ["2018年二季度", "76.0%", "90.0%", "−14.0"]
    assert rows[1][:3] == ["2018年一季度", "74.0%", "未报"]
    assert panel.locator("svg polyline").count() >= 1
    assert "first=990100&second=990200" in page.url
    assert heard.complaints == []


def test_time_plays_to_the_end_and_stops(context: BrowserContext, address: str) -> None:
    page, _ = listened(context)
    page.clock.install()
    opened(page, address)
    play = page.locator("[data-gk-controls] button[name=play]")
    play.click()
    expect(page.locator("[data-gk-controls] output")).to_have_text("2018年一季度")
    expect(play).to_have_text("停")
    page.clock.run_for(1300)
    expect(page.locator("[data-gk-controls] output")).to_have_text("2018年二季度")
    page.clock.run_for(1300)
    expect(play).to_have_text("播放")
    assert "period" not in page.url
    slider = page.locator("[data-gk-controls] input[type=range]")
    assert (slider.get_attribute("min"), slider.get_attribute("max")) == ("0", "1")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "2018年一季度")


def test_a_reader_goes_down_from_the_province_to_a_township_list(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    page.goto(f"{address}/coverage.html")
    page.locator("main table a", has_text="甲市").first.click()
    page.wait_for_url("**/coverage/units/990100.html")
    expect(page.locator("h1")).to_contain_text("甲市")
    assert page.locator(".gk-small-map").count() == 3
    page.locator("main table a", has_text="子县").first.click()
    page.wait_for_url("**/coverage/units/990101.html")
    expect(page.locator(".gk-crumb")).to_contain_text("测试省")
    page.locator(".gk-crumb a", has_text="甲市").click()
    page.wait_for_url("**/coverage/units/990100.html")
    assert heard.complaints == []


def test_the_interactive_map_follows_the_period(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    opened(page, address)
    figure = page.locator("[data-gk-level=prefecture] figure.gk-map")
    figure.locator("[data-gk-zoom]").click()
    expect(figure.locator(".gk-zoom path.gk-region")).to_have_count(2)
    page.locator("[data-gk-controls] button[name=back]").click()
    expect(figure.locator(".gk-zoom path.gk-region[aria-label^='甲市 · 74.0%']")).to_have_count(1)
    assert heard.complaints == []


def test_it_prints_without_controls_and_with_the_period_that_is_looked_at(context: BrowserContext, address: str) -> None:
    page, _ = listened(context)
    opened(page, address, "?period=2018-Q1")
    page.emulate_media(media="print")
    assert page.locator("[data-gk-controls]").is_hidden()
    assert page.locator("[data-gk-level=prefecture] svg[data-gk-static]").is_visible()
    assert "74.0%" in page.locator("[data-gk-level=prefecture] tbody").inner_text()


def test_a_thumb_reaches_everything_on_a_phone(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        page, heard = listened(context)
        opened(page, address)
        page.locator("[data-gk-controls] [name=level][value=county]").tap()
        expect(page.locator("[data-gk-level=county]")).to_be_visible()
        page.locator("[data-gk-controls] button[name=back]").tap()
        expect(page.locator("[data-gk-controls] output")).to_have_text("2018年一季度")
        small = page.locator("[data-gk-controls] :is(button, select):visible").evaluate_all(
            "nodes => nodes.filter(node => node.getBoundingClientRect().height < 32).map(node => node.name)"
        )
        assert small == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert heard.complaints == []
