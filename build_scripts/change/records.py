"""Published records that were added, changed or removed, told field by field."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from build_scripts.change.lines import Row
from build_scripts.change.side import Side
from build_scripts.declare import Field, Kind
from build_scripts.merge.counterparts import changed_fields, counterparts
from build_scripts.merge.relations import records
from build_scripts.write.cells import cells

ADDED, CHANGED, REMOVED = SORTS = ("added", "changed", "removed")
_SUMMARY = 3


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: its heading, and its text before and after."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record: its kind, its key as text, what became of it (one of SORTS), and the fields that changed.

    `key` is the key in codes and `unit` the unit it names; both are empty where there is none to tell. A record that is no longer
    published is told by the codes of its key alone: what was taken back is not repeated.
    """

    kind: str
    key: tuple[str, ...]
    name: str
    unit: str
    sort: str
    fields: tuple[FieldChange, ...]
    demo: bool


def record_changes(before: Side, after: Side) -> Iterator[RecordChange]:
    """Every change, kinds that rest on others first, within a kind in order of key."""
    kinds = after.edition.federation.kinds.values()
    for kind in sorted(kinds, key=lambda kind: (kind.model, kind.name)):
        parts = counterparts(kind, before.rows(kind), after.rows(kind))
        found = [
            *_told_changes(kind, (before, after), parts.old, parts.new),
            *_added(kind, after, parts.added),
            *_removed(kind, before, parts.removed),
        ]
        yield from sorted(found, key=lambda change: (SORTS.index(change.sort), change.key))


def _told_changes(kind: Kind, sides: tuple[Side, Side], old: pd.DataFrame, new: pd.DataFrame) -> Iterator[RecordChange]:
    before, after = sides
    differing = changed_fields(kind, old, new)
    texts = {
        field.name: (_texts(before, field, old), _texts(after, field, new), field.title)
        for field in kind.fields
        if differing[field.name].any()
    }
    names = _names(after, kind, new)
    for place, row in enumerate(records(new)):
        fields = [FieldChange(told[2], told[0][place], told[1][place]) for name, told in texts.items() if differing[name].iloc[place]]
        was, now = bool(old["_demo"].iloc[place]), bool(row["_demo"])
        if was != now:
            fields.append(FieldChange(after.words("demo.column"), _nature(after, was), _nature(after, now)))
        key = _key(kind, row)
        yield RecordChange(kind.name, key, names[place], after.unit(kind, key), CHANGED, tuple(fields), was or now)


def _added(kind: Kind, after: Side, new: pd.DataFrame) -> Iterator[RecordChange]:
    """New records with the first few fields that readers see in lists."""
    shown = [field for field in kind.fields if field.listed and field.name not in kind.key]
    texts = {field.title: _texts(after, field, new) for field in shown} if len(new) else {}
    names = _names(after, kind, new)
    for place, row in enumerate(records(new)):
        stated = [FieldChange(title, "", told[place]) for title, told in texts.items() if told[place]]
        key = _key(kind, row)
        yield RecordChange(kind.name, key, names[place], after.unit(kind, key), ADDED, tuple(stated[:_SUMMARY]), bool(row["_demo"]))


def _removed(kind: Kind, before: Side, old: pd.DataFrame) -> Iterator[RecordChange]:
    for row in records(old):
        key = _key(kind, row)
        yield RecordChange(kind.name, key, before.told(kind, key), before.unit(kind, key), REMOVED, (), bool(row["_demo"]))


def _texts(side: Side, field: Field, rows: pd.DataFrame) -> list[str]:
    return [cell.text for cell in cells(side.edition, field, rows)]


def _names(side: Side, kind: Kind, rows: pd.DataFrame) -> list[str]:
    """What each record is called: the parts of its key as readers know them, and its heading."""
    columns = [_texts(side, kind.field(name), rows) for name in dict.fromkeys([*kind.key, kind.heading]) if name]
    return [" · ".join(dict.fromkeys(piece for piece in pieces if piece)) for pieces in zip(*columns, strict=True)]


def _nature(side: Side, demo: bool) -> str:
    return side.words("demo.row") if demo else side.words("change.real")


def _key(kind: Kind, row: Row) -> tuple[str, ...]:
    return tuple(row[name] if isinstance(row[name], str) else "" for name in kind.key)
