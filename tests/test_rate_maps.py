"""The map of what is disclosed on time: sum over sum, nothing lost beside it, and no zero where nobody collects anything."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from golden import PROJECT, Built, asked, gathered

from build_scripts.draw.classes import UNREPORTED, ZERO
from build_scripts.draw.outlines import outlines
from build_scripts.pipeline import drawable
from build_scripts.read.theme import read_maps
from build_scripts.view.edition import Edition
from build_scripts.view.rate_maps import Rates, rate_maps

COUNTIES = {"table": "punctuality", "level": "county", "rate": "on_time", "of": "due", "less": "exempt", "title": "按时", "unit": "%"}
PREFECTURES = {**COUNTIES, "level": "prefecture"}


@pytest.fixture(scope="module")
def edition(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The golden province with invented duties: in two counties of one prefecture, and the prefecture's own."""
    material, _ = gathered(asked(project, tmp_path_factory.mktemp("none")))
    rows: list[dict[str, Any]] = [
        {"unit": "990101", "due": 10, "on_time": 9, "exempt": 0},
        {"unit": "990102", "due": 2, "on_time": 0, "exempt": 1},
        {"unit": "990102", "due": 90, "on_time": 0, "exempt": 0},
        {"unit": "990100", "due": 5, "on_time": 5, "exempt": 0},
    ]
    return replace(material.edition, derived={**material.edition.derived, "punctuality": pd.DataFrame(rows).assign(_demo=False)})


def test_a_rate_is_sum_over_sum_of_all_below_and_counties_leave_out_what_is_above_them(edition: Edition) -> None:
    assert Rates(edition, PREFECTURES).exact["990100"] == pytest.approx(100 * 14 / 106)
    counties = Rates(edition, COUNTIES)
    assert counties.exact[["990101", "990102"]].tolist() == [90.0, 0.0]
    assert counties.sums["judged"].sum() == 101
    assert counties.bare == ["990201"]


def test_the_map_says_the_same_and_what_is_not_collected_is_not_zero(edition: Edition) -> None:
    (drawn,) = rate_maps(edition, {"a": PREFECTURES, "b": COUNTIES}, {})
    tiles = {tile.unit.code: tile.unit for tile in drawn.drawing.tiles}
    assert (tiles["990100"].value_text, tiles["990100"].href) == ("13.2%", "disclosure/990100.html")
    assert (tiles["990200"].value_text, tiles["990200"].mark) == ("尚未开始收集", UNREPORTED)
    assert {entry.mark: entry.text for entry in drawn.drawing.legend if entry.mark} == {UNREPORTED: "尚未开始收集"}
    assert "尚未开始收集 1 个：乙市" in drawn.told
    assert {(each.on_map, each.off_map, each.total) for each in drawn.drawing.sums} == {(14, 0, 14), (106, 0, 106)}


def test_a_county_that_discloses_nothing_on_time_is_zero_and_says_of_how_many(project: Path, edition: Edition, tmp_path: Path) -> None:
    boundaries = drawable(asked(project, tmp_path), edition.federation)
    assert boundaries is not None
    (drawn,) = rate_maps(edition, {"b": COUNTIES}, {"county": outlines(boundaries.counties)})
    units = {unit.code: unit for unit in drawn.drawing.units}
    assert (units["990102"].value_text, units["990102"].mark, units["990102"].detail) == ("0.0%", ZERO, "到期 91 件，按时 0 件")


def test_the_declared_maps_stand_on_the_page_with_a_table_that_says_the_same(province: Built, public: Built) -> None:
    assert {name for name, told in read_maps(PROJECT / "site_theme/maps").items() if "rate" in told} == {
        "punctuality-county",
        "punctuality-prefecture",
    }
    page = (province.site / "disclosure.html").read_text("utf-8")
    with (province.site / "maps/punctuality-county.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["单位代码"]: row for row in csv.DictReader(file)}
    assert rows["990201"]["显示"] == "0.0%"
    assert rows["990101"]["显示"] == "尚未开始收集"
    assert 'data-gk-map="punctuality-county"' in page
    table = page[page.index('id="where"') :]
    table = table[table.index('<details class="gk-twin">') : table.index("</details>")]
    assert "<b>0.0%</b>" in table
    assert table.index("尚未开始收集") < table.index("990101.html")
    tiled = (public.site / "disclosure.html").read_text("utf-8")
    assert ('data-gk-map="punctuality-prefecture"' in tiled) == ('id="punctuality"' in tiled)
    assert 'data-gk-map="punctuality-county"' not in tiled
