"""What a reader sees of the check-up's matrix: a table on a wide screen, only what failed on a phone, all of it without scripts."""

import pytest
from listening import listened
from playwright.sync_api import Browser, expect

PATHS = ("checkup.html", "checkup/2018/990100.html", "checkup/2017.html", "checkup/units/990101.html", "records/checkup/P-01.html")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CELLS = "table.gk-matrix >> nth=0 >> tbody td:not(.gk-missed)"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_quiet_and_fits_at_every_width(browser: Browser, address: str, path: str, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme) as context:
        page, heard = listened(context)
        page.goto(f"{address}/{path}", wait_until="load")
        for width in (390, 800, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(OVERFLOW) <= 0, width
        assert heard.complaints == []
        assert heard.elsewhere(address) == []


def test_a_phone_shows_of_each_unit_what_it_failed_and_the_way_to_the_rest(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{address}/checkup.html")
        row = page.locator("table.gk-matrix tbody tr").filter(has_text="甲市").first
        shown = [cell.inner_text() for cell in row.locator("td:visible").all()]
        assert [text for text in shown if "P-01" in text]
        assert not [text for text in shown if text in ("通过", "无数据", "不适用")]
        row.locator("th a").click()
        page.wait_for_url("**/checkup/units/990100.html")


def test_a_cell_of_a_wide_matrix_draws_its_sign_and_keeps_its_word_for_those_who_listen(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/checkup.html")
        cell = page.locator(CELLS).first
        box = cell.bounding_box()
        assert box is not None
        assert box["width"] < 250
        assert "P-01" in cell.inner_text()
        sign = page.evaluate("e => getComputedStyle(e, '::before').content", cell.locator("a").element_handle())
        assert "×" in sign
        cell.locator("a").click()
        expect(page.locator("[id='P-01-2018']")).to_be_visible()


def test_a_printed_matrix_lies_on_its_side_with_every_column(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/checkup.html")
        page.emulate_media(media="print")
        expect(page.locator(CELLS).last).to_be_visible()
        printed = page.pdf(prefer_css_page_size=True)
        assert b"/MediaBox [0 0 841" in printed or b"/MediaBox [0 0 842" in printed
