"""Which rows of a typed table a declared condition holds for; the check page decides the same in JavaScript."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.declare import Condition

Mask = np.ndarray[Any, np.dtype[np.bool_]]
_SLACK = 1e-9


def holds(condition: Condition, rows: pd.DataFrame) -> Mask:
    """True for each row of which the condition holds (see `declare.Condition`).

    Args:
        condition: as declared.
        rows: typed columns named by field, numbers with `<name>_digits`; NA = not stated.

    Raises:
        KeyError: there is no such condition or field; that is our bug.
    """
    name, *terms = condition
    return _CONDITIONS[name](rows, *terms)


def rate_off(rows: pd.DataFrame, value: str, numerator: str, denominator: str, bound: str, *within: tuple[str, float]) -> Mask:
    """True where the stated rate differs from 100 n/d by more than half a unit of its last printed digit (records 8.4).

    `within` says for a stated bound which part of itself the rate may differ by, where that is more than half a unit. Rows with another
    bound, without all three numbers or with a denominator of 0 do not count as disagreeing.
    """
    computed = 100 * rows[numerator] / rows[denominator].where(rows[denominator] > 0)
    half = 0.5 * 10.0 ** -rows[f"{value}_digits"].astype("Float64")
    share = rows[value].abs() * rows[bound].fillna("=").map(dict(within)).astype("Float64")
    slack = half.where(half > share, share) + _SLACK
    return _mask((computed - rows[value]).abs() > slack)


def outside(rows: pd.DataFrame, moment: str, period: str) -> Mask:
    """True where a moment has no day in common with a period, as far as both are stated."""
    (first, last), (start, end) = spans(rows[moment]), spans(rows[period])
    return _mask((last < start) | (first > end))


def spans(texts: pd.Series) -> list[pd.Series]:
    """The first and the last day of each moment or period, to be compared as text; NA where it is not stated."""
    found = {text: _span(text) for text in texts.dropna().unique().tolist()}
    return [texts.map({text: span[end] for text, span in found.items()}).astype("str") for end in (0, 1)]


def _span(text: str) -> tuple[str | None, str | None]:
    """The first and the last day of a moment or period, to be compared as text (every month reaches to its 31st); None where unstated."""
    first, last = text.split("/")[0], text.split("/")[-1]
    if not first[:1].isdigit():
        return None, None
    if "Q" in first:
        year, quarter = first.split("-Q")
        return f"{year}-{3 * int(quarter) - 2:02}-01", f"{year}-{3 * int(quarter):02}-31"
    return f"{first}-01-01"[:10], f"{last}{'-12-31'[len(last) - 4 :]}"


def percent(row: Mapping[str, Any], numerator: str, denominator: str) -> str:
    """The first number of a row in per cent of the second, with at most two decimals, a half rounded up."""
    rounded = Decimal(100 * row[numerator] / row[denominator]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".")


def _mask(condition: pd.Series) -> Mask:
    return np.asarray(condition.fillna(False), dtype=bool)


def _is(rows: pd.DataFrame, field: str, *values: str) -> Mask:
    return _mask(rows[field].isin(values))


def _empty(rows: pd.DataFrame, field: str) -> Mask:
    return _mask(rows[field].isna())


def _matches(rows: pd.DataFrame, field: str, pattern: str) -> Mask:
    return _mask(rows[field].str.fullmatch(pattern))


def _below(rows: pd.DataFrame, field: str, number: float) -> Mask:
    return _mask(rows[field] < number)


def _equals(rows: pd.DataFrame, field: str, number: float) -> Mask:
    return _mask(rows[field] == number)


def _all(rows: pd.DataFrame, *conditions: Condition) -> Mask:
    return np.asarray(np.all([holds(condition, rows) for condition in conditions], axis=0))


def _any(rows: pd.DataFrame, *conditions: Condition) -> Mask:
    return np.asarray(np.any([holds(condition, rows) for condition in conditions], axis=0))


def _not(rows: pd.DataFrame, condition: Condition) -> Mask:
    return ~holds(condition, rows)


_CONDITIONS: Mapping[str, Callable[..., Mask]] = {
    "is": _is,
    "empty": _empty,
    "matches": _matches,
    "below": _below,
    "equals": _equals,
    "rate_off": rate_off,
    "outside": outside,
    "all": _all,
    "any": _any,
    "not": _not,
}
