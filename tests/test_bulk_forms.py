"""Whatever a record states comes back from every form of its table, no form holds a formula, and the same rows give the same bytes."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl  # type: ignore[import-untyped]
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_bulk import HEADINGS, READERS, Row, cells_of, form, from_csv, from_workbook, queried, table

from build_scripts.bulk import database, whole
from build_scripts.bulk.lines import csv_rows, json_values, run, sheet_text
from build_scripts.bulk.table import DECIMAL, FLAG, Heading, columns

HOSTILE = (
    "=1+1",
    "+86",
    "-1",
    "@SUM(A1)",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    "\r=1",
    "'=1",
    "'",
    '"',
    ',"=1',
    "a\nb",
    "a\r\nb",
    " a ",
    "<b>&amp;</b>",
    "]]>",
    "_x000D_",
    "_x0041_x0042_",
    "😀👨‍👩‍👧",
    "𠮷䶮",
    "\u2028",
    "\x0b\x1f\x7f",
    "NULL",
    "null",
    "NaN",
    "1e5",
    "0012",
    "http://x.y/",
    "\\",
    "\\u0041",
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12))
NUMBERS = st.one_of(st.integers(-(10**15) + 1, 10**15 - 1).map(float), st.decimals(-(10**9), 10**9, places=2).map(float))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", *HOSTILE]),
        st.none() | TEXTS.filter(bool),
        st.none() | st.dates(date(1000, 1, 1)).map(date.isoformat),
        st.none() | st.integers(0, 10**15 - 1),
        st.none() | NUMBERS,
        st.booleans(),
    ),
    max_size=6,
)
ALL: list[Row] = [("c", text, "2018-02-28", 10**15 - 1, 0.1, False) for text in HOSTILE] + [("c", None, None, None, None, True)]


@given(ROWS)
@example(ALL)
@example([])
def test_every_value_of_every_form_is_what_the_record_states(rows: list[Row]) -> None:
    download = table(rows)
    names = [heading.name for heading in HEADINGS]
    objects = [dict(zip([*names, FLAG], row, strict=True)) for row in rows]
    assert READERS["json"](download) == [list(row[:-1]) for row in rows]
    assert READERS["jsonl"](download) == objects
    assert READERS["sqlite"](download) == objects
    dated = [{**each, "day": date.fromisoformat(each["day"]) if each["day"] else None} for each in objects]
    assert READERS["parquet"](download) == dated
    assert from_csv(download) == [[_written(cell) for cell in row[:-1]] for row in rows]
    assert from_workbook(download) == [list(row[:-1]) for row in rows]


def _written(cell: str | float | None) -> str:
    return "" if cell is None else str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


@given(ROWS)
@example(ALL)
def test_no_cell_of_a_csv_file_begins_as_a_formula(rows: list[Row]) -> None:
    download = table(rows)
    texts = [cell for row in csv.reader(io.StringIO(form(download, "csv").decode("utf-8-sig"), newline="")) for cell in row[:3]]
    assert not [text for text in texts if text.startswith(tuple("=+-@＝＋－＠\t\r"))]


@given(ROWS)
@example(ALL)
def test_rows_spelled_by_the_column_are_the_rows_spelled_one_by_one(rows: list[Row]) -> None:
    download = table(rows)
    plain = [[int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row[:-1]] for row in rows]
    assert form(download, "csv") == whole.spread(HEADINGS, plain)
    stated = columns(download.rows, HEADINGS)[1]
    assert json_values(stated) and [json.loads(text) for text in _texts(stated)] == [row[1] for row in rows]


def _texts(column: pa.Array) -> list[str]:
    parts = json_values(column)
    return ["".join(part if isinstance(part, str) else part[number].as_py() for part in parts) for number in range(len(column))]


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "xlsx", "parquet"])
def test_the_same_rows_give_the_same_bytes(suffix: str) -> None:
    assert form(table(ALL), suffix) == form(table(ALL), suffix)


def test_the_same_records_give_the_same_database_without_a_free_page_or_a_clock() -> None:
    first, second = (database.database([table(ALL), table(ALL * 50, "other")], {"as_of": "2018-12-31"}) for _ in range(2))
    assert first == second
    assert queried(first, "PRAGMA freelist_count") == [{"freelist_count": 0}]
    assert queried(first, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert queried(first, "PRAGMA page_size") == [{"page_size": 4096}]


def test_database_says_what_its_tables_and_columns_mean_and_finds_by_key() -> None:
    data = database.database([table(ALL)], {"as_of": "2018-12-31"})
    assert queried(data, "SELECT value FROM release") == [{"value": "2018-12-31"}]
    assert queried(data, "SELECT title, unit, description FROM fields WHERE name IN ('text', 'count')") == [
        {"title": "文字", "unit": "", "description": "随便写"},
        {"title": "人数", "unit": "人", "description": ""},
    ]
    assert queried(data, "SELECT rows, note, source FROM tables") == [{"rows": len(ALL), "note": "虚构", "source": "=1+1"}]
    assert "training_key" in queried(data, "EXPLAIN QUERY PLAN SELECT * FROM training WHERE code = 'c'")[0]["detail"]


def test_parquet_says_what_its_columns_mean() -> None:
    schema = pq.read_schema(io.BytesIO(form(table(ALL), "parquet")))
    assert schema.field("count").metadata == {b"title": "人数".encode(), b"unit": "人".encode()}
    assert schema.field("day").type == pa.date32()
    assert schema.metadata[b"source"] == b"=1+1"


def test_workbook_has_facts_on_a_sheet_of_their_own_and_no_formula_anywhere() -> None:
    data = form(table(ALL), "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["培训表", "说明"]
    assert [[cell.value for cell in row] for row in book["说明"].iter_rows()] == [["表名", "培训 <&>"], ["来源", "=1+1"]]
    assert book.properties.title == "培训/表"
    assert book.properties.description == "虚构"
    assert book.worksheets[0].freeze_panes == "A2"
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(re.search(rb"<(f|hyperlink)[ >]", parts.read(name)) for name in parts.namelist())
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_signs_that_xml_cannot_hold_are_written_as_excel_does() -> None:
    assert sheet_text("a\x0b_x000D_<") == '<t xml:space="preserve">a_x000B__x005F_x000D_&lt;</t>'


def test_exact_amounts_stay_exact_in_every_form() -> None:
    amounts = [Decimal("12345678901234567.89"), Decimal("0.10"), None]
    column = pa.array(amounts, pa.decimal128(20, 2))
    lines = csv_rows([column])
    assert run(lines, 0, len(lines)) == b"12345678901234567.89\r\n0.10\r\n\r\n"
    download = table([("a", None, None, None, None, False)] * 3)
    heading = Heading("amount", "金额", DECIMAL, "元")
    exact = type(download)("money", "钱", (HEADINGS[0], heading), download.rows.assign(amount=amounts), "", key=("code",), flag="是否示例")
    assert [row["amount"] for row in READERS["parquet"](exact)] == amounts
    assert [row["amount"] for row in READERS["sqlite"](exact)] == ["12345678901234567.89", "0.10", None]
    assert b"12345678901234567.89" in form(exact, "jsonl")


def test_long_tables_have_json_lines_in_place_of_json_and_no_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    assert table(ALL).suffixes == ("xlsx", "csv", "json", "parquet")
    monkeypatch.setattr("build_scripts.bulk.table.WORTH_A_WORKBOOK", 10)
    monkeypatch.setattr("build_scripts.bulk.table._WORTH_LINES", 20)
    assert table(ALL).suffixes == ("csv", "jsonl", "parquet")


def test_rows_spelled_in_slices_are_the_rows_spelled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    once = {suffix: form(table(ALL), suffix) for suffix in ("csv", "jsonl")}
    monkeypatch.setattr("build_scripts.bulk.whole._ROWS_AT_ONCE", 7)
    assert {suffix: form(table(ALL), suffix) for suffix in once} == once


def test_the_reader_of_workbooks_would_see_a_formula() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    memory = io.BytesIO()
    book.save(memory)
    with pytest.raises(AssertionError):
        list(cells_of(memory.getvalue()))
