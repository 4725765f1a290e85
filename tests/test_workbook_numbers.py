"""Numbers and days come out of a workbook exactly as they were put in, and no format, however odd, makes up another."""

import io
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.parse.book import parse
from build_scripts.parse.format_built_in import BUILT_IN
from build_scripts.parse.grid import DATE, INTEGER, NUMBER, PERCENT, SORTS, TEXT, TRAP
from build_scripts.parse.numbers import plain, shifted
from build_scripts.parse.shown import calendar_day, number_cell, serial_number
from tests.workbooks import xlsx
from tests.workbooks.cells import CELLS
from tests.workbooks.old import OLD
from tests.workbooks.sheets import SHEETS

_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP, Emax=9_999, Emin=-9_999)
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
_NUMBERS = st.one_of(st.integers(-(10**15) + 1, 10**15 - 1), st.floats(-1e14, 1e14).filter(lambda value: value == 0 or abs(value) > 1e-12))
_DAYS = st.dates(date(1900, 1, 1), date(9999, 12, 31))
_TABLES = st.lists(st.one_of(_WORDS, _NUMBERS, _DAYS), min_size=1, max_size=20)
_FIGURES = st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?", fullmatch=True)
_CODES = st.one_of(
    st.sampled_from(sorted(BUILT_IN.values())), st.text('0#?.,%/E+-@;"\\!_*[]$¥><=G yYmMdDhHsSeab万年月日59()Red-804', max_size=16)
)


def _written(values: list[str | float | date]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for row, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(row, 0, value)
            elif isinstance(value, date):
                sheet.write_number(row, 0, serial_number(value, since_1904=False), day)
            else:
                sheet.write_number(row, 0, value)
    return target.getvalue()


def _said(value: str | float | date) -> tuple[str, str]:
    if isinstance(value, str):
        return TEXT, value
    if isinstance(value, date):
        return DATE, value.isoformat()
    kept = _FIFTEEN.create_decimal(f"{value:.16G}")
    text = f"{kept.normalize():f}" if kept else "0"
    return NUMBER if "." in text else INTEGER, text


@given(_TABLES)
@settings(max_examples=60)
def test_text_numbers_and_days_come_back_exactly(values: list[str | float | date]) -> None:
    (grid,) = parse(_written(values)).grids
    assert [(grid.cells[row + 1][1].sort, grid.cells[row + 1][1].text) for row in range(len(values))] == [_said(value) for value in values]


@given(_FIGURES)
def test_a_number_written_plainly_is_the_same_number_to_15_digits(text: str) -> None:
    expected = _FIFTEEN.create_decimal(text)
    written = plain(text)
    assert written is not None
    assert Decimal(written) == expected
    assert Decimal(shifted(written, 2)) == expected.scaleb(2, _FIFTEEN)
    assert plain(written) == written or len(written) > 15
    assert not {"E", "e", "+"} & set(written)


@given(_FIGURES, _CODES)
@settings(max_examples=400)
def test_no_format_makes_up_a_value(text: str, code: str) -> None:
    number = plain(text)
    assert number is not None
    cell = number_cell(number, code, since_1904=False)
    assert cell.sort in SORTS
    if cell.sort in (INTEGER, NUMBER):
        assert cell.text == number
    elif cell.sort == PERCENT:
        assert Decimal(cell.text.removesuffix("%")) == Decimal(number) * 100
        assert "%" in code
    elif cell.sort == DATE:
        assert calendar_day(number, since_1904=False).startswith(cell.text)
    else:
        assert (cell.sort, cell.text) == (TRAP, number)


@given(_DAYS)
def test_serial_numbers_are_days_of_the_calendar(day: date) -> None:
    for since_1904 in (False, True):
        serial = serial_number(day, since_1904)
        if serial is not None:
            assert calendar_day(str(serial), since_1904) == day.isoformat()
    first = serial_number(date(1900, 3, 1), since_1904=False)
    assert first == 61
    if day > date(1900, 3, 1):
        assert serial_number(day, since_1904=False) == first + (day - date(1900, 3, 1)) // timedelta(days=1)


_PARTS = [xlsx.members(data) for data in {**CELLS, **SHEETS}.values()]


@given(st.data())
@settings(max_examples=300)
def test_a_spoilt_workbook_is_told_never_raised(data: st.DataObject) -> None:
    spoilt = st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from([b"", b"1", b"'", b"</c>", b"&#1;", b"\xff", b"1e999"]))
    parts = dict(data.draw(st.sampled_from(_PARTS)))
    name = data.draw(st.sampled_from(sorted(parts)))
    place, length, instead = data.draw(spoilt)
    content = parts[name]
    at = int(place * len(content))
    parts[name] = content[:at] + instead + content[at + length :]
    book = parse(xlsx.zipped(parts))
    assert bool(book.code) != bool(book.grids)


@given(st.sampled_from(sorted(OLD)), st.floats(0, 1), st.integers(0, 8), st.binary(max_size=4))
@settings(max_examples=300)
def test_a_spoilt_old_workbook_is_told_never_raised(name: str, place: float, length: int, instead: bytes) -> None:
    content = OLD[name]
    at = int(place * len(content))
    book = parse(content[:at] + instead + content[at + length :])
    assert not (book.code and book.grids)
