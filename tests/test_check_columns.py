"""A column is judged and typed at once, and yet cell by cell as its declaration says."""

import calendar
import re
import unicodedata
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.check.column import COMPOSED, Column, check_column
from build_scripts.check.table import check_table
from build_scripts.declare import Field, discover
from build_scripts.kinds import disclosure
from build_scripts.read.csv_text import TEXT, read_csv
from build_scripts.read.raw import RawTable

KINDS = discover()
FREE = ("text", "paragraph", "reference")
DATED = ("day", "moment", "period")
FIELDS = {(field.grammar.name, field.one_of, field.most): field for kind in KINDS.values() for field in kind.fields}
ANY_FIELD = st.sampled_from(list(FIELDS.values()))
# A mark that joins, its composed form, one that is only a compatibility form, a jamo, and what hides or pads.
TELLING = "甲乙A0 -/.:，〔〕号\u3000\n\t\u0301e\u00e9\u212b\ufb01\uf900\u1100\u1161\u304b\u3099\u200b\ufeff\ue000\ufffd𠮷"
REPEATS = 16


def number(name: str = "number") -> Field:
    return next(field for field in FIELDS.values() if field.grammar.name == name)


def column(texts: list[str], field: Field) -> Column:
    return check_column(pd.Series(texts, dtype=TEXT), field)


def accepts(field: Field, text: str) -> bool:
    """What the declaration says of one cell, in plain words and slowly."""
    if not re.fullmatch(field.grammar.pattern, text) or (field.one_of and text not in field.one_of):
        return False
    if field.grammar.name in FREE and (text != text.strip() or text != unicodedata.normalize("NFC", text) or len(text) > field.most):
        return False
    if field.grammar.name not in DATED:
        return True
    ends = text.split("/")
    return all(real(end) for end in ends) and ends == sorted(ends)


def real(end: str) -> bool:
    """Whether a day is in the calendar; months, years and words are no days."""
    if len(end) != len("2018-06-30"):
        return True
    year, month, day = map(int, end.split("-"))
    return day <= calendar.monthrange(year, month)[1]


@st.composite
def cells(draw: st.DrawFn) -> tuple[Field, list[str]]:
    """A field and cells for it: written as it asks, nearly so, at the edge of its length, and anything at all."""
    field = draw(ANY_FIELD)
    written = st.from_regex(
        field.grammar.pattern, fullmatch=True, alphabet=st.characters(max_codepoint=0xFFFF, exclude_categories=("Cn", "Cs"))
    )
    apt = st.text(TELLING, max_size=8) if field.grammar.name in (*FREE, "choice") else written
    right = st.sampled_from(field.one_of) if field.one_of else apt
    nearly = st.builds(
        lambda text, at, put: text[: at % (len(text) + 1)] + put + text[at % (len(text) + 1) :],
        right,
        st.integers(0, 20),
        st.text(TELLING, max_size=2),
    )
    long = st.integers(field.most - 1, field.most + 1).map("长".__mul__)
    days = st.sampled_from(["2018-02-29", "2016-02-29", "2018-04-31", "2018-06-30/2018-06-31", "2017/2018", "1000-01-01", "2999-12-31"])
    return field, draw(st.lists(st.one_of(right, nearly, long, days, st.text(TELLING, max_size=5), st.just("")), min_size=1, max_size=12))


@settings(max_examples=150)
@given(cells())
def test_a_cell_is_accepted_exactly_where_its_declaration_accepts_it(drawn: tuple[Field, list[str]]) -> None:
    field, texts = drawn
    checked = column(texts, field)
    assert checked.empty.tolist() == [text == "" for text in texts]
    assert checked.refused.tolist() == [text != "" and not accepts(field, text) for text in texts]
    typed = checked.typed[field.name]
    assert typed.isna().tolist() == (checked.empty | checked.refused).tolist()


@settings(max_examples=60)
@given(cells())
def test_a_column_that_repeats_itself_is_judged_like_one_that_does_not(drawn: tuple[Field, list[str]]) -> None:
    field, texts = drawn
    alone, repeated = column(texts, field), column(texts * REPEATS, field)
    assert repeated.refused.tolist() == alone.refused.tolist() * REPEATS
    for name, typed in alone.typed.items():
        pd.testing.assert_series_equal(repeated.typed[name], pd.concat([typed] * REPEATS, ignore_index=True), check_names=False)


@settings(max_examples=60)
@given(cells(), st.integers(1, 5), st.integers(0, 3))
def test_it_does_not_matter_how_arrow_cut_the_column(drawn: tuple[Field, list[str]], size: int, skipped: int) -> None:
    field, texts = drawn
    chunks = [pa.array(texts[at : at + size], pa.large_string()) for at in range(0, len(texts), size)]
    series = pa.chunked_array(chunks).slice(skipped).to_pandas(types_mapper={pa.large_string(): TEXT}.get)
    cut, whole = check_column(series, field), column(texts[skipped:], field)
    assert cut.refused.tolist() == whole.refused.tolist()
    assert cut.empty.tolist() == whole.empty.tolist()


@settings(max_examples=60)
@given(st.lists(st.one_of(st.from_regex(number().grammar.pattern, fullmatch=True), st.just("")), min_size=1, max_size=10))
def test_a_number_is_the_nearest_double_and_keeps_the_decimals_printed(texts: list[str]) -> None:
    field = number()
    typed = column(texts, field).typed
    expected = [None if not text else float(Decimal(text)) for text in texts]
    assert typed[field.name].astype(object).where(typed[field.name].notna(), None).tolist() == expected
    digits = typed[f"{field.name}_digits"]
    printed = [None if not text else -int(Decimal(text).as_tuple().exponent) for text in texts]
    assert digits.astype(object).where(digits.notna(), None).tolist() == printed


@settings(max_examples=100)
@given(st.lists(st.integers(0, 10**15 - 1), min_size=1, max_size=10))
def test_a_count_is_the_integer_written(counts: list[int]) -> None:
    field = number("count")
    assert column([str(count) for count in counts], field).typed[field.name].tolist() == counts


@pytest.mark.parametrize("text", ["1_0", "٣", "１", "1e3", "+1", "01", " 1", "1.0", "-1", "1000000000000000", "NA", "nan", "0x1"])
def test_what_python_or_pandas_would_take_for_a_count_is_refused(text: str) -> None:
    assert column([text], number("count")).refused.all()


def test_every_day_of_a_year_that_leaps_and_of_one_that_does_not_is_judged_by_the_calendar() -> None:
    days = [f"{year}-{month:02}-{day:02}" for year in (1900, 2000, 2016, 2018) for month in range(1, 13) for day in range(1, 32)]
    assert column(days, number("day")).refused.tolist() == [not real(day) for day in days]


def test_characters_called_composed_neither_change_nor_join_under_nfc() -> None:
    seconds = {
        chr(int(parts[1], 16))
        for parts in (unicodedata.decomposition(chr(code)).split() for code in range(0x110000))
        if len(parts) == 2 and not parts[0].startswith("<")
    }
    jamo = set(map(chr, range(0x1160, 0x1200)))  # these join by rule, not by table
    for mark in filter(re.compile(f"[{COMPOSED}]").match, map(chr, range(0x110000))):
        assert unicodedata.is_normalized("NFC", mark)
        assert not unicodedata.combining(mark)
        assert mark not in seconds | jamo


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("stated", [True, False], ids=["with", "without"])
def test_a_typed_table_holds_no_python_objects(kind: object, stated: bool) -> None:
    fields = [field for field in kind.fields if stated or field.required]  # type: ignore[attr-defined]
    header = ",".join(field.title for field in fields)
    raw, _ = read_csv(kind, "a.csv", f"{header}\n{',' * (len(fields) - 1)}x\n".encode(), False)  # type: ignore[arg-type]
    assert isinstance(raw, RawTable)
    rows = check_table(raw)[0].rows
    for name, dtype in rows.dtypes.items():
        assert dtype in (TEXT, pd.Int64Dtype(), pd.Float64Dtype(), np.dtype(np.int64)), name
        assert dtype != TEXT or dtype.storage == "pyarrow"


def test_a_text_column_without_empty_or_refused_cells_is_not_copied() -> None:
    field = disclosure.KIND.field("title")
    texts = pd.Series(["甲", "乙"], dtype=TEXT)
    assert _letters(column_of := check_column(texts, field).typed["title"]) == _letters(texts)
    assert column_of.tolist() == ["甲", "乙"]


def _letters(texts: pd.Series) -> list[int]:
    """Where in memory the letters of the cells lie."""
    array = pa.array(texts)
    chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    return [chunk.buffers()[2].address for chunk in chunks]
