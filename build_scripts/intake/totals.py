"""Totals of a submission beside those of the last one of the same unit and kind, for whoever sends it to see at a glance what is off."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from build_scripts.declare import Field, Kind
from build_scripts.intake.labels import Labels

_LABELLED = "indicator"  # figures of different indicators are never added up
_COUNTED = frozenset({"count", "number"})
_APART = frozenset({"version", "repeats"})

Totals = Mapping[str, Any]


def totals(
    rows: Mapping[str, pd.DataFrame], kinds: Mapping[str, Kind], labels: Labels, earlier: Sequence[Mapping[str, Any]]
) -> list[Totals]:
    """Number of rows and sums, by kind, unit and indicator; of records that belong to a unit.

    Args:
        rows: per kind the rows that are kept, as text cells.
        kinds: the kinds by name.
        labels: names of units and indicators.
        earlier: earlier receipts, newest last.

    Returns:
        Entries with `kind`, `unit`, `label` (the indicator, empty where the kind has none), `rows`, `sums` (by field title, as text), and
        `before`: `number`, `received_on`, `rows`, `sums` of the last receipt that has the same three, or None.
    """
    once = {name: frame.drop_duplicates([field.name for field in kinds[name].fields]) for name, frame in rows.items() if "unit" in frame}
    found = [entry for name, frame in once.items() for entry in _of_kind(kinds[name], frame, labels)]
    return [entry | {"before": _before(entry, earlier)} for entry in found]


def _of_kind(kind: Kind, frame: pd.DataFrame, labels: Labels) -> Iterator[dict[str, Any]]:
    by = [name for name in ("unit", _LABELLED) if name in frame]
    for names, part in frame.groupby(by, sort=True):
        named = dict(zip(by, names, strict=True))
        sums = {field.title: _sum(part[field.name]) for field in kind.fields if _adds_up(field, part)}
        yield {
            "kind": kind.title,
            "unit": labels.name("unit", named["unit"]),
            "label": labels.name("indicator", named[_LABELLED]) if _LABELLED in named else "",
            "rows": len(part),
            "sums": {title: total for title, total in sums.items() if total},
        }


def _adds_up(field: Field, part: pd.DataFrame) -> bool:
    """Counts and numbers add up; a figure in the unit of its indicator (a rate) only stands for itself."""
    return field.grammar.name in _COUNTED and field.name not in _APART and (not field.unit_of or len(part) == 1)


def _sum(texts: pd.Series) -> str:
    stated = [Decimal(text) for text in texts if text]
    return f"{sum(stated):,f}" if stated else ""


def _before(entry: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    for receipt in reversed(earlier):
        for other in receipt["totals"]:
            if all(other[name] == entry[name] for name in ("kind", "unit", "label")):
                return {name: receipt[name] for name in ("number", "received_on")} | {name: other[name] for name in ("rows", "sums")}
    return None
