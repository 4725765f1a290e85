"""Working days: the published holidays and shifted days, the records' own, and the laws of counting."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.kinds.workday import REST, WORK
from build_scripts.merge.workdays import NO_OWN_DAYS, workdays

CALENDAR = workdays(NO_OWN_DAYS)
DAYS = st.dates(pd.Timestamp("2004-01-01").date(), pd.Timestamp("2030-12-31").date()).map(lambda day: np.array([str(day)], "datetime64[D]"))


def day(text: str) -> np.ndarray:
    return np.array([text], "datetime64[D]")


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2024-03-12", "2024-03-18", 5),  # 省直机关工会 2024-03-12 至 03-18, the precedent for five working days
        ("2018-02-12", "2018-02-23", 5),  # 春节: 15 to 21 off
        ("2018-02-24", "2018-02-25", 1),  # a Saturday on which people work, a Sunday on which they do not
        ("2018-10-01", "2018-10-07", 0),
        ("2018-03-12", "2018-03-09", 0),
    ],
)
def test_holidays_and_shifted_days_are_those_that_were_published(first: str, last: str, count: int) -> None:
    assert CALENDAR.between(day(first), day(last)).tolist() == [count]


def test_the_day_itself_does_not_count_and_a_holiday_moves_the_end() -> None:
    assert CALENDAR.after(day("2018-02-14"), 1).tolist() == day("2018-02-22").tolist()
    assert CALENDAR.late(day("2018-02-14"), day("2018-02-22")).tolist() == [1]
    assert CALENDAR.late(day("2018-02-22"), day("2018-02-14")).tolist() == [0]


def test_records_of_their_own_hold_where_they_differ() -> None:
    own = pd.DataFrame({"day": ["2018-03-12", "2018-03-17"], "state": [REST, WORK]})
    changed = workdays(own)
    assert changed.between(day("2018-03-12"), day("2018-03-12")).tolist() == [0]
    assert changed.between(day("2018-03-17"), day("2018-03-17")).tolist() == [1]
    assert CALENDAR.between(day("2018-03-12"), day("2018-03-12")).tolist() == [1]


@given(DAYS, st.integers(1, 60))
def test_so_many_working_days_after_a_day_are_so_many_between_the_next_one_and_the_end(start: np.ndarray, count: int) -> None:
    end = CALENDAR.after(start, count)
    assert CALENDAR.between(start + 1, end).tolist() == [count]
    assert CALENDAR.between(end, end).tolist() == [1]
    assert CALENDAR.late(start, end).tolist() == [count]
