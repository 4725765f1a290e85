"""A prefecture's own figures beside the sums of the units below it: shown, never averaged, and compared only where that can be."""

from collections.abc import Sequence
from itertools import product

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from small_figures import bare, federation, figure

from build_scripts.derive import level_sums
from build_scripts.derive.level_sums import COLUMNS, addends
from build_scripts.kinds.unit import COUNTY

BELOW = ("990101", "990102", "990103")
TYPES = {
    **dict.fromkeys(("unit", "place", "indicator", "scope", "period", "period_end", "missing", "verdict", "sources"), "str"),
    **dict.fromkeys(("value", "numerator", "denominator", "value_below", "numerator_below", "denominator_below"), "Float64"),
    **dict.fromkeys(("numerator_difference", "denominator_difference"), "Float64"),
    **dict.fromkeys(("units_expected", "units_reported"), "Int64"),
    "_file": "category",
    "_line": "int64",
    "_demo": "bool",
}
ZONES = (
    "x-in,园中园,园内,非地理,开发区,990100,依附,已核,report,,,,是,990101,\n"
    "x-by,并列区,并列,非地理,开发区,990100,依附,已核,report,,,,否,990102,\n"
    "999001,直管市,直管,县,区划,990000,面,已核,report,,,,,,市州\n"
    "999001001,直管镇,直镇,乡镇,区划,999001,不落图,已核,report,,,,,,\n"
    "990131,撤县,撤县,县,区划,990100,不落图,已核,report,,,2017-01,,,\n"
)


def rows(*figures: dict[str, object], units: str = "") -> pd.DataFrame:
    return level_sums.derive(federation(figures, units=units))


def city(numerator: float | None, denominator: float | None, **other: object) -> dict[str, object]:
    return figure("990100", "2018-Q2", numerator, denominator, **other)


def counties(*parts: tuple[float, float], **other: object) -> list[dict[str, object]]:
    return [figure(code, "2018-Q2", *two, **other) for code, two in zip(BELOW, parts, strict=False)]


def one(*figures: dict[str, object], units: str = "") -> dict[str, object]:
    (row,) = rows(*figures, units=units).to_dict("records")
    return {name: None if pd.isna(value) else value for name, value in row.items()}


def test_columns_and_their_types_are_as_documented_however_little_there_is() -> None:
    for figures in ([], [city(7, 10)], counties((7, 10)), [city(7, 10), *counties((7, 10))], [bare("990100", "2018-Q2", 70.0)]):
        found = rows(*figures)
        assert {name: str(dtype) for name, dtype in found.dtypes.items()} == TYPES
        assert list(found.columns) == [column.name for column in COLUMNS]
        assert len(found) == (len(figures) == 2)


def test_sums_are_added_up_and_a_difference_is_told_with_its_sign() -> None:
    row = one(city(250, 400), *counties((100, 100), (90, 100), (50, 200)))
    told = ("numerator_below", "denominator_below", "numerator_difference", "denominator_difference", "units_reported", "verdict")
    assert [row[name] for name in told] == [240, 400, 10, 0, 3, "矛盾"]
    assert (row["value"], row["value_below"]) == (62.5, 60.0)  # 240 ÷ 400, not the mean of 100, 90 and 25


def test_equal_sums_agree_and_so_do_whole_numbers_one_apart() -> None:
    three = counties((100, 100), (90, 100), (50, 200))
    for numerator, verdict in ((240, "相符"), (241, "相符"), (239, "相符"), (242, "矛盾"), (238, "矛盾")):
        assert one(city(numerator, 400), *three)["verdict"] == verdict
    assert one(city(240, 402), *three)["verdict"] == "矛盾"
    assert one(city(24.5, 40.0), *counties((10.0, 10.0), (9.0, 10.0), (5.0, 20.0)))["verdict"] == "矛盾"


def test_while_any_has_not_reported_there_is_no_comparison_but_the_difference_is_told() -> None:
    row = one(city(240, 400), *counties((100, 100), (90, 100)))
    told = ("units_expected", "units_reported", "missing", "numerator_difference", "denominator_difference", "verdict")
    assert [row[name] for name in told] == [3, 2, "990103", 50, 200, "未齐"]


def test_a_sum_that_is_too_large_already_disagrees_whoever_is_missing() -> None:
    assert one(city(150, 400), *counties((100, 100), (90, 100)))["verdict"] == "矛盾"
    assert one(city(190, 199), *counties((100, 100), (90, 100)))["verdict"] == "未齐"
    assert one(city(190, 198), *counties((100, 100), (90, 100)))["verdict"] == "矛盾"


def test_a_bare_percentage_and_another_scope_are_not_added_and_count_as_missing() -> None:
    other = [bare("990102", "2018-Q2", 99.0), figure("990103", "2018-Q2", 9, 10, scope="other")]
    row = one(city(240, 400), *counties((100, 100)), *other)
    assert (row["numerator_below"], row["missing"], row["verdict"]) == (100, "990102 990103", "未齐")
    assert rows(bare("990100", "2018-Q2", 60.0), *counties((100, 100))).empty


def test_who_has_nothing_of_the_kind_is_not_waited_for_but_who_may_not_tell_is() -> None:
    two = counties((100, 100), (90, 100))
    idle, closed = (figure("990103", "2018-Q2", None, None, state=state, value=None) for state in ("不适用", "不公开"))
    row = one(city(190, 200), *two, idle)
    assert (row["units_expected"], row["missing"], row["verdict"]) == (2, None, "相符")
    row = one(city(190, 200), *two, closed)
    assert (row["units_expected"], row["missing"], row["verdict"]) == (3, "990103", "未齐")


def test_sums_follow_the_reporting_tree_and_nothing_is_counted_twice() -> None:
    three = counties((100, 100), (90, 100), (50, 200))
    zones = [figure("x-in", "2018-Q2", 30, 30), figure("x-by", "2018-Q2", 10, 20)]
    elsewhere = [figure(code, "2018-Q2", 5, 10) for code in ("990101001", "990131", "999001", "999001001", "990201")]
    found = rows(city(250, 420), *three, *zones, *elsewhere, units=ZONES)
    assert found["place"].tolist() == ["990100"]  # the direct county is no prefecture, though its township reports to it
    assert found[["numerator_below", "units_expected", "verdict"]].to_numpy().tolist() == [[250, 4, "相符"]]


def test_the_addends_of_all_prefectures_are_a_part_of_the_provinces_own_counties() -> None:
    tree = federation([], units=ZONES).tree
    for day in ("2016-06-30", "2018-06-30"):
        below = [code for codes in addends(tree, day).values() for code in codes]
        assert len(below) == len(set(below))
        assert set(below) == set(tree.partition(COUNTY, day)) - {"999001"}
    assert "990131" in addends(tree, "2016-06-30")["990100"]


RENAMED = (
    "990131,旧市,旧市,市州,区划,990000,不落图,已核,report,,,2018-04,,,\n990121,新市,新市,市州,区划,990000,面,已核,report,990131,2018-04,,,,\n"
    "990132,辰县,辰县,县,区划,990131,面,已核,report,,,,,,\n"
)


def test_a_county_that_is_registered_under_the_former_code_of_its_prefecture_adds_to_the_new_one() -> None:
    figures = [figure(unit, period, 7, 10) for unit, period in (("990131", "2018-Q1"), ("990121", "2018-Q2"))]
    figures += [figure("990132", period, 7, 10) for period in ("2018-Q1", "2018-Q2")]
    found = rows(*figures, units=RENAMED)
    assert found[["unit", "place", "period", "verdict"]].to_numpy().tolist() == [
        ["990131", "990121", "2018-Q1", "相符"],
        ["990121", "990121", "2018-Q2", "相符"],
    ]


def test_indicators_scopes_and_periods_are_each_held_against_their_own() -> None:
    cases = list(product(("RATE", "END"), ("all", "other"), ("2018-Q1", "2018-Q2")))
    figures = []
    for number, (indicator, scope, period) in enumerate(cases, 1):
        for code, times in (("990100", 3), ("990101", 1), ("990102", 1), ("990103", 1)):
            figures.append(figure(code, period, number * times, 10 * times, indicator=indicator, scope=scope))
    found = rows(*figures)
    assert set(found["verdict"]) == {"相符"}
    assert found[["indicator", "scope", "period"]].to_numpy().tolist() == sorted([list(case) for case in cases])


def test_both_sides_are_cited_and_an_invented_figure_on_either_marks_the_row() -> None:
    figures = [city(7, 10, source="a"), *counties((7, 10), source="b"), figure("990102", "2018-Q2", None, None, state="不公开", source="c")]
    assert one(*figures)["sources"] == "a b"
    assert not one(*figures)["_demo"]
    for place in (0, 1):
        assert one(*(each | {"_demo": number == place} for number, each in enumerate(figures)))["_demo"]


PARTS = st.tuples(st.integers(0, 9_999), st.integers(1, 9_999))


@settings(max_examples=60)
@given(st.lists(st.none() | PARTS, min_size=3, max_size=3), PARTS, st.permutations(range(4)))
def test_sums_and_verdicts_are_those_of_a_count_by_hand_in_any_order_of_rows(
    given: Sequence[tuple[int, int] | None], own: tuple[int, int], order: Sequence[int]
) -> None:
    figures = [city(*own)]
    figures += [figure(code, "2018-Q2", *two) if two else bare(code, "2018-Q2", 50.0) for code, two in zip(BELOW, given, strict=True)]
    found = rows(*(figures[place] for place in order))
    told = [two for two in given if two]
    if not told:
        assert found.empty
        return
    sums = [sum(two[end] for two in told) for end in (0, 1)]
    apart = [own[end] - sums[end] for end in (0, 1)]
    (row,) = found.to_dict("records")
    assert [row["numerator_below"], row["denominator_below"], row["numerator_difference"], row["denominator_difference"]] == [*sums, *apart]
    over = any(end < -1 for end in apart)
    equal = all(abs(end) <= 1 for end in apart)
    assert row["verdict"] == ("矛盾" if over else "未齐" if len(told) < 3 else "相符" if equal else "矛盾")
