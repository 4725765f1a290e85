"""What a submission changes for the public: records that appear, change or go, each with its page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from build_scripts.declare import Kind
from build_scripts.intake.base import Base
from build_scripts.intake.labels import Labels, page_of

Change = Mapping[str, Any]


def changes(before: Base, after: Base) -> Mapping[str, Sequence[Change]]:
    """The published records of `before` held against those of `after`.

    Returns:
        `added`, `replaced` and `removed`; each change has `kind`, `key` in words and `page`; a replaced one `fields`, with title, `before`
        and `after` of those that differ.
    """
    found: dict[str, list[Change]] = {"added": [], "replaced": [], "removed": []}
    labels = Labels(after.federation)
    for name, kind in after.kinds.items():
        if name == "source":
            continue
        for sort, change in _of_kind(kind, before.federation.tables[name], after.federation.tables[name], labels):
            found[sort].append(change)
    return found


def _of_kind(kind: Kind, before: pd.DataFrame, after: pd.DataFrame, labels: Labels) -> Iterator[tuple[str, Change]]:
    key = list(kind.key)
    columns = [field.name for field in kind.fields]
    same = pd.concat([before[columns], after[columns]]).duplicated(keep=False)
    gone, fresh = before[~same[: len(before)].to_numpy()], after[~same[len(before) :].to_numpy()]
    old = {_key(row, key): row for row in gone.to_dict("records")}
    for row in fresh.to_dict("records"):
        was = old.pop(_key(row, key), None)
        entry = {"kind": kind.title, "key": labels.key(kind, row), "page": page_of(kind, row)}
        yield ("replaced", entry | {"fields": list(_differences(kind, was, row, labels))}) if was else ("added", entry)
    for row in old.values():
        yield "removed", {"kind": kind.title, "key": labels.key(kind, row), "page": page_of(kind, row)}


def _key(row: Mapping[Any, Any], key: Sequence[str]) -> tuple[str, ...]:
    return tuple("" if pd.isna(row[name]) else str(row[name]) for name in key)


def _differences(kind: Kind, was: Mapping[Any, Any], row: Mapping[Any, Any], labels: Labels) -> Iterator[Mapping[str, str]]:
    for field in kind.fields:
        one, other = labels.shown(field, was[field.name]), labels.shown(field, row[field.name])
        if one != other:
            yield {"title": field.title, "before": one, "after": other}
