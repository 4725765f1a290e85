"""The latest period is told by the many: an early report is seen on its unit's own page and makes nobody else 未报."""

import re

import pytest
from lxml import html
from small_records import SOURCE, UNIT
from small_sides import TARGET, invented, rates, side

from build_scripts.change.changes import compare
from build_scripts.draw.outlines import Outlines
from build_scripts.merge.course import latest
from build_scripts.view.board import cited, rows
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.edition import Edition
from build_scripts.view.frames import Reel, counted
from build_scripts.view.headline import headline
from build_scripts.view.maps import maps
from build_scripts.write.home import home_block, unreported
from build_scripts.write.unit_boards import unit_tables

FIRST, NEXT, THIRD, FOURTH = "2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4"
CITIES = {"990100": 70, "990200": 80, "990300": 90}
COUNTIES = {"990301": 70, "990302": 80, "990303": 90}
ALL = {**CITIES, **COUNTIES}
_ROWS = "".join(f"{code},{name}县,{name},县,区划,990300,面,已核,report\n" for code, name in zip(COUNTIES, "子丑寅", strict=True))
PLACES = {
    "unit/c.csv": f"{UNIT}{_ROWS}990391,子镇,子镇,乡镇,区划,990301,不落图,已核,report\n",
    "source/c.csv": f"{SOURCE}cities,各市报的,报送\ncounties,各县报的,报送\nearly,子县报的,报送\n",
}
UNTIL_JUNE = {"target/t.csv": f"{TARGET}T,八成,RATE,990000,≥,80,%,动态保持,2014-01-01,2018-06-30,report,八成\n"}
BASE = rates(ALL) + rates(CITIES, NEXT, "cities") + rates(COUNTIES, NEXT, "counties")
EARLY = BASE + rates({"990301": 60, "990391": 60}, THIRD, "early")


@pytest.mark.parametrize(
    ("periods", "shown"),
    [
        (["abc"], FIRST),
        (["abc", "a"], FIRST),  # the first that reports the second period of all hides nobody
        (["abcd", "ab"], FIRST),  # exactly half
        (["abcd", "abc"], NEXT),  # one more
        (["abc", "abc", "a"], NEXT),
        (["abc", "abc", "a", "b"], NEXT),  # nor two early reports of different periods
        (["abc", "abc", "ab"], THIRD),
        (["abc", "abc", "xyz"], NEXT),  # units that never reported count for nothing in who has
        (["abc", "a", "ab"], THIRD),
        (["abc", "abc", "ab", "ab"], FOURTH),  # c is silent: two of two
        (["abc", "abc", "abc", "ab"], FOURTH),
        (["a", "bcd"], NEXT),  # of none is the reporting over: where most have reported
        (["a", "b"], NEXT),  # as many: the newer
    ],
)
def test_the_latest_period_is_the_last_that_more_than_half_of_those_that_reported_before_have_reported(
    periods: list[str], shown: str
) -> None:
    filed = dict(zip((FIRST, NEXT, THIRD, FOURTH), map(frozenset, periods), strict=False))
    assert latest(filed) == shown


def test_one_early_county_changes_nothing_of_what_is_told_of_the_others() -> None:
    before, after = _edition(BASE), _edition(EARLY)
    for level in ("prefecture", "county"):
        assert after.period("RATE", level) == NEXT
        was, now = _reel(before, level), _reel(after, level)
        assert counted(now.latest) == counted(was.latest)
        assert rows(now) == rows(was)
    (cities, none), (counties, nobody) = unreported(after, "RATE")["parts"]
    assert (cities.text, none) == ("市州：最新一期2018年二季度的建会率，应报 3 个，全部报齐。", [])
    assert (counties.text, nobody) == ("县（市、区）：最新一期2018年二季度的建会率，应报 3 个，全部报齐。", [])
    assert headline(after, "RATE") == headline(before, "RATE")
    assert after.derived["reporting"]["reported"].all()
    assert set(after.derived["reporting"]["period"]) == {NEXT}
    assert home_block(after, {}, None) == home_block(before, {}, None)


def test_a_map_is_of_the_latest_period_of_its_level() -> None:
    assert _mapped(_edition(EARLY)) == [("2018-06-30", ["70.0%", "80.0%", "90.0%"])] * 2
    ahead = _edition(EARLY + rates({"990100": 71, "990200": 81}, THIRD))
    assert _mapped(ahead) == [("2018-09-30", ["71.0%", "81.0%", "未报"]), ("2018-06-30", ["70.0%", "80.0%", "90.0%"])]


def test_one_early_city_is_not_the_total_of_the_province() -> None:
    early = BASE + rates({"990100": 10}, THIRD)
    found = headline(_edition(early), "RATE")
    assert found
    assert (found.value.text, found.reported.text, found.end) == ("80.0%", "3/3 个市州和直报单位计入合计", "2018-06-30")
    assert compare(side(BASE, PLACES), side(early, PLACES)).section("totals").lines == ()
    moved = compare(side(BASE, PLACES), side(early + rates({"990200": 20}, THIRD), PLACES)).section("totals").lines
    assert [(line.when, line.after) for line in moved] == [("2018年二季度 → 2018年三季度", "15.0%（30/200），2/3 个市州和直报单位计入合计")]


def test_cities_and_counties_are_each_told_of_their_own_latest_period() -> None:
    edition = _edition(BASE + rates({"990100": 70, "990200": 80}, THIRD))
    assert [edition.period("RATE", level) for level in ("prefecture", "county")] == [THIRD, NEXT]
    (cities, missing), (counties, none) = unreported(edition, "RATE")["parts"]
    assert cities.text.startswith("市州：最新一期2018年三季度的建会率，应报 3 个，未报 1 个")
    assert [(name, last) for name, _, last in missing] == [("丙市", "上次报送：2018年二季度")]
    assert (counties.text, none) == ("县（市、区）：最新一期2018年二季度的建会率，应报 3 个，全部报齐。", [])
    assert counted(_reel(edition, "prefecture").latest).startswith("2018年三季度，全省 3 个市州：")
    assert counted(_reel(edition, "county").latest).startswith("2018年二季度，全省 3 个县（市、区）：")


def test_a_level_of_which_nobody_has_reported_is_of_the_period_of_the_others() -> None:
    edition = _edition(rates(COUNTIES) + rates(COUNTIES, NEXT) + rates({"990301": 60}, THIRD))
    assert edition.period("RATE", "prefecture") == NEXT
    assert "未报 3 个" in counted(_reel(edition, "prefecture").latest)


def test_a_total_cites_the_sources_of_what_was_added_up_and_of_nothing_else() -> None:
    found = headline(_edition(EARLY), "RATE")
    assert found
    assert [name for name, _ in found.sources] == ["各市报的"]
    other = EARLY.replace("990300,RATE,2018-Q2,all,有值,90.0,90,100,自报,1,cities", "990300,RATE,2018-Q2,all,有值,90.0,,,自报,1,early")
    without = headline(_edition(other), "RATE")  # a bare percentage is not added up
    assert without
    assert (without.reported.text, [name for name, _ in without.sources]) == ("2/3 个市州和直报单位计入合计", ["各市报的"])
    assert list(_edition(BASE).derived["province_totals"]["sources"]) == ["report", "cities"]


def test_a_table_cites_the_sources_of_its_own_rows() -> None:
    edition = _edition(EARLY)
    assert [name for name, _ in cited(_reel(edition, "prefecture"))] == ["各市报的"]
    assert [name for name, _ in cited(_reel(edition, "county"))] == ["各县报的"]


def test_the_page_of_a_unit_shows_its_own_newest_figure_and_its_period() -> None:
    tables = unit_tables(Dashboard(_edition(EARLY)))
    assert _own(tables["990301"]) == ("60.0%", "2018年三季度")
    assert _cited(tables["990301"]) == "来源：子县报的"
    assert _own(tables["990302"]) == ("80.0%", "2018年二季度")
    assert _own(tables["990391"]) == ("60.0%", "2018年三季度")


def test_the_page_of_a_unit_that_owes_the_latest_period_says_so() -> None:
    edition = _edition(rates(ALL) + rates({"990391": 50}) + rates({"990100": 70, "990200": 80, "990301": 70, "990302": 80}, NEXT))
    tables = unit_tables(Dashboard(edition))
    assert _own(tables["990300"]) == ("90.0%", "2018年一季度 2018年二季度未报")
    assert _own(tables["990303"]) == ("90.0%", "2018年一季度 2018年二季度未报")
    assert _own(tables["990391"]) == ("50.0%", "2018年一季度")  # a township owes none


def test_an_early_report_neither_shortens_nor_moves_the_lines_of_the_others() -> None:
    before, after = (side(figures, {**PLACES, **UNTIL_JUNE}).edition for figures in (BASE, EARLY))
    day = after.day("RATE", "county")
    assert after.trends("RATE", day) == before.trends("RATE", day)
    own = unit_tables(Dashboard(after))
    assert own["990302"] == unit_tables(Dashboard(before))["990302"]
    assert "<line" in own["990302"]  # the target, which the early period has no more
    assert "<line" not in own["990301"]


def test_a_latest_period_with_an_invented_figure_is_marked() -> None:
    two = invented(rates({"990100": 70, "990200": 70}, NEXT, "invented"))
    assert side(rates(CITIES), two).edition.derived["reporting"]["_demo"].all()
    assert not _edition(BASE).derived["reporting"]["_demo"].any()


def _edition(figures: str) -> Edition:
    return side(figures, PLACES).edition


def _reel(edition: Edition, level: str) -> Reel:
    dashboard = Dashboard(edition)
    return dashboard.reel(dashboard.main["RATE"], level)


def _mapped(edition: Edition) -> list[tuple[str, list[str]]]:
    """The date and the texts of the cities' and of the counties' map."""
    drawn = {}
    for level, units in (("prefecture", CITIES), ("county", COUNTIES)):
        middle = dict.fromkeys(units, (5, 5))
        drawn[level] = Outlines(10, 10, dict.fromkeys(units, "M0 0H9V9Z"), middle, dict.fromkeys(units, 5))
    told = {"table": "coverage", "value": "value", "each": "indicator", "title": "{indicator}", "unit": "%"}
    found = maps(Dashboard(edition), {level: told | {"level": level} for level in drawn}, drawn)
    return [(each.day, [unit.value_text for unit in each.drawing.units]) for each in found]


def _own(table: str) -> tuple[str, str]:
    """Value and period in the only line of a unit's table."""
    cells = html.fromstring(table).xpath("//tbody/tr")[0]
    value = cells.xpath("td[@data-label='数值']/a")[0].text_content()
    period = cells.xpath("td[@data-label='时期']")[0].text_content()
    return value, re.sub(r"\s+", " ", period)


def _cited(table: str) -> str:
    return str(html.fromstring(table).xpath("//p[@class='gk-small']")[0].text_content())
