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


def rate_off(rows: pd.DataFrame, value: str, numerator: str, denominator: str, bound: str) -> Mask:
    """True where the stated rate differs from 100 n/d by more than half a unit of its last printed digit (records 8.4).

    Rows without all three, with a denominator of 0, or whose bound is not `=` do not count as disagreeing.
    """
    computed = 100 * rows[numerator] / rows[denominator].where(rows[denominator] > 0)
    slack = 0.5 * 10.0 ** -rows[f"{value}_digits"].astype("Float64") + _SLACK
    exact = rows[bound].isna() | (rows[bound] == "=")
    return _mask(((computed - rows[value]).abs() > slack).fillna(False).astype(bool) & exact)


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
    "rate_off": rate_off,
    "all": _all,
    "any": _any,
    "not": _not,
}
