"""Raw tables to typed tables: every cell is accepted by its field's grammar, vectorised; only what was refused is explained."""

import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.check.column import Column, Mask, check_column, ends_before
from build_scripts.check.conditions import holds, percent
from build_scripts.check.mend import explain
from build_scripts.declare import Field
from build_scripts.findings import Finding
from build_scripts.read.csv_text import TEXT
from build_scripts.read.raw import RawTable

Positions = np.ndarray[Any, np.dtype[np.int64]]


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
    for trap in raw.traps:
        findings.append(trap.finding)
        first.setdefault(trap.row, trap.finding.code)
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
    refused = pd.DataFrame({"_row": sorted(first), "code": [first[row] for row in sorted(first)]})
    return Table(raw, _kept(rows, sound), refused), findings


def _cell_faults(raw: RawTable, field: Field, column: Column | None) -> Iterator[tuple[int, Finding]]:
    """The faults of one column's cells, trapped ones apart.

    A required field without a column was told when the header was read (CSV) or is missing (YAML).
    """
    if column is None:
        return
    trapped = [trap.row for trap in raw.traps if trap.field in ("", field.name)]
    judged = np.ones(len(raw.cells), dtype=bool)
    judged[trapped] = False
    refused = np.flatnonzero(column.refused & judged)
    for row, cells in zip(refused.tolist(), _records(raw.cells[[field.name]], refused), strict=True):
        code, facts = explain(field, cells[field.name])
        yield row, Finding(code, raw.locator.place(row, field.name), facts)
    if field.required and field.name not in raw.waived:
        for row in np.flatnonzero(column.empty & judged).tolist():
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
    """Faults between the cells of a sound row: a part greater than its whole, an end before its start, and the kind's own rules."""
    for field in raw.kind.fields:
        for name, code, breaks in ((field.part_of, "E108", operator.gt), (field.not_before, "E109", ends_before)):
            if name:
                whole = raw.kind.field(name)
                broken = np.flatnonzero(_true(breaks(rows[field.name], rows[name])) & sound)
                for row, cells in zip(broken.tolist(), _records(raw.cells, broken), strict=True):
                    facts = {"title": field.title, "found": cells[field.name], "whole": whole.title, "of": cells[name]}
                    yield row, Finding(code, raw.locator.place(row, field.name), facts)
    for rule in raw.kind.rules:
        broken = np.flatnonzero(holds(rule.broken, rows) & sound)
        for row, cells, values in zip(broken.tolist(), _records(raw.cells, broken), _records(rows, broken), strict=True):
            facts = cells | {"title": raw.kind.field(rule.field).title}
            if rule.percent:
                facts["computed"] = percent(values, *rule.percent)
            yield row, Finding(rule.code, raw.locator.place(row, rule.field), facts)


def _kept(rows: pd.DataFrame, sound: Mask) -> pd.DataFrame:
    """The sound rows; filtered column by column, since a frame would look up each row by its number, which takes twice as long."""
    return rows if sound.all() else pd.DataFrame({name: column.array[sound] for name, column in rows.items()})


def _records(frame: pd.DataFrame, positions: Positions) -> list[dict[str, Any]]:
    """The rows at the positions; taking none from a long column would cost as much as taking many."""
    return frame.iloc[positions].to_dict("records") if len(positions) else []


def _true(condition: pd.Series) -> Mask:
    return np.asarray(condition.fillna(False), dtype=bool)
