"""What somebody does who holds a sheet of paper, or doubts a page: in a browser, under the site's policy."""

import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from listening import Listened, listened
from playwright.sync_api import Browser, Page, Route, expect

PART = "union/990101/2018-0.html"
PLAIN = "union/990201/2017-0.html"
GONE = "union/990102/2018-0.html"


def letters(page: Page, number: str) -> str:
    return page.locator(f"[id='{number}'] .gk-verify code").first.inner_text().replace(" ", "")[:8]


def said(page: Page, number: str) -> str:
    told = page.locator(f"[id='{number}'] > .gk-paper")
    expect(told).not_to_have_text(re.compile("正在核对|^$"))
    return told.inner_text()


def test_a_sheet_is_current_old_gone_or_not_ours(heard_page: Listened, address: str) -> None:
    page, heard = heard_page
    page.goto(f"{address}/{PART}#2018-00001")
    expect(page.locator(".gk-paper")).to_have_count(0)
    now, was = letters(page, "2018-00001"), page.locator("[data-was]").get_attribute("data-was")
    for paper, place, told in (
        (now, f"{PART}#2018-00001", "您手里的纸是现在公布的版本（第2版）"),
        (was, f"{PART}#2018-00001", "这张纸已过期：纸上是第1版，2018年4月2日已更正为第2版"),
        ("KJWTBXQM", f"{PART}#2018-00001", "对不上：这张纸上的指纹不是这条公开任何一版的"),
        (now.lower(), f"{PART}#2018-00001", "您手里的纸是现在公布的版本（第2版）"),
        ("<b>1</b>", f"{PART}#2018-00001", "对不上：这张纸上的指纹不是这条公开任何一版的"),
        (now[:5], f"{PART}#2018-00001", "网址里的核对字母不完整"),
        ("KJWTBXQM", f"{GONE}#2018-00002", "这张纸上的公开已不再有效"),
    ):
        path, _, number = place.partition("#")
        page.goto(f"{address}/{path}?p={paper}#{number}")
        assert said(page, number).startswith(told)
        expect(page.locator(".gk-paper")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{address}/{PART}?p=KJWTBXQM#2018-99999")
    expect(page.locator(".gk-paper")).to_contain_text("本站没有这张纸上的索引号")
    assert heard.elsewhere(address) == []


def test_a_sheet_whose_disclosure_moved_to_a_page_of_older_ones_is_followed_there(heard_page: Listened, address: str) -> None:
    page, _ = heard_page
    line = f'<p class="gk-compact" id="2018-00001"><a href="../../{PART}#2018-00001">题</a></p>'

    def with_line(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('<p class="gk-sheet-foot">', f'{line}<p class="gk-sheet-foot">'))

    page.route(f"**/{PLAIN}*", with_line)
    page.goto(f"{address}/{PLAIN}?p=KJWTBXQM#2018-00001")
    expect(page).to_have_url(f"{address}/{PART}?p=KJWTBXQM#2018-00001")
    assert said(page, "2018-00001").startswith("对不上")


@pytest.mark.parametrize(("path", "number"), [(PLAIN, "2017-00001"), (PART, "2018-00001")], ids=["plain", "corrected"])
def test_a_page_and_its_data_agree(heard_page: Listened, address: str, path: str, number: str) -> None:
    page, heard = heard_page
    page.goto(f"{address}/{path}")
    printed = page.locator(f"[id='{number}'] .gk-verify code").first.inner_text()
    page.locator(f"[id='{number}']").get_by_role("link", name="核对", exact=True).click()
    assert said(page, number).startswith("一致")
    assert printed in said(page, number)
    assert page.url == f"{address}/{path}"
    assert heard.elsewhere(address) == []


TAMPERED = {
    "title": ("2017年度工会经费“收支”情况</a>", "2018年度工会经费“收支”情况</a>", "网页上的文字"),
    "summary": ("支出10,500元。\n", "支出10,600元。\n", "网页上的文字"),
    "day": ("2018年3月12日（", "2018年3月2日（", "网页上的文字"),
    "body": ("子工发〔2018〕3号", "子工发〔2018〕4号", "网页上的文字"),
    "fingerprint": (re.compile("指纹 <code>...."), "指纹 <code>KJWT", "指纹"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_page_that_somebody_changed_does_not_agree(browser: Browser, address: str, name: str) -> None:
    old, new, what = TAMPERED[name]

    def changed(route: Route) -> None:
        answer = route.fetch()
        text = re.sub(old, new, answer.text()) if isinstance(old, re.Pattern) else answer.text().replace(old, new)
        assert text != answer.text()
        route.fulfill(response=answer, body=text)

    with browser.new_context() as context:
        page, _ = listened(context)
        page.route(f"**/{PART}", changed)
        page.goto(f"{address}/{PART}")
        page.locator("[id='2018-00001']").get_by_role("link", name="核对", exact=True).click()
        assert said(page, "2018-00001").startswith(f"不一致：{what}与公布的数据不同")


def test_who_types_the_short_code_of_a_sheet_finds_it(heard_page: Listened, address: str) -> None:
    page, _ = heard_page
    page.goto(f"{address}/{PART}")
    code = page.locator("[id='2018-00001'] .gk-verify code").nth(1).inner_text()
    for typed in (code, code.lower(), code.replace("-", " ")):
        page.goto(f"{address}/search.html?q={typed}")
        expect(page.locator("[data-gk-results] li a").first).to_have_attribute("href", f"{PART}#2018-00001")


def test_data_that_cannot_be_fetched_or_reckoned_with_are_told(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page, heard = listened(context)
        page.route("**/api/v1/disclosure/*", lambda route: route.abort())
        page.goto(f"{address}/{PLAIN}")
        page.get_by_role("link", name="核对", exact=True).first.click()
        assert said(page, "2017-00001").startswith("没有取到")
        heard.complaints.clear()
        page.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
        page.goto(f"{address}/{PLAIN}")
        page.get_by_role("link", name="核对", exact=True).first.click()
        assert said(page, "2017-00001").startswith("这个网址不是 https")


def test_print_puts_one_disclosure_on_the_sheet(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page, heard = listened(context)
        page.add_init_script("window.print = () => document.documentElement.setAttribute('data-printed', location.hash)")
        page.goto(f"{address}/{PART}")
        page.get_by_role("link", name="打印", exact=True).first.click()
        expect(page.locator("html")).to_have_attribute("data-printed", "#2018-00001")
        assert heard.complaints == []


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_sheet_is_one_page_without_a_script_and_its_code_is_read_from_the_print(
    browser: Browser, address: str, tmp_path: Path, paper: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/{PLAIN}#2017-00001")
        letters_now = letters(page, "2017-00001")
        page.pdf(path=tmp_path / "sheet.pdf", format=paper, prefer_css_page_size=True)
        page.goto(f"{address}/union/o-001.html")
        page.pdf(path=tmp_path / "board.pdf", format=paper, prefer_css_page_size=True)
    sheet, board = (pypdfium2.PdfDocument(tmp_path / f"{name}.pdf") for name in ("sheet", "board"))
    assert len(sheet) == 1
    assert round(sheet[0].get_width() / 72 * 25.4) == {"A4": 210, "A3": 297}[paper]
    text = sheet[0].get_textpage().get_text_bounded()
    for told in (
        "寅县总工会",
        "2016年度工会经费收支情况",
        "990201/2017-00001",
        "第1版",
        "短码",
        "扫一扫",
        "12351",
        f"{letters_now[:4]} {letters_now[4:]}",
    ):
        assert told in text, told
    assert "打印" not in text
    for document, wanted in (
        (sheet, f"https://gongkai.example/{PLAIN}?p={letters_now}#2017-00001"),
        (board, "https://gongkai.example/union/o-001.html"),
    ):
        (code,) = zxingcpp.read_barcodes(document[0].render(scale=3, grayscale=True).to_numpy())
        assert code.text == wanted
        points = (code.position.top_left, code.position.top_right)
        assert (points[1].x - points[0].x) / 3 / 72 * 25.4 >= 25
