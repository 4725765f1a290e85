"""Why a cell was refused, and how the person who wrote it can mend it."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from build_scripts.declare import Field
from build_scripts.read.header import nearest

_DAY_LIKE = re.compile(r"(\d{4})(?:(\d{2})(\d{2})|[年/.\-](\d{1,2})[月/.\-](\d{1,2})日?)")
_QUARTER_LIKE = re.compile(r"(\d{4})(?:年|-)?(?:第?([1-4一二三四])季度?|[Qq]([1-4]))")
_MONTH_LIKE = re.compile(r"(\d{4})[年/.\-](\d{1,2})月?")
_NUMBER_LIKE = re.compile(r"(?:约|近|超|超过|[+＋])?(-?\d*\.?\d*(?:[eE][+-]?\d{1,2})?)(万|亿)?(?:余|多)?[%家人个户元件项次]?")
_YEAR_LIKE = re.compile(r"[0-9]{4}")
_HAN_DIGIT = dict(zip("一二三四", "1234", strict=True))
_TIMES = {"万": 4, "亿": 8}
_SQUARE = str.maketrans("[［【(（)）】］]", "〔〔〔〔〔〕〕〕〕〕")


def explain(field: Field, text: str) -> tuple[str, dict[str, str]]:
    """The finding's code and facts for one refused cell.

    Returns:
        E106 white space around, E105 invisible characters, E107 not in composed form, E104 too long, E103 not one of the choices,
        E102 written otherwise than the grammar asks. `mend` is what to write instead where that can be told, else empty.
    """
    facts = {"title": field.title, "found": text, "expected": field.grammar.name, "sample": field.sample}
    if text != text.strip():
        return "E106", facts
    if field.grammar.name in ("text", "paragraph", "reference", "choice") and not re.fullmatch(field.grammar.pattern, text):
        return "E105", facts
    if text != unicodedata.normalize("NFC", text):
        return "E107", facts
    if field.one_of:
        return "E103", facts | {"choices": "、".join(field.one_of), "mend": nearest(text, field.one_of)}
    if field.grammar.name in ("text", "paragraph", "reference") and len(text) > field.most:
        return "E104", facts | {"length": str(len(text)), "most": str(field.most)}
    return "E102", facts | {"mend": _mended(field, text)}


def _mended(field: Field, text: str) -> str:
    """What the text most likely should be, or the empty text; only ever told, never used."""
    plain = unicodedata.normalize("NFKC", text)
    if field.grammar.name != "codes":
        plain = plain.replace(" ", "")
    guess = _GUESSES[field.grammar.name](plain) if field.grammar.name in _GUESSES else ""
    return guess if guess != text and re.fullmatch(field.grammar.pattern, guess) else ""


def _number(text: str) -> str:
    parts = _NUMBER_LIKE.fullmatch(re.sub(r"(?<=\d)[,_](?=\d)", "", text.replace("−", "-")))
    try:
        number = Decimal(parts[1]).scaleb(_TIMES.get(parts[2], 0)) if parts else None
    except InvalidOperation:
        return ""
    return f"{number:f}" if number is not None else ""


def _day(text: str) -> str:
    parts = _DAY_LIKE.fullmatch(text)
    if not parts:
        return ""
    day = f"{parts[1]}-{parts[2] or parts[4]:0>2}-{parts[3] or parts[5]:0>2}"
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _period(text: str) -> str:
    start, _, end = text.partition("/")
    if end < start and all(each == _day(each) or _YEAR_LIKE.fullmatch(each) for each in (start, end)):  # a range that runs backwards
        return f"{end}/{start}"
    quarter = _QUARTER_LIKE.fullmatch(text)
    if quarter:
        number = quarter[3] or _HAN_DIGIT.get(quarter[2], quarter[2])
        return f"{quarter[1]}-Q{number}"
    month = _MONTH_LIKE.fullmatch(text)
    if month:
        return f"{month[1]}-{int(month[2]):02}"
    return _day(text) or text.removesuffix("年")


def _document_number(text: str) -> str:
    return re.sub(r"〕第?0*(\d+)号?$", r"〕\1号", text.translate(_SQUARE))


_GUESSES: dict[str, Callable[[str], str]] = {
    "count": _number,
    "number": _number,
    "day": _day,
    "moment": _period,
    "period": _period,
    "year": lambda text: text.removesuffix("年"),
    "flag": lambda text: {"有": "是", "√": "是", "y": "是", "Y": "是", "无": "否", "×": "否", "n": "否", "N": "否"}.get(text, ""),
    "code": lambda text: text,
    "codes": lambda text: re.sub(r"[,、;，； ]+", " ", text),
    "document_number": _document_number,
}
