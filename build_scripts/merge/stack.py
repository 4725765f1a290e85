"""All tables of one kind stacked, with the way back to each row's file, and the fate of rows that stop here."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.guard.table import Guarded
from build_scripts.place import Place
from build_scripts.read.raw import RawTable, RefusedFile

_HIDING = frozenset({"W301", "W302", "W303", "W305", "W308", "W310", "W325"})
"""Reasons for which a sound row is withheld though it still is the newest word on its key."""


@dataclass(slots=True)
class Stack:
    """The rows of one kind that are still in the running, and those that are not.

    `rows` holds the kind's typed columns and `_table` (number of the table), `_row` (position in its raw table), `_demo`. `stopped` gathers
    frames with `_table`, `_row`, `code` for rows taken out. `hidden` holds key, version, `_table` and `_row` of the rows that are sound but
    withheld, of kinds with versions: an older version must not come back because the newer one may not be shown. `superseded` are the rows
    taken out because another row in the running is a later version, whole as they were. `unread` are the codes in records that could not
    be read.
    """

    kind: Kind
    tables: Sequence[Guarded]
    rows: pd.DataFrame
    hidden: pd.DataFrame
    unread: frozenset[str]
    superseded: pd.DataFrame = field(default_factory=pd.DataFrame)
    stopped: list[pd.DataFrame] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def place(self, position: int, name: str = "") -> Place:
        """The place of a cell of the row at that position."""
        return self.origin({column: self.rows[column].iloc[position] for column in ("_table", "_row")}, name)

    def origin(self, row: Mapping[Hashable, Any], name: str = "") -> Place:
        """The place of a cell of any row with `_table` and `_row`."""
        raw: RawTable = self.tables[int(row["_table"])].table.raw
        return raw.locator.place(int(row["_row"]), name)

    def rename(self, name: str, codes: Mapping[str, str]) -> None:
        """Put codes for names in that column, of the hidden rows too."""
        self.rows[name] = self.rows[name].replace(codes)
        if name in self.hidden:
            self.hidden[name] = self.hidden[name].replace(codes)

    def stop(self, positions: Iterable[int], code: str) -> None:
        """Take the rows at these positions out of the running, for that reason; positions of the rest change."""
        held = np.zeros(len(self.rows), dtype=bool)
        held[list(positions)] = True
        if held.any():
            self.stopped.append(self.rows.loc[held, ["_table", "_row"]].assign(code=code))
            if code in _HIDING and self.kind.version:
                self.hidden = pd.concat([self.hidden, self.rows.loc[held, self.hidden.columns]], ignore_index=True)
            self.rows = self.rows[~held].reset_index(drop=True)

    def tell(self, code: str, place: Place, facts: Mapping[str, str]) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, place, facts))


def stack(kind: Kind, tables: Sequence[Guarded], refused: Sequence[RefusedFile]) -> Stack:
    """Stack the tables of one kind; a kind without a table yields an empty frame with all its columns."""
    frames = [
        guarded.rows.assign(_table=number, _demo=guarded.table.raw.demo)
        for number, guarded in enumerate(tables)
        if guarded.table.raw.kind.name == kind.name
    ]
    rows = pd.concat(frames, ignore_index=True) if frames else empty_rows(kind)
    said = [record.says for guarded in tables if guarded.table.raw.kind.name == kind.name for record in guarded.table.raw.lost]
    unread = frozenset[str]().union(*said, *(file.says for file in refused if file.kind == kind.name))
    return Stack(kind, tables, rows, _hidden(kind, tables), unread)


def _hidden(kind: Kind, tables: Sequence[Guarded]) -> pd.DataFrame:
    """The rows of the kind that the guard withheld for what they say; none for kinds without versions."""
    if not kind.version:
        return pd.DataFrame()
    columns = [*kind.key, kind.version, "_table", "_row"]
    frames = [empty_rows(kind)[columns]]
    for number, guarded in enumerate(tables):
        if guarded.table.raw.kind.name == kind.name and len(guarded.withheld):
            withheld = guarded.withheld.loc[guarded.withheld["code"].isin(_HIDING), "_row"]
            rows = guarded.table.rows
            frames.append(rows[rows["_row"].isin(withheld)].assign(_table=number)[columns])
    return pd.concat(frames, ignore_index=True)


def empty_rows(kind: Kind) -> pd.DataFrame:
    """A frame without rows that has the kind's typed columns."""
    return _empty_rows(kind).copy()


@cache
def _empty_rows(kind: Kind) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {}
    for field_ in kind.fields:
        dtype = {"count": "Int64", "number": "Float64"}.get(field_.grammar.name, "str")
        columns[field_.name] = pd.Series([], dtype=dtype)
        if field_.grammar.name == "number":
            columns[f"{field_.name}_digits"] = pd.Series([], dtype="Int64")
    whole = {"_row": pd.Series([], dtype="int64"), "_table": pd.Series([], dtype="int64"), "_demo": pd.Series([], dtype="bool")}
    return pd.DataFrame(columns | whole)
