"""What a submission changes for the public: records that appear, change or go, each with its page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from build_scripts.declare import Kind
from build_scripts.intake.base import Base
from build_scripts.intake.labels import Labels, page_of
from build_scripts.merge.counterparts import counterparts
from build_scripts.merge.relations import records

Change = Mapping[str, Any]


def changes(before: Base, after: Base) -> Mapping[str, Sequence[Change]]:
    """The published records of `before` held against those of `after`.

    Returns:
        `added`, `replaced` and `removed`; each change has `kind`, `key` in words and `page`; a replaced one `fields`, with title, `before`
        and `after` of those that differ. A removed one is told by its key alone: what was taken back is not repeated.
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
    parts = counterparts(kind, before, after)
    yield from (("added", entry) for entry in _told(kind, labels.names(kind, parts.added), parts.added))
    replaced = _told(kind, labels.names(kind, parts.new), parts.new)
    for entry, was, now in zip(replaced, records(parts.old), records(parts.new), strict=True):
        yield "replaced", {**entry, "fields": list(_differences(kind, was, now, labels))}
    yield from (("removed", entry) for entry in _told(kind, labels.keys(kind, parts.removed), parts.removed))


def _told(kind: Kind, said: Sequence[str], rows: pd.DataFrame) -> Iterator[Change]:
    columns = [*dict.fromkeys((*kind.key, *(["unit"] if "unit" in rows else [])))]
    for key, row in zip(said, records(rows[columns]), strict=True):
        yield {"kind": kind.title, "key": key, "page": page_of(kind, row)}


def _differences(kind: Kind, was: Mapping[Any, Any], row: Mapping[Any, Any], labels: Labels) -> Iterator[Mapping[str, str]]:
    for field in kind.fields:
        one, other = labels.shown(field, was[field.name]), labels.shown(field, row[field.name])
        if one != other:
            yield {"title": field.title, "before": one, "after": other}
