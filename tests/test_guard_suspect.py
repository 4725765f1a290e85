"""The cheap questions asked of a million texts never let through what the exact ones would withhold."""

import random
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from identities import DISGUISES, identifiers, identity_check, legitimate

from build_scripts.guard.identifiers import identifiers as found
from build_scripts.guard.markings import MARKS, NOTICES, marking
from build_scripts.guard.signs import plain
from build_scripts.guard.suspect import MARKING, TEXT
from build_scripts.sentences import shown

APART = st.sampled_from(["", "", "", " ", "-", "·", ".", "－", "\u3000", "\u200b", "\u2013", "\n"])
FULL_WIDTH = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")
WORDS = (
    "尿毒症",
    "低保",
    "张三",
    "职工",
    "某",
    "*",
    "护照",
    "台胞证",
    "居住",
    "路",
    "号",
    "栋",
    "单元",
    "室",
    "组",
    "村",
    "身份证",
    "账号",
    "银行",
)
MARK_WORDS = (
    "公开",
    "不",
    "内部",
    "资料",
    "密级",
    "机密",
    "★",
    "此件",
    "(",
    ")",
    "【",
    "】",
    "仅供",
    "勿",
    "外传",
    "宜",
    "。",
    "对外",
    "发布",
    " ",
)

bodies = st.builds(
    lambda place, day, number: f"{place}{day:%Y%m%d}{number:03}",
    st.sampled_from(["110105", "420525", "650102", "810000"]),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2018, 12, 31)),
    st.integers(0, 999),
)


def asked(texts: list[str], pattern: str) -> list[bool]:
    answers: list[bool] = pc.match_substring_regex(pa.array(texts), pattern).to_pylist()
    return answers


@st.composite
def disguised(draw: st.DrawFn) -> tuple[str, str]:
    """An identity card number, and a sentence in which it stands set apart, full-width or beside other digits."""
    body = draw(bodies)
    number = body + identity_check(body)
    marks = [draw(APART) for _ in number[1:]] if draw(st.booleans()) else [draw(APART) if place in (5, 13) else "" for place in range(17)]
    written = "".join(sign + mark for sign, mark in zip(number, [*marks, ""], strict=True))
    if draw(st.booleans()):
        written = written.translate(FULL_WIDTH)
    before = draw(st.sampled_from(["", "身份证", "ID", "2018年 ", "第3号："]))
    return number, before + written + draw(st.sampled_from(["", "。", "，电话", " 2018年"]))


@given(disguised())
@settings(max_examples=300)
@example(("110105200101010005", "身份证110105200101010 005"))
def test_identity_numbers_are_found_however_they_are_written(both: tuple[str, str]) -> None:
    number, text = both
    assert list(found(text))
    assert asked([text], TEXT) == [True]
    assert number[3:-2] not in shown(text)


@given(st.text("0135789 -.·／/，:x甲a０８\u200b\n", max_size=40))
@settings(max_examples=300)
@example("13800138000 13900139000")
@example("联系(138)00138000")
def test_what_the_exact_question_finds_in_digits_the_cheap_one_has_asked_about(text: str) -> None:
    if list(found(text)):
        assert asked([text], TEXT) == [True]


def test_what_the_exact_question_finds_in_spoilt_texts_the_cheap_one_has_asked_about() -> None:
    """Signs of one text put into another, so that identifiers come out broken, joined and half disguised."""
    chance = random.Random(17)
    makers = list(DISGUISES.values())
    pool = [made.written(chance.choice(makers)(made, chance)) for made in identifiers(4000, 5)] + list(legitimate(1000, 5))
    texts = []
    for _ in range(20_000):
        text = list(chance.choice(pool))
        for _ in range(chance.randrange(4)):
            place = chance.randrange(len(text) + 1)
            other = chance.choice(pool)
            start = chance.randrange(len(other))
            text[place : place + chance.randrange(3)] = other[start : start + chance.randrange(1, 8)]
        texts.append("".join(text))
    missed = [text for text, answer in zip(texts, asked(texts, TEXT), strict=True) if not answer and list(found(text))]
    assert missed == []


@pytest.mark.parametrize(("words", "pattern"), [(WORDS, TEXT), ((*MARK_WORDS, *MARKS[0], *NOTICES[0]), MARKING)])
def test_what_the_exact_question_finds_in_words_the_cheap_one_has_asked_about(words: tuple[str, ...], pattern: str) -> None:
    chance = random.Random(19)
    gaps, ends = ["", "", "", " ", "\n", "\u3000", "\u200b"], ["", "1", "12", "3", "，", "。", "："]
    texts = ["".join(chance.choice(words) + chance.choice(gaps) + chance.choice(ends) for _ in range(6)) for _ in range(20_000)]
    spoken = [bool(list(found(text))) if pattern is TEXT else bool(marking(plain(text))) for text in texts]
    assert sum(spoken) > 500
    missed = [text for text, answer, hit in zip(texts, asked(texts, pattern), spoken, strict=True) if hit and not answer]
    assert missed == []


def test_the_longest_identifier_is_told() -> None:
    assert list(found("身份证110105200101010 005")) == [("identity", "110*************05")]


@pytest.mark.parametrize("text", ["15-20-25-30-350", "13.80 14.20 15.6", "158人，2018年至2019年", "2014-2018年1380个", "16 2018 2019 3"])
def test_lists_of_short_numbers_are_no_mobile_number(text: str) -> None:
    assert list(found(text)) == []
