"""Checking: each spelling is either taken exactly or refused with the mend; nothing is coerced."""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

from build_scripts.check.column import check_column
from build_scripts.check.conditions import outside, rate_off
from build_scripts.check.mend import explain
from build_scripts.declare import Field, Kind, discover

KINDS = discover()


def field_of(grammar: str) -> Field:
    """The first declared field with that grammar and no list of choices."""
    fields = (field for kind in KINDS.values() for field in kind.fields)
    return next(field for field in fields if field.grammar.name == grammar and not field.one_of)


TAKEN = [
    ("count", "0", 0),
    ("count", "90", 90),
    ("number", "0.50", 0.5),
    ("number", "-3.25", -3.25),
    ("day", "2016-02-29", "2016-02-29"),
    ("moment", "2018-06", "2018-06"),
    ("moment", "未注明", "未注明"),
    ("period", "2018-Q2", "2018-Q2"),
    ("period", "2014/2018", "2014/2018"),
    ("period", "2014-04-08/2014-04-20", "2014-04-08/2014-04-20"),
    ("year", "2018", "2018"),
    ("flag", "是", "是"),
    ("code", "420525", "420525"),
    ("codes", "F001 F002", "F001 F002"),
    ("document_number", "鄂工发〔2018〕6号", "鄂工发〔2018〕6号"),
    ("link", "https://www.example.org/a?b=c&d=1", "https://www.example.org/a?b=c&d=1"),
]


@pytest.mark.parametrize(("grammar", "text", "value"), TAKEN)
def test_a_sound_spelling_is_taken_exactly(grammar: str, text: str, value: object) -> None:
    field = field_of(grammar)
    column = check_column(pd.Series([text, ""], dtype="str"), field)
    assert column.typed[field.name].iloc[0] == value
    assert pd.isna(column.typed[field.name].iloc[1])
    assert (column.refused.tolist(), column.empty.tolist()) == ([False, False], [False, True])


def spellings() -> list[tuple[str, str, str, str]]:
    r"""The golden table: grammar, spelling, the code that refuses it (empty: taken) and the mend; signs that hide are written \\uXXXX."""
    with (Path(__file__).parent / "spellings.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(re.sub(r"\\u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), cell) for cell in row) for row in csv.reader(file)]
    return rows[1:]


@pytest.mark.parametrize(("grammar", "text", "code", "mend"), spellings())
def test_every_spelling_ends_as_the_golden_table_says(grammar: str, text: str, code: str, mend: str) -> None:
    field = KINDS["disclosure"].field("security") if grammar == "choice" else field_of(grammar)
    column = check_column(pd.Series([text], dtype="str"), field)
    assert column.refused.tolist() == [bool(code)]
    if code:
        told, facts = explain(field, text)
        assert (told, facts.get("mend", "")) == (code, mend)
        assert pd.isna(column.typed[field.name].iloc[0])
    else:
        assert str(column.typed[field.name].iloc[0]) in (text, str(float(text)) if grammar == "number" else text)


def test_the_golden_table_covers_every_grammar_and_what_clerks_do_most() -> None:
    table = spellings()
    assert len(table) >= 250
    assert {field.grammar.name for kind in KINDS.values() for field in kind.fields} - {"paragraph", "reference"} <= {
        row[0] for row in table
    }
    assert {"E102", "E103", "E104", "E105", "E106", "E107", "E110", "E111", "E112", "E113"} == {row[2] for row in table} - {""}


@pytest.mark.parametrize(
    ("text", "code"),
    [(" 甲", "E106"), ("甲\u200b乙", "E105"), ("e\u0301", "E107"), ("甲" * 201, "E104"), ("甲\ufffd", "E105"), ("甲\n乙", "E105")],
)
def test_text_that_hides_or_disguises_something_is_refused(text: str, code: str) -> None:
    field = field_of("text")
    assert check_column(pd.Series([text], dtype="str"), field).refused.tolist() == [True]
    assert explain(field, text)[0] == code


@pytest.mark.parametrize(
    ("value", "digits", "bound", "numerator", "denominator", "disagrees"),
    [
        (33.98, 2, "=", 53821, 158411, False),  # the census of 2004
        (33.9, 1, "=", 53821, 158411, True),  # 33.975 is 34.0 to one decimal
        (34.0, 1, "=", 53821, 158411, False),
        (12.5, 1, None, 1, 8, False),
        (12, 0, "=", 1, 8, False),  # half a unit of the last digit is still inside
        (13, 0, "=", 1, 8, False),
        (14, 0, "=", 1, 8, True),
        (98, 0, "≥", 1, 8, False),  # a bound is no statement of equality
        (13.1, 1, "约", 1, 8, False),  # about 13.1 may stand for 12.445
        (13.2, 1, "约", 1, 8, True),
        (12, 0, "约", 1, 8, False),  # half a unit of the last digit still holds where it is more
        (50, 0, "=", 1, 0, False),  # nothing to compute
        (50, 0, "=", None, None, False),
    ],
)
def test_a_rate_is_held_against_its_parts_to_half_a_unit_of_its_last_digit(
    value: float, digits: int, bound: str | None, numerator: float | None, denominator: float | None, disagrees: bool
) -> None:
    numbers = {"value": value, "numerator": numerator, "denominator": denominator}
    row = pd.DataFrame({name: pd.array([number], dtype="Float64") for name, number in numbers.items()})
    row = row.assign(value_digits=pd.array([digits], dtype="Int64"), bound=pd.Series([bound], dtype="str"))
    assert rate_off(row, "value", "numerator", "denominator", "bound", ("=", 0.0), ("约", 0.05)).tolist() == [disagrees]


@pytest.mark.parametrize(
    ("moment", "period", "off"),
    [
        ("2018-06-30", "2018-Q2", False),
        ("2018-04-01", "2018-Q2", False),
        ("2018-03-31", "2018-Q2", True),
        ("2018-07-01", "2018-Q2", True),
        ("2018", "2018-Q2", False),  # a year holds every day of its quarters
        ("2017", "2018-Q2", True),
        ("2018-02-28", "2018-02", False),
        ("2018-12", "2018", False),
        ("2019-01", "2018", True),
        ("2016-05-01", "2014/2018", False),
        ("2019-01-01", "2014/2018", True),
        ("2018-06-15", "2018-06-01/2018-06-14", True),
        ("未注明", "2018", False),
        ("2018-06-30", "未注明", False),
        (None, "2018", False),
    ],
)
def test_a_moment_lies_within_its_period_as_far_as_both_tell(moment: str | None, period: str, off: bool) -> None:
    row = pd.DataFrame({"as_of": pd.Series([moment], dtype="str"), "period": pd.Series([period], dtype="str")})
    assert outside(row, "as_of", "period").tolist() == [off]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_sample_in_a_declaration_fits_its_own_field(kind: Kind) -> None:
    for field in kind.fields:
        if field.sample:
            assert not check_column(pd.Series([field.sample], dtype="str"), field).refused.any(), field.name
