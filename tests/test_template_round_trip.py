"""What a clerk types into a template is what is read: for every kind, as a workbook and as CSV, in UTF-8 and in GBK."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_forms import federation, header_row, headers, reported
from small_records import KINDS

from build_scripts.check.column import RADICALS, check_column
from build_scripts.declare import Field, Kind
from build_scripts.read.csv_text import TEXT, read_csv
from build_scripts.read.prepared import UNCHANGED
from build_scripts.read.raw import RawTable
from build_scripts.read.rows import BEFORE, MARK, TOTALS
from build_scripts.read.submission import read_submission
from build_scripts.sentences import line
from build_scripts.write.template import template, template_csv

SAMPLES = Path(__file__).parent / "kinds"
PERIOD = {"observation": "2018-Q2"}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
once = settings(max_examples=3, suppress_health_check=list(HealthCheck))
Row = Mapping[str, str]

TRICKY = (
    *(
        '=1+1"',
        "=SUM(A1:A9)",
        "+86",
        "-",
        "@甲",
        "'甲",
        '说“好”,"行"',
        '"',
        ",",
        "a,b,,c",
        "00123",
        "1750.0",
        "1E5",
        "TRUE",
        "#N/A",
        "NULL",
    ),
    *("2018-06-30", "6/30", "1/2", "12:30", "91420525MA4888888Q", "123456789012345678", "0", "007"),
    *("<b>&amp;</b>", "]]>", "甲　乙", "𠮷野家", "㎡", "％", "{{ 7*7 }}", "\\n", "合计", "备注：无", "例", "填表人：", "_x", "甲;乙"),
)
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")  # spreadsheets write these in another way, which openpyxl leaves to the caller
_UNTYPED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def sound(field: Field, text: str) -> bool:
    return not check_column(pd.Series([text], dtype=TEXT), field).refused[0]


def is_record(kind: Kind, row: Row) -> bool:
    """Whether a row is no sum (合计) by what it says for its unit or in its first column."""
    named = [field.title for field in kind.asked if field.refers == "unit" or field is kind.asked[0]]
    return not any(TOTALS.fullmatch(unicodedata.normalize("NFKC", row[title]).strip()) for title in named)


def typed(field: Field) -> st.SearchStrategy[str]:
    """Texts that the field accepts."""
    empty = [] if field.required and not field.absent else [st.just("")]
    if field.one_of:
        return st.one_of(*empty, st.sampled_from(field.one_of))
    if field.grammar.name in ("text", "paragraph", "reference"):
        free = st.text(st.characters(exclude_categories=_UNTYPED), min_size=1, max_size=12).map(
            lambda text: unicodedata.normalize("NFC", text)
        )
        lines = st.lists(st.sampled_from(TRICKY), min_size=2, max_size=3).map("\n".join)
        made = st.one_of(st.sampled_from(TRICKY), free, *([lines] if field.grammar.name == "paragraph" else []))
    else:
        made = st.from_regex(field.grammar.pattern, fullmatch=True)
    kept = made.map(str.strip).filter(
        lambda text: text and not _ESCAPED.search(text) and not re.search(RADICALS, text) and sound(field, text)
    )
    return st.one_of(*empty, kept)


@cache
def rows_of(kind: Kind) -> st.SearchStrategy[list[dict[str, str]]]:
    row = st.fixed_dictionaries({field.title: typed(field) for field in kind.asked}).filter(lambda made: is_record(kind, made))
    return st.lists(row, min_size=1, max_size=6)


@cache
def forms(kind: Kind) -> tuple[bytes, bytes]:
    """The workbook and the CSV of a kind."""
    world = federation(reported("990101", "2018-Q1"))
    asked = (kind, world, "990101", PERIOD.get(kind.name, ""))
    return template(*asked), template_csv(*asked)


@cache
def good(kind: Kind) -> list[dict[str, str]]:
    """The good samples of the kind."""
    found = []
    for path in sorted((SAMPLES / kind.name / "good").glob("*.csv")):
        raw, _ = read_csv(kind, f"{kind.name}/{path.name}", path.read_bytes(), False)
        assert isinstance(raw, RawTable)
        texts = {field.title: raw.cells[field.name] for field in kind.asked if field.name in raw.cells}
        found += [{field.title: "" for field in kind.asked} | row for row in pd.DataFrame(texts).to_dict("records")]
    assert found
    return found


def as_typed(text: str, number: bool) -> str | int | float:
    """What a spreadsheet makes of it: a number in a column of numbers where nothing of the text is lost, else the text."""
    if not number or not text:
        return text
    if re.fullmatch(r"-?(0|[1-9]\d{0,14})", text) and text != "-0":
        return int(text)
    return float(text) if re.fullmatch(r"-?(0|[1-9]\d{0,8})\.\d{0,5}[1-9]", text) else text


def saved(kind: Kind, rows: Sequence[Row]) -> bytes:
    """The workbook with these rows typed into it."""
    book = openpyxl.load_workbook(io.BytesIO(forms(kind)[0]))
    sheet = book.worksheets[0]
    first, columns = header_row(sheet) + 2, headers(sheet)
    sheet.delete_rows(first + len(rows), sheet.max_row)
    for number, row in enumerate(rows, first):
        sheet.cell(number, 1).value = number
        for field in kind.asked:
            cell = sheet.cell(number, columns[field.title])
            cell.value = as_typed(row[field.title], field.grammar.name in ("count", "number")) or None
            if row[field.title] == "0" and cell.value is None:
                cell.value = 0
            if isinstance(cell.value, str):
                cell.data_type = "s"  # typed into a cell of text: not a formula, whatever it begins with
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def saved_csv(kind: Kind, rows: Sequence[Row], encoding: str) -> bytes:
    head, example, *_ = csv.reader(io.StringIO(forms(kind)[1].decode("utf-8-sig")))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([head, example])
    writer.writerows([{**row, "序号": str(number)}.get(title, "") for title in head] for number, row in enumerate(rows, 1))
    return text.getvalue().encode(encoding)


def read_back(kind: Kind, name: str, data: bytes) -> list[dict[str, str]]:
    submission, told = read_submission(name, data, KINDS, False)
    assert [line(finding) for finding in told] == []
    (raw,) = submission.tables
    assert raw.kind is kind
    assert [line(trap.finding) for trap in raw.traps] == []
    return raw.cells.rename(columns={field.name: field.title for field in kind.asked}).to_dict("records")


def unmarked(data: bytes) -> bytes:
    """The workbook with another header over the marks by which prepared rows are known."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(memory, "w") as other:
        for name in made.namelist():
            other.writestr(name, made.read(name).replace(MARK.encode(), BEFORE.encode()))
    return memory.getvalue()


def meant(kind: Kind, rows: Sequence[Row]) -> list[dict[str, str]]:
    """The rows as typed; an empty cell is what the kind says it stands for."""
    absent = {field.title: field.absent for field in kind.asked if field.absent and "{" not in field.absent}
    return [{title: text or absent.get(title, "") for title, text in row.items()} for row in rows]


@every_kind
def test_good_samples_come_back_from_a_template_as_they_were_typed(kind: Kind) -> None:
    rows = good(kind)
    assert read_back(kind, "报表.xlsx", saved(kind, rows)) == meant(kind, rows)
    for encoding in ("utf-8-sig", "gb18030"):
        assert read_back(kind, "报表.csv", saved_csv(kind, rows, encoding)) == meant(kind, rows)


@every_kind
def test_any_sound_text_comes_back_from_a_template_as_it_was_typed(kind: Kind) -> None:
    @once
    @given(rows_of(kind))
    def comes_back(rows: list[dict[str, str]]) -> None:
        assert read_back(kind, "报表.xlsx", saved(kind, rows)) == meant(kind, rows)
        for encoding in ("utf-8-sig", "gb18030"):
            assert read_back(kind, "报表.csv", saved_csv(kind, rows, encoding)) == meant(kind, rows)

    comes_back()


def test_a_correction_sent_back_as_prepared_says_what_had_been_said() -> None:
    kind = KINDS["observation"]
    notes = [*TRICKY, "_x0041_", "甲_x000D_"]
    quoted = ['"' + note.replace('"', '""') + '"' for note in notes]
    figures = [
        reported("990101", "2018-Q2", "80.0", numerator="4", denominator="5", subject=f"园区{number:02}", note=note)
        for number, note in enumerate(quoted)
    ]
    world = federation(*figures)
    data, said = (make(kind, world, "990101", "2018-Q2") for make in (template, template_csv))
    for name, made in (("报表.xlsx", data), ("报表.csv", said)):
        submission, _ = read_submission(name, made, KINDS, False)
        assert [len(raw.cells) for raw in submission.tables] == [0]
        assert [sort for sort, _ in submission.asides.rows if sort == UNCHANGED] == [UNCHANGED] * len(notes)
    rows = read_back(kind, "报表.xlsx", unmarked(data))
    assert [row["说明"] for row in rows] == notes
    assert {(row["数值"], row["分子"], row["分母"], row["版本"]) for row in rows} == {("80.0", "4", "5", "2")}
    for row, other in zip(rows, read_back(kind, "报表.csv", said.replace(MARK.encode(), BEFORE.encode())), strict=True):
        risky = row["说明"].startswith(("=", "+", "-", "@"))  # a spreadsheet that opens CSV would take it for a formula
        assert other == row | {"说明": "'" * risky + row["说明"]}


def test_what_helps_the_clerk_survives_being_saved() -> None:
    kind = KINDS["observation"]
    before = openpyxl.load_workbook(io.BytesIO(forms(kind)[0])).worksheets[0]
    after = openpyxl.load_workbook(io.BytesIO(saved(kind, good(kind)))).worksheets[0]
    assert after.protection.sheet
    assert len(after.data_validations.dataValidation) == len(before.data_validations.dataValidation) > len(kind.asked)
    assert after.freeze_panes == before.freeze_panes
