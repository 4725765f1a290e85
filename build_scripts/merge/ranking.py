"""Ranks (名次) of rates: by numerator ÷ denominator and never by a printed, rounded rate; equal rates share a rank."""

from collections.abc import Sequence

import pandas as pd


def countable(rows: pd.DataFrame) -> pd.Series:
    """Whether a row has both parts of a rate, so that it can be recomputed, compared and ranked: bool, one a row.

    Args:
        rows: `numerator`, `denominator` (Float64, NA where not stated).
    """
    return (rows["numerator"].notna() & (rows["denominator"] > 0).fillna(False)).astype(bool)


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
