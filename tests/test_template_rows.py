"""What a template knows beforehand: the last period's records, corrections of what was reported, what others of the level report."""

import pytest
from small_forms import WORLD, book, federation, header_row, lines, reported
from small_records import KINDS, load
from test_template import texts_above

from build_scripts.write.template import Misuse, ask, file_name, template_csv

QUARTERS = tuple(reported("990101", period) for period in ("2017-Q4", "2018-Q1", "2017"))


def test_rows_are_those_of_the_newest_earlier_period_of_the_same_sort() -> None:
    world = federation(*QUARTERS, reported("990101", "2018-Q1", "5", indicator="N", numerator="", denominator=""))
    rows = lines(book("observation", world, period="2018-Q2").worksheets[0])
    assert [(row["指标"], row["口径"], row["时期"], row["上期时期"]) for row in rows] == [
        ("建会率", "全部", "2018-Q2", "2018-Q1"),
        ("件数", "全部", "2018-Q2", "2018-Q1"),
    ]
    assert [row["上期时期"] for row in lines(book("observation", world, period="2018").worksheets[0])] == ["2017"]
    assert [row["上期时期"] for row in lines(book("observation", world, period="2018-05").worksheets[0])] == ["2018-Q1", "2018-Q1"]


def test_last_figures_stand_beside_the_new_ones_with_their_bound_and_all_their_digits() -> None:
    world = federation(reported("990101", "2018-Q1", "75.0"), reported("990101", "2018-Q1", "98", bound="≥", scope="part", subject="园区"))
    sheet = book("observation", world, period="2018-Q2").worksheets[0]
    whole, part = lines(sheet)
    assert (whole["上期数值"], whole["上期分子"], whole["上期分母"]) == (75, 3, 4)
    assert (part["具体主体"], part["口径"], part["上期数值"]) == ("园区", "部分", "≥98")
    assert not {"数值", "分子", "分母", "报送日期"} & {*whole, *part}
    assert (whole["单位"], whole["数据状态"], whole["取得方式"], whole["版本"]) == ("子县", "有值", "自报", 1)


@pytest.mark.parametrize(
    ("period", "day"),
    [("2018", "2018-12-31"), ("2018-Q3", "2018-09-30"), ("2018-02", "2018-02-28"), ("2018-06-30", None), ("2014/2018", None)],
)
def test_the_day_of_the_figures_is_filled_in_where_the_period_has_a_last_one(period: str, day: str | None) -> None:
    assert lines(book("observation", federation(reported("990101", "2013")), period=period).worksheets[0])[0].get("统计截止日") == day


def test_what_was_reported_for_the_period_is_there_to_be_corrected_with_the_next_version() -> None:
    now = reported("990101", "2018-Q2", "80.0", numerator="4", denominator="5", version="2", note="=旧")
    world = federation(*QUARTERS, now)
    sheet = book("observation", world, period="2018-Q2").worksheets[0]
    (row,) = lines(sheet)
    assert (row["数值"], row["分子"], row["版本"], row["来源"], row["说明"], row["上期数值"]) == ("80.0", 4, 3, "report", "=旧", 75)
    assert "报送日期" not in row
    assert "已经报过" in texts_above(sheet)
    assert "已经报过" not in texts_above(book("observation", federation(*QUARTERS), period="2018-Q2").worksheets[0])
    said = template_csv(KINDS["observation"], world, "990101", "2018-Q2").decode("utf-8-sig")
    assert ",'=旧\r\n" in said  # a spreadsheet that opens CSV would take it for a formula


def test_figures_of_a_former_unit_are_those_of_its_successor() -> None:
    world = federation(reported("990103", "2017-Q4"), reported("990103", "2018-Q2"))
    (row,) = lines(book("observation", world, "990104", "2018-Q2").worksheets[0])
    assert (row["单位"], row["上期时期"], row["版本"]) == ("新县", "2017-Q4", 1)  # a record of another code is none to correct
    (old,) = lines(book("observation", world, "990103", "2018-Q2").worksheets[0])
    assert (old["单位"], old["上期时期"], old["版本"]) == ("旧县", "2017-Q4", 2)


def test_who_never_reported_gets_what_most_of_its_level_reported_last() -> None:
    world = federation(
        reported("990101", "2018-Q1"),
        reported("990201", "2018-Q1"),
        reported("990202", "2017-Q4"),
        reported("990202", "2017-Q4", indicator="N"),
        reported("990201", "2017-Q4", indicator="N"),  # not its newest
        reported("990200", "2018-Q1", indicator="TWIN"),  # another level
        reported("990101", "2018-Q3", indicator="TWIN"),  # later
    )
    (row,) = lines(book("observation", world, "990203", "2018-Q2").worksheets[0])
    assert (row["指标"], row["单位"]) == ("建会率", "990203")  # whose name another unit has as well
    assert [title for title in row if title.startswith("上期")] == ["上期核对码"]


def test_where_nobody_reported_there_are_twenty_rows_that_know_unit_and_period() -> None:
    rows = lines(book("observation", federation(), period="2018-Q2").worksheets[0])
    assert len(rows) == 20
    assert {(row["单位"], row["时期"], row["版本"]) for row in rows} == {("子县", "2018-Q2", 1)}
    others = lines(book("disclosure", federation()).worksheets[0])
    assert len(others) == 20
    assert {frozenset(row) for row in others} == {frozenset({"序号", "所属单位", "版本"})}
    assert len(lines(book("site", federation()).worksheets[0])) == 1


def test_invented_figures_say_that_they_are() -> None:
    invented = "单位,指标,时期,口径,数据状态,数值,取得方式,版本,来源\n990101,N,2018-Q1,all,有值,5,自报,1,invented\n"
    world, _ = load({**WORLD, "demo/observation/d.csv": invented})
    sheet = book("observation", world, period="2018-Q2").worksheets[0]
    assert lines(sheet)[0]["上期时期"] == "2018-Q1（示例）"
    assert "示例：" in texts_above(sheet)
    again = book("observation", world, period="2018-Q1").worksheets[0]
    assert "来源" not in lines(again)[0]  # a real correction may not cite what is invented
    assert "示例：" in texts_above(again)
    assert "示例：" not in texts_above(book("observation", federation(*QUARTERS), period="2018-Q2").worksheets[0])


def test_a_figure_that_was_closed_to_the_public_does_not_mark_the_whole_form() -> None:
    world = federation(reported("990101", "2018-Q1", "", state="不公开", numerator="", denominator=""))
    sheet = book("observation", world, period="2018-Q2").worksheets[0]
    (row,) = lines(sheet)
    assert (row["数据状态"], row["上期时期"], "上期数值" in row) == ("有值", "2018-Q1", False)
    assert header_row(sheet) == 4


def test_a_unit_is_meant_by_code_or_registered_name_and_a_period_by_the_calendar() -> None:
    world, kind = federation(), KINDS["observation"]
    asked = [ask(kind, world, unit, "2018-Q2") for unit in ("990101", "子县", "子县总工会")]
    assert {each.unit if not isinstance(each, Misuse) else each.key for each in asked} == {"990101"}
    refused = {
        ("子", "2018"): "no_unit",
        ("双关", "2018"): "many_units",
        ("子县", ""): "need_period",
        ("子县", "2018-Q5"): "no_period",
        ("子县", "2018-02-30"): "no_period",
        ("子县", "未注明"): "no_period",
    }
    for (unit, period), key in refused.items():
        answer = ask(kind, world, unit, period)
        assert isinstance(answer, Misuse)
        assert answer.key == key
    other = ask(KINDS["scope"], world, "子县", "2018-Q5")
    assert not isinstance(other, Misuse)
    assert other.period == ""
    ranged = ask(kind, world, "子县", "2014/2018")
    assert not isinstance(ranged, Misuse)
    assert file_name(ranged) == "统计数据-子县-2014-2018.xlsx"
