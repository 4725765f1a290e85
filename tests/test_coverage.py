"""Targets as the plan words them: held in every period (动态保持), or decided only at the end (期末)."""

from fractions import Fraction

import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_figures import CITIES, COUNTIES, HELD, aim, bare, federation, figure
from small_sides import TARGET, rates, side

from build_scripts.change.changes import compare
from build_scripts.derive import coverage, province_totals
from build_scripts.draw.outlines import Outlines
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.edition import Edition
from build_scripts.view.frames import Frame, counted
from build_scripts.view.headline import headline
from build_scripts.view.maps import maps

AT_END = aim("E", test="期末")
PLACES = (*CITIES, *COUNTIES)
PARTS = st.integers(1, 3_000_000).flatmap(lambda whole: st.tuples(st.integers(0, whole * 3 // 2), st.just(whole)))
TARGETS = st.decimals("0.1", "120", places=1)


def rows(*figures: dict[str, object], targets: str = HELD) -> pd.DataFrame:
    return coverage.derive(federation(figures, targets))


def test_a_target_tested_at_its_end_is_missed_by_nobody_before_its_end() -> None:
    periods = ("2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4")
    found = rows(
        *(figure("990100", period, parts, 1000) for period, parts in zip(periods, (700, 799, 800, 799), strict=True)), targets=AT_END
    )
    assert list(found["verdict"]) == ["未到期", "未到期", "达标", "未达标"]
    assert list(found["gap_count"]) == [100, 1, 0, 1]
    assert list(found["gap_points"]) == [-10.0, -0.1, 0.0, -0.1]
    assert set(found["test"]) == {"期末"}


def test_a_year_whose_end_is_the_end_of_the_target_decides_it() -> None:
    found = rows(figure("990100", "2017", 700, 1000), figure("990100", "2018", 700, 1000), targets=AT_END)
    assert list(found["verdict"]) == ["未到期", "未达标"]


def test_a_held_target_is_missed_in_every_period_below_it() -> None:
    found = rows(figure("990100", "2014-Q1", 799, 1000), figure("990100", "2014-Q2", 800, 1000))
    assert list(found["verdict"]) == ["未达标", "达标"]
    assert list(found["test"]) == ["动态保持", "动态保持"]


def test_before_its_end_a_target_still_tells_what_cannot_be_compared() -> None:
    found = rows(
        bare("990100", "2018-Q1", 70.0),
        figure("990200", "2018-Q1", 0, 0, value=0.0),
        figure("990300", "2018-Q1", None, None, state="不公开", value=None),
        figure("990101", "2019-Q1", 7, 10),
        targets=AT_END,
    )
    assert list(found["verdict"]) == ["口径不符", "口径不符", "无数据", "无目标"]
    assert found["gap_count"].isna().all()
    assert found["test"].isna().tolist() == [False, False, False, True]


def test_the_target_of_one_place_is_no_yardstick_for_the_others() -> None:
    found = rows(figure("990200", "2018-Q1", 85, 100), targets=HELD + aim("L", "90", unit="990100", start="2015-01-01"))
    assert list(found["target"]) == ["T"]
    assert list(found["verdict"]) == ["达标"]


def test_a_superseded_target_holds_until_the_next_begins() -> None:
    targets = aim("A", "80", end="2016-12-31") + aim("B", "85", start="2017-01-01", supersedes="A")
    found = rows(figure("990100", "2016-Q4", 82, 100), figure("990100", "2017-Q1", 82, 100), targets=targets)
    assert list(zip(found["target"], found["verdict"], strict=True)) == [("A", "达标"), ("B", "未达标")]


@settings(max_examples=25)
@example([(644, 1000)], "64.4", "动态保持")  # reached to the unit, though 64.4 is no binary number
@given(st.lists(PARTS, min_size=1, max_size=len(PLACES)), TARGETS, st.sampled_from(["动态保持", "期末"]))
def test_as_many_as_the_gap_says_reach_the_target_and_one_less_does_not(given: list[tuple[int, int]], value: object, test: str) -> None:
    found = rows(*(figure(unit, "2018-Q2", *parts) for unit, parts in zip(PLACES, given, strict=False)), targets=aim("T", f"{value}", test))
    aimed = Fraction(str(value)) / 100
    for (numerator, denominator), verdict, count in zip(given, found["verdict"], found["gap_count"], strict=True):
        if Fraction(numerator, denominator) >= aimed:
            assert (verdict, count) == ("达标", 0)
            continue
        assert verdict == ("未达标" if test == "动态保持" else "未到期")
        assert count >= 1
        assert Fraction(numerator + int(count), denominator) >= aimed
        assert Fraction(numerator + int(count) - 1, denominator) < aimed


def test_the_total_of_the_province_is_judged_as_its_parts_are() -> None:
    cities = [figure(code, "2018-Q2", 75, 100) for code in ("990100", "990200")]
    for targets, verdict in (
        (HELD, "未达标"),
        (AT_END, "未到期"),
        (aim("T", "75", "期末"), "达标"),
        (aim("T", end="2017-12-31"), "无目标"),
    ):
        (row,) = province_totals.derive(federation(cities, targets)).to_dict("records")
        assert (row["verdict"], row["value"]) == (verdict, 75.0)
    assert list(province_totals.derive(federation([])).columns) == [column.name for column in province_totals.COLUMNS]


LATER = {"target/t.csv": f"{TARGET}T,八成,RATE,990000,≥,80,%,期末,2014-01-01,2018-12-31,report,八成\n"}
THREE = {"990100": 70, "990200": 80, "990300": 90}
LAST = "2018-Q4"


def test_pages_say_that_a_target_is_not_due_and_still_tell_the_gap() -> None:
    early, due = (side(rates(THREE, period), LATER).edition for period in ("2018-Q1", LAST))
    assert counted(_frame(early)).endswith("达标 2 个，未达标 0 个，口径不符 0 个，未报 0 个，期末考核未到期 1 个")
    assert counted(_frame(due)).endswith("达标 2 个，未达标 1 个，口径不符 0 个，未报 0 个")
    first = _frame(early).urgent_first[0]
    assert (first.name, first.key, first.verdict, first.gap.text, first.since.text) == (
        "甲市",
        "later",
        "未到期",
        "10",
        "2018年一季度起低于目标（连续 1 期）",
    )
    assert [(found := headline(edition, "RATE")) and found.key for edition in (early, due)] == ["met", "met"]
    behind = headline(side(rates({"990100": 70, "990200": 80}), LATER).edition, "RATE")
    assert behind
    assert (behind.key, behind.note.text) == ("later", "差 5.0 个百分点")


def test_the_legend_says_what_below_means_where_only_the_end_decides() -> None:
    assert _hatched(LATER) == "低于目标（含期末未到期的）"
    assert _hatched({}) == "未达标"


def _frame(edition: Edition) -> Frame:
    dashboard = Dashboard(edition)
    return dashboard.reel(dashboard.main["RATE"], "prefecture").latest


def _hatched(targets: dict[str, str]) -> str:
    lines = Outlines(10, 10, dict.fromkeys(THREE, "M0 0H9V9Z"), dict.fromkeys(THREE, (5, 5)), dict.fromkeys(THREE, 5))
    declared = {"m": {"table": "coverage", "value": "value", "each": "indicator", "title": "", "unit": "%", "level": "prefecture"}}
    (drawn,) = maps(Dashboard(side(rates(THREE), targets).edition), declared, {"prefecture": lines})
    return next(entry.text for entry in drawn.drawing.legend if entry.mark == "below" and entry.css == "gk-c1" and "%" not in entry.text)


def test_a_verdict_of_a_target_that_is_not_due_is_neither_new_nor_missed() -> None:
    before, after = side("", LATER), side(rates({"990100": 70}), LATER)
    changes = compare(before, after)
    assert [len(changes.section(sort).lines) for sort in ("met", "missed", "judged")] == [0, 0, 0]
    fallen = compare(side(rates({"990100": 85}), LATER), after).section("unjudged").lines
    assert [line.after for line in fallen] == ["70.0%（70/100），未到期，还差 10"]
