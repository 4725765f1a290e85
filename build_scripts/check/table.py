"""Raw tables to typed tables: every cell is accepted by its field's grammar, vectorised; only what was refused is explained."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from build_scripts.check.column import Column, check_column
from build_scripts.check.mend import explain
from build_scripts.declare import Field, Kind
from build_scripts.findings import Finding
from build_scripts.read.raw import RawTable


@dataclass(frozen=True, slots=True)
class Table:
    """Typed rows of one file, and the fate of those that did not pass.

    `rows`: columns named by field (text `str`, counts Int64, numbers Float64 with `<name>_digits`, dates ISO text; NA = not stated) plus
    `_row` (position in the raw table); index 0..m-1. `refused`: columns `_row`, `code`.
    """

    raw: RawTable
    rows: pd.DataFrame
    refused: pd.DataFrame


def check_table(raw: RawTable) -> tuple[Table, list[Finding]]:
    """Type one raw table; a row with any error is refused, the others are not touched by it."""
    columns = {field.name: check_column(raw.cells[field.name], field) for field in raw.kind.fields if field.name in raw.cells}
    findings: list[Finding] = []
    first: dict[int, str] = {}
    for field in raw.kind.fields:
        for row, finding in _cell_faults(raw, field, columns.get(field.name)):
            findings.append(finding)
            first.setdefault(row, finding.code)
    sound = np.ones(len(raw.cells), dtype=bool)
    sound[list(first)] = False
    rows = _typed(raw.kind, columns, len(raw.cells))
    rows["_row"] = np.arange(len(rows))
    rows = rows if sound.all() else rows[sound].reset_index(drop=True)
    for row, finding in _rule_faults(raw, rows):
        findings.append(finding)
        first.setdefault(row, finding.code)
    broken = rows["_row"].isin(list(first))
    if broken.any():
        rows = rows[~broken].reset_index(drop=True)
    refused = pd.DataFrame({"_row": sorted(first), "code": [first[row] for row in sorted(first)]})
    return Table(raw, rows, refused), findings


def _cell_faults(raw: RawTable, field: Field, column: Column | None) -> Iterator[tuple[int, Finding]]:
    """The faults of one column's cells; a required field without a column was told when the header was read (CSV) or is missing (YAML)."""
    if column is None:
        return
    texts = raw.cells[field.name]
    for row in np.flatnonzero(column.refused):
        code, facts = explain(field, texts.iloc[row])
        yield int(row), Finding(code, raw.locator.place(int(row), field.name), facts)
    if field.required:
        for row in np.flatnonzero(column.empty):
            yield int(row), Finding("E101", raw.locator.place(int(row), field.name), {"title": field.title, "sample": field.sample})


def _typed(kind: Kind, columns: dict[str, Column], length: int) -> pd.DataFrame:
    typed: dict[str, pd.Series] = {}
    for field in kind.fields:
        column = columns.get(field.name)
        typed |= column.typed if column else check_column(pd.Series([""] * length, dtype="str"), field).typed
    return pd.DataFrame(typed)


def _rule_faults(raw: RawTable, rows: pd.DataFrame) -> Iterator[tuple[int, Finding]]:
    """Faults between the cells of a row: a part greater than its whole, and the kind's own rules."""
    for field in raw.kind.fields:
        if field.part_of:
            whole = raw.kind.field(field.part_of)
            for position in np.flatnonzero((rows[field.name] > rows[whole.name]).fillna(False)):
                row = int(rows["_row"].iloc[position])
                facts = {"title": field.title, "whole": whole.title} | _texts(raw, row, (field.name, whole.name))
                yield row, Finding("E108", raw.locator.place(row, field.name), facts)
    for rule in raw.kind.rules:
        for position in np.flatnonzero(rule.broken(rows).fillna(False)):
            row = int(rows["_row"].iloc[position])
            facts = {"title": raw.kind.field(rule.field).title} | _texts(raw, row, tuple(raw.cells.columns))
            computed = rule.facts(rows.iloc[position].to_dict())
            yield row, Finding(rule.code, raw.locator.place(row, rule.field), facts | computed)


def _texts(raw: RawTable, row: int, names: tuple[str, ...]) -> dict[str, str]:
    return {name: str(raw.cells[name].iloc[row]) for name in names if name in raw.cells}
