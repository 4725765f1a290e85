"""Why a cell was refused, and how the person who wrote it can mend it."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from types import MappingProxyType

import pandas as pd

from build_scripts.check.column import RADICALS, check_column
from build_scripts.declare import Field
from build_scripts.read.csv_text import TEXT
from build_scripts.read.header import nearest

# Spellings in patterns that `re` and a browser read alike: digits are 0 to 9 alone, and no sign stands for more than itself.
DAY_LIKE = r"([0-9]{4})(?:([0-9]{2})([0-9]{2})|[年/.\-]([0-9]{1,2})[月/.\-]([0-9]{1,2})日?)(?:T?0{1,2}:00(?::00)?)?"
QUARTER_LIKE = r"([0-9]{4})(?:年|-)?(?:第?([1-4一二三四])季度?|[Qq]([1-4]))"
MONTH_LIKE = r"([0-9]{4})[年/.\-]([0-9]{1,2})月?"
NUMBER_LIKE = (
    r"(?:约|大约|近|超|超过|不足|[+≥≤><])?(-?[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]{1,2})?)(万|亿)?"
    "(?:余|多)?[%家人个户元件项次]?(?:左右|以上|以下)?"
)
LONG_FRACTION = r"-?[0-9]{1,15}\.[0-9]{7,}"
DECIMALS = 6
"""More than these no number has (`declare.Number`); a quotient that a spreadsheet worked out has."""

ROUGH = r"约|大约|近|超|不足|[≥≤><]|-?[0-9.,]+(?:万|亿)?[%家人个户元件项次]?(?:余|多|左右|以上|以下)"
NOTHING = frozenset(
    {"-", "--", "---", "—", "——", "/", "\\", "无", "暂无", "空", "不详", "N/A", "n/a", "NA", "NULL", "null", "None", ".", "..."}
)
SERIAL_DAY = "[2-6][0-9]{4}"
EPOCH = date(1899, 12, 30)
YEAR_LIKE = "[0-9]{4}"
GROUPED = r"-?[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])"
YEARS_LIKE = "([0-9]{4})年?(?:[-—–~]|至|到)([0-9]{4})年?"
CODES_APART = "[,、;，； ]+"
SERIAL = "〕第?0*([0-9]+)号?$"
SERIAL_MENDED = r"〕\1号"
MINUS = "[−–]"
DENIALS = "[不未无非否]"
YEAR_SIGN = "年"
BRACKETS = ("[［【(（)）】］]", "〔〔〔〔〔〕〕〕〕〕")
HAN_DIGITS = MappingProxyType({"一": "1", "二": "2", "三": "3", "四": "4"})
TIMES = MappingProxyType({"万": 4, "亿": 8})
FLAGS = MappingProxyType(
    {
        "有": "是",
        "√": "是",
        "y": "是",
        "Y": "是",
        "TRUE": "是",
        "FALSE": "否",
        "1": "是",
        "0": "否",
        "无": "否",
        "×": "否",
        "n": "否",
        "N": "否",
    }
)
_SQUARE = str.maketrans(*BRACKETS)


def explain(field: Field, text: str) -> tuple[str, dict[str, str]]:
    """The finding's code and facts for one refused cell.

    Returns:
        E106 white space around, E105 invisible characters, E107 not in composed form, E103 not one of the choices, E104 too long,
        E110 a sign for nothing where nothing should stand, E111 a rough number, E112 a day that no calendar has, E102 written otherwise
        than the grammar asks, E113 a number with too many decimals. `mend` is what to write instead where that can be told, else empty.
    """
    facts = {"title": field.title, "found": text, "expected": field.grammar.name, "sample": field.sample}
    if text != text.strip():
        return "E106", facts | {"mend": _sound(field, text.strip())}
    if field.grammar.name in ("text", "paragraph", "reference", "choice") and not re.fullmatch(field.grammar.pattern, text):
        return "E105", facts
    composed = re.sub(RADICALS, lambda sign: unicodedata.normalize("NFKC", sign[0]), unicodedata.normalize("NFC", text))
    if text != composed:
        return "E107", facts | {"mend": _sound(field, composed)}
    if field.one_of:
        return "E103", facts | {"choices": "、".join(field.one_of), "mend": _choice(field.one_of, text)}
    if field.grammar.name in ("text", "paragraph", "reference") and len(text) > field.most:
        return "E104", facts | {"length": str(len(text)), "most": str(field.most)}
    if unicodedata.normalize("NFKC", text) in NOTHING and field.grammar.name != "flag":
        return "E110", facts
    if field.grammar.name in ("count", "number") and re.match(ROUGH, unicodedata.normalize("NFKC", text)):
        return "E111", facts | {"mend": _mended(field, text)}
    mend = _mended(field, text)
    if field.grammar.name == "number" and re.fullmatch(LONG_FRACTION, unicodedata.normalize("NFKC", text)):
        return "E113", facts | {"mend": mend}
    if not mend and field.grammar.name in ("day", "moment", "period") and re.fullmatch(DAY_LIKE, unicodedata.normalize("NFKC", text)):
        return "E112", facts
    return "E102", facts | {"mend": mend}


def _sound(field: Field, text: str) -> str:
    """The text where its field would take it, else the empty text."""
    return "" if check_column(pd.Series([text], dtype=TEXT), field).refused[0] else text


def _choice(choices: Sequence[str], text: str) -> str:
    """The choice most like the text; none that says yes where the text says no, or the other way round."""
    near = nearest(text, choices)
    return near if bool(re.search(DENIALS, near)) == bool(re.search(DENIALS, text)) else ""


def _mended(field: Field, text: str) -> str:
    """What the text most likely should be, or the empty text; only ever told, never used."""
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", text))
    if field.grammar.name != "codes":
        plain = plain.replace(" ", "")
    guess = _GUESSES[field.grammar.name](plain) if field.grammar.name in _GUESSES else ""
    return _sound(field, guess) if guess != text else ""


def _number(text: str) -> str:
    plain = re.sub(f"^{MINUS}", "-", text)
    parts = re.fullmatch(NUMBER_LIKE, re.sub(GROUPED, lambda number: number[0].replace(",", ""), plain))
    try:
        number = Decimal(parts[1]).scaleb(TIMES.get(parts[2], 0)) if parts else None
    except InvalidOperation:
        return ""
    if number is None:
        return ""
    mended = f"{_rounded(number):f}"
    return mended.rstrip("0").rstrip(".") if "." in mended else mended


def _rounded(number: Decimal) -> Decimal:
    """A number with more decimals than a field takes, rounded as people print it: to two where it has a whole part, else to all six."""
    if -int(number.as_tuple().exponent) <= DECIMALS:
        return number
    return number.quantize(Decimal("0.01") if abs(number) >= 1 else Decimal("0.000001"), ROUND_HALF_UP)


def _day(text: str) -> str:
    parts = re.fullmatch(DAY_LIKE, text)
    if not parts:  # a spreadsheet that lost the format of a date shows the number of its day
        return (EPOCH + timedelta(days=int(text))).isoformat() if re.fullmatch(SERIAL_DAY, text) else ""
    day = f"{parts[1]}-{parts[2] or parts[4]:0>2}-{parts[3] or parts[5]:0>2}"
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _period(text: str) -> str:
    start, _, end = text.partition("/")
    if end and end < start and all(each == _day(each) or re.fullmatch(YEAR_LIKE, each) for each in (start, end)):  # runs backwards
        return f"{end}/{start}"
    quarter = re.fullmatch(QUARTER_LIKE, text)
    if quarter:
        number = quarter[3] or HAN_DIGITS.get(quarter[2], quarter[2])
        return f"{quarter[1]}-Q{number}"
    years = re.fullmatch(YEARS_LIKE, text)
    if years and years[1] <= years[2]:
        return f"{years[1]}/{years[2]}"
    month = re.fullmatch(MONTH_LIKE, text)
    if month:
        return f"{month[1]}-{int(month[2]):02}"
    return _day(text) or text.removesuffix(YEAR_SIGN)


def _document_number(text: str) -> str:
    return re.sub(SERIAL, SERIAL_MENDED, text.translate(_SQUARE))


_GUESSES: dict[str, Callable[[str], str]] = {
    "count": lambda text: "" if "%" in text else _number(text),
    "number": _number,
    "day": _day,
    "moment": _period,
    "period": _period,
    "year": lambda text: text.removesuffix(YEAR_SIGN),
    "flag": lambda text: FLAGS.get(text, ""),
    "code": lambda text: text,
    "codes": lambda text: re.sub(CODES_APART, " ", text),
    "document_number": _document_number,
}
