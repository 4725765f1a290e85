"""Pace (速度): what the deadline asks for each quarter, what the last four quarters gave, and when that reaches the target."""

import numpy as np
import pandas as pd

from build_scripts.derive.coverage import BELOW, MET
from build_scripts.merge.periods import full_quarters, quarter_name
from build_scripts.merge.ranking import Floats, difference, floats, plainly, points

REACHED, IN_TIME, LATE, NEVER, UNKNOWN = OUTLOOKS = ("已达标", "能按期", "会逾期", "达不到", "无法推算")
FARTHEST = 40
"""A target that the pace of the last four quarters reaches only after more quarters than this counts as never reached (产品约定)."""

_YEAR, _QUARTER = 12, 3
_APART = 1_000_000  # more than there are months in any series
_TRUSTED = 9  # decimals of a quotient of floats that mean anything: 2.0000000001 quarters are two


def paces(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """`periods_left`, `required_points`, `required_count`, `pace_points`, `projected_period`, `outlook`.

    Quarters are counted from the one in which a period ends, so that years and months are treated alike.

    Args:
        rows: of `in_series`, with `deadline` (ISO, NA without a target).
    """
    below = rows["verdict"].isin(BELOW).to_numpy()
    gap = np.where(below, floats(rows["target_value"]) - rows["rate"].to_numpy(), np.nan)
    left = _left(rows)
    asked = below & (left > 0)
    pace = _pace(rows)
    rising = below & (pace > 0)
    quarters = np.maximum(np.ceil((gap / np.where(rising, pace, np.nan)).round(_TRUSTED)), 1)
    reached = quarters <= FARTHEST
    missing = floats(rows["gap_count"])
    return {
        "periods_left": _whole(left),
        "required_points": points(gap / np.where(asked, left, np.nan)),
        "required_count": _whole(np.ceil(missing / np.where(asked, left, np.nan))),
        "pace_points": points(pace),
        "projected_period": _quarter_names(rows["month"].to_numpy() // _QUARTER + np.where(reached, quarters, np.nan)),
        "outlook": pd.Series(
            np.select(
                [(rows["verdict"] == MET).to_numpy(), ~below | np.isnan(pace), ~reached, quarters <= left],
                [REACHED, UNKNOWN, NEVER, IN_TIME],
                default=LATE,
            ),
            dtype="str",
        ),
    }


def _left(rows: pd.DataFrame) -> Floats:
    """Whole quarters from the end of the period to the deadline, float64; NaN without a deadline."""
    over = rows["deadline"].map({day: full_quarters(day) for day in rows["deadline"].dropna().unique()}).astype("float64")
    left: Floats = np.maximum(over.to_numpy() - (rows["month"].to_numpy() // _QUARTER + 1), 0)
    return left


def _pace(rows: pd.DataFrame) -> Floats:
    """Points a quarter since the earliest usable figure of the last four quarters, float64; NaN where there is no earlier one.

    A figure is usable where its change can be told: with both parts, or printed without a bound. Of several in one month the last is taken.
    """
    month = rows["month"].to_numpy()
    usable = np.flatnonzero(rows["rate"].notna() | plainly(rows))
    when = rows["series"].to_numpy() * _APART + month
    first = np.searchsorted(when[usable], when - _YEAR)
    within = np.append(when[usable], np.iinfo(np.int64).max)[first]
    earlier = within < when
    start = np.append(usable, -1)[np.searchsorted(when[usable], within, side="right") - 1]
    start = np.where(earlier, start, -1)
    elapsed = np.where(earlier, (when - np.where(earlier, within, 0)) / _QUARTER, np.nan)
    return difference(rows, start) / elapsed


def _whole(values: Floats) -> pd.Series:
    return pd.Series(pd.array(values, dtype="Float64")).astype("Int64")


def _quarter_names(quarters: Floats) -> pd.Series:
    numbers = pd.Series(quarters)
    return numbers.map({number: quarter_name(int(number)) for number in numbers.dropna().unique()}).astype("str")
