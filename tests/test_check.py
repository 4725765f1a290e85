"""Checking: each spelling is either taken exactly or refused with the mend; nothing is coerced."""

import pandas as pd
import pytest

from build_scripts.check.column import check_column
from build_scripts.check.conditions import rate_off
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


REFUSED = [
    ("count", "９０", "90"),
    ("count", "90０", "900"),
    ("count", "1_0", "10"),
    ("count", "1,234", "1234"),
    ("count", "1，234", "1234"),
    ("count", "012", "12"),
    ("count", "20人", "20"),
    ("count", "90.0", ""),
    ("count", "-5", ""),
    ("count", "1.2万", "12000"),
    ("count", "三百", ""),
    ("count", "—", ""),
    ("count", "/", ""),
    ("count", "无", ""),
    ("count", "nan", ""),
    ("count", "inf", ""),
    ("count", "٣", "3"),
    ("number", "85%", "85"),
    ("number", "85％", "85"),
    ("number", "１２．５", "12.5"),
    ("number", "约20", "20"),
    ("number", ".5", "0.5"),
    ("number", "1e5", "100000"),
    ("number", "−5", "-5"),
    ("number", "1 234", "1234"),
    ("number", "0x10", ""),
    ("number", "1.1234567", ""),
    ("period", "2018/2014", "2014/2018"),
    ("period", "2014-04-20/2014-04-08", "2014-04-08/2014-04-20"),
    ("period", "2014-02-30/2014-01-08", ""),
    ("day", "20260630", "2026-06-30"),
    ("day", "2026/06/30", "2026-06-30"),
    ("day", "2026.6.3", "2026-06-03"),
    ("day", "2026年6月30日", "2026-06-30"),
    ("day", "2018-2-3", "2018-02-03"),
    ("day", "2018-02-30", ""),
    ("day", "2018-13-01", ""),
    ("day", "45352", ""),
    ("day", "512月9日", ""),
    ("day", "二〇一八年六月", ""),
    ("moment", "2018年", "2018"),
    ("moment", "2018.6", "2018-06"),
    ("moment", "201*年", ""),
    ("period", "2018年二季度", "2018-Q2"),
    ("period", "2018年第2季度", "2018-Q2"),
    ("period", "2018Q2", "2018-Q2"),
    ("period", "2018-Q5", ""),
    ("period", "2018年", "2018"),
    ("period", "2014-02-30/2014-03-01", ""),
    ("year", "2018年", "2018"),
    ("flag", "√", "是"),
    ("flag", "无", "否"),
    ("flag", "对", ""),
    ("code", "４２０５２５", "420525"),
    ("code", "远安县", ""),
    ("codes", "F001、F002", "F001 F002"),
    ("codes", "F001  F002", "F001 F002"),
    ("document_number", "鄂工发[2018]6号", "鄂工发〔2018〕6号"),
    ("document_number", "鄂工发（2018）6号", "鄂工发〔2018〕6号"),
    ("document_number", "鄂工发【2018】第06号", "鄂工发〔2018〕6号"),
    ("link", "javascript:alert(1)", ""),
    ("link", "//evil.example.org", ""),
    ("link", "http://user@example.org/", ""),
]


@pytest.mark.parametrize(("grammar", "text", "mend"), REFUSED)
def test_any_other_spelling_is_refused_and_the_mend_told_where_it_can_be(grammar: str, text: str, mend: str) -> None:
    field = field_of(grammar)
    column = check_column(pd.Series([text], dtype="str"), field)
    assert column.refused.tolist() == [True]
    assert pd.isna(column.typed[field.name].iloc[0])
    code, facts = explain(field, text)
    assert (code, facts["mend"]) == ("E102", mend)


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
    assert rate_off(row, "value", "numerator", "denominator", "bound").tolist() == [disagrees]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_sample_in_a_declaration_fits_its_own_field(kind: Kind) -> None:
    for field in kind.fields:
        if field.sample:
            assert not check_column(pd.Series([field.sample], dtype="str"), field).refused.any(), field.name
