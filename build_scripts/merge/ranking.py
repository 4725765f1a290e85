"""Rates that can be recomputed: how far two lie apart and how many rank, by numerator ÷ denominator and never by what was rounded."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.merge.bounds import EXACT

Positions = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]


def countable(rows: pd.DataFrame) -> pd.Series:
    """Whether a row has both parts of a rate, so that it can be recomputed, compared and ranked: bool, one a row.

    Args:
        rows: `numerator`, `denominator` (Float64, NA where not stated).
    """
    return (rows["numerator"].notna() & (rows["denominator"] > 0).fillna(False)).astype(bool)


def exact_rates(rows: pd.DataFrame) -> Floats:
    """100 × numerator ÷ denominator of every row, float64; NaN for a row without both."""
    both = countable(rows)
    numerator, denominator = (floats(rows[name].where(both)) for name in ("numerator", "denominator"))
    rates: Floats = numerator * 100 / denominator
    return rates


def difference(rows: pd.DataFrame, others: Positions) -> Floats:
    """Each figure less the one at the position that stands beside it (-1: none), in percentage points, float64.

    Of exact rates where both figures have them, else of what was printed; NaN where there is no other, and between printed values of which
    a bound (以上、约 …) leaves one open.

    Args:
        rows: `value`, `numerator`, `denominator` (Float64), `bound`.
        others: a position in `rows` for each of its first rows.
    """
    size = len(others)
    found = np.full(size, np.nan)
    for column in (floats(rows["value"].where(plainly(rows))), exact_rates(rows)):
        apart = column[:size] - column[others] if len(rows) else found
        found = np.where(np.isnan(apart), found, apart)
    return np.where(others < 0, np.nan, found)


def plainly(rows: pd.DataFrame) -> pd.Series:
    """Whether a value is printed without a bound that leaves it open."""
    return rows["bound"].fillna(EXACT) == EXACT


def points(values: Floats) -> pd.Series:
    """A column of percentage points, Float64, to six decimals; NA for NaN, and 0 never with a sign."""
    return pd.Series(pd.array(values.round(6) + 0.0, dtype="Float64"))


def floats(column: pd.Series) -> Floats:
    """The column as float64, NaN for NA."""
    values: Floats = column.to_numpy(dtype="float64", na_value=np.nan)
    return values


def ranks(rates: pd.Series, by: Sequence[pd.Series]) -> pd.DataFrame:
    """Competition ranks (1, 2, 2, 4), the highest rate first, among the rows of the same group.

    Numerators and denominators that are whole and below 2^26 give equal quotients only where the fractions are equal, so that a tie is one.

    Args:
        rates: numerator ÷ denominator (float64), NA for what is not ranked.
        by: what the rows of a group have in common, each the index of `rates`.

    Returns:
        `rank` and `ranked` (how many the group ranks; Int64), index as given; NA for what is not ranked.
    """
    known = rates.dropna()
    groups = known.groupby([column.reindex(known.index) for column in by], sort=False)
    found = pd.DataFrame({"rank": groups.rank(method="min", ascending=False), "ranked": groups.transform("size")})
    return found.reindex(rates.index).astype("Int64")
