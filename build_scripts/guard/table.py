"""Decides, one table at a time, which sound rows may be shown to the public."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.check.table import Table
from build_scripts.declare import Field
from build_scripts.findings import Finding
from build_scripts.guard.identifiers import SUSPECT, identifiers
from build_scripts.kinds.disclosure import OPEN, OWN_UNIT
from build_scripts.place import Place

_SORTS = frozenset({"identity", "mobile", "bank"})
# Which sorts of identifier are looked for in which grammar: addresses and codes hold long numbers that are nobody's.
_WATCHED = MappingProxyType(
    {
        "text": _SORTS,
        "paragraph": _SORTS,
        "reference": _SORTS,
        "code": frozenset({"identity", "mobile"}),
        "codes": frozenset({"identity", "mobile"}),
        "link": frozenset({"identity"}),
    }
)


@dataclass(frozen=True, slots=True)
class Guarded:
    """The rows that may go on, and those withheld (columns `_row`, `code`)."""

    table: Table
    rows: pd.DataFrame
    withheld: pd.DataFrame


def guard_table(table: Table, public: bool, as_of: str) -> tuple[Guarded, list[Finding]]:
    """Withhold rows that the public must not see, and say why; the reason of the field that comes first in the declaration is booked.

    W301 a personal identifier; W302 a field named `security` other than 公开; W308 a field named `takedown_on` that is not after
    `as_of` (ISO); W310 a field named `audience` that says only the own unit; W311 a field named `published_on` that is after `as_of`;
    W304 in a public build every invented record, whatever else may be said of it.
    """
    findings: list[Finding] = []
    first: dict[int, str] = {}
    if table.raw.demo and public:
        findings.append(Finding("W304", Place(table.raw.file)))
        first = dict.fromkeys(range(len(table.rows)), "W304")
    else:
        for position, finding in _suspicions(table, as_of):
            findings.append(finding)
            first.setdefault(position, finding.code)
    held = np.zeros(len(table.rows), dtype=bool)
    held[list(first)] = True
    positions = sorted(first)
    withheld = pd.DataFrame({"_row": table.rows["_row"].iloc[positions].to_numpy(), "code": [first[position] for position in positions]})
    rows = table.rows[~held].reset_index(drop=True) if held.any() else table.rows
    return Guarded(table, rows, withheld), findings


def _suspicions(table: Table, as_of: str) -> Iterator[tuple[int, Finding]]:
    for field in table.raw.kind.fields:
        if field.grammar.name in _WATCHED:
            yield from _personal(table, field)
        if field.name == "security":
            yield from _told("W302", table, field, table.rows[field.name] != OPEN)
        if field.name == "audience":
            yield from _told("W310", table, field, table.rows[field.name] == OWN_UNIT)
        if field.name == "published_on":
            yield from _told("W311", table, field, table.rows[field.name] > as_of)
        if field.name == "takedown_on":
            yield from _told("W308", table, field, table.rows[field.name] <= as_of)


def _told(code: str, table: Table, field: Field, held: pd.Series) -> Iterator[tuple[int, Finding]]:
    """A finding for each row of which the condition holds."""
    for position in np.flatnonzero(held.to_numpy(dtype=bool, na_value=False)):
        place = table.raw.locator.place(int(table.rows["_row"].iloc[position]), field.name)
        yield int(position), Finding(code, place, {"found": str(table.rows[field.name].iloc[position])})


def _personal(table: Table, field: Field) -> Iterator[tuple[int, Finding]]:
    texts = pa.chunked_array(pa.array(table.rows[field.name], from_pandas=True)).cast(pa.string())
    suspect = pc.match_substring_regex(texts, SUSPECT).fill_null(False)
    for position in np.flatnonzero(suspect.to_numpy()):
        for sort, masked in identifiers(str(table.rows[field.name].iloc[position])):
            if sort in _WATCHED[field.grammar.name]:
                place = table.raw.locator.place(int(table.rows["_row"].iloc[position]), field.name)
                yield int(position), Finding("W301", place, {"title": field.title, "what": sort, "masked": masked})
