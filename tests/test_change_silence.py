"""Silence is told from records alone: a figure that is gone, or a period that most have reported and this unit has not; never from one."""

import pytest
from small_records import UNIT
from small_sides import invented, rates, side

from build_scripts.change.changes import Changes, compare
from build_scripts.change.filings import events
from build_scripts.merge.course import Gap, course

FIRST, NEXT, THIRD, FOURTH = "2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4"
CITIES = {"990100": 70, "990200": 70, "990300": 70}


def filed(*periods: str) -> dict[str, frozenset[str]]:
    """Who reported in the first, second, third and fourth quarter, a letter a unit."""
    return {name: frozenset(units) for name, units in zip((FIRST, NEXT, THIRD, FOURTH), periods, strict=False) if units}


@pytest.mark.parametrize(
    ("periods", "silent"),
    [
        (["abc"], {}),  # nobody was awaited in the first period of all
        (["abc", "ab"], {"c": NEXT}),  # more than half
        (["abcd", "ab"], {}),  # exactly half
        (["abcd", "abc"], {"d": NEXT}),  # one more than half
        (["abc", "a"], {}),  # the first that reports silences nobody
        (["ab", "a"], {}),  # one of two is half
        (["a", "a"], {}),  # one of one
        (["a", "b"], {}),  # another than the only one: none of one
        (["abc", "abc"], {}),
        (["abc", "abcxyz"], {}),
        (["abc", "xyz"], {}),  # units that never reported count for nothing in who has
        (["abc", "axyz"], {}),
        (["abc", "a", "a"], {}),  # two in a row: those that still count are three
        (["abc", "a", "ab"], {"c": THIRD}),
        (["abc", "a", "bc"], {"a": THIRD}),
        (["abc", "ab", "ab"], {"c": NEXT}),  # told once: it does not count any more
        (["abc", "ab", "a"], {"c": NEXT}),  # one of the two that count
        (["abc", "ab", "c"], {}),  # it is heard again
        (["abc", "ab", "abc", "ab"], {"c": FOURTH}),  # and falls silent anew
        (["abc", "ab", "abc", "abc"], {}),  # a gap that is over
        (["a", "bcd", "bcd", "bcd"], {"a": THIRD}),  # a unit that stopped at once holds nobody up for ever
    ],
)
def test_a_unit_is_silent_once_more_than_half_of_those_that_count_have_reported_without_it(
    periods: list[str], silent: dict[str, str]
) -> None:
    assert {unit: gap.missed for unit, gap in course(filed(*periods)).silent.items()} == silent


def test_the_gap_of_a_silent_unit_says_what_it_reported_last() -> None:
    assert course(filed("abc", "abc", "ab")).silent == {"c": Gap(NEXT, THIRD)}
    assert course(filed("abc", "c", "ab")).silent == {"c": Gap(NEXT, THIRD)}
    assert course({}).silent == {}


@pytest.mark.parametrize(
    ("periods", "awaited"),
    [
        (["abc"], {}),
        (["abc", "a"], {NEXT: "bc"}),
        (["abcd", "ab"], {NEXT: "cd"}),  # exactly half is under way
        (["abc", "ab"], {}),  # over
        (["abc", "x"], {NEXT: "abc"}),
        (["abc", "a", "b"], {NEXT: "bc", THIRD: "ac"}),
        (["abc", "a", "ab"], {}),  # a later period that is over ends the earlier one
        (["abc", "ab", "a"], {THIRD: "b"}),  # the silent are not awaited
    ],
)
def test_a_period_is_under_way_until_it_or_a_later_one_is_over(periods: list[str], awaited: dict[str, str]) -> None:
    assert course(filed(*periods)).awaited == {period: frozenset(units) for period, units in awaited.items()}


def test_the_first_report_of_a_new_period_is_progress_and_silences_nobody() -> None:
    changes = _changes(rates(CITIES), rates(CITIES) + rates({"990100": 70}, NEXT))
    assert _told(changes, "silent") == []
    assert _told(changes, "speaking") == []
    assert _told(changes, "underway") == [("市州", "建会率", "2018年二季度", "0 家报送", "已有 1 家报送，其余 2 家还没有")]


def test_progress_that_was_told_before_is_not_told_again() -> None:
    base = rates(CITIES) + rates({"990100": 70}, NEXT)
    assert _told(_changes(base, base.replace("70.0,70,", "71.0,71,")), "underway") == []


def test_those_that_most_have_gone_before_without_fall_silent_and_progress_is_over() -> None:
    base = rates(CITIES) + rates({"990100": 70}, NEXT)
    changes = _changes(base, base + rates({"990200": 70}, NEXT))
    assert _told(changes, "silent") == [("丙市", "建会率", "2018年二季度", "2018年一季度已报", "未报，同级单位过半已报")]
    assert _told(changes, "speaking") == []  # 乙市 came in time: it had not fallen silent
    assert _told(changes, "underway") == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["abc", "a"], ["abc", "ab"], ["-c Q2"]),  # b came in time: it had not fallen silent
        (["abc", "ab"], ["abc", "ab", "ab"], []),  # silence that was there before
        (["abc", "ab"], ["abc", "abc"], ["+c Q2"]),  # what was missed
        (["abc", "ab"], ["abc", "ab", "c"], ["+c Q3"]),  # or a later period
        (["ab", "abc", "ab"], ["abc", "abc", "ab"], []),  # but not an earlier one
        (["ab"], ["ab", "ab"], []),  # c never reported
        (["ab"], ["abc"], []),  # a first report, no later than the others'
        (["ab"], ["ab", "c"], ["+c Q2"]),  # a first report that comes later
        ([], ["abc"], []),
        (["a"], [], ["-a Q1"]),  # the only figure of all is gone
        (["abc"], ["bc"], ["-a Q1"]),  # gone, whoever else reports
        (["abc", "abc"], ["bc", "abc"], ["-a Q1"]),  # gone in an earlier period
        (["abc", "a"], ["abc"], ["-a Q2"]),  # gone in a period under way
        (["", "abc"], ["bc", "abc"], []),  # was never there
        (["abc", "abc"], ["abc", "bc"], ["-a Q2"]),  # gone and overdue: told once
        (["abc", "abc"], ["bc", "bc"], ["-a Q1 Q2"]),
        (["abc", "abc"], ["bc", "abc", "bc"], ["-a Q1", "-a Q3"]),  # gone, and overdue in another period
    ],
)
def test_events_are_what_is_gone_what_is_newly_overdue_and_who_is_heard_again(before: list[str], after: list[str], told: list[str]) -> None:
    found = [f"{'+' if event.came else '-'}{event.unit} {' '.join(event.periods)}" for event in events(filed(*before), filed(*after))]
    assert [text.replace("2018-", "") for text in found] == told


def test_a_silent_unit_that_speaks_is_told_with_what_it_had_missed() -> None:
    base = rates(CITIES) + rates({"990100": 70, "990200": 70}, NEXT)
    missed = _changes(base, base + rates({"990300": 70}, NEXT))
    assert _told(missed, "speaking") == [("丙市", "建会率", "2018年二季度", "未报，最近一次报的是2018年一季度", "已报")]
    later = _changes(base, base + rates({"990300": 70}, THIRD))
    assert _told(later, "speaking") == [("丙市", "建会率", "2018年三季度", "2018年二季度未报，最近一次报的是2018年一季度", "已报")]


def test_many_periods_that_are_gone_are_told_in_one_line() -> None:
    base = "".join(rates(CITIES, f"2018-Q{quarter}") for quarter in (1, 2, 3, 4))
    assert _told(_changes(base, ""), "silent")[0] == ("甲市", "建会率", "2018年一季度至2018年四季度（4 期）", "已报", "报过的数不再公开")


def test_quarters_are_not_held_against_years() -> None:
    two = {"990100": 70, "990200": 70}
    base = rates(CITIES, "2017-Q4")
    assert _told(_changes(base, base + rates(two, "2018")), "silent") == []
    assert len(_told(_changes(base, base + rates(two, FOURTH)), "silent")) == 1


def test_counties_are_not_held_against_cities() -> None:
    rows = "990301,子县,子,县,区划,990300,面,已核,report\n990302,丑县,丑,县,区划,990300,面,已核,report\n"
    counties = {"unit/c.csv": UNIT + rows}
    all_of_them = rates({**CITIES, "990301": 70, "990302": 70})
    changes = compare(side(all_of_them, counties), side(all_of_them + rates(CITIES, NEXT) + rates({"990301": 70}, NEXT), counties))
    assert _told(changes, "silent") == []
    assert _told(changes, "underway") == [("县（市、区）", "建会率", "2018年二季度", "0 家报送", "已有 1 家报送，其余 1 家还没有")]


def test_a_unit_that_has_another_code_now_has_not_fallen_silent() -> None:
    renamed = {"unit/n.csv": UNIT.strip() + ",前身\n" + "990400,丁市,丁,市州,区划,990000,面,已核,report,990300\n"}
    base = rates({"990100": 80, "990200": 80}) + rates({"990200": 80, "990300": 80}, NEXT) + rates({"990300": 80}, THIRD)
    changes = compare(side(base), side(base.replace(f"990300,RATE,{THIRD}", f"990400,RATE,{THIRD}"), renamed))
    assert [_told(changes, name) for name in ("silent", "speaking", "unjudged")] == [[], [], []]


def test_silence_for_which_an_invented_record_is_the_reason_is_marked() -> None:
    two = invented(rates({"990100": 70, "990200": 70}, NEXT, "invented"))
    changes = compare(side(rates(CITIES)), side(rates(CITIES), two))
    assert [line.demo for line in changes.section("silent").lines] == [True]
    one = invented(rates({"990100": 70}, NEXT, "invented"))
    assert [line.demo for line in compare(side(rates(CITIES)), side(rates(CITIES), one)).section("underway").lines] == [True]
    real = _changes(rates(CITIES), rates(CITIES) + rates({"990100": 70, "990200": 70}, NEXT))
    assert [line.demo for line in real.section("silent").lines] == [False]


def _changes(before: str, after: str) -> Changes:
    return compare(side(before), side(after))


def _told(changes: Changes, name: str) -> list[tuple[str, str, str, str, str]]:
    return [(line.who, line.what, line.when, line.before, line.after) for line in changes.section(name).lines]
