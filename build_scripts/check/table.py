"""Raw tables to typed tables: every cell is accepted by its field's grammar, vectorised; only what was refused is explained."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from build_scripts.check.column import Column, Mask, check_column
from build_scripts.check.mend import explain
from build_scripts.declare import Field, Kind
from build_scripts.findings import Finding
from build_scripts.read.csv_text import TEXT
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
    rows = _typed(raw, columns)
    for row, finding in _rule_faults(raw, rows, sound):
        findings.append(finding)
        first.setdefault(row, finding.code)
    sound[list(first)] = False
    kept = rows if sound.all() else rows[sound].reset_index(drop=True)
    refused = pd.DataFrame({"_row": sorted(first), "code": [first[row] for row in sorted(first)]})
    return Table(raw, kept, refused), findings


def _cell_faults(raw: RawTable, field: Field, column: Column | None) -> Iterator[tuple[int, Finding]]:
    """The faults of one column's cells; a required field without a column was told when the header was read (CSV) or is missing (YAML)."""
    if column is None:
        return
    refused = np.flatnonzero(column.refused)
    for row, text in zip(refused.tolist(), raw.cells[field.name].iloc[refused], strict=True):
        code, facts = explain(field, text)
        yield row, Finding(code, raw.locator.place(row, field.name), facts)
    if field.required:
        for row in np.flatnonzero(column.empty).tolist():
            yield row, Finding("E101", raw.locator.place(row, field.name), {"title": field.title, "sample": field.sample})


def _typed(raw: RawTable, columns: Mapping[str, Column]) -> pd.DataFrame:
    """Every field of the kind, typed, and `_row`; a field without a column is not stated anywhere."""
    blank = pd.Series("", index=range(len(raw.cells)), dtype=TEXT)
    typed: dict[str, pd.Series] = {}
    for field in raw.kind.fields:
        column = columns.get(field.name) or check_column(blank, field)
        typed |= column.typed
    return pd.DataFrame(typed | {"_row": np.arange(len(raw.cells))}, copy=False)


def _rule_faults(raw: RawTable, rows: pd.DataFrame, sound: Mask) -> Iterator[tuple[int, Finding]]:
    """Faults between the cells of a sound row: a part greater than its whole, and the kind's own rules."""
    for field in raw.kind.fields:
        if field.part_of:
            whole = raw.kind.field(field.part_of)
            broken = np.flatnonzero(_true(rows[field.name] > rows[whole.name]) & sound)
            texts = raw.cells[[field.name, whole.name]].iloc[broken].to_dict("records") if len(broken) else []
            for row, cells in zip(broken.tolist(), texts, strict=True):
                yield row, Finding("E108", raw.locator.place(row, field.name), {"title": field.title, "whole": whole.title} | cells)
    for rule in raw.kind.rules:
        broken = np.flatnonzero(_true(rule.broken(rows)) & sound)
        texts, typed = raw.cells.iloc[broken].to_dict("records"), rows.iloc[broken].to_dict("records")
        for row, cells, values in zip(broken.tolist(), texts, typed, strict=True):
            facts = {"title": raw.kind.field(rule.field).title} | cells | dict(rule.facts(values))
            yield row, Finding(rule.code, raw.locator.place(row, rule.field), facts)


def _true(condition: pd.Series) -> Mask:
    return condition.fillna(False).to_numpy(dtype=bool)
