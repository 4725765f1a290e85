"""What a source's own text and dates give away: masked years, damaged characters, a page years younger than its document."""

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

_YEAR_MARK, _MONTH_MARK, _DAY_MARK = "\u5e74", "\u6708", "\u65e5"
_HAN = "[\u4e00-\u9fff]"
_MASK = re.compile(rf"20(?:[0-9][*x]|[*x]{{2}})|20[0-9]?\*|\*\*(?={_YEAR_MARK})|(?<![A-Za-z])x{{4}}(?![A-Za-z])")
_LOST = re.compile("\ufffd+")
_QUESTION = re.compile(rf"(?:{_HAN}|[\u300a\u201c\uff08])\?{_HAN}")
_SPELT = re.compile(rf"{_HAN}\([a-z\u0101-\u01dc]+\)")
_DATE = re.compile(
    rf"(?:19|20)[0-9]{{2}}[-./{_YEAR_MARK}](?:(?:0?[1-9]|1[0-2])(?:[-./{_MONTH_MARK}](?:(?:0?[1-9]|[12][0-9]|3[01]){_DAY_MARK}?)?)?)?"
    r"(?:\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
_GLUED = re.compile(rf"([0-9]+){_MONTH_MARK}([0-9]{{1,2}}){_DAY_MARK}")
_FOREIGN_SHARE = 0.10  # single rare characters stand in many place names; a tenth of all is another script
_SHOWN = 5


def masks(text: str) -> list[str]:
    """The masked years and words in a text, each once: `201*`, `20xx`, `**` before the mark of a year, `xxxx`."""
    return list(dict.fromkeys(_MASK.findall(text)))


def damage(text: str) -> Mapping[str, list[str]]:
    """What is damaged in a text, by sort; sorts without a find are left out.

    `lost`: replacement characters. `question`: a question mark where a character was. `spelt`: a character followed by its sound in
    brackets. `script`: characters outside GB 2312, where they are more than a tenth of all.
    """
    han = re.findall(_HAN, text)
    foreign = [sign for sign in han if not _in_gb2312(sign)]
    found = {
        "lost": _LOST.findall(text),
        "question": _QUESTION.findall(text),
        "spelt": _SPELT.findall(text),
        "script": foreign if len(foreign) > _FOREIGN_SHARE * len(han) else [],
    }
    return {sort: finds for sort, finds in found.items() if finds}


def excerpt(finds: Iterable[str]) -> str:
    """The first few different finds, parted by a space."""
    return " ".join(list(dict.fromkeys(finds))[:_SHOWN])


def _in_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def readings(printed: str) -> list[str] | None:
    """The days that a printed date without a year may mean, or None where the whole text reads as one date.

    A count glued to the month (`512` before the mark of a month) yields every month that its end can be.
    """
    if _DATE.fullmatch(printed):
        return None
    glued = _GLUED.search(printed)
    if glued is None:
        return []
    ends = [glued[1][-length:] for length in (2, 1) if length <= len(glued[1])]
    months = [end for end in ends if not end.startswith("0") and int(end) <= 12]
    return [f"{month}{_MONTH_MARK}{glued[2]}{_DAY_MARK}" for month in dict.fromkeys(months)]


def days_apart(one: str, other: str) -> int:
    """The least number of days between two moments (ISO year, month or day), 0 where they may be the same day."""
    first, second = _span(one), _span(other)
    return int(max((second[0] - first[1]).days, (first[0] - second[1]).days, 0))


def _span(moment: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    numbers = [int(part) for part in moment.split("-")]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else None
    if len(numbers) == 3:
        return pd.Timestamp(moment), pd.Timestamp(moment)
    first, last = (month, month) if month else (1, 12)
    return pd.Timestamp(year, first, 1), pd.Timestamp(year, last, calendar.monthrange(year, last)[1])


def places(cited: pd.DataFrame, units: pd.DataFrame, level: str) -> Iterator[tuple[str, list[str]]]:
    """Every source whose records speak of units under more than one unit of that level, with the names of those units by code.

    Args:
        cited: `source` and `unit`, one row a record.
        units: the register.
        level: the level at which places are told apart; units under none (the nation, the unknown) are passed over.
    """
    register = units.set_index("code")
    pairs = cited[["source", "unit"]].dropna().drop_duplicates()
    top = pairs["unit"]
    for _ in range(len(set(register["level"].dropna()))):
        done = top.map(register["level"]) == level
        top = top.where(done, top.map(register["report_to"]))
    pairs = pairs.assign(top=top.where(top.map(register["level"]) == level)).dropna().sort_values(["source", "unit"])
    for source, group in pairs.groupby("source", sort=True):
        if len(set(group["top"])) > 1:
            yield str(source), [str(name) for name in group["unit"].map(register["name"])]
