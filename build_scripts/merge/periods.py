"""Periods as dates: where one ends decides which is the latest and which target was in force."""

import calendar

import pandas as pd

UNSTATED = "未注明"


def period_end(period: str) -> str:
    """The last day of a period as ISO text; the empty text where the document does not state it.

    `2018` ends 2018-12-31, `2018-Q2` 2018-06-30, `2018-06` 2018-06-30, a day on itself, `2014/2018` with its second half.
    """
    last = period.rsplit("/", 1)[-1]
    if not last or last == UNSTATED:
        return ""
    year = int(last[:4])
    if "Q" in last:
        month = 3 * int(last[-1])
    elif len(last) == len("2018"):
        month = 12
    elif len(last) == len("2018-06"):
        month = int(last[5:])
    else:
        return last
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def period_ends(periods: pd.Series) -> pd.Series:
    """The last day of each period, as ISO text; NA where not stated."""
    ends = {period: period_end(period) or None for period in periods.dropna().unique()}
    return periods.map(ends).astype("str")


def month_number(day: str) -> int:
    """The month in which a day (ISO) lies, counted through the years: twelve a year, so that differences are months."""
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def full_quarters(day: str) -> int:
    """How many quarters are over on the evening of that day, counted as `month_number(…) // 3` counts them."""
    month = month_number(day)
    last = calendar.monthrange(month // 12, month % 12 + 1)[1]
    return (month + (int(day[8:10]) == last)) // 3


def quarter_name(number: int) -> str:
    """The quarter of that number, as `month_number(…) // 3` counts them: `2018-Q2`."""
    return f"{number // 4:04}-Q{number % 4 + 1}"


def year_before(day: str) -> str:
    """The same day a year earlier; of the last day of February the last one."""
    year, month = int(day[:4]) - 1, int(day[5:7])
    last = calendar.monthrange(year, month)[1]
    whole = int(day[8:10]) == calendar.monthrange(year + 1, month)[1]
    return f"{year:04}-{month:02}-{last if whole else min(int(day[8:10]), last):02}"
