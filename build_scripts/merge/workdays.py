"""Working days (工作日): the holidays and shifted days (放假调休) of each year, by which deadlines and notice windows are counted."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from chinese_calendar import constants

from build_scripts.kinds.workday import WORK

FIRST, LAST = np.datetime64("1990-01-01", "D"), np.datetime64("2099-12-31", "D")
Days = np.ndarray[Any, np.dtype[np.datetime64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]

NO_OWN_DAYS = pd.DataFrame({"day": [], "state": []})
"""No records of the kind workday."""


@dataclass(frozen=True, eq=False)
class Workdays:
    """`until`: how many working days there are from `FIRST` to the end of each day; `ends`: the day on which each working day falls."""

    until: Ints
    ends: Ints

    def between(self, first: Days, last: Days) -> Ints:
        """Working days from one day to another, both included; 0 where the last comes before the first. NaT counts as `FIRST`."""
        start, end = _places(first), _places(last)
        before = np.where(start > 0, self.until[np.maximum(start - 1, 0)], 0)
        counted: Ints = np.maximum(self.until[end] - before, 0)
        return counted

    def after(self, day: Days, number: int) -> Days:
        """The working day that is so many after a day, which itself does not count (民法典第二百零一条)."""
        place = np.minimum(self.until[_places(day)] + number - 1, len(self.ends) - 1)
        return FIRST + self.ends[place]

    def late(self, due: Days, on: Days) -> Ints:
        """Working days that have passed between the day something was due and a later one; 0 where that is not later."""
        passed: Ints = np.maximum(self.until[_places(on)] - self.until[_places(due)], 0)
        return passed


def workdays(own: pd.DataFrame) -> Workdays:
    """The calendar: Monday to Friday, less the holidays, with the shifted days, as published for 2004 and later; then the records' own.

    Args:
        own: records of the kind workday, columns day (ISO), state; these hold where they differ.

    Returns:
        The calendar from 1990 to 2099. Years for which no arrangement is known have their weekends only.

    Source: 全国年节及纪念日放假办法 and the yearly notices of the State Council's office, as the package chinesecalendar keeps them.
    """
    works = _published().copy()
    for day, state in zip(own["day"], own["state"], strict=True):
        if str(FIRST) <= day <= str(LAST):
            works[_place(day)] = state == WORK
    return Workdays(np.cumsum(works), np.flatnonzero(works))


def known_until() -> int:
    """The last year whose holidays come with the program."""
    return int(max(day.year for day in constants.holidays))


@cache
def _published() -> np.ndarray[Any, np.dtype[np.bool_]]:
    days = np.arange(FIRST, LAST + 1)
    works = np.is_busday(days)
    for changed, state in ((constants.holidays, False), (constants.workdays, True)):
        works[[_place(str(day)) for day in changed]] = state
    return works


def _place(day: str) -> int:
    return int((np.datetime64(day, "D") - FIRST) // np.timedelta64(1, "D"))


def _places(days: Days) -> Ints:
    whole = np.where(np.isnat(days), FIRST, days)
    return np.asarray(np.clip(whole, FIRST, LAST) - FIRST).astype(np.int64)
