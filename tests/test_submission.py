"""Reading what was sent: kinds by their headers, records among titles, totals and signatures; what is not exact is refused by name."""

from collections.abc import Mapping, Sequence

import pytest

from build_scripts.check.table import check_table
from build_scripts.declare import discover
from build_scripts.findings import in_order
from build_scripts.parse.grid import DATE, HIDDEN, INTEGER, NUMBER, PERCENT, TRAP, VISIBLE, Cell, Grid
from build_scripts.read.prepared import UNCHANGED, UNTOUCHED, mark_of, sort_by_mark
from build_scripts.read.raw import RawTable
from build_scripts.read.rows import EXAMPLE, MARK, RECORD, SIGNATURE, TITLE, TOTAL, find_header
from build_scripts.read.sheet import read_sheet
from build_scripts.read.spots import SheetSpots
from build_scripts.read.submission import Submission, read_submission

KINDS = discover()
HEAD = ("组织代码", "组织名称", "组建形式", "所属单位", "单位性质", "职工人数", "会员人数")
ROW = ("o-1", "甲厂工会", "单独", "甲市", "非公", "320", "300")
OTHER = ("o-2", "乙厂工会", "单独", "甲市", "非公", "80", "60")


def grid(rows: Sequence[Sequence[str | Cell]], **traits: object) -> Grid:
    cells = {
        number: {column: said if isinstance(said, Cell) else Cell(said) for column, said in enumerate(row, 1) if said}
        for number, row in enumerate(rows, 1)
        if any(row)
    }
    return Grid("表一", VISIBLE, cells, **traits)  # type: ignore[arg-type]


def told(sheet: Grid) -> tuple[list[str], int]:
    """Code and cell of every finding of the sheet, and how many sound rows it has."""
    header = find_header(sheet, list(KINDS.values()))
    assert header is not None
    table, findings, _ = read_sheet(header, sheet, SheetSpots("报表.xlsx", sheet.name), False)
    if not isinstance(table, RawTable):
        return [f"{finding.code} {finding.place.spot}" for finding in findings], 0
    checked, faults = check_table(table)
    return [f"{finding.code} {finding.place.spot}" for finding in in_order([*findings, *faults])], len(checked.rows)


def sent(text: str, name: str = "报表.csv") -> tuple[Submission, list[str]]:
    submission, findings = read_submission(name, text.encode("gb18030"), KINDS, False)
    return submission, [f"{finding.code} {finding.place.spot}".strip() for finding in findings]


def lines(*rows: Sequence[str]) -> str:
    return "".join(",".join(row) + "\r\n" for row in rows)


def test_records_are_found_among_titles_examples_totals_and_signatures() -> None:
    head = ("序号", *HEAD, "上期会员人数")
    text = lines(
        ("工会组织登记表",),
        (),
        head,
        ("例", *ROW, "1"),
        ("1", *ROW, "290"),
        ("2", *OTHER, ""),
        ("合计", "", "", "", "", "", "400", "360", ""),
        ("填表人：某某",),
    )
    submission, findings = sent(text)
    assert findings == []
    (table,) = submission.tables
    assert table.kind.name == "organisation"
    assert table.cells["code"].tolist() == ["o-1", "o-2"]
    assert table.locator.lines() == [5, 6]
    assert [(sort, place.line) for sort, place in submission.asides.rows] == [(TITLE, 1), (EXAMPLE, 4), (TOTAL, 7), (SIGNATURE, 8)]
    assert {"工会组织登记表", "填表人：某某", "290"} <= set(submission.asides.texts)


def test_a_total_that_is_not_the_sum_of_its_rows_keeps_the_sheet_out() -> None:
    wrong = ("合计", "", "", "", "", "", "401", "360")
    submission, findings = sent(lines(("序号", *HEAD), ("1", *ROW), ("2", *OTHER), wrong))
    assert findings == ["E069 4:9"]
    assert [(file.rows, file.code) for file in submission.refused] == [(2, "E069")]


def test_subtotals_add_up_their_own_rows_and_the_total_all() -> None:
    rows = [("1", *ROW), ("小计", "", "", "", "", "", "320", "300"), ("2", *OTHER), ("小计", "", "", "", "", "", "80", "60")]
    good, bad = ("总计", "", "", "", "", "", "400", "360"), ("总计", "", "", "", "", "", "400", "350")
    assert sent(lines(("序号", *HEAD), *rows, good))[1] == []
    assert sent(lines(("序号", *HEAD), *rows, bad))[1] == ["E069 6:13"]


def test_headers_may_carry_their_unit_stars_and_full_width_signs() -> None:
    head = ("组织代码＊", "组织名称", "组建形式", "所属\u3000单位", "单位性质", "职工人数（人）", "会员人数(人)")
    submission, findings = sent(lines(head, ROW))
    assert findings == []
    assert submission.tables[0].cells["members"].tolist() == ["300"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (lines(HEAD, ROW[:-1]), ["E014 2"]),
        (lines(HEAD, (*ROW, "多")), ["E014 2"]),
        (lines(HEAD, (*ROW, "", "")), []),
        (lines((*HEAD, ""), (*ROW, "")), []),
        (lines((*HEAD[:-1], "会员总数"), ROW), ["E011 1:31", "E013 1"]),
        (lines((*HEAD, "组织代码"), (*ROW, "o-1")), ["E012 1:36"]),
        (lines(HEAD, HEAD, ROW), ["E060 2:1"]),
        (lines(("甲", "乙"), ("1", "2")), ["E059"]),
        ("；".join(HEAD) + "\r\n", ["E015 1:1"]),
        (f'{lines(HEAD)}"o-1,甲\r\n', ["E003 2"]),
        ("", ["E059"]),
    ],
)
def test_what_is_wrong_with_a_csv_file_is_told_by_name(text: str, expected: list[str]) -> None:
    submission, findings = sent(text)
    faults = [f"{fault.code} {fault.place.spot}" for raw in submission.tables for fault in check_table(raw)[1]]
    assert findings + faults == expected


def test_a_workbook_that_calls_itself_csv_is_read_as_what_it_is() -> None:
    text = lines(HEAD, ROW).encode("utf-16")
    _, findings = read_submission("报表.csv", text, KINDS, False)
    assert [finding.code for finding in findings] == ["E001"]


def test_yaml_tells_its_kind_by_its_fields_and_what_may_be_left_is_filled_in() -> None:
    text = "单位: 甲市\n指标: 件数\n时期: 2018\n口径: 全部\n数据状态: 有值\n数值: 5\n取得方式: 自报\n"
    submission, findings = read_submission("报表.yaml", text.encode(), KINDS, False)
    assert findings == []
    assert submission.tables[0].cells["version"].tolist() == ["1"]
    assert check_table(submission.tables[0])[1] == []
    assert sent("甲: 乙\n", "x.yaml")[1] == ["E059"]


TRAPS: Mapping[str, tuple[Mapping[str, object], list[str]]] = {
    "merged cells": ({"merged": ((2, 4, 3, 4),)}, ["E063 表一!D2", "E063 表一!D3"]),
    "merged title": ({"merged": ((1, 1, 1, 3),)}, ["E060 表一!A1"]),
    "hidden row": ({"hidden_rows": frozenset({3})}, ["E061 表一!3"]),
    "hidden column": ({"hidden_columns": frozenset({2})}, ["E062 表一!B1"]),
    "hidden column without a field": ({"hidden_columns": frozenset({9})}, []),
    "comment": ({"comments": {(3, 6): "约数"}}, ["E064 表一!F3"]),
    "comment on an empty cell of a record": ({"comments": {(3, 7): "x"}}, ["E064 表一!G3"]),
    "comment on the header": ({"comments": {(1, 2): "填全称"}}, []),
}


@pytest.mark.parametrize("name", TRAPS)
def test_what_a_reader_of_the_sheet_would_not_see_is_refused_where_it_touches_a_record(name: str) -> None:
    traits, expected = TRAPS[name]
    assert told(grid([HEAD, ROW, OTHER], **traits))[0] == expected


def test_a_cell_is_taken_only_for_what_its_field_is() -> None:
    cases = [
        ("组织代码", Cell("42", INTEGER), ["E065 表一!A2"]),
        ("所属单位", Cell("420525", INTEGER), []),
        ("所属单位", Cell("4.5", NUMBER), ["E065 表一!D2"]),
        ("组织名称", Cell("2018-06-01", DATE), ["E066 表一!B2"]),
        ("职工人数", Cell("2018-06-01", DATE), ["E066 表一!F2"]),
        ("职工人数", Cell("350", INTEGER), []),
        ("职工人数", Cell("350.5", NUMBER), ["E102 表一!F2"]),
        ("职工人数", Cell("350%", PERCENT), ["E102 表一!F2"]),
        ("会员人数", Cell("", TRAP, "E065", {}), ["E065 表一!G2"]),
    ]
    for title, cell, expected in cases:
        row = [cell if name == title else text for name, text in zip(HEAD, ROW, strict=True)]
        assert told(grid([HEAD, row]))[0] == expected, (title, cell)


def test_a_fault_in_one_row_leaves_the_others_sound() -> None:
    found, sound = told(grid([HEAD, ROW, OTHER, (*ROW[:5], "x", "1")], hidden_rows=frozenset({3})))
    assert found == ["E061 表一!3", "E102 表一!F4"]
    assert sound == 1


def test_a_hidden_sheet_with_content_is_refused_and_its_texts_are_still_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    from build_scripts.parse.grid import Book
    from build_scripts.read import submission

    hidden = Grid("底稿", HIDDEN, grid([HEAD, ROW]).cells)
    helper = Grid("选项", HIDDEN, grid([("甲市",)]).cells)
    book = Book((grid([HEAD, OTHER]), hidden, helper), asides=("作者",))
    monkeypatch.setattr(submission, "parse_book", lambda _data: book)
    read, findings = submission.read_submission("报表.xlsx", b"", KINDS, False)
    assert [f"{finding.code} {finding.place.spot}" for finding in findings] == ["E067 底稿"]
    assert [table.cells["code"].tolist() for table in read.tables] == [["o-2"]]
    assert [(file.rows, file.code) for file in read.refused] == [(1, "E067")]
    assert {"作者", "甲厂工会", "甲市", "报表.xlsx"} <= set(read.asides.texts)


def test_a_row_that_holds_only_what_cannot_be_taken_is_a_record_and_refused() -> None:
    row = [Cell("", TRAP, "E065", {}) if name == "会员人数" else "" for name in HEAD]
    found, sound = told(grid([HEAD, ROW, row]))
    assert "E065 表一!G3" in found
    assert sound == 1


def test_a_row_that_states_no_more_than_a_form_prepares_is_no_record() -> None:
    prepared = ["甲市" if name == "所属单位" else "" for name in HEAD]
    assert told(grid([HEAD, ROW, prepared])) == ([], 1)
    assert told(grid([HEAD, ROW, ["o-9", *prepared[1:]]]))[1] == 1


def test_totals_add_up_figures_of_one_indicator_and_neither_rates_nor_versions() -> None:
    head = ("序号", "单位", "指标", "时期", "口径", "数据状态", "数值", "分子", "分母", "取得方式", "版本")
    rows = [
        ("1", "甲市", "A", "2018", "全部", "有值", "50", "80.5", "160", "自报", "1"),
        ("2", "乙市", "A", "2018", "全部", "有值", "40", "10", "25", "自报", "1"),
    ]
    right = ("合计", "", "", "", "", "", "48.9", "90.50", "185", "", "1")
    wrong = ("合计", "", "", "", "", "", "48.9", "91", "185", "", "1")
    assert sent(lines(head, *rows, right))[1] == []
    assert [code.split(" ")[0] for code in sent(lines(head, *rows, wrong))[1]] == ["E069"]
    mixed = [rows[0], (*rows[1][:2], "B", *rows[1][3:])]
    assert sent(lines(head, *mixed, wrong))[1] == []


def test_a_row_that_calls_itself_an_example_is_none_of_the_records_where_no_column_numbers_them() -> None:
    submission, findings = sent(lines(HEAD, ("例：o-9", *OTHER[1:]), ROW))
    assert findings == []
    assert submission.tables[0].cells["code"].tolist() == ["o-1"]
    assert [(sort, place.line) for sort, place in submission.asides.rows] == [(EXAMPLE, 2)]


def test_a_prepared_row_is_no_record_until_somebody_says_something_in_it() -> None:
    head, kind = (*HEAD, MARK), KINDS["organisation"]
    stated = {field.name: text for field, text in zip(map(kind.field, kind.key), ROW[:1], strict=True)}
    stated |= {"name": ROW[1], "type": ROW[2], "unit": ROW[3], "sector": ROW[4], "employees": ROW[5], "members": ROW[6]}
    for sort in UNTOUCHED:
        mark = mark_of(sort, kind, stated)
        assert len(mark) == 16
        assert mark.isalpha()
        total = ("合计", "", "", "", "", "400" if sort == UNCHANGED else "80", "")
        submission, findings = sent(lines(head, (*ROW, mark), (*OTHER, mark), total))
        assert findings == []
        assert submission.tables[0].cells["code"].tolist() == ["o-2"]
        assert [aside for aside, _ in submission.asides.rows] == [sort, TOTAL]
        assert submission.untouched == 1
    for cell in (Cell("321"), Cell("320", TRAP)):
        row = {name: Cell(text) for name, text in stated.items()} | {"employees": cell}
        assert sort_by_mark(kind, mark_of(UNCHANGED, kind, stated), row) == RECORD
    assert sort_by_mark(kind, "", {}) == RECORD
