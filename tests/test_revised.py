"""Corrected figures stand beside what they replaced, and what may not be seen is not seen there either."""

import pandas as pd
import pytest
from small_figures import INDICATORS, SCOPES
from small_records import load

from build_scripts.derive import revised
from build_scripts.merge.federation import Federation

HEAD = "单位,具体主体,指标,时期,口径,数据状态,数值,界限,分子,分母,取得方式,报送日期,版本,来源,说明\n"
PERSON = "联系人13800138000"
TYPES = {
    **dict.fromkeys(("unit", "place", "indicator", "scope", "period", "period_end", "state", "bound", "submitted_on", "source"), "str"),
    **dict.fromkeys(("before_state", "before_bound", "before_submitted_on", "before_source", "before_file"), "str"),
    **dict.fromkeys(("value", "numerator", "denominator", "change_points"), "Float64"),
    **dict.fromkeys(("before_value", "before_numerator", "before_denominator"), "Float64"),
    **dict.fromkeys(("value_digits", "version", "before_value_digits", "before_version", "before_line"), "Int64"),
    "_file": "category",
    "_line": "int64",
    "_demo": "bool",
}


def line(version: int, value: str, parts: str = ",", **other: str) -> str:
    """One line of an observation; `parts` is numerator and denominator with a comma between."""
    told = {"unit": "990100", "subject": "", "period": "2018-Q2", "state": "有值", "bound": "=", "day": "2018-07-10", "note": ""} | other
    told = {"indicator": "RATE", "source": "report"} | told
    head = f"{told['unit']},{told['subject']},{told['indicator']},{told['period']},all,{told['state']},{value},{told['bound']},{parts}"
    return f"{head},自报,{told['day']},{version},{told['source']},{told['note']}\n"


def world(*lines: str, demo: str = "", public: bool = False) -> Federation:
    """The federation of these lines in one file, and of those of an invented one."""
    files = {"scope/s.csv": SCOPES, "indicator/r.csv": INDICATORS, "observation/o.csv": HEAD + "".join(lines)}
    return load(files | ({"demo/observation/d.csv": HEAD + demo} if demo else {}), public)[0]


def rows(*lines: str) -> pd.DataFrame:
    return revised.derive(world(*lines))


def one(*lines: str) -> dict[str, object]:
    (row,) = rows(*lines).to_dict("records")
    return {name: None if pd.isna(value) else value for name, value in row.items()}


def test_columns_and_their_types_are_as_documented_however_little_there_is() -> None:
    first, second = line(1, "70.0", "70,100"), line(2, "71.0", "71,100")
    for lines, count in (([], 0), ([first], 0), ([first, second], 1), ([second], 1)):
        found = rows(*lines)
        assert {name: str(dtype) for name, dtype in found.dtypes.items()} == TYPES
        assert len(found) == count


def test_a_corrected_figure_stands_beside_what_it_replaced_with_the_place_of_both() -> None:
    row = one(line(1, "75.0", "750,1000"), line(2, "76.0", "760,1000", day="2018-07-20"))
    assert [row[name] for name in ("value", "numerator", "version", "submitted_on", "_line")] == [76.0, 760, 2, "2018-07-20", 3]
    before = ("value", "numerator", "denominator", "version", "submitted_on", "source", "file", "line")
    told = [75.0, 750, 1000, 1, "2018-07-10", "report", "observation/o.csv", 2]
    assert [row[f"before_{name}"] for name in before] == told
    assert row["change_points"] == 1.0


def test_the_change_is_of_exact_rates_and_of_printed_ones_only_where_there_are_no_others() -> None:
    assert one(line(1, "75.0", "750,1000"), line(2, "75.0", "749,999"))["change_points"] == -0.025025
    assert one(line(1, "75.0"), line(2, "76.5", "765,1000"))["change_points"] == 1.5
    assert one(line(1, "75.0", bound="≥"), line(2, "76.5"))["change_points"] is None
    assert one(line(1, "", state="不公开", bound=""), line(2, "76.5"))["change_points"] is None
    gone = one(line(1, "75.0", "750,1000"), line(2, "", state="不适用", bound=""))
    assert (gone["state"], gone["before_value"], gone["change_points"]) == ("不适用", 75.0, None)


def test_a_figure_of_one_place_within_the_unit_is_no_older_version_of_the_units_own() -> None:
    within = (line(version, value, f"{value[:2]}0,1000", subject="某厂") for version, value in ((1, "60.0"), (2, "61.0")))
    assert one(*within, line(2, "76.0", "760,1000"))["before_version"] is None


def test_of_several_older_versions_the_latest_is_told_and_none_where_it_said_two_things() -> None:
    three = (line(1, "75.0", "750,1000"), line(3, "77.0", "770,1000"), line(2, "76.0", "760,1000"))
    assert one(*three)["before_version"] == 2
    row = one(*three, line(2, "76.5", "765,1000"))
    assert (row["before_version"], row["before_value"], row["change_points"]) == (None, None, None)
    assert one(*three, line(2, "76.0", "760,1000"))["before_version"] == 2  # the same twice


@pytest.mark.parametrize(
    "hidden",
    [
        (line(1, "75.0", "750,1000", note=PERSON), line(2, "76.0", "760,1000")),  # personal data in what was replaced
        (line(1, "75.0", "750,1000", note="秘密★一年"), line(2, "76.0", "760,1000")),
        (line(1, "75.0", "750,1000", source="mirror"), line(2, "76.0", "760,1000")),
        (line(1, "75.0", "750,1000"), line(2, "75.5", "755,1000", note=PERSON), line(3, "76.0", "760,1000")),  # nor what lies behind it
        (line(1, "75.0", "900,1000"), line(2, "76.0", "760,1000")),  # refused: the rate is not that of its parts
        (line(2, "76.0", "760,1000"),),
    ],
)
def test_an_older_version_that_was_never_to_be_seen_is_not_shown(hidden: tuple[str, ...]) -> None:
    made = world(*hidden)
    row = one(*hidden)
    assert (row["value"], row["before_version"], row["before_value"], row["before_line"]) == (76.0, None, None, None)
    assert made.superseded["observation"].empty
    assert PERSON not in revised.derive(made).to_json(force_ascii=False)


@pytest.mark.parametrize(
    "lines",
    [
        (line(1, "75.0", "750,1000"), line(2, "76.0", "760,1000", note=PERSON)),  # the newest is held back
        (line(1, "75.0", "750,1000"), line(2, "76.0", "760,1000"), line(2, "77.0", "770,1000")),  # or nobody knows which it is
        (line(1, "75.0", "750,1000", subject="某厂"), line(2, "76.0", "760,1000", subject="某厂")),  # one place within the unit
        (line(1, "75.0", "750,1000", unit="990000"), line(2, "76.0", "760,1000", unit="990000")),  # the province itself
        (line(1, "75", indicator="N"), line(2, "76", indicator="N")),  # not on the dashboard
    ],
)
def test_what_is_not_on_the_dashboard_is_not_told(lines: tuple[str, ...]) -> None:
    assert rows(*lines).empty


def test_of_a_key_of_which_nothing_is_published_no_older_version_is_kept() -> None:
    two, other = (line(2, value, f"{value[:2]}0,1000") for value in ("76.0", "77.0"))
    assert world(line(1, "75.0", "750,1000"), two, other).superseded["observation"].empty


def test_keeping_older_versions_changes_neither_what_is_published_nor_the_ledger() -> None:
    lines = (line(1, "75.0", "750,1000"), line(2, "76.0", "760,1000"))
    with_older, without = world(*lines), world(lines[1])
    columns = [name for name in without.tables["observation"] if name != "_line"]
    pd.testing.assert_frame_equal(with_older.tables["observation"][columns], without.tables["observation"][columns])
    entries = with_older.ledger.entries
    told = entries.loc[entries["kind"] == "observation", ["line", "state", "code"]]
    assert told.to_numpy().tolist() == [[2, "withheld", "W306"], [3, "published", ""]]
    kept = with_older.superseded["observation"]
    assert list(kept.columns) == list(with_older.tables["observation"].columns)
    assert kept[["version", "value", "_line"]].to_numpy().tolist() == [[1, 75.0, 2]]


def test_an_invented_figure_is_no_older_version_of_a_real_one_and_a_public_site_knows_of_none() -> None:
    invented = line(1, "60.0", "600,1000", source="invented") + line(2, "61.0", "610,1000", source="invented")
    assert revised.derive(world(line(2, "76.0", "760,1000"), demo=invented))["before_version"].isna().all()
    alone = revised.derive(world(demo=invented))
    assert (alone["before_value"].tolist(), alone["_demo"].tolist()) == ([60.0], [True])
    assert revised.derive(world(demo=invented, public=True)).empty
