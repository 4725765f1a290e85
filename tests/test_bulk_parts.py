"""Parts by place and year: each record is in exactly one, under the unit of today, in files that hold it whole."""

import json
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from small_bulk import cells_of

from build_scripts.bulk.part_files import part_files
from build_scripts.bulk.parts import UNDATED, partition, placed, year_field
from build_scripts.bulk.table import FLAG, INTEGER, Download, Heading
from build_scripts.declare import discover
from build_scripts.merge.places import place
from build_scripts.merge.tree import UnitTree

KINDS = discover()
UNITS = {
    "990000": ("省", None, None),
    "990100": ("市州", "990000", None),
    "990101": ("县", "990100", None),
    "990102": ("县", "990100", "990112"),
    "990112": ("县", "990100", None),
    "990101001": ("乡镇", "990101", None),
    "990112001": ("乡镇", "990112", None),
}
TREE = UnitTree(
    pd.DataFrame([(code, *told) for code, told in UNITS.items()], columns=["code", "level", "report_to", "former"], dtype="str").set_index(
        "code"
    ),
    "990000",
)


def rows(pairs: list[tuple[str, str]]) -> pd.DataFrame:
    """Honours of these units and years."""
    frame = pd.DataFrame({"unit": [unit for unit, _ in pairs], "year": [year for _, year in pairs]}, dtype="str")
    return frame.assign(code=[f"h-{number}" for number in range(len(pairs))], **{FLAG: [number % 2 == 0 for number in range(len(pairs))]})


def test_a_former_unit_and_a_township_are_parts_of_the_unit_of_today() -> None:
    assert {code: place(TREE, code) for code in UNITS} == {
        "990000": "990000",
        "990100": "990100",
        "990101": "990101",
        "990102": "990102",
        "990112": "990102",
        "990101001": "990101",
        "990112001": "990102",
    }


def test_kinds_that_clerks_hand_in_for_their_unit_are_told_apart_by_place_and_the_year_follows_from_the_kind() -> None:
    assert {name for name, kind in KINDS.items() if placed(kind)} >= {"disclosure", "organisation", "observation", "honour"}
    assert not any(placed(KINDS[name]) for name in ("unit", "site", "source", "indicator", "target"))
    years = {name: year_field(KINDS[name]) for name in ("disclosure", "observation", "honour", "organisation", "veto_override")}
    assert years == {"disclosure": "published_on", "observation": "period", "honour": "year", "organisation": "", "veto_override": "year"}


@given(st.lists(st.tuples(st.sampled_from(sorted(UNITS)), st.sampled_from(["2017", "2018", "未注明"])), max_size=30))
def test_each_record_is_in_exactly_one_part_and_by_key_within_it(pairs: list[tuple[str, str]]) -> None:
    found = partition(KINDS["honour"], rows(pairs), TREE)
    assert sorted(found.order.tolist()) == list(range(len(pairs)))
    assert [part.start for part in found.parts] == [0, *(part.stop for part in found.parts)][:-1] if found.parts else not pairs
    for part in found.parts if pairs else ():
        inside = found.order[part.start : part.stop].tolist()
        assert inside == sorted(inside)
        assert {(place(TREE, pairs[number][0]), pairs[number][1]) for number in inside} == {
            (part.unit, "未注明" if part.year == UNDATED else part.year)
        }
    assert sum(found.years.values()) == len(pairs)
    for year in found.years:
        assert [pairs[number][1] for number in found.rows_of(year)] == ["未注明" if year == UNDATED else year] * found.years[year]
    assert [part for block in found.blocks() for part in block] == list(found.parts)
    assert len({part.stem for part in found.parts}) == len(found.parts)


def test_kinds_without_a_place_are_pages_of_ten_thousand() -> None:
    frame = pd.DataFrame({"code": [f"s{number}" for number in range(10_001)]})
    parts = partition(KINDS["source"], frame, TREE).parts
    assert [(part.stem, part.count) for part in parts] == [("page-1", 10_000), ("page-2", 1)]


def test_the_files_of_a_part_hold_its_records_and_nothing_else() -> None:
    pairs = [("990101", "2018"), ("990112", "2017"), ("990102", "2017"), ("990101001", "2018"), ("990101", "未注明")]
    frame = rows(pairs).assign(year=lambda table: table["year"], count=pd.array([1, 2, 3, None, 5], "Int64"))
    headings = (Heading("code", "代码"), Heading("unit", "单位"), Heading("count", "数", INTEGER))
    download = Download("honour", "荣誉", headings, frame, "", (), "说明", ("code",), "是否示例")
    found = partition(KINDS["honour"], frame, TREE)
    told: list[Any] = []

    def tell(part: Any, sources: Any, demo: bool) -> tuple[str, str, tuple[()]]:
        told.append((part.stem, list(sources), demo))
        return f"荣誉 {part.stem}", "虚构" if demo else "", ()

    files = {each.path: each.data for block in found.blocks() for each in part_files(download, found, block, "unit", tell, "2018-12-31")}
    assert told == [
        ("990101-2018", ["990101", "990101001"], True),
        ("990101-undated", ["990101"], True),
        ("990102-2017", ["990102", "990112"], True),
    ]
    assert set(files) == {f"{folder}/{stem}.{suffix}" for stem, _, _ in told for folder, suffix in FORMS}
    document = json.loads(files["api/v1/honour/990101-2018.json"])
    assert document["records"] == [
        {"code": "h-0", "unit": "990101", "count": 1, "_demo": True},
        {"code": "h-3", "unit": "990101001", "count": None, "_demo": False},
    ]
    assert (document["unit"], document["year"], document["count"]) == ("990101", "2018", 2)
    assert files["downloads/honour/990102-2017.csv"].decode("utf-8-sig") == "代码,单位,数\r\nh-1,990112,2\r\nh-2,990102,3\r\n"
    assert list(cells_of(files["downloads/honour/990102-2017.xlsx"])) == [
        ["代码", "单位", "数"],
        ["h-1", "990112", 2],
        ["h-2", "990102", 3],
    ]


FORMS = (("downloads/honour", "csv"), ("downloads/honour", "xlsx"), ("api/v1/honour", "json"))
