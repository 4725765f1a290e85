"""The cheap question asked of a million texts never lets through what the exact one would withhold."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_scripts.guard.identifiers import SUSPECT, identifiers
from build_scripts.sentences import shown

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
APART = st.sampled_from(["", "", "", " ", "-", "·", ".", "－", "\u3000", "\u200b", "\u2013", "\n"])
FULL_WIDTH = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")


def identity(body: str) -> str:
    """The number with its check character (GB 11643-1999)."""
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


bodies = st.builds(
    lambda place, day, number: f"{place}{day:%Y%m%d}{number:03}",
    st.sampled_from(["110105", "420525", "650102", "810000"]),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2018, 12, 31)),
    st.integers(0, 999),
)


@st.composite
def disguised(draw: st.DrawFn) -> tuple[str, str]:
    """An identity card number, and a sentence in which it stands set apart, full-width or beside other digits."""
    number = identity(draw(bodies))
    marks = [draw(APART) for _ in number[1:]] if draw(st.booleans()) else [draw(APART) if place in (5, 13) else "" for place in range(17)]
    written = "".join(sign + mark for sign, mark in zip(number, [*marks, ""], strict=True))
    if draw(st.booleans()):
        written = written.translate(FULL_WIDTH)
    before = draw(st.sampled_from(["", "身份证", "ID", "2018年 ", "第3号："]))
    return number, before + written + draw(st.sampled_from(["", "。", "，电话", " 2018年"]))


@given(disguised())
@settings(deadline=None, max_examples=300)
@example(("110105200101010005", "身份证110105200101010 005"))
def test_identity_numbers_are_found_however_they_are_written(both: tuple[str, str]) -> None:
    number, text = both
    assert list(identifiers(text))
    assert pc.match_substring_regex(pa.array([text]), SUSPECT)[0].as_py()
    assert number[3:-2] not in shown(text)


@given(st.text("0135789 -.·／/，:x甲a０８\u200b\n", max_size=40))
@settings(deadline=None, max_examples=300)
@example("13800138000 13900139000")
@example("联系(138)00138000")
def test_what_the_exact_question_finds_the_cheap_one_has_asked_about(text: str) -> None:
    if list(identifiers(text)):
        assert pc.match_substring_regex(pa.array([text]), SUSPECT)[0].as_py()


def test_the_longest_identifier_is_told() -> None:
    assert list(identifiers("身份证110105200101010 005")) == [("identity", "110*************05")]


@pytest.mark.parametrize("text", ["15-20-25-30-350", "13.80 14.20 15.6", "158人，2018年至2019年", "2014-2018年1380个", "16 2018 2019 3"])
def test_lists_of_short_numbers_are_no_mobile_number(text: str) -> None:
    assert list(identifiers(text)) == []
