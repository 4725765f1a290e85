"""Accepted rows into the files that hold them: one a kind and unit, a set of rows, so that the order of arrival leaves no trace."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from build_scripts.declare import Kind
from build_scripts.guard.table import Guarded
from build_scripts.intake.base import Base
from build_scripts.read.raw import RawTable
from build_scripts.write.canonical import ordered, ordered_csv

_EVERY = "all"
_STATED = frozenset({"W302", "W308", "W310", "W311"})
"""Reasons for withholding that the record states itself; such a record is kept, since it may replace an older version."""


def keepable(guarded: Guarded) -> Guarded:
    """The rows that may be kept in `data/`: all sound ones but those that the guard withheld for what it found in them."""
    found = guarded.withheld[~guarded.withheld["code"].isin(_STATED)]
    rows = guarded.table.rows
    return Guarded(guarded.table, rows[~rows["_row"].isin(found["_row"])].reset_index(drop=True), found)


def written_out(kind: Kind, raw: RawTable, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as text cells under every field of the kind: what was submitted, with codes for names and the sources that were filled in.

    Args:
        kind: their kind.
        raw: the table that they came from.
        rows: `_row` and the kind's typed columns, references resolved.
    """
    cells = raw.cells.iloc[rows["_row"].to_numpy()].reset_index(drop=True)
    texts = {field.name: cells[field.name] if field.name in cells else pd.Series("", index=cells.index) for field in kind.fields}
    for field in kind.fields:
        if field.refers:
            texts[field.name] = rows[field.name].reset_index(drop=True)
    return pd.DataFrame(texts, dtype="str").fillna("")


@dataclass(frozen=True, slots=True)
class Shelved:
    """All rows of the files that a submission touches, those that were there and those that are added.

    `rows`: text cells under every field of the kind, in the order of the files, with `_path` (below the data folder), `_line` (where the
    row stands there) and `_known` (it was there before). `files`: those that change, with their new bytes.
    """

    kind: Kind
    rows: pd.DataFrame
    files: Mapping[str, bytes]


def shelved(kind: Kind, base: Base, added: pd.DataFrame, demo: bool) -> Shelved:
    """Put rows (text cells under every field of the kind) into the files of their units; a row that is there already changes nothing."""
    names = [field.name for field in kind.fields]
    unit = added["unit"] if "unit" in names else pd.Series(_EVERY, index=added.index)
    fresh = added[names].assign(_path=f"{'demo/' if demo else ''}{kind.name}/submitted/" + unit.astype("str") + ".csv", _known=False)
    there = [
        _all_fields(kind, raw.cells).assign(_path=path, _known=True) for path in sorted(set(fresh["_path"])) if (raw := base.table(path))
    ]
    rows = ordered(kind, pd.concat([*there, fresh], ignore_index=True).drop_duplicates([*names, "_path"], ignore_index=True))
    rows = rows.sort_values("_path", kind="stable", ignore_index=True)
    parts = {str(path): part for path, part in rows.groupby("_path", sort=True)}
    rows = rows.assign(_line=_lines(kind, rows))
    return Shelved(kind, rows, {path: ordered_csv(kind, part) for path, part in parts.items() if not part["_known"].all()})


def _lines(kind: Kind, rows: pd.DataFrame) -> pd.Series:
    """The line of its file on which each row begins, the header being the first one; only a paragraph holds line ends."""
    ends = pd.Series(1, index=rows.index)
    for field in kind.fields:
        if field.grammar.name == "paragraph":
            ends += rows[field.name].str.count("\n").fillna(0).astype("int64")
    return ends.groupby(rows["_path"]).cumsum() - ends + 2


def _all_fields(kind: Kind, cells: pd.DataFrame) -> pd.DataFrame:
    blank = pd.Series("", index=cells.index)
    return pd.DataFrame({field.name: cells.get(field.name, blank) for field in kind.fields}, dtype="str").fillna("")
