"""The words of the interface, and figures and dates as a reader of Chinese expects them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from build_scripts.kinds.observation import BOUNDS, CLOSED


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences of site_theme/text.yml by key; asking for an unknown key is a bug and raises KeyError."""

    sentences: Mapping[str, str]

    def __call__(self, key: str, **facts: object) -> str:
        """The sentence with its facts filled in, by replacement only: what was submitted is never a format string."""
        text = self.sentences[key]
        for name, value in facts.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def section(self, name: str) -> dict[str, str]:
        """All sentences of one section, by name."""
        return {key.partition(".")[2]: text for key, text in self.sentences.items() if key.startswith(f"{name}.")}

    def number(self, value: Any, digits: int = 0) -> str:
        """A figure with thin groups and that many decimals, half up; the empty text where it is missing."""
        if pd.isna(value):
            return ""
        rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)
        return f"{rounded:,f}"

    def stated(self, row: Mapping[str, Any], unit: str) -> str:
        """A stated figure with its bound and unit: `98%以上`, `1,000余家`; or the words for 不适用 and 不公开."""
        if pd.isna(row["value"]):
            return self("state.withheld" if row.get("state") == CLOSED else "state.not_applicable")
        bound = row["bound"] if isinstance(row.get("bound"), str) else "="
        return self(f"bound.{_BOUND_KEYS[bound]}", value=self.number(row["value"], row["value_digits"]), unit=self.unit(unit))

    def unit(self, unit: str) -> str:
        """The unit as it follows a figure: `%` closely, words after a thin space."""
        return unit if unit == "%" else f"\u2009{unit}"

    def day(self, text: Any) -> str:
        """A date, month, year or period in Chinese: 2018年6月30日, 2018年6月, 2018年二季度, 2014—2018年."""
        if not isinstance(text, str) or not text[:4].isdigit():
            return "" if not isinstance(text, str) else text
        if "/" in text:
            start, end = text.split("/")
            return self("format.range", start=self.day(start), end=self.day(end))
        year, _, rest = text.partition("-")
        if rest.startswith("Q"):
            return self("format.quarter", year=year, quarter=self(f"format.quarter_{rest[1]}"))
        month, _, day = rest.partition("-")
        key = "format.day" if day else "format.month" if month else "format.year"
        return self(key, year=year, month=month.lstrip("0"), day=day.lstrip("0"))


_BOUND_KEYS = dict(zip(BOUNDS, ("equal", "at_least", "more", "at_most", "less", "about", "odd", "nearly"), strict=True))
