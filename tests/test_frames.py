"""The dashboard's page models: a frame, its paragraph and its data say the same, and nothing else than the records."""

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_records import UNIT
from small_sides import TARGET, rates, side

from build_scripts.draw.classes import with_targets
from build_scripts.view.acts import acts
from build_scripts.view.board import multiples, rows
from build_scripts.view.cube import COLUMNS, cube, cube_json
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.figure import Figure, said, why
from build_scripts.view.frames import Reel, counted
from build_scripts.view.headline import headline, headlines
from build_scripts.view.narrative import narrate, narrate_counts, narrate_few

Q1, Q2, Q3, Q4 = (f"2018-Q{number}" for number in range(1, 5))
A, B, C = "990100", "990200", "990300"
COUNTIES = {f"9903{number:02}": f"县{number}" for number in range(1, 8)}
_ROWS = "".join(f"{code},{name},{name},县,区划,990300,面,已核,report\n" for code, name in COUNTIES.items())
_SCOPES = "口径代码,口径名称,定义\nall,全部,全部\nother,另一种,另一种\n"
PLACES = {"unit/c.csv": UNIT + _ROWS, "scope/s.csv": _SCOPES}
FIGURE = re.compile(r"\d+(?:\.\d+)?%")


def reel(figures: str, level: str = "prefecture", files: dict[str, str] | None = None) -> Reel:
    """The frames of the only indicator."""
    dashboard = Dashboard(side(figures, {**PLACES, **(files or {})}).edition)
    return dashboard.reel(dashboard.main["RATE"], level)


def told(figures: str, level: str = "prefecture") -> str:
    """The paragraph of the latest frame."""
    found = reel(figures, level)
    return narrate(found.latest, found.before)


def test_the_paragraph_tells_range_target_absence_and_change() -> None:
    figures = rates({A: 70, B: 90, C: 85}) + rates({A: 75, B: 85}, Q2)
    assert told(figures) == (
        "2018年二季度，3 个市州中有 2 个的建会率可以比较，从最低的甲市 75.0%，到最高的乙市 85.0%。"
        "目标 80%：达标 1 个，未达标 1 个（甲市 75.0%）。未报 1 个：丙市。"
        "与2018年一季度相比，上升 1 个，下降 1 个，持平 0 个，变动最大的是乙市（−5.0 个百分点）。"
    )


def test_units_that_stand_level_share_the_ends_of_the_range() -> None:
    assert "从最低的甲市、乙市 70.0%，到最高的丙市 90.0%。" in told(rates({A: 70, B: 70, C: 90}))
    assert "都是 80.0%。" in told(rates({A: 80, B: 80, C: 80}))


def test_a_long_list_is_cut_and_says_how_many_there_are() -> None:
    text = told(rates(dict.fromkeys(COUNTIES, 50)), "county")
    assert "未达标 7 个（县1 50.0%、县2 50.0%、县3 50.0%、县4 50.0%、县5 50.0%等 7 个）" in text


@settings(max_examples=25)
@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=3, max_size=3), st.lists(st.integers(0, 100), min_size=3, max_size=3))
def test_every_figure_of_the_paragraph_is_one_of_the_map_and_the_counts_are_its_counts(now: list[int | None], was: list[int]) -> None:
    given_now = {code: value for code, value in zip((A, B, C), now, strict=True) if value is not None}
    found = reel(rates(dict(zip((A, B, C), was, strict=True))) + rates(given_now, Q2))
    for position, frame in enumerate(found.frames):
        text = narrate(frame, found.frame(position - 1) if position else None)
        shown = {each.value.text for each in frame.on if each.value.text} | {"80%"}
        assert set(FIGURE.findall(text)) <= shown
        values = [each.rate for each in frame.on if each.rate is not None]
        assert f"达标 {sum(value >= 80 for value in values)} 个" in text
        low = sum(value < 80 for value in values)
        assert f"未达标 {low} 个" in text if low else "未达标" not in text
        assert f"未报 {3 - len(values)} 个" in text if len(values) < 3 else "未报" not in text
        assert frame.counts["missed"] == low
        assert f"未达标 {low} 个" in counted(frame)
        assert text.startswith("2018年")


def test_states_are_told_apart_and_none_is_taken_for_another() -> None:
    figures = f"{A},RATE,{Q1},all,不适用,,,,自报,1,report\n{B},RATE,{Q1},all,不公开,,,,自报,1,report\n"
    figures += f"{C},RATE,{Q1},all,有值,98.0,,,自报,1,report\n"
    frame = reel(figures).latest
    assert [(each.shown, each.mark, each.key) for each in frame.on] == [
        ("不适用", "not_applicable", "other"),
        ("按规定不公开", "withheld", "other"),
        ("98.0%", "unclear", "unclear"),
    ]
    assert narrate(frame, None) == (
        "2018年一季度，3 个市州的建会率没有可以比较的数字。"
        "没有分子分母或口径不同、不比较 1 个：丙市。不适用 1 个：甲市。按规定不公开 1 个：乙市。"
    )
    assert [each.rank.text for each in frame.on] == ["", "", ""]


def test_nothing_reported_is_not_called_unreported() -> None:
    frame = reel("").latest
    assert {each.shown for each in frame.on} == {"尚未开始收集"}
    assert narrate(frame, None) == "建会率尚未开始收集，图上没有数字。"


def test_a_figure_is_judged_by_its_parts_and_so_is_its_colour() -> None:
    figures = f"{A},RATE,{Q1},all,有值,80.0,1999,2500,自报,1,report\n" + rates({B: 80, C: 90})
    found = reel(figures)
    row = next(row for row in cube(found)["frames"][0]["rows"] if row[0] == "甲市")
    by_name = dict(zip(COLUMNS, row, strict=True))
    assert (by_name["shown"], by_name["mark"], by_name["gap"]) == ("80.0%", "below", "1")
    assert by_name["classes"].split()[-1] == "gk-below"


def test_the_data_say_of_every_period_what_the_page_says_of_the_latest() -> None:
    found = reel(rates({A: 70, B: 90, C: 85}) + rates({A: 75, B: 85, C: 86}, Q2))
    data = json.loads(cube_json(cube(found)))
    assert [frame["period"] for frame in data["frames"]] == [Q1, Q2]
    assert data["current"] == 1
    latest = data["frames"][data["current"]]
    names = {row[0]: row for row in latest["rows"] if row}
    for place, line in enumerate(rows(found)):
        each = line.standing
        row = dict(zip(COLUMNS, names[each.name], strict=True))
        assert (row["shown"], row["verdict"], row["gap"], row["since"], row["change"], row["rank"]) == (
            each.shown, each.verdict, each.gap.text, each.since.text, each.change.text, each.rank.text,
        )  # fmt: skip
        assert row["order"] == place
    assert latest["told"] == narrate(found.latest, found.before)
    total = headline(found.series.edition, "RATE")
    assert total
    assert latest["total"]["value"] == total.value.text == "82.0%"


def test_a_renamed_unit_keeps_its_line_under_the_name_of_its_day() -> None:
    heads = UNIT.strip() + ",前身,启用日期,停用日期\n"
    renamed = heads + "990301,旧县,旧,县,区划,990300,不落图,已核,report,,,2018-04-01\n"
    renamed += "990302,新市,新,县,区划,990300,面,已核,report,990301,2018-04-01,\n"
    dashboard = Dashboard(side(rates({"990301": 70}) + rates({"990302": 75}, Q2), {"unit/c.csv": renamed}).edition)
    found = dashboard.reel(dashboard.main["RATE"], "county")
    rows = [[row for row in frame["rows"] if row] for frame in cube(found)["frames"]]
    assert [[(row[0], row[1]) for row in frame] for frame in rows] == [[("旧县", "70.0%")], [("新市", "75.0%")]]
    assert cube(found)["units"] == ["990302"]
    assert next(each for each in found.latest.on).change.text == "+5.0"


def test_a_scope_is_a_series_of_its_own_and_colours_no_other() -> None:
    other = f"{C},RATE,{Q1},other,有值,99.0,99,100,自报,1,report\n"
    dashboard = Dashboard(side(rates({A: 70, B: 90}) + other, PLACES).edition)
    main, second = dashboard.series
    assert (main.path, second.path) == ("coverage/RATE.html", "coverage/RATE.other.html")
    shown = {
        series.scope: [(each.shown, each.mark) for each in dashboard.reel(series, "prefecture").latest.on] for series in (main, second)
    }
    assert shown["all"] == [("70.0%", ""), ("90.0%", ""), ("99.0%", "unclear")]
    assert shown["other"] == [("70.0%", "unclear"), ("90.0%", "unclear"), ("99.0%", "")]


def test_lists_name_who_is_below_and_falling_and_who_moved_most() -> None:
    dashboard = Dashboard(side(rates({A: 70, B: 90, C: 79}) + rates({A: 65, B: 95}, Q2), PLACES).edition)
    series = dashboard.main["RATE"]
    found = {act.key: act for act in acts(series, {level: dashboard.reel(series, level) for level in ("prefecture", "county")})}
    assert [(line.name, line.figure.text) for line in found["double-red"].lines] == [("甲市", "65.0%")]
    note = found["double-red"].lines[0].note
    assert said(note) == "还差 15，2018年一季度起未达标（连续 2 期），比上期 −5.0 个百分点"
    assert {each.why for each in note if isinstance(each, Figure)} == {why("RATE", A, Q2)}
    assert [(line.name, line.figure.text) for line in found["risen"].lines] == [("乙市", "+5.0")]
    assert [(line.name, line.figure.text) for line in found["fallen"].lines] == [("甲市", "−5.0")]
    assert [line.name for line in found["unreported"].lines][:2] == ["丙市", "县1"]


def test_small_multiples_share_one_scale_and_leave_gaps_open() -> None:
    found = multiples(reel(rates({A: 60, B: 100, C: 70}) + rates({B: 100}, Q2) + rates({A: 60, B: 100, C: 70}, Q3)))
    first, second, _ = found.lines
    assert second.lines == ("4,4 80,4 156,4",)
    assert (first.lines, first.dots) == ((), ((4, 44), (156, 44)))
    assert found.now == 156


def test_the_total_of_another_scope_is_no_change() -> None:
    edition = side(rates({A: 70}) + rates({B: 90}, Q2).replace(",all,", ",other,"), PLACES).edition
    assert [each.change.text for each in headlines(edition, "RATE").values()] == ["", ""]
    same = side(rates({A: 70}) + rates({A: 71, B: 90}, Q2), PLACES).edition
    assert [each.change.text for each in headlines(same, "RATE").values()] == ["", "+10.5"]


@given(st.lists(st.integers(1, 99), max_size=4, unique=True), st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True))
def test_every_target_is_a_break_and_there_are_at_most_four(breaks: list[int], targets: list[int]) -> None:
    found = with_targets(sorted(map(Decimal, breaks)), list(map(Decimal, targets)))
    assert set(map(Decimal, targets)) <= set(found) <= set(map(Decimal, targets)) | set(map(Decimal, breaks))
    assert list(found) == sorted(found)
    assert len(found) == min(len({*breaks, *targets}), 4)


def test_a_target_that_was_raised_is_held_against_the_figures_of_its_time() -> None:
    raised = TARGET + "T1,七成,RATE,990000,≥,70,%,动态保持,2018-01-01,2018-03-31,report,七成\n"
    raised += "T2,八成,RATE,990000,≥,80,%,动态保持,2018-04-01,2018-12-31,report,八成\n"
    found = reel(rates({A: 75, B: 75, C: 75}) + rates({A: 75, B: 75, C: 75}, Q2), files={"target/t.csv": raised})
    assert [frame.target for frame in found.frames] == [70, 80]
    assert [frame.counts["missed"] for frame in found.frames] == [0, 3]
    assert {Decimal(70), Decimal(80)} <= set(found.series.breaks)


def test_a_few_of_a_frame_are_told_as_themselves() -> None:
    frame = reel(rates(dict(zip(COUNTIES, (10, 20, 30, 40, 50, 60, 70), strict=True))), "county").latest
    assert narrate_few(frame, frame.on[:2]).startswith(
        "2018年一季度，2 个县（市、区）中有 2 个的建会率可以比较，从最低的县1 10.0%，到最高的县2 20.0%。"
    )


def test_counts_are_told_with_the_most_and_the_none() -> None:
    words = side("").edition.words
    assert (
        narrate_counts(words, "honours", {"甲": 3, "乙": 3, "丙": 0})
        == "3 个市州合计已授予 6 项，最多的是甲、乙（3 项）。没有的 1 个：丙。"
    )


def test_a_figure_without_evidence_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        Figure("83.4%", "")


def test_a_mover_whose_counties_did_not_all_report_both_times_is_told_with_that() -> None:
    both = rates({A: 80, B: 85, C: 90} | dict.fromkeys(COUNTIES, 80)) + rates({A: 82, B: 83, C: 70}, Q2)
    whole = both + rates(dict.fromkeys(COUNTIES, 79), Q2)
    gap = both + rates(dict.fromkeys(list(COUNTIES)[1:], 79), Q2)
    assert [_fallen(figures)["丙市"] for figures in (whole, gap)] == [
        "70.0%",
        "70.0%，下面计入的单位和上期不同（本期 6/7，上期 7/7），升降可能由此而来",
    ]
    assert _fallen(gap)["乙市"] == "83.0%"


def _fallen(figures: str) -> dict[str, str]:
    """What is noted of each division that fell."""
    found = reel(figures)
    reels = {level: Dashboard(found.series.edition).reel(found.series, level) for level in ("prefecture", "county")}
    (fallen,) = [act for act in acts(found.series, reels) if act.key == "fallen"]
    return {line.name: said(line.note) for line in fallen.lines}
