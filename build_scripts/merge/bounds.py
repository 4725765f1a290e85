"""Between which two numbers a printed figure lies, given its bound and how far it was rounded."""

import numpy as np
import pandas as pd

from build_scripts.kinds.observation import ABOUT_WITHIN, BOUNDS

EXACT, AT_LEAST, ABOVE, AT_MOST, BELOW, ABOUT, ODD, NEARLY = BOUNDS
_NEARLY = 0.10  # "nearly 1000" may stand for 900 to 1000
_POWERS = 10.0 ** np.arange(12, 0, -1)


def intervals(values: pd.Series, digits: pd.Series, bounds: pd.Series, rounded: pd.Series) -> pd.DataFrame:
    """The lowest and the highest number that each printed figure may stand for.

    Args:
        values: Float64, no NA.
        digits: Int64, decimals as printed.
        bounds: one of `BOUNDS`, NA read as exact.
        rounded: boolean, whether the figure is rounded to its last decimal (rates, money, 万 and 亿) rather than counted.

    Returns:
        `low`, `high` (float64, high may be infinite), the index of `values`. "1000 odd" reaches up to one unit of the last digit that is
        not 0, here 2000.
    """
    value = values.to_numpy(dtype=float)
    places = digits.fillna(0).to_numpy(dtype=float)
    half = np.where(rounded.to_numpy(dtype=bool), 0.5 * 10.0**-places, 0.0)
    bound = bounds.fillna(EXACT).to_numpy()
    low, high = value - half, value + half
    low = np.select(
        [bound == ABOUT, bound == NEARLY, np.isin(bound, [AT_MOST, BELOW])],
        [value * (1 - ABOUT_WITHIN), value * (1 - _NEARLY), np.zeros_like(value)],
        low,
    )
    high = np.select(
        [np.isin(bound, [AT_LEAST, ABOVE]), bound == ODD, bound == ABOUT, np.isin(bound, [NEARLY, AT_MOST, BELOW])],
        [np.full_like(value, np.inf), value + _last_unit(value, places), value * (1 + ABOUT_WITHIN), high],
        high,
    )
    return pd.DataFrame({"low": low, "high": high}, index=values.index)


def _last_unit(value: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The unit of the last digit that is not 0: 1000 of 1000, 1 of 41, 0.01 of 9.65."""
    whole = np.select([(value >= power) & (value % power == 0) for power in _POWERS], list(_POWERS), 1.0)
    return np.where(places > 0, 10.0**-places, whole)
