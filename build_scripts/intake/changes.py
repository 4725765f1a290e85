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
    key = list(kind.key)
    columns = [field.name for field in kind.fields]
    same = pd.concat([before[columns], after[columns]]).duplicated(keep=False).to_numpy()
    gone, fresh = before[~same[: len(before)]], after[~same[len(before) :]]
    old = dict(zip(_keys(gone, key), gone.index, strict=True))
    told = list(dict.fromkeys([*key, "unit"])) if "unit" in columns else key
    rows = zip(_keys(fresh, key), fresh.index, labels.names(kind, fresh), fresh[told].to_dict("records"), strict=True)
    for identity, position, said, row in rows:
        was = old.pop(identity, None)
        entry = {"kind": kind.title, "key": said, "page": page_of(kind, row)}
        if was is None:
            yield "added", entry
        else:
            yield "replaced", entry | {"fields": list(_differences(kind, before.loc[was], after.loc[position], labels))}
    left = gone.loc[list(old.values())]
    for said, row in zip(labels.keys(kind, left), left[told].to_dict("records"), strict=True):
        yield "removed", {"kind": kind.title, "key": said, "page": page_of(kind, row)}


def _keys(rows: pd.DataFrame, key: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(rows[name].astype("str").fillna("").tolist() for name in key), strict=True))


def _differences(kind: Kind, was: Mapping[Any, Any], row: Mapping[Any, Any], labels: Labels) -> Iterator[Mapping[str, str]]:
    for field in kind.fields:
        one, other = labels.shown(field, was[field.name]), labels.shown(field, row[field.name])
        if one != other:
            yield {"title": field.title, "before": one, "after": other}
