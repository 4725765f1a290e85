"""Number formats of spreadsheets taken apart: the sections of a code, and in each what stands around and in place of the digits.

Small pure functions over text, and patterns that mean the same in JavaScript, for the check page decides by the same rules.
Source: ECMA-376 part 1, 18.8.31 (numFmt).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from build_scripts.parse.format_built_in import GENERAL

_TOKEN = re.compile(
    r'"[^"]*"?|[\\!_*][\s\S]?|\[[^\]]*\]?|General|G/[^\x00-\x7f]{4}|AM/PM|A/P|[\s\S]', re.IGNORECASE
)  # `G/` and four characters: General, as the Chinese version writes it
_CURRENCY = "$¢£¥€￥￠￡"
_SILENT = " \u00a0\u3000"
_ISO_CURRENCY = re.compile(r"[A-Z]{0,3}[$¢£¥€￥￠￡]?")
_TEST = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_FIGURES = re.compile(r"[0-9A-Fa-f]{1,8}")
_OWN_CALENDAR = re.compile(r"-x-(?!sys)", re.IGNORECASE)
_CHINESE_LANGUAGE = 0x804
_LETTERS = "ymdhsegba"


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """One section of a format code; there is one object of each, so that what follows from it can be kept by it.

    `test` is the condition under which it applies, `("", 0.0)` for none. `skeleton` is what a number is shown as, a sign each:
    `0#?.,%/E` and digits as they stand, G for General, @ for the text itself, `-+()` and $ (any currency) as written, d for a digit in a
    literal, x for any other character. `letters` are the runs of letters of a date or time, such as `yyyy`, `m`, `d`; times of any sort
    yield an `h`. `coloured` tells of a colour. `gregorian` is false under another calendar, `eras` true where `e` counts years otherwise.
    """

    test: tuple[str, float]
    skeleton: str
    letters: tuple[str, ...]
    coloured: bool
    gregorian: bool
    eras: bool


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format code, in their order."""
    found: list[list[str]] = [[]]
    for sign in _TOKEN.findall(code or GENERAL):
        if sign == ";":
            found.append([])
        else:
            found[-1].append(sign)
    return tuple(_section(tokens) for tokens in found)


def _section(tokens: list[str]) -> Section:
    reading = _Reading()
    for token in tokens:
        reading.take(token)
    return Section(reading.test, reading.skeleton, tuple(reading.letters), reading.coloured, reading.gregorian, reading.eras)


class _Reading:
    """A section while its tokens are read."""

    def __init__(self) -> None:
        self.test = ("", 0.0)
        self.skeleton = ""
        self.letters: list[str] = []
        self.coloured = False
        self.gregorian = True
        self.eras = False
        self.before = ""

    def take(self, token: str) -> None:
        """Add what the token means."""
        first = token[0]
        letter = token.lower()
        if first == '"':
            self._literal(token[1:].removesuffix('"'))
        elif first in "\\!":
            self._literal(token[1:])
        elif first == "[":
            self._bracket(token[1:].removesuffix("]"))
        elif len(token) > 1 and first in "Gg":
            self.skeleton += "G"
        elif len(token) > 1 and first in "Aa":
            self.letters.append("h")
        elif first not in "_*":
            self._sign(letter)
        self.before = letter

    def _sign(self, sign: str) -> None:
        if sign == "e" and self.skeleton[-1:] and self.skeleton[-1] in "0#?.":
            self.skeleton += "E"
        elif sign in "+-" and self.before == "e" and self.skeleton.endswith("E"):
            return
        elif sign in _LETTERS:
            if self.letters and self.before == sign:
                self.letters[-1] += sign
            else:
                self.letters.append(sign)
        elif sign in "0123456789#?.,%/@":
            self.skeleton += sign
        else:
            self._literal(sign)

    def _literal(self, text: str) -> None:
        for sign in text:
            if sign in _SILENT:
                continue
            if sign in _CURRENCY:
                self.skeleton += "$"
            elif sign in "-+()":
                self.skeleton += sign
            else:
                self.skeleton += "d" if "0" <= sign <= "9" or "\uff10" <= sign <= "\uff19" else "x"

    def _bracket(self, text: str) -> None:
        if text.startswith("$"):
            currency, _, locale = text[1:].partition("-")
            self.skeleton += "$" if currency and _ISO_CURRENCY.fullmatch(currency) else "x" * len(currency)
            self.gregorian, self.eras = _calendar(locale)
        elif _ELAPSED.fullmatch(text):
            self.letters.append("h")
        elif text[:1] and text[0] in "<>=":
            match = _TEST.fullmatch(text)
            self.test = (match[1], float(match[2])) if match else ("?", 0.0)
        elif text[:5].lower() != "dbnum":
            self.coloured = True


def _calendar(locale: str) -> tuple[bool, bool]:
    """Whether dates of a locale are in the Gregorian calendar, and whether its `e` is the year of an era.

    A locale is a name or hexadecimal figures: two for the shape of the digits, two for the calendar, four for the language.
    """
    if _FIGURES.fullmatch(locale):
        number = int(locale, 16)
        return number // 65_536 % 256 in (0, 1), number % 65_536 not in (0, _CHINESE_LANGUAGE)
    return "," not in locale and not _OWN_CALENDAR.search(locale), locale.lower() not in ("", "zh-cn")
