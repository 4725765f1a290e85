"""Series (序列): the figures of one place, indicator and scope in the order of time, and how far each lies from those before it."""

import numpy as np
import pandas as pd

from build_scripts.merge.periods import month_number, year_before
from build_scripts.merge.ranking import Positions, difference, exact_rates, points

KEY = ["place", "indicator", "scope"]


def in_series(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures with a value, ordered by series and time, index 0..n-1, with what is asked of each again and again.

    Returns:
        The columns of coverage and `series` (int64, its number), `month` (int64, that of the period's end) and `rate` (float64, the exact
        rate in %, NaN for a figure without both parts).
    """
    rows = figures[figures["value"].notna()]
    rows = rows.assign(own=rows["unit"] == rows["place"])
    rows = rows.sort_values([*KEY, "period_end", "period", "own", "unit"], kind="stable")
    rows = rows.drop_duplicates([*KEY, "period"], keep="last").reset_index(drop=True)
    return rows.assign(
        series=rows.groupby(KEY, sort=False).ngroup().astype("int64"),
        month=rows["period_end"].map({end: month_number(end) for end in rows["period_end"].unique()}).astype("int64"),
        rate=exact_rates(rows),
    )


def changes(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """`previous_period`, `previous_value`, `change_points` and `year_change_points`; NA where nothing came before.

    Args:
        rows: of `in_series`.
    """
    before = _before(rows)
    return {
        "previous_period": _taken(rows["period"], before),
        "previous_value": _taken(rows["value"], before),
        "change_points": points(difference(rows, before)),
        "year_change_points": points(difference(rows, _year_before(rows))),
    }


def _before(rows: pd.DataFrame) -> Positions:
    """The position of the last figure of the series that ended earlier; -1 where there is none."""
    series, place = rows["series"].to_numpy(), np.arange(len(rows))
    first = np.maximum.accumulate(np.where(rows.duplicated(["series", "period_end"]), 0, place))
    before: Positions = np.where((first > 0) & (series[first - 1] == series), first - 1, -1)
    return before


def _year_before(rows: pd.DataFrame) -> Positions:
    """The position of the figure of the series that ended a year earlier, to the day; of several the last; -1 where there is none."""
    keys = pd.MultiIndex.from_frame(rows[["series", "period_end"]])
    ends = rows["period_end"].map({end: year_before(end) for end in rows["period_end"].unique()}).astype("str")
    last = np.flatnonzero(~keys.duplicated(keep="last"))
    found = keys[last].get_indexer(pd.MultiIndex.from_arrays([rows["series"], ends]))
    before: Positions = np.append(last, -1)[found]
    return before


def _taken(column: pd.Series, positions: Positions) -> pd.Series:
    """The cells at these positions, NA for -1."""
    return column.reindex(positions).reset_index(drop=True).astype(column.dtype)
