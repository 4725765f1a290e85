"""Records as a clerk knows them: names for codes, a key in words, the page that shows a record."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from build_scripts.declare import Field, Kind
from build_scripts.merge.federation import Federation
from build_scripts.view.address import item_path
from build_scripts.write.records import list_path


class Labels:
    """The names of one federation's records."""

    def __init__(self, federation: Federation) -> None:
        self.federation = federation

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, Mapping[str, str]] = {}
        for name, kind in self.federation.kinds.items():
            column = kind.named or kind.heading
            if column:
                rows = self.federation.tables[name]
                found[name] = dict(zip(rows[kind.key[0]], rows[column], strict=True))
        return found

    def name(self, kind: str, code: str) -> str:
        """What a record is called; its code where it has no name."""
        return self._names.get(kind, {}).get(code, code)

    def shown(self, field: Field, value: Any) -> str:
        """A value of a field as people read it; the empty text for NA."""
        if pd.isna(value):
            return ""
        if field.refers:
            return self.name(field.refers, str(value))
        return f"{value:g}" if isinstance(value, float) and field.grammar.name == "number" else str(value)

    def keys(self, kind: Kind, rows: pd.DataFrame) -> list[str]:
        """The key of each record in words."""
        return self._joined(kind, rows, kind.key)

    def names(self, kind: Kind, rows: pd.DataFrame) -> list[str]:
        """Each record in words: its heading, where its kind has one, and its key."""
        return self._joined(kind, rows, tuple(dict.fromkeys(filter(None, (kind.heading, *kind.key)))))

    def _joined(self, kind: Kind, rows: pd.DataFrame, fields: Sequence[str]) -> list[str]:
        parts = []
        for name in fields:
            said = {
                value: self.shown(kind.field(name), value) for value in rows[name].unique().tolist()
            }  # many records share a unit, a period
            parts.append([said[value] for value in rows[name].tolist()])
        return [" · ".join(filter(None, part)) for part in zip(*parts, strict=True)]


def page_of(kind: Kind, row: Mapping[str, Any]) -> str:
    """The path of the page that shows a record: its own, its unit's, or the list of its kind."""
    if kind.heading:
        return item_path(kind, str(row[kind.key[0]]))
    return f"records/unit/{row['unit']}.html" if "unit" in row else list_path(kind)
