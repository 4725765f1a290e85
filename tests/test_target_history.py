"""How a target came to be what it is: one row a target, and a sentence for each change."""

import pandas as pd
from small_figures import HELD, aim, federation
from small_sides import TARGET, side

from build_scripts.derive import target_history
from build_scripts.view.targets import adjustments

RAISED = (
    aim("A", "80", end="2015-12-31")
    + aim("C", "90", "期末", start="2017-01-01", supersedes="B")
    + aim("B", "85.5", start="2016-01-01", end="2016-12-31", supersedes="A")
)
TYPES = {
    **dict.fromkeys(("indicator", "unit", "code", "title", "comparator", "value_unit", "test", "valid_from", "valid_to"), "str"),
    **dict.fromkeys(("previous", "previous_value_unit", "previous_test", "source", "clause"), "str"),
    **dict.fromkeys(("value", "previous_value"), "Float64"),
    **dict.fromkeys(("value_digits", "previous_value_digits"), "Int64"),
    "_file": "category",
    "_line": "int64",
    "_demo": "bool",
}


def rows(targets: str) -> pd.DataFrame:
    return target_history.derive(federation([], targets))


def test_columns_and_their_types_are_as_documented_with_and_without_targets() -> None:
    for targets, count in ((HELD, 1), (RAISED, 3), ("", 0)):
        found = rows(targets)
        assert {name: str(dtype) for name, dtype in found.dtypes.items()} == TYPES
        assert len(found) == count


def test_each_target_stands_after_the_one_it_took_the_place_of_and_tells_it() -> None:
    found = rows(RAISED + aim("E", "70", "期末", indicator="END"))
    assert found[["indicator", "code"]].to_numpy().tolist() == [["RATE", "A"], ["RATE", "B"], ["RATE", "C"], ["END", "E"]]
    before = found[["previous", "previous_value", "previous_test"]].astype(object)
    told = [[None] * 3, ["A", 80.0, "动态保持"], ["B", 85.5, "动态保持"], [None] * 3]
    assert before.where(before.notna(), None).to_numpy().tolist() == told


def test_only_targets_of_the_province_on_the_dashboard_are_told() -> None:
    assert rows(aim("L", unit="990100") + aim("M", indicator="N") + aim("T"))["code"].tolist() == ["T"]


def test_a_change_is_told_in_one_sentence_that_leads_to_the_new_target() -> None:
    head = TARGET.replace("\n", ",取代目标\n")
    edition = side("", {"target/t.csv": head + RAISED + aim("D", "90", start="2018-01-01", supersedes="C")}).edition
    told = adjustments(edition, "RATE")
    assert [each.text for each in told] == ["2016年由80%调为85.5%", "2017年由85.5%调为90%"]  # the last one only begins anew
    assert [each.why for each in told] == ["records/target/B.html", "records/target/C.html"]
    assert adjustments(side("").edition, "RATE") == []
