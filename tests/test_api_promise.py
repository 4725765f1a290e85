"""The API keeps its promise: no published field goes or changes type or meaning, and none comes without a line in the changelog."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from golden import PROJECT

from build_scripts.bulk.api import schema, shape
from build_scripts.bulk.promise import Change, Shape, breaches, parse_changes
from build_scripts.declare import discover
from build_scripts.read.theme import read_changelog

CHANGES = parse_changes(read_changelog(PROJECT / "site_theme/api/v1.yml"))
SHAPES = {name: shape(kind) for name, kind in discover().items()}
Shapes = dict[str, dict[str, str]]


def test_published_fields_keep_the_promise() -> None:
    assert not (told := list(breaches(CHANGES, SHAPES))), "\n".join(told)


def without(shapes: Shapes) -> None:
    del shapes["disclosure"]["summary"]


def without_a_kind(shapes: Shapes) -> None:
    del shapes["honour"]


def of_another_type(shapes: Shapes) -> None:
    shapes["organisation"]["members"] = shapes["organisation"]["members"].replace("integer", "number")


def sometimes_null(shapes: Shapes) -> None:
    shapes["organisation"]["members"] = shapes["organisation"]["members"].replace("integer", "integer|null")


def of_another_meaning(shapes: Shapes) -> None:
    shapes["organisation"]["members"] = "integer 女会员人数"


def with_a_field_untold(shapes: Shapes) -> None:
    shapes["disclosure"]["opened_on"] = "string|null 开封日期"


def with_a_kind_untold(shapes: Shapes) -> None:
    shapes["training"] = {"code": "string 代码"}


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (without, "disclosure.summary is gone"),
        (without_a_kind, "honour.code is gone"),
        (of_another_type, "“number 会员人数”"),
        (sometimes_null, "“integer|null 会员人数”"),
        (of_another_meaning, "“integer 女会员人数”"),
        (with_a_field_untold, "disclosure:\n  opened_on: string|null 开封日期"),
        (with_a_kind_untold, "training:\n  code: string 代码"),
    ],
)
def test_a_broken_promise_is_told(break_it: Callable[[Shapes], None], told: str) -> None:
    shapes = {name: dict(fields) for name, fields in SHAPES.items()}
    break_it(shapes)
    assert any(told in breach for breach in breaches(CHANGES, shapes))


def test_a_field_added_with_its_line_keeps_the_promise() -> None:
    news: dict[str, Shape] = {"disclosure": {"opened_on": "string|null 开封日期"}}
    shapes = {**SHAPES, "disclosure": {**SHAPES["disclosure"], **news["disclosure"]}}
    entry = Change("1.1", "2027-01-01", "会务公开增加开封日期", news)
    assert list(breaches([*CHANGES, entry], shapes)) == []
    assert list(breaches([*CHANGES, entry, replace(entry, version="1.2")], shapes)) == ["disclosure.opened_on is added twice"]


def test_versions_and_days_of_the_changelog_only_rise() -> None:
    numbers = [tuple(map(int, change.version.split("."))) for change in CHANGES]
    assert numbers == sorted(set(numbers))
    assert [change.on for change in CHANGES] == sorted(change.on for change in CHANGES)


def test_schema_has_every_field_always_and_lets_more_come() -> None:
    value: dict[str, Any] = schema(discover()["disclosure"], "是否示例")
    assert value["required"] == list(value["properties"])
    assert value["additionalProperties"] is True
    assert value["properties"]["document_number"]["type"] == ["string", "null"]
    assert value["properties"]["published_on"] | {"description": ""} == {
        "type": "string",
        "title": "公开日期",
        "format": "date",
        "description": "",
    }
    assert value["properties"]["_demo"] == {"type": "boolean", "title": "是否示例"}


@pytest.mark.parametrize("entries", [[], ["x"], [{"version": "1.0"}]])
def test_a_changelog_that_lacks_a_part_is_refused(entries: list[Any]) -> None:
    with pytest.raises(ValueError, match="changelog"):
        parse_changes(entries)
