"""The page of a receipt: tells everything that its data hold, adds up, is inert, small, and fit for A4 and a phone."""

import base64
import hashlib
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from golden import PROJECT
from hostile import ATTACKS, EVALUATED
from lxml import html
from markup import live, text_of
from playwright.sync_api import Browser
from standing import PAPER, opened_whole

from build_scripts.intake.page import receipt_page
from build_scripts.intake.page_places import MOST_RUNS, places_of
from build_scripts.read.theme import read_words
from build_scripts.view.words import Words

WORDS = Words(read_words(PROJECT / "site_theme/text.yml"))
NOTHING = hashlib.sha256().hexdigest()
Dict = dict[str, Any]


def finding(place: str, code: str, message: str) -> Dict:
    return {"place": place, "level": {"E": "错误", "W": "提醒", "N": "提示"}[code[0]], "code": code, "message": message}


def row(place: str, state: str = "published", code: str = "", key: str = "甲市 · 件数 · 2018 · 全部") -> Dict:
    return {"place": place, "kind": "统计数据", "key": key, "state": state, "code": code}


def counted(rows: list[Dict]) -> Dict:
    states = [each["state"] for each in rows]
    return {"read": len(rows)} | {state: states.count(state) for state in ("published", "withheld", "rejected")}


def receipt(**other: Any) -> Dict:
    """A small receipt of a workbook: one record refused, one withheld, two to be published; any field may be another."""
    rows = [row("表!3"), row("表!4", "rejected", "E111"), row("表!5", "withheld", "W301"), row("表!6", key="甲市 · 件数 · 2017 · 全部")]
    usual = {
        "number": "0123-4567-89AB",
        "sha256": "0123456789ab" + "c" * 52,
        "file": "报表.xlsx",
        "bytes": 12_345,
        "received_on": "2018-12-31",
        "demo": False,
        "again": False,
        "kinds": ["统计数据"],
        "units": ["甲市"],
        "kept": 1,
        "known": 1,
        "rows": rows,
        "findings": [
            finding("表!L5", "W301", "「说明」里像是有手机号（138******78），整条暂不公开。改法：删去个人信息后重新提交。"),
            finding("表!F4", "E111", "「数值」应填准确的数，现为约数「约90」。改法：这一格只写 90。"),
        ],
        "asides": [{"sort": "title", "place": "表!1"}, {"sort": "example", "place": "表!7"}, {"sort": "total", "place": "表!8"}],
        "totals": [
            {
                "kind": "统计数据",
                "unit": "甲市",
                "label": "件数",
                "rows": 2,
                "sums": {"数值": "1,250"},
                "before": {"number": "FFFF-0000-1111", "received_on": "2018-03-31", "rows": 2, "sums": {"数值": "1,000"}},
            }
        ],
        "changes": {
            "added": [{"kind": "统计数据", "key": "甲市 · 件数 · 2018 · 全部", "page": "records/unit/990100.html"}],
            "replaced": [
                {
                    "kind": "统计数据",
                    "key": "甲市 · 件数 · 2017 · 全部",
                    "page": "records/unit/990100.html",
                    "fields": [{"title": "数值", "before": "5", "after": "7"}, {"title": "说明", "before": "", "after": "复核"}],
                }
            ],
            "removed": [],
        },
        "fingerprint": "d" * 64,
    }
    made = usual | other
    return {"counts": counted(made["rows"])} | made


def refused() -> Dict:
    """A file of which nothing could be read."""
    nothing = {"kinds": [], "units": [], "kept": 0, "known": 0, "asides": [], "totals": [], "fingerprint": NOTHING}
    told = finding("", "E040", "这不是能读的工作簿，像是 PDF。改法：在 WPS 里另存为 .xlsx。")
    changes = {"added": [], "replaced": [], "removed": []}
    return receipt(**nothing, rows=[row("", "rejected", "E040", "") | {"kind": ""}], findings=[told], changes=changes)


def page_of(given: Mapping[str, Any]) -> str:
    return receipt_page(given, WORDS)


def told(given: Mapping[str, Any]) -> str:
    return text_of(page_of(given).encode())


def table(page: str, name: str) -> list[list[str]]:
    """The cells of the tables of that class, row by row, heads left out."""
    found = html.document_fromstring(page).xpath(f"//table[contains(concat(' ', @class, ' '), ' {name} ')]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in each.xpath("th|td")] for each in found]


def test_sections_stand_in_the_order_in_which_a_clerk_needs_them() -> None:
    heads = html.document_fromstring(page_of(receipt())).xpath("//h1|//h2")
    assert [head.text_content() for head in heads] == [
        "报送回执",
        "要改的地方",
        "每条记录的去向",
        "与上次报送对照",
        "公开网站上的变化",
        "不是记录的行",
        "指纹（SHA-256）",
        "接下来",
    ]
    text = told(receipt())
    parts = ["部分收下", "0123-4567-89AB", "2018年12月31日", "12 KB（12,345 字节）", "报表.xlsx", "收下 2 条，暂不公开 1 条，退回 1 条。"]
    parts += ["读入 4 ＝ 将公开 2 ＋ 暂不公开 1 ＋ 退回 1", "其中 1 条已在库中", "收件单位（盖章）", "经办人"]
    assert [part for part in parts if part not in text] == []
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_counts_stand_as_a_sum() -> None:
    assert table(page_of(receipt()), "gk-counts") == [["4读入", "＝", "2将公开", "＋", "1暂不公开", "＋", "1退回"]]


@pytest.mark.parametrize(
    "fault",
    [
        {"counts": {"read": 5, "published": 2, "withheld": 1, "rejected": 1}},
        {"counts": {"read": 4, "published": 3, "withheld": 0, "rejected": 1}},
        {"rows": [row("表!3")] * 3, "counts": {"read": 4, "published": 4, "withheld": 0, "rejected": 0}},
        {"kept": 4},
        {"number": '0123"; } </style><script>'},
        {"sha256": "</style>"},
    ],
)
def test_a_receipt_that_does_not_add_up_or_has_no_number_gets_no_page(fault: Dict) -> None:
    with pytest.raises(ValueError, match=r"receipt|kept|SHA-256"):
        page_of(receipt(**fault))


def test_every_finding_is_told_with_place_problem_and_mend_and_errors_come_first() -> None:
    assert table(page_of(receipt()), "gk-mends") == [
        ["表 F4", "「数值」应填准确的数，现为约数「约90」。 E111", "这一格只写 90。"],
        ["表 L5", "「说明」里像是有手机号（138******78），整条暂不公开。 W301", "删去个人信息后重新提交。"],
    ]


def test_a_finding_without_mend_says_so_and_a_mark_in_what_was_submitted_does_not_part_the_message() -> None:
    findings = [finding("2:1", "W306", "已被第 2 版取代，不再公开。"), finding("3:1", "E105", "现为「改法：无」。改法：重新打字。")]
    made = receipt(findings=findings, file="报表.csv", rows=[row("2"), row("3", "rejected", "E105")], asides=[])
    assert table(page_of(made), "gk-mends") == [
        ["第 3 行第 1 字", "现为「改法：无」。 E105", "重新打字。"],
        ["第 2 行第 1 字", "已被第 2 版取代，不再公开。 W306", "不用改。"],
    ]


def test_of_many_alike_ten_are_told_and_all_others_counted_with_their_places() -> None:
    findings = [finding(f"表!F{line}", "E102", f"现为「{line}」。改法：写成数字。") for line in range(3, 1003)]
    findings += [finding(f"表!B{line}", "E201", "没有「丙市」。改法：写代码。") for line in (3, 4, 5, 9)]
    lines = table(page_of(receipt(findings=findings)), "gk-mends")
    assert [line[0] for line in lines] == [*(f"表 F{line}" for line in range(3, 13)), "表 B3–B5、B9", "表 F13–F1002"]
    assert lines[-1][1:] == ["与上面 E102 同类的问题，另有 990 处。 E102", "照上面 E102 的改法。"]
    assert "0123-4567-89AB.json" in told(receipt(findings=findings))


def test_every_record_of_a_small_file_is_listed_with_what_becomes_of_it_and_why() -> None:
    assert table(page_of(receipt()), "gk-records") == [
        ["表 第 3 行", "将公开", "甲市 · 件数 · 2018 · 全部", ""],
        ["表 第 4 行", "退回", "甲市 · 件数 · 2018 · 全部", "「数值」应填准确的数，现为约数「约90」。"],
        ["表 第 5 行", "暂不公开", "甲市 · 件数 · 2018 · 全部", "「说明」里像是有手机号（138******78），整条暂不公开。"],
        ["表 第 6 行", "将公开", "甲市 · 件数 · 2017 · 全部", ""],
    ]


def test_a_record_whose_reason_no_finding_tells_has_the_reason_that_the_public_reads() -> None:
    rows = [row("2"), row("3", "withheld", "W307")]
    made = receipt(rows=rows, findings=[], file="报表.csv", asides=[])
    assert table(page_of(made), "gk-records")[1] == ["第 3 行", "暂不公开", "甲市 · 件数 · 2018 · 全部", "与另一条完全重复"]
    assert "全部收下" in told(made | {"kept": 1, "known": 0})


def test_of_a_large_file_every_unpublished_record_is_listed_or_named_by_its_place() -> None:
    rows = [row(str(line), *(("rejected", "E102") if line % 2 else ())) for line in range(2, 1002)]
    made = receipt(rows=rows, findings=[], file="报表.csv", asides=[], kept=500)
    listed = {int(match) for line in table(page_of(made), "gk-records") for match in re.findall(r"\d+", line[0])}
    assert listed == set(range(3, 403, 2))
    assert "将公开的 500 条不再逐条列出；没有公开的先列 200 条。" in told(made)
    rest = re.search(r"没有列出的：退回 300 条（E102），(.*?)……另有 (\d+) 处", told(made))
    assert rest is not None
    named = {int(line) for line in re.findall(r"\d+", rest[1])}
    assert named == set(range(403, 403 + 2 * MOST_RUNS, 2))
    assert len(listed) + len(named) + int(rest[2]) == made["counts"]["rejected"]


def test_records_refused_as_one_are_one_line_with_their_number() -> None:
    rows = [row("", "rejected", "E069", "")] * 30
    made = receipt(rows=rows, findings=[finding("表!F9", "E069", "「数量」的合计是 9，各行相加是 8。改法：核对。")], kept=0, known=0)
    assert table(page_of(made), "gk-records") == [["整个文件", "退回", "（没有逐条读，共 30 条）", "「数量」的合计是 9，各行相加是 8。"]]
    assert "报来的 30 条记录这次都没有收下。" in told(made)


def test_totals_stand_beside_the_last_ones_and_a_jump_is_told_in_words() -> None:
    page = page_of(receipt())
    jump = "增加 250（25.0%） 变动超过 20%，请核对"
    assert table(page, "gk-totals") == [["甲市 · 件数", "数值合计", "1,000", "1,250", jump]]
    assert "上次：2018年3月31日，回执 FFFF-0000-1111。" in text_of(page.encode())


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        ("1,000", "1,200", "增加 200（20.0%）"),
        ("1,000", "799.9", "减少 200.1（20.0%） 变动超过 20%，请核对"),
        ("5", "5.0", "没有变化"),
        ("0", "3", "增加 3 变动超过 20%，请核对"),
        ("-5", "-4", "增加 1（20.0%）"),
    ],
)
def test_a_change_is_told_exactly_and_only_more_than_a_fifth_is_a_jump(before: str, now: str, change: str) -> None:
    entry = receipt()["totals"][0]
    entry |= {"sums": {"数值": now}, "before": entry["before"] | {"sums": {"数值": before}}}
    assert table(page_of(receipt(totals=[entry])), "gk-totals")[0][-1] == change


def test_a_first_submission_says_so_and_is_compared_with_nothing() -> None:
    first = receipt()["totals"][0] | {"before": None}
    page = page_of(receipt(totals=[first]))
    assert table(page, "gk-totals") == [["甲市 · 件数", "记录（条）", "—", "2", "数值合计 1,250"]]
    assert "首次报送。" in text_of(page.encode())
    alone = table(page_of(receipt(totals=[first | {"rows": 1}])), "gk-totals")
    assert alone[0][-2:] == ["1", "数值 1,250"]


def test_what_changes_for_the_public_is_told_with_its_page_and_corrections_field_by_field() -> None:
    page = page_of(receipt())
    assert table(page, "gk-changes") == [["统计数据", "甲市 · 件数 · 2018 · 全部", "records/unit/990100.html"]]
    assert table(page, "gk-fields") == [
        ["统计数据 甲市 · 件数 · 2017 · 全部 records/unit/990100.html"],
        ["数值", "5", "7"],
        ["说明", "（空）", "复核"],
    ]
    gone = {"added": [], "replaced": [], "removed": [{"kind": "会务公开", "key": "990100/2018-00001", "page": "records/disclosure/a.html"}]}
    assert "不再公开（1 条）" in told(receipt(changes=gone))
    assert "990100/2018-00001" in told(receipt(changes=gone))


def test_rows_that_were_no_records_are_named() -> None:
    lines = [
        ["标题或说明", "1", "表 第 1 行"],
        ["示例行", "1", "表 第 7 行"],
        ["合计（各行人数、户数、金额等能相加的栏已核对）", "1", "表 第 8 行"],
    ]
    assert table(page_of(receipt()), "gk-asides") == lines


def test_both_fingerprints_are_whole_and_can_be_copied_as_one() -> None:
    codes = html.document_fromstring(page_of(receipt())).xpath("//dd/code")
    assert [code.text_content() for code in codes] == [receipt()["sha256"], receipt()["fingerprint"]]
    empty = html.document_fromstring(page_of(refused() | {"sha256": NOTHING})).xpath("//dl[@class='gk-prints']/dd")
    assert [entry.text_content() for entry in empty] == [NOTHING, "没有新登记的内容，没有指纹。"]


def test_demo_and_repetition_are_marked() -> None:
    plain = told(receipt())
    assert "示例数据" not in plain
    assert "以前收过" not in plain
    assert "本回执涉及示例数据" in told(receipt(demo=True))
    assert "（示例）" in page_of(receipt(demo=True)).partition("<body>")[0]
    assert "这份文件以前收过，没有重复登记。" in told(receipt(again=True, number="0123-4567-89AB-2"))


def test_a_file_of_which_nothing_could_be_read_has_its_receipt() -> None:
    text = told(refused())
    parts = (
        "没有收下",
        "这份文件里的记录读不出来",
        "读入 1 ＝ 将公开 0 ＋ 暂不公开 0 ＋ 退回 1",
        "公开网站没有变化。",
        "在 WPS 里另存为 .xlsx。",
    )
    assert [part for part in parts if part not in text] == []
    empty = told(refused() | {"rows": [], "counts": counted([]), "findings": []})
    assert "文件里没有记录" in empty
    assert "没有要改的地方。" in empty


@pytest.mark.parametrize(
    ("states", "stored", "said"),
    [
        (["published"] * 2, 2, "报来的 2 条记录全部收下，都将公开；有提示，请看下面，对一对。"),
        (["published", "withheld"], 2, "报来的 2 条记录全部收下，其中 1 条暂不公开"),
        (["published", "withheld"], 1, "收下 1 条，暂不公开 1 条。"),
        (["published", "rejected"], 1, "收下 1 条，退回 1 条。请照下面的“改法”改好，重新报送。"),
        (["withheld", "withheld"], 0, "报来的 2 条记录这次都没有收下。"),
        (["rejected", "rejected"], 1, "报来的 2 条记录这次都没有收下。"),
    ],
)
def test_the_sentence_says_how_it_ended(states: list[str], stored: int, said: str) -> None:
    codes = {"published": "", "withheld": "W301", "rejected": "E111"}
    made = receipt(rows=[row(f"表!{line}", state, codes[state]) for line, state in enumerate(states, 3)], kept=stored, known=0)
    assert said in told(made)
    assert "因此不再公开" not in told(made)


def test_the_sentence_thanks_only_where_nothing_is_told_and_says_what_is_gone() -> None:
    rows = [row("表!3")]
    assert "都将公开。没有要改的，谢谢。" in told(receipt(rows=rows, findings=[], kept=1, known=0))
    gone = {"added": [], "replaced": [], "removed": [{"kind": "统计数据", "key": "甲市 · 件数", "page": "x.html"}] * 2}
    assert "原来公开的 2 条因此不再公开" in told(receipt(rows=rows, findings=[], kept=1, known=0, changes=gone))


@pytest.mark.parametrize(
    ("file", "written", "said"),
    [
        ("报表.xlsx", "2018", "2018 整张表"),
        ("报表.xlsx", "甲!乙!B5", "甲!乙 B5"),
        ("报表.xlsx", "甲!C", "甲 C 列"),
        ("报表.csv", "12", "第 12 行"),
        ("报表.csv", "12:3", "第 12 行第 3 字"),
        ("报表.csv", "", "整个文件"),
        ("报表.yaml", "7", "第 7 行"),
    ],
)
def test_places_are_told_as_a_clerk_finds_them(file: str, written: str, said: str) -> None:
    places = places_of(receipt(file=file, rows=[], findings=[], asides=[]), WORDS)
    assert places.told(places.spot(written)) == said


def hostile() -> Dict:
    """A receipt with all attacks, and names of our own holes, wherever something submitted stands."""
    words = " ".join(ATTACKS) + " {count} {places} {number}"
    total = receipt()["totals"][0] | {"unit": words, "label": words, "sums": {"数值": "1"}}
    change = {"kind": "统计数据", "key": words, "page": "records/unit/990100.html"}
    corrected = change | {"fields": [{"title": "说明", "before": words[:100], "after": words[-100:]}]}
    return receipt(
        file=f"{words}.xlsx",
        units=[words],
        rows=[row(f"{words}!3", key=words), row(f"{words}!4", "rejected", "E111", words), row(f"{words}!6", "rejected", "E111", words)],
        findings=[finding(f"{words}!F{line}", "E111", f"现为「{words}」。改法：{words}") for line in (4, 6)],
        asides=[{"sort": "title", "place": f"{words}!{line}"} for line in (1, 8)],
        totals=[total],
        changes={"added": [change], "replaced": [corrected], "removed": [change]},
    )


def test_nothing_submitted_is_evaluated_or_becomes_an_element() -> None:
    page = page_of(hostile())
    assert live(page) == []
    assert not any(word in page for word in EVALUATED)
    tags = {element.tag for element in html.document_fromstring(page).iter() if isinstance(element.tag, str)}
    plain = {element.tag for element in html.document_fromstring(page_of(receipt())).iter() if isinstance(element.tag, str)}
    assert tags == plain
    text = text_of(page.encode())
    assert all(" ".join(attack.split()) in text for attack in ATTACKS)
    assert text.count("{count} {places} {number}") > 12


def test_the_page_runs_nothing_and_asks_for_nothing() -> None:
    page = page_of(hostile() | {"demo": True})
    document = html.document_fromstring(page)
    (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = document.xpath("//style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert document.xpath("//script|//link|//img|//a|//form|//iframe|//@src|//@href|//@style") == []
    assert re.findall(r"url\(|@import|expression\(|//", style.text) == []


def test_every_colour_stands_in_plain_before_it_is_looked_up_for_browsers_that_cannot() -> None:
    (style,) = html.document_fromstring(page_of(receipt())).xpath("//style")
    looked_up = re.findall(r"([\w-]+):[^;{}]*; *\1:[^;{}]*var\(", style.text)
    assert len(looked_up) == len(re.findall(r"[\w-]+:[^;{}]*var\(", style.text)) > 40


def large() -> Dict:
    """Ten thousand records, each with a finding of its own, a page of its own and a total of its own."""
    rows = [row(f"工作表!{line}", *(("rejected", "E102") if line % 2 else ()), key="甲" * 60) for line in range(2, 10_002)]
    codes = ("E101", "E102", "E103", "E104", "E105", "E106", "E107", "E110", "E111", "E112", "E201", "W301", "W312", "W313")
    findings = [finding(f"工作表!F{line}", codes[line % 14], f"「{'甲' * 60}{line}」。改法：{'乙' * 120}。") for line in range(2, 10_002)]
    change = {"kind": "统计数据", "key": "甲" * 60}
    added = [change | {"page": f"records/disclosure/990100-2018-{number:05}.html"} for number in range(5_000)]
    fields = [{"title": "说明", "before": "甲" * 5_000, "after": "乙" * 5_000}] * 4
    changes = {"added": added, "replaced": [each | {"fields": fields} for each in added], "removed": added}
    totals = receipt()["totals"] * 3_000
    asides = [{"sort": "title", "place": f"工作表!{line}"} for line in range(1, 4_000, 2)]
    return receipt(rows=rows, findings=findings, changes=changes, totals=totals, asides=asides, kept=5_000)


def test_ten_thousand_records_make_a_page_that_is_small_and_quickly_made() -> None:
    made = large()
    page_of(receipt())
    start = time.process_time()
    page = page_of(made)
    assert time.process_time() - start < 1
    assert len(page.encode()) < 400_000
    assert "读入 10,000 ＝ 将公开 5,000 ＋ 暂不公开 0 ＋ 退回 5,000" in text_of(page.encode())


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_sees_it_whole_on_a_phone_and_the_browser_complains_of_nothing(browser: Browser, tmp_path: Path, scheme: str) -> None:
    file = tmp_path / "receipt.html"
    file.write_text(page_of(hostile()), "utf-8")
    for page in opened_whole(browser, file, scheme):
        assert page.evaluate("getComputedStyle(document.querySelector('.gk-sheet')).backgroundColor") == PAPER[scheme]


@pytest.mark.browser
def test_each_printed_sheet_is_a4_and_bears_number_and_page_and_no_row_is_cut(browser: Browser, tmp_path: Path) -> None:
    rows = [row(f"表!{line}", "rejected", "E201", f"第{line}条") for line in range(3, 103)]
    message = "没有这个单位。改法：" + "写代码，或写与登记完全一致的名称。" * 6
    findings = [finding(f"表!B{line}", f"E{line + 98}", f"起{line}{message}止{line}") for line in range(3, 43)]
    file = tmp_path / "receipt.html"
    file.write_text(page_of(receipt(rows=rows, findings=findings, kept=0, known=0, demo=True)), "utf-8")
    page = browser.new_page(color_scheme="dark")
    page.goto(file.as_uri())
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    page.close()
    assert len(printed) > 4
    for number, sheet in enumerate(printed, 1):
        assert [round(size) for size in sheet.get_size()] == [595, 842]
        text = "".join(sheet.get_textpage().get_text_range().split())
        assert "报送回执0123-4567-89AB（示例）" in text
        assert f"第{number}页，共{len(printed)}页" in text
        starts, ends = (set(re.findall(rf"{mark}(\d+)(?!\d)", text)) for mark in ("起", "止"))
        assert starts == ends
        corner = sheet.render(scale=0.2).to_numpy()[2, 2]
        assert min(corner[:3]) == 255
    printed.close()


def test_a_form_that_nobody_touched_says_so_and_how_many_rows_there_are() -> None:
    asides = [{"sort": sort, "place": f"表!{line}"} for sort, line in (("unfilled", 7), ("unfilled", 8), ("unchanged", 9))]
    nothing = {"kinds": [], "units": [], "kept": 0, "known": 0, "rows": [], "findings": [], "totals": [], "fingerprint": NOTHING}
    page = page_of(receipt(**nothing, asides=asides, changes={"added": [], "replaced": [], "removed": []}))
    assert "都没有填、没有改动，没有可收的" in page
    assert table(page, "gk-asides") == [
        ["没有填：只有模板预先填好的内容", "2", "表 第 7–8 行"],
        ["没有改动：与模板预先填好的已有记录相同，不算更正", "1", "表 第 9 行"],
    ]
    assert "文件里没有记录" in page_of(receipt(**nothing, asides=[], changes={"added": [], "replaced": [], "removed": []}))
