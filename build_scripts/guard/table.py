"""Decides, one table at a time, which sound rows may be shown to the public."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.check.table import Table
from build_scripts.declare import Field
from build_scripts.findings import Finding
from build_scripts.guard.identifiers import SUSPECT, identifiers
from build_scripts.kinds.disclosure import OPEN
from build_scripts.place import Place

_FREE = frozenset({"text", "paragraph", "reference", "link"})


@dataclass(frozen=True, slots=True)
class Guarded:
    """The rows that may go on, and those withheld (columns `_row`, `code`)."""

    table: Table
    rows: pd.DataFrame
    withheld: pd.DataFrame


def guard_table(table: Table, public: bool) -> tuple[Guarded, list[Finding]]:
    """Withhold rows with personal identifiers (W301), another level than public (公开, W302) and, in a public build, invented ones (W304)."""
    findings: list[Finding] = []
    first: dict[int, str] = {}
    for position, finding in _suspicions(table):
        findings.append(finding)
        first.setdefault(position, finding.code)
    if table.raw.demo and public:
        findings.append(Finding("W304", Place(table.raw.file)))
        for position in range(len(table.rows)):
            first.setdefault(position, "W304")
    held = np.zeros(len(table.rows), dtype=bool)
    held[list(first)] = True
    positions = sorted(first)
    withheld = pd.DataFrame({"_row": table.rows["_row"].iloc[positions].to_numpy(), "code": [first[position] for position in positions]})
    rows = table.rows[~held].reset_index(drop=True) if held.any() else table.rows
    return Guarded(table, rows, withheld), findings


def _suspicions(table: Table) -> Iterator[tuple[int, Finding]]:
    for field in table.raw.kind.fields:
        if field.grammar.name in _FREE:
            yield from _personal(table, field)
        if field.name == "security":
            for position in np.flatnonzero((table.rows["security"] != OPEN).to_numpy(dtype=bool)):
                place = table.raw.locator.place(int(table.rows["_row"].iloc[position]), field.name)
                yield int(position), Finding("W302", place, {"found": str(table.rows["security"].iloc[position])})


def _personal(table: Table, field: Field) -> Iterator[tuple[int, Finding]]:
    texts = pa.chunked_array(pa.array(table.rows[field.name], from_pandas=True)).cast(pa.string())
    suspect = pc.match_substring_regex(texts, SUSPECT).fill_null(False)
    for position in np.flatnonzero(suspect.to_numpy()):
        for sort, masked in identifiers(str(table.rows[field.name].iloc[position])):
            place = table.raw.locator.place(int(table.rows["_row"].iloc[position]), field.name)
            yield int(position), Finding("W301", place, {"title": field.title, "what": sort, "masked": masked})
