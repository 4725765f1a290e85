"""The words of the interface, and figures and dates as a reader of Chinese expects them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from build_scripts.kinds.observation import BOUNDS, CLOSED
from build_scripts.view.figure import PIECES, Anchor, Bare, BareFigureError, Fact, Figure, Link, Piece, Told, bears_number, plain

_HOLE = re.compile(r"\{([a-z_]+)\}")

_KEPT_DAYS = 10_000
_PRINTED = 0.05  # smaller changes print as 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences of site_theme/text.yml by key; asking for an unknown key is a bug and raises KeyError."""

    sentences: Mapping[str, str]
    _days: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _sections: dict[str, Mapping[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __call__(self, key: str, **facts: object) -> str:
        """The sentence with its facts filled in, by replacement only: what was submitted is never a format string.

        It is `Bare` where a number was filled in, or a text that is.

        Raises:
            TypeError: a fact is a figure with its evidence, which would be lost; `told` keeps it.
        """
        pieces, bare = list(self.cut(key)), False
        for place in range(1, len(pieces), 2):
            name = pieces[place]
            value = facts.get(name, self)
            if type(value) is str:
                pieces[place] = value
                continue
            if isinstance(value, (Figure, Fact, Link, Anchor)):
                raise TypeError(f"{key}: {value} would lose its evidence")
            bare = bare or bears_number(value)
            pieces[place] = "{" + name + "}" if value is self else str(value)
        return Bare("".join(pieces)) if bare else "".join(pieces)

    def told(self, key: str, **facts: Piece) -> Told:
        """The sentence in pieces: texts, and figures that keep their evidence; for the macro `tell`.

        Raises:
            BareFigureError: a fact is a number, or a text with one, that has no evidence.
        """
        pieces: list[Piece] = []
        for place, piece in enumerate(self.cut(key)):
            fact = facts[piece] if place % 2 else piece
            if type(fact) not in PIECES and bears_number(fact):
                raise BareFigureError(fact)
            if fact:
                pieces.append(fact)
        return tuple(pieces)

    def cut(self, key: str) -> tuple[str, ...]:
        """The sentence as text, name of a fact, text, …, text."""
        return _cut(self.sentences[key])

    def section(self, name: str) -> dict[str, str]:
        """All sentences of one section, by name."""
        if name not in self._sections:
            found = {key.partition(".")[2]: text for key, text in self.sentences.items() if key.startswith(f"{name}.")}
            self._sections[name] = found
        return dict(self._sections[name])

    def number(self, value: Any, digits: int = 0) -> Bare:
        """A figure with thin groups and that many decimals, half up; the empty text where it is missing."""
        if _absent(value):
            return Bare()
        if type(value) is float:
            return _number(value + 0.0, int(digits))  # nought has no sign
        if not digits and float(value).is_integer():
            return Bare(f"{int(value):,}")
        return _number(float(value) + 0.0, int(digits))

    def percent(self, value: Any, digits: int) -> Bare:
        """A rate with its sign; the empty text where it is missing."""
        return Bare() if _absent(value) else self.number(value, digits) + "%"

    def rate(self, value: Any) -> Bare:
        """A rate with its sign and all its decimals; the empty text where it is missing."""
        return Bare() if _absent(value) else self.exact(value) + "%"

    def exact(self, value: Any) -> Bare:
        """A figure with thin groups and all its decimals; the empty text where it is missing."""
        return Bare() if _absent(value) else self.number(value, _decimals(value))

    def fraction(self, row: Mapping[str, Any]) -> Bare:
        """Numerator and denominator as they were stated, never rounded; the empty text where there are none."""
        if _absent(row["numerator"]) or _absent(row["denominator"]):
            return Bare()
        return self.exact(row["numerator"]) + "/" + self.exact(row["denominator"])

    def stated(self, row: Mapping[str, Any], unit: str) -> Bare:
        """A stated figure with its bound and unit: `98%以上`, `1,000余家`, `38万余人`; or the words for 不适用 and 不公开."""
        if _absent(row["value"]):
            return Bare(self("state.withheld" if row.get("state") == CLOSED else "state.not_applicable"))
        bound = row["bound"] if isinstance(row.get("bound"), str) else "="
        value = self.number(row["value"], row["value_digits"])
        times = unit[:1] if len(unit) > 1 and unit[0] in self("format.times") else ""
        parts = {"times": self.unit(times) if times else "", "rest": unit.removeprefix(times)}
        return Bare(self(f"bound.{_BOUND_KEYS[bound]}", value=value, unit=self.unit(unit), **parts))

    def points(self, points: float) -> Bare:
        """How many percentage points, whichever way: one decimal, two where one would print nought."""
        return self.number(abs(points), 1 if abs(points) >= _PRINTED else 2)

    def from_target(self, points: float, met: bool, digits: int = 1) -> str:
        """How far a figure lies above its target, or below it; a distance that would print as nought is told in words."""
        text = self.number(abs(points), digits)
        if plain(text).strip("0.,"):
            return self("home.above" if met else "home.below", gap=text)
        return self("home.level" if met else "home.hardly", step=self.number(10.0**-digits, digits))

    def signed(self, points: float | None) -> str:
        """A change in percentage points with its sign; empty where there is none."""
        if points is None:
            return ""
        text = self.points(points)
        if not plain(text).strip("0.,"):
            return Bare(self("board.level"))
        return self("board.up" if points > 0 else "board.down", points=text)

    def unit(self, unit: str) -> str:
        """The unit as it follows a figure: `%` closely, words after a thin space, none as nothing."""
        return unit if unit in ("", "%") else f"\u2009{unit}"

    def day(self, text: Any) -> str:
        """A date, month, year or period in Chinese: 2018年6月30日, 2018年6月, 2018年二季度, 2014—2018年."""
        if not isinstance(text, str):
            return ""
        known = self._days.get(text)
        if known is None:
            known = self._day(text)
            if len(self._days) < _KEPT_DAYS:
                self._days[text] = known
        return known

    def _day(self, text: str) -> str:
        if not text[:4].isdigit():
            return text
        if "/" in text:
            start, end = text.split("/")
            return self("format.range", start=self.day(start), end=self.day(end))
        year, _, rest = text.partition("-")
        if rest.startswith("Q"):
            return self("format.quarter", year=year, quarter=self(f"format.quarter_{rest[1]}"))
        month, _, day = rest.partition("-")
        key = "format.day" if day else "format.month" if month else "format.year"
        return self(key, year=year, month=month.lstrip("0"), day=day.lstrip("0"))


def _absent(value: Any) -> bool:
    if type(value) is float:
        return value != value
    return value is None or (type(value) is not int and bool(pd.isna(value)))


@cache
def _cut(sentence: str) -> tuple[str, ...]:
    return tuple(_HOLE.split(sentence))


@lru_cache(1 << 15)
def _number(value: float, digits: int) -> Bare:
    if not digits and value.is_integer():
        return Bare(f"{int(value):,}")
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return Bare(f"{rounded:,f}")


@lru_cache(1 << 13)
def _decimals(value: Any) -> int:
    if float(value).is_integer():
        return 0
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


_BOUND_KEYS = dict(zip(BOUNDS, ("equal", "at_least", "more", "at_most", "less", "about", "odd", "nearly"), strict=True))
