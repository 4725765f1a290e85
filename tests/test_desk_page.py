"""What a clerk does with the check page: opens it from a disk without a network, lays a file on it, mends it, takes it away."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_prepared import prepared
from desk_proof import base, by_program, findings, opened, page_of
from desk_texts import GOOD, NOTED, OBSERVATION
from desk_vectors import Vector
from desk_workbooks import book, good, sheets
from playwright.sync_api import Browser, Page, expect

from build_scripts.intake.base import Base
from build_scripts.sentences import sentence
from tests.workbooks.xlsx import formula, members, number

FAULTY = OBSERVATION + "990100,N,2017年,all,有值,1.2万,自报\n990200,N,2018, all,有值,５,自抱\n" + GOOD
NASTY = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return base(tmp_path_factory.mktemp("desk-data"))


@pytest.fixture(scope="module")
def html(known: Base) -> bytes:
    return page_of(known)


@pytest.fixture
def page(browser: Browser, html: bytes, tmp_path: Path) -> Iterator[Page]:
    with opened(browser, html, tmp_path) as page:
        yield page


def lay(page: Page, name: str, data: bytes) -> None:
    """Choose a file and wait until it has been looked at."""
    page.evaluate("document.getElementById('desk-status').textContent = ''")
    page.set_input_files("#desk-input", {"name": name, "mimeType": "", "buffer": data})
    expect(page.locator("#desk-status")).to_have_text(re.compile("[^…]$"))


def taken(page: Page) -> Vector:
    """The corrected file as it comes into the downloads."""
    with page.expect_download() as download:
        page.click("#desk-save")
    return Vector(download.value.suggested_filename, Path(download.value.path()).read_bytes())


def codes(vector: Vector, known: Base) -> list[str]:
    return [finding.code for finding in findings(vector, known)[1]]


def test_page_opens_from_a_disk_and_asks_for_nothing_whatever_is_done(browser: Browser, html: bytes, tmp_path: Path) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    with opened(browser, html, tmp_path) as page:
        page.context.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.reload()
        expect(page.locator("#desk-unable")).to_be_hidden()
        for name, data in (("报表.csv", FAULTY.encode("gb18030")), ("报表.xlsx", book(good(2), good(3, G="３０")))):
            lay(page, name, data)
            page.click("#desk-copy")
            page.click("#desk-adopt")
            taken(page)
        file = (tmp_path / "校验台.html").as_uri()
    assert [url for url in asked if url != file and not url.startswith("blob:")] == []
    assert complaints == []


def test_list_tells_what_the_program_tells_row_by_row(page: Page, known: Base) -> None:
    vector = Vector("报表.csv", FAULTY.encode("gb18030"))
    lay(page, vector.name, vector.data)
    told = findings(vector, known)[1]
    assert len(told) == 5
    shown = page.locator(".desk-message").all_inner_texts()
    assert len(shown) == len(told)
    for text, finding in zip(shown, told, strict=True):
        assert text.endswith(f"{finding.code} {sentence(finding)}")
    assert page.locator(".desk-where").all_inner_texts() == ["第 2 行", "第 3 行"]
    figures = page.locator("#desk-figures dd").all_inner_texts()
    assert figures == [str(count) for count in by_program(vector, known).counts] == ["3", "1", "0", "2"]
    expect(page.locator("#desk-status")).to_have_text(re.compile("^“报表.csv”检查完毕：错误 5 处，提醒 0 处。改好后请再查一次"))
    assert page.locator("#desk-status").get_attribute("aria-live") == "polite"
    assert page.locator(".desk-faulty").count() == 5
    assert page.locator("#desk-untouched").inner_text() == ""


def test_prepared_rows_that_nobody_touched_are_counted_apart(page: Page) -> None:
    form = next(data for name, data in prepared() if name == "prepared-2018-Q2-value.xlsx")
    lay(page, "报表.xlsx", form)
    assert page.locator("#desk-figures dd").all_inner_texts() == ["1", "1", "0", "0"]
    assert page.locator("#desk-untouched").inner_text() == "另有 1 行没有填或没有改动，不算记录。"


def test_corrected_csv_has_none_of_the_mended_findings_and_all_else_as_it_was(page: Page, known: Base) -> None:
    rows = '990100,N,{},all,有值,{},自报,"甲,""乙"""\n\n990200,N,2018,all,有值,5,自报,\n'
    before = Vector("报表.csv", (NOTED + rows.format("2018年", "1.2万")).encode("gb18030"))
    assert codes(before, known) == ["E102", "E102"]
    lay(page, before.name, before.data)
    assert page.locator(".desk-mend").all_inner_texts() == ["改为 2018", "改为 12000"]
    page.click("#desk-adopt")
    expect(page.locator(".desk-mend")).to_have_count(0)
    after = taken(page)
    assert after.name == "报表（已改）.csv"
    assert after.data.decode("utf-8") == "\ufeff" + (NOTED + rows.format("2018", "12000")).replace("\n", "\r\n")
    assert codes(after, known) == []


def test_corrected_workbook_differs_in_the_mended_cells_alone(page: Page, known: Base) -> None:
    blank_behind = "<c r='C@' s='4' t='inlineStr'><is><t xml:space='preserve'>甲公司 </t></is></c>"
    before = Vector("报表.xlsx", book(good(2, G="３０", C=blank_behind), good(3, D="单独工会"), good(4, E="乙市")))
    lay(page, before.name, before.data)
    assert codes(before, known) == ["E106", "E102", "E103"]
    page.click("#desk-adopt")
    after = taken(page)
    assert after.name == "报表（已改）.xlsx"
    assert codes(after, known) == ["E103"]
    was, became = members(before.data), members(after.data)
    assert list(was) == list(became)
    assert [name for name in was if was[name] != became[name]] == ["xl/worksheets/sheet1.xml"]
    sheet = was["xl/worksheets/sheet1.xml"].decode()
    inline = 't="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'
    for old, new in (
        (blank_behind.replace("@", "2"), "<c r='C2' s='4' " + inline.format("甲公司")),
        ("<c r='G2' s='0' t='inlineStr'><is><t>３０</t></is></c>", "<c r='G2' s='0' " + inline.format("30")),
    ):
        assert sheet.count(old) == 1
        sheet = sheet.replace(old, new)
    assert became["xl/worksheets/sheet1.xml"].decode() == sheet
    with zipfile.ZipFile(io.BytesIO(after.data)) as archive:
        assert archive.testzip() is None


def test_one_mend_at_a_time_and_none_at_all_once_they_are_taken_back(page: Page) -> None:
    lay(page, "报表.csv", FAULTY.encode())
    mends = page.locator(".desk-mend")
    assert mends.all_inner_texts() == ["改为 2017", "改为 12000", "改为 all", "改为 5", "可能是 自报，就改为它"]
    mends.nth(3).click()
    expect(mends).to_have_count(4)
    expect(page.locator("#desk-changes summary")).to_have_text("已改 1 格")
    assert page.locator("td.desk-mended").inner_text() == "5"
    expect(mends.nth(3)).to_be_focused()
    page.click("#desk-adopt")
    assert mends.all_inner_texts() == ["可能是 自报，就改为它"]
    mends.first.click()
    expect(page.locator("#desk-findings")).to_have_text("没有发现问题，可以报送。")
    assert page.locator("#desk-figures dd").all_inner_texts() == ["3", "3", "0", "0"]
    page.click("#desk-reset")
    expect(mends).to_have_count(5)
    assert page.locator("#desk-save").is_disabled()


def test_nothing_is_offered_where_only_a_person_knows_or_a_formula_stands(page: Page) -> None:
    calculated = formula("C@", '"a"', "<v xml:space='preserve'>某公司 </v>", kind="str")
    lay(page, "报表.xlsx", book(good(2, C=calculated), good(3, H=number("H@", "31"))))
    assert page.locator(".desk-message").count() == 2
    assert page.locator(".desk-mend").count() == 0
    lay(page, "号.csv", (OBSERVATION + "990100,N,2018,all,有值, 13800138000,自报\n").encode())
    assert page.locator(".desk-mend").count() == 0
    assert "13800138000" not in page.locator("#desk-findings").inner_text()


def test_a_file_is_dropped_on_the_page_and_found_again_by_keyboard_alone(page: Page) -> None:
    page.evaluate(
        """(text) => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([text], "拖来.csv"));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
        }""",
        FAULTY,
    )
    expect(page.locator("#desk-file")).to_have_text("拖来.csv")
    expect(page.locator("#desk-result")).to_be_focused()
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert reached[:3] == ["desk-adopt", "desk-copy", "desk-print"]
    assert any("desk-mend" in each for each in reached)
    page.locator("#desk-adopt").focus()
    page.keyboard.press("Enter")
    assert page.locator(".desk-mend").count() == 1


def test_what_was_submitted_is_text_wherever_it_stands(browser: Browser, html: bytes, tmp_path: Path) -> None:
    ran: list[str] = []
    with opened(browser, html, tmp_path) as page:
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        lay(page, f"{NASTY[:20]}.csv", (OBSERVATION + f"{NASTY},{NASTY} ,2018,all,有值,5,自报\n").encode())
        assert NASTY in page.locator("#desk-previews").inner_text()
        page.click("#desk-adopt")
        lay(page, "报表.xlsx", sheets((NASTY.replace("<", "&lt;"), "visible", f"{good(1)}")))
        assert page.locator("main img").count() == 0
    assert ran == []


def test_places_stand_on_the_map_and_in_words(page: Page) -> None:
    rows = "甲市,N,2018,all,有值,5,自报\n990200,N,2018,all,有值,五,自报\n990000,N,2018,all,有值,5,自报\n"
    lay(page, "报表.csv", (OBSERVATION + rows).encode())
    told = page.locator(".desk-places li").all_inner_texts()
    assert ["".join(text.split()) for text in told] == ["测试省可公开1条", "甲市可公开1条", "乙市退回1条"]
    expect(page.locator(".desk-map")).to_have_attribute("aria-labelledby", "desk-map-title")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式的工作簿"),
        ("说明.docx", b"PK\x03\x04", "不是 CSV 或 XLSX"),
        ("空.csv", b"", "错误 1 处"),
    ],
)
def test_other_files_are_answered_with_what_to_do(name: str, data: bytes, told: str, page: Page) -> None:
    lay(page, name, data)
    expect(page.locator("#desk-status")).to_contain_text(told)


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_nothing_but_the_table_scrolls_sideways(width: int, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    lay(page, f"{'很长的名字' * 20}.csv", FAULTY.encode())
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_many_findings_are_shown_in_two_steps_and_all_of_them_in_print(page: Page) -> None:
    lay(page, "多.csv", (OBSERVATION + "990100,N,2018年,all,有值,5,自报\n" * 250).encode())
    assert page.locator(".desk-message").count() == 200
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".desk-message").count() == 250
    assert page.locator(".desk-more").count() == 0


def test_an_old_browser_or_one_without_scripts_is_told_so(browser: Browser, html: bytes, tmp_path: Path) -> None:
    file = tmp_path / "校验台.html"
    file.write_bytes(html)
    with browser.new_context(offline=True, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        expect(page.locator("#desk-unable")).to_be_visible()
        expect(page.locator("noscript .desk-notice")).to_be_visible()
        expect(page.locator("#desk")).to_be_hidden()
