"""How figures move towards their target: changes, runs of misses, pace, projection and ranks, held against a count by hand in fractions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_figures import CITIES, COUNTIES, HELD, aim, bare, federation, figure

from build_scripts.derive import coverage, progress
from build_scripts.derive.progress import COLUMNS, FARTHEST

Row = Mapping[str, object]
PLACES = (*CITIES, *COUNTIES)
AT_END = aim("E", test="期末")
QUARTERS = [f"{year}-Q{quarter}" for year in range(2014, 2019) for quarter in range(1, 5)]
PARTS = st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole * 5 // 4), st.just(whole)))
COURSE = st.dictionaries(st.sampled_from(QUARTERS), st.none() | PARTS, min_size=1, max_size=len(QUARTERS))
TARGETS = st.sampled_from([HELD, AT_END, aim("A", "60", end="2016-06-30") + aim("B", "75.5", "期末", start="2016-07-01", supersedes="A")])
TYPES = {
    **dict.fromkeys(
        ("unit", "place", "indicator", "scope", "period", "period_end", "verdict", "previous_period", "missed_since", "below_since"), "str"
    ),
    **dict.fromkeys(("deadline", "projected_period", "outlook", "level", "source"), "str"),
    **dict.fromkeys(("previous_value", "change_points", "year_change_points", "required_points", "pace_points"), "Float64"),
    **dict.fromkeys(
        ("missed_periods", "below_periods", "periods_left", "required_count", "rank", "ranked", "county_rank", "county_ranked"), "Int64"
    ),
    "double_red": "bool",
    "_file": "category",
    "_line": "int64",
    "_demo": "bool",
}


def rows(*figures: dict[str, object], targets: str = HELD, units: str = "") -> pd.DataFrame:
    return progress.derive(federation(figures, targets, units))


def course(parts: Mapping[str, tuple[int, int] | None], unit: str = "990100") -> list[dict[str, object]]:
    """The figures of one unit by period; None stands for a bare percentage."""
    return [figure(unit, period, *two) if two else bare(unit, period, 70.0) for period, two in sorted(parts.items())]


def one(frame: pd.DataFrame, period: str, unit: str = "990100") -> dict[str, object]:
    (row,) = frame[(frame["period"] == period) & (frame["unit"] == unit)].to_dict("records")
    return {name: None if pd.isna(value) else value for name, value in row.items()}


def told(frame: pd.DataFrame) -> dict[tuple[str, str], Row]:
    """The rows by unit and period, cells that hold nothing as None."""
    plain = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return {(row["unit"], row["period"]): row for row in plain}


def rate(two: tuple[int, int]) -> Fraction:
    return Fraction(100 * two[0], two[1])


@pytest.mark.parametrize("figures", [[], course({"2018-Q1": (7, 10)}), course({"2018-Q1": None})])
def test_columns_and_their_types_are_as_documented_however_little_there_is(figures: list[dict[str, object]]) -> None:
    found = rows(*figures)
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == TYPES
    assert list(found.columns) == [column.name for column in COLUMNS]
    assert len(found) == len(figures)


def test_there_is_one_row_for_each_figure_with_a_value_and_none_for_the_others() -> None:
    closed = figure("990100", "2018-Q2", None, None, state="不公开", value=None)
    found = rows(*course({"2018-Q1": (7, 10), "2018-Q3": (8, 10)}), closed)
    assert list(found["period"]) == ["2018-Q1", "2018-Q3"]
    assert one(found, "2018-Q3")["previous_period"] == "2018-Q1"


def test_a_change_is_of_exact_rates_not_of_rounded_ones_and_follows_a_moving_denominator() -> None:
    found = rows(*course({"2018-Q1": (800, 1000), "2018-Q2": (900, 1200), "2018-Q3": (900, 1201), "2018-Q4": (960, 1200)}))
    assert found["change_points"].tolist()[1:] == [-5.0, -0.062448, 5.062448]
    assert pd.isna(found["change_points"][0])
    assert found["previous_value"].tolist()[1:] == [80.0, 75.0, 74.9]
    assert found["double_red"].tolist() == [False, True, True, False]  # more than before, but of far more


def test_equal_fractions_do_not_move() -> None:
    found = rows(*course({"2018-Q1": (7, 30), "2018-Q2": (49, 210)}))
    assert one(found, "2018-Q2")["change_points"] == 0
    assert not found["double_red"].any()


def test_bare_percentages_move_by_what_is_printed_unless_a_bound_leaves_them_open() -> None:
    figures = [bare("990100", "2018-Q1", 70.0), figure("990100", "2018-Q2", 7144, 10000), bare("990100", "2018-Q3", 72.0, bound="≥")]
    found = rows(*figures, bare("990100", "2018-Q4", 73.0))
    assert one(found, "2018-Q2")["change_points"] == 1.4
    assert one(found, "2018-Q3")["change_points"] is None
    assert one(found, "2018-Q4")["change_points"] is None
    assert one(found, "2018-Q4")["pace_points"] == pytest.approx(1.0)  # since the first quarter, over what is open
    assert set(found["outlook"]) == {"无法推算", "会逾期"}


def test_the_figure_of_a_year_ago_is_that_which_ended_a_year_earlier_to_the_day() -> None:
    found = rows(*course({"2016-02": (40, 100), "2017-02": (45, 100), "2017-Q2": (50, 100), "2018-06": (52, 100), "2018-Q3": (60, 100)}))
    assert one(found, "2017-02")["year_change_points"] == 5
    assert one(found, "2018-06")["year_change_points"] == 2
    assert one(found, "2018-Q3")["year_change_points"] is None


def test_scopes_are_never_compared_with_one_another() -> None:
    found = rows(figure("990100", "2018-Q1", 90, 100), figure("990100", "2018-Q2", 70, 100, scope="other"))
    assert found["change_points"].isna().all()
    assert found["previous_period"].isna().all()


def test_a_run_of_misses_ends_only_where_the_target_is_met() -> None:
    parts = {"2014-Q1": (85, 100), "2014-Q2": (79, 100), "2014-Q3": None, "2015-Q1": (70, 100), "2015-Q2": (80, 100), "2015-Q3": (60, 100)}
    found = rows(*course(parts))
    assert [one(found, period)["missed_since"] for period in parts] == [None, "2014-Q2", None, "2014-Q2", None, "2015-Q3"]
    assert [one(found, period)["missed_periods"] for period in parts] == [None, 1, None, 2, None, 1]


def test_a_run_is_judged_by_the_target_in_force_at_each_of_its_periods() -> None:
    raised = aim("A", "60", end="2014-06-30") + aim("B", "80", start="2014-07-01", supersedes="A")
    parts = dict.fromkeys(QUARTERS[:4], (70, 100))
    assert one(rows(*course(parts), targets=raised), "2014-Q4")["missed_since"] == "2014-Q3"
    lowered = aim("A", "80", end="2014-06-30") + aim("B", "60", start="2014-07-01", supersedes="A")
    assert [one(rows(*course(parts), targets=lowered), period)["missed_since"] for period in parts] == ["2014-Q1", "2014-Q1", None, None]


def test_periods_in_which_the_target_is_not_due_neither_begin_nor_end_a_run() -> None:
    targets = aim("A", "80", end="2014-06-30") + aim("B", "80", "期末", start="2014-07-01", end="2014-12-31", supersedes="A")
    found = rows(*course(dict.fromkeys(QUARTERS[:4], (70, 100))), targets=targets)
    assert list(found["verdict"]) == ["未达标", "未达标", "未到期", "未达标"]
    assert [one(found, period)["missed_since"] for period in QUARTERS[:4]] == ["2014-Q1", "2014-Q1", None, "2014-Q1"]
    assert [one(found, period)["missed_periods"] for period in QUARTERS[:4]] == [1, 2, None, 3]
    assert [one(found, period)["below_since"] for period in QUARTERS[:4]] == ["2014-Q1"] * 4
    assert [one(found, period)["below_periods"] for period in QUARTERS[:4]] == [1, 2, 3, 4]
    only = rows(*course({"2014-Q3": (70, 100), "2014-Q4": (70, 100)}), targets=targets)
    assert one(only, "2014-Q4")["missed_since"] == "2014-Q4"


def test_a_year_and_its_last_quarter_are_one_period_of_a_run() -> None:
    found = rows(*course({"2017": (70, 100), "2017-Q4": (70, 100), "2018-Q1": (70, 100)}))
    assert one(found, "2018-Q1")["missed_periods"] == 2
    assert one(found, "2017-Q4")["previous_period"] is None
    assert one(found, "2018-Q1")["previous_period"] == "2017-Q4"


def test_what_the_deadline_asks_for_is_the_gap_over_the_whole_quarters_left() -> None:
    found = rows(*course({"2018-Q1": (731, 1000), "2018-05": (74, 100), "2018-Q4": (79, 100)}), targets=AT_END)
    first = one(found, "2018-Q1")
    assert (first["periods_left"], first["required_points"], first["required_count"]) == (3, 2.3, 23)
    assert one(found, "2018-05")["periods_left"] == 2
    last = one(found, "2018-Q4")
    assert (last["periods_left"], last["required_points"], last["required_count"], last["deadline"]) == (0, None, None, "2018-12-31")


def test_a_deadline_within_a_quarter_leaves_that_quarter_out() -> None:
    found = rows(*course({"2018-Q1": (73, 100)}), targets=aim("T", end="2018-12-30"))
    assert one(found, "2018-Q1")["periods_left"] == 2


def test_who_has_met_the_target_has_nothing_required_and_nothing_projected() -> None:
    row = one(rows(*course({"2017-Q1": (90, 100), "2018-Q1": (160, 100)})), "2018-Q1")
    assert (row["outlook"], row["required_points"], row["required_count"], row["projected_period"]) == ("已达标", None, None, None)
    assert row["pace_points"] == 17.5
    assert not row["double_red"]


@pytest.mark.parametrize(
    ("parts", "pace", "projected", "outlook"),
    [
        ({"2016-Q4": (30, 100), "2017-Q1": (60, 100), "2018-Q1": (64, 100)}, 1.0, "2022-Q1", "会逾期"),  # four quarters back, not five
        (
            {"2017-Q2": (55, 100), "2017-Q4": (60, 100), "2018-Q1": (64, 100)},
            3.0,
            "2019-Q3",
            "会逾期",
        ),  # absent: the oldest within the four
        ({"2017-Q4": (68, 100), "2018-Q1": (74, 100)}, 6.0, "2018-Q2", "能按期"),
        ({"2016-Q4": (60, 100), "2018-Q1": (64, 100)}, None, None, "无法推算"),  # none within the four
        ({"2018-Q1": (64, 100)}, None, None, "无法推算"),
        ({"2017-Q1": (70, 100), "2018-Q1": (70, 100)}, 0.0, None, "达不到"),
        ({"2017-Q1": (70, 100), "2018-Q1": (66, 100)}, -1.0, None, "达不到"),
        ({"2017-Q1": (0, 100), "2018-Q1": (0, 90)}, 0.0, None, "达不到"),
        ({"2017-Q4": (695, 1000), "2018-Q1": (700, 1000)}, 0.5, "2023-Q1", "会逾期"),
        ({"2017-Q4": (6975, 10000), "2018-Q1": (7000, 10000)}, 0.25, "2028-Q1", "会逾期"),  # forty quarters
        ({"2017-Q4": (6976, 10000), "2018-Q1": (7000, 10000)}, 0.24, None, "达不到"),  # more
        ({"2016": (60, 100), "2017": (66, 100)}, 1.5, "2020-Q2", "会逾期"),  # years
        ({"2017": (66, 100), "2018-Q1": (73, 100)}, 7.0, "2018-Q2", "能按期"),
        ({"2017-06": (60, 100), "2018-03": (66, 100)}, 2.0, "2019-Q4", "会逾期"),  # months
        ({"2017-03-10": (55, 100), "2017-03-31": (60, 100), "2018-Q1": (64, 100)}, 1.0, "2022-Q1", "会逾期"),  # of one month the last
        ({"2017-Q4": (792, 1000), "2018-Q1": (793, 1000)}, 0.1, "2019-Q4", "会逾期"),  # in floats 7.000000000000426 quarters
        ({"2017-Q1": None, "2018-Q1": (75, 100)}, 1.25, "2019-Q1", "会逾期"),  # since a bare 70 %
    ],
)
def test_the_pace_of_the_last_four_quarters_says_when_the_target_is_reached(
    parts: dict[str, tuple[int, int] | None], pace: float | None, projected: str | None, outlook: str
) -> None:
    row = one(rows(*course(parts)), max(parts, key=lambda period: period.ljust(7, "9")))
    assert (row["pace_points"], row["projected_period"], row["outlook"]) == (pace, projected, outlook)


@settings(max_examples=25)
@given(st.lists(COURSE, min_size=len(PLACES), max_size=len(PLACES)), TARGETS)
def test_changes_paces_projections_and_runs_are_what_fractions_make_of_them(
    courses: Sequence[dict[str, tuple[int, int] | None]], targets: str
) -> None:
    world = federation([each for unit, parts in zip(PLACES, courses, strict=True) for each in course(parts, unit)], targets)
    aims = coverage.derive(world).drop_duplicates("period").set_index("period")["target_value"]
    found = told(progress.derive(world))
    for unit, parts in zip(PLACES, courses, strict=True):
        _recounted({period: found[unit, period] for period in parts}, parts, aims)


def _recounted(found: Mapping[str, Row], parts: Mapping[str, tuple[int, int] | None], aims: pd.Series) -> None:
    """Every row of one series is what a walk through its figures makes of it."""
    run: list[str] = []
    low: list[str] = []
    known: list[int] = []
    for period in sorted(parts):
        row, two, number = found[period], parts[period], QUARTERS.index(period)
        now = rate(two) if two else Fraction(70)
        before = QUARTERS[known[-1]] if known else None
        assert row["previous_period"] == before
        change = None if before is None else _between(parts, before, period)
        _near(row["change_points"], change)
        _near(row["year_change_points"], _between(parts, QUARTERS[number - 4], period) if number - 4 in known else None)
        base = min((each for each in known if each >= number - 4), default=None)
        pace = None if base is None else _between(parts, QUARTERS[base], period) / (number - base)
        _near(row["pace_points"], pace)
        goal = Fraction(str(aims[period]))
        below = two is not None and now < goal
        missed = row["verdict"] == "未达标"
        run = [] if two and not below else [*run, period] if missed else run
        assert (row["missed_since"], row["missed_periods"]) == ((run[0], len(run)) if missed else (None, None))
        low = [] if two and not below else [*low, period] if below else low
        assert (row["below_since"], row["below_periods"]) == ((low[0], len(low)) if below else (None, None))
        assert row["double_red"] == (below and change is not None and change < 0)
        _projected(row, now, pace, goal if below else None)
        known.append(number)


def _between(parts: Mapping[str, tuple[int, int] | None], first: str, last: str) -> Fraction:
    """The change from one period to another: exact where both have parts, else of the printed rates."""
    two, one = parts[first], parts[last]
    if two and one:
        return rate(one) - rate(two)
    printed = [Fraction(str(round(100 * each[0] / each[1], 1))) if each else Fraction(70) for each in (two, one)]
    return printed[1] - printed[0]


def _near(found: object, wanted: Fraction | None) -> None:
    assert (found is None) == (wanted is None)
    assert wanted is None or found == pytest.approx(float(wanted), abs=1e-6)


def _projected(row: Row, now: Fraction, pace: Fraction | None, goal: Fraction | None) -> None:
    """The quarter named really reaches the goal, the one before does not, and where none is named none within reach does."""
    if goal is None or pace is None or pace <= 0:
        assert row["projected_period"] is None
        assert row["outlook"] == ("达不到" if goal and pace is not None else "已达标" if row["verdict"] == "达标" else "无法推算")
        return
    if row["projected_period"] is None:
        assert now + pace * FARTHEST < goal
        assert row["outlook"] == "达不到"
        return
    steps = _quarter(str(row["projected_period"])) - _quarter(str(row["period"]))
    assert 1 <= steps <= FARTHEST
    assert now + pace * steps >= goal > now + pace * (steps - 1)
    left = row["periods_left"]
    assert isinstance(left, int)
    assert row["outlook"] == ("能按期" if steps <= left else "会逾期")


def _quarter(period: str) -> int:
    return int(period[:4]) * 4 + int(period[-1])


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(QUARTERS), PARTS), min_size=len(PLACES), max_size=len(PLACES)))
def test_the_required_pace_reaches_the_target_by_the_deadline_and_one_less_a_quarter_does_not(
    given: Sequence[tuple[str, tuple[int, int]]],
) -> None:
    found = told(rows(*(figure(unit, period, *parts) for unit, (period, parts) in zip(PLACES, given, strict=True))))
    for unit, (period, parts) in zip(PLACES, given, strict=True):
        row = found[unit, period]
        left, count = row["periods_left"], row["required_count"]
        assert left == len(QUARTERS) - 1 - QUARTERS.index(period)
        if rate(parts) >= 80 or not left:
            assert (count, row["required_points"]) == (None, None)
            continue
        assert isinstance(left, int)
        assert isinstance(count, int)
        assert rate((parts[0] + count * left, parts[1])) >= 80
        assert ceil(Fraction(80 * parts[1], 100)) - parts[0] > (count - 1) * left
        _near(row["required_points"], (80 - rate(parts)) / left)


RATES = st.lists(st.none() | PARTS, min_size=len(COUNTIES), max_size=len(COUNTIES))


@settings(max_examples=20)
@given(RATES, st.integers(2, 9), st.permutations(range(len(COUNTIES))), PARTS)
def test_ranks_know_neither_the_order_of_rows_nor_the_size_of_denominators_nor_other_levels(
    given: Sequence[tuple[int, int] | None], times: int, order: Sequence[int], city: tuple[int, int]
) -> None:
    figures = [figure(unit, "2018-Q2", *two) if two else bare(unit, "2018-Q2", 99.9) for unit, two in zip(COUNTIES, given, strict=True)]
    plain = _ranks(figures)
    assert _ranks([_times(figures[place], times) for place in order]) == plain
    others = [figure("990100", "2018-Q2", *city), figure("990101", "2018-Q1", *city), figure("990101", "2018-Q2", *city, indicator="END")]
    assert {unit: rank for unit, rank in _ranks(figures + others).items() if unit in COUNTIES} == plain
    for unit, two in zip(COUNTIES, given, strict=True):
        higher = sum(other is not None and two is not None and rate(other) > rate(two) for other in given)
        assert plain[unit] == ((higher + 1, sum(other is not None for other in given)) if two else (None, None))


def _ranks(figures: Sequence[dict[str, object]]) -> dict[str, tuple[object, object]]:
    found = rows(*figures)
    found = found[(found["period"] == "2018-Q2") & (found["indicator"] == "RATE")].astype(object)
    found = found.where(found.notna(), None)
    return dict(zip(found["unit"], zip(found["rank"], found["ranked"], strict=True), strict=True))


def _times(each: dict[str, object], times: int) -> dict[str, object]:
    return each | {name: each[name] * times for name in ("numerator", "denominator") if isinstance(each[name], int)}


def test_equal_rates_share_a_rank_and_the_next_one_is_skipped() -> None:
    parts = ((7, 10), (80, 100), (8, 10), (1, 3))
    found = rows(*(figure(unit, "2018-Q2", *two) for unit, two in zip(COUNTIES, parts, strict=True)))
    assert found["rank"].tolist() == [3, 1, 1, 4]
    assert set(found["ranked"]) == {4}
    assert set(found["level"]) == {"县"}


def test_only_the_main_scope_is_ranked_and_only_divisions() -> None:
    figures = [figure(unit, "2018-Q2", 1, 2, scope=scope) for unit, scope in zip(COUNTIES, ("all", "other", "other", "other"), strict=True)]
    found = rows(*figures, figure("990101001", "2018-Q2", 9, 10), bare("990100", "2018-Q2", 99.0)).set_index("unit")
    assert found.loc[list(COUNTIES), "ranked"].isna().tolist() == [True, False, False, False]
    assert found["ranked"].dropna().tolist() == [3, 3, 3]
    assert found["level"].isna().to_dict() == {"990100": False, "990101001": True, **dict.fromkeys(COUNTIES, False)}


DIRECT = "999001,直管市,直管,县,区划,990000,面,已核,report,,,,,,市州\n"


def test_a_division_of_both_levels_owes_with_the_prefectures_and_is_counted_among_the_counties() -> None:
    found = rows(figure("999001", "2018-Q2", 9, 10), figure("990100", "2018-Q2", 8, 10), figure("990101", "2018-Q2", 7, 10), units=DIRECT)
    told = found.set_index("unit")[["level", "rank", "ranked", "county_rank", "county_ranked"]]
    assert told.loc["999001"].tolist() == ["市州", 1, 2, 1, 2]
    assert told.loc["990100"].tolist() == ["市州", 2, 2, pd.NA, pd.NA]
    assert told.loc["990101"].tolist() == ["县", 2, 2, pd.NA, pd.NA]


RENAMED = (
    "990131,旧县,旧县,县,区划,990100,不落图,已核,report,,,2018-04,,,\n990121,新区,新区,县,区划,990100,面,已核,report,990131,2018-04,,,,\n"
)


def test_a_series_goes_on_under_the_new_code_and_of_two_figures_the_one_under_it_stands() -> None:
    figures = [figure("990131", "2018-Q1", 60, 100), figure("990121", "2018-Q2", 70, 100), figure("990131", "2018-Q2", 65, 100)]
    found = rows(*figures, units=RENAMED)
    assert found[["unit", "place", "period"]].to_numpy().tolist() == [["990131", "990121", "2018-Q1"], ["990121", "990121", "2018-Q2"]]
    row = one(found, "2018-Q2", "990121")
    assert (row["change_points"], row["missed_since"], row["missed_periods"], row["level"]) == (10.0, "2018-Q1", 2, "县")


def test_what_an_invented_figure_is_compared_with_counts_as_invented_from_then_on() -> None:
    figures = course({"2018-Q1": (60, 100), "2018-Q2": (61, 100), "2018-Q3": (62, 100)})
    figures[1]["_demo"] = True
    assert rows(*figures)["_demo"].tolist() == [False, True, True]
