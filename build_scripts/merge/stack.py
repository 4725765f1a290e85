"""All tables of one kind stacked, with the way back to each row's file, and the fate of rows that stop here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.guard.table import Guarded
from build_scripts.place import Place


@dataclass(slots=True)
class Stack:
    """The rows of one kind that are still in the running, and those that are not.

    `rows` holds the kind's typed columns and `_table` (number of the table), `_row` (position in its raw table), `_demo`. `stopped` gathers
    frames with `_table`, `_row`, `code` for rows taken out.
    """

    kind: Kind
    tables: Sequence[Guarded]
    rows: pd.DataFrame
    stopped: list[pd.DataFrame] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def place(self, position: int, name: str = "") -> Place:
        """The place of a cell of the row at that position."""
        return self._raw(position).locator.place(int(self.rows["_row"].iloc[position]), name)

    def written(self, position: int, name: str) -> str:
        """The cell as it was submitted."""
        return str(self._raw(position).cells[name].iloc[int(self.rows["_row"].iloc[position])])

    def stop(self, positions: Iterable[int], code: str) -> None:
        """Take the rows at these positions out of the running, for that reason; positions of the rest change."""
        held = np.zeros(len(self.rows), dtype=bool)
        held[list(positions)] = True
        if held.any():
            self.stopped.append(self.rows.loc[held, ["_table", "_row"]].assign(code=code))
            self.rows = self.rows[~held].reset_index(drop=True)

    def tell(self, code: str, place: Place, facts: Mapping[str, str]) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, place, facts))

    def _raw(self, position: int):  # noqa: ANN202  the raw table's type says it
        return self.tables[int(self.rows["_table"].iloc[position])].table.raw


def stack(kind: Kind, tables: Sequence[Guarded]) -> Stack:
    """Stack the tables of one kind; a kind without a table yields an empty frame with all its columns."""
    frames = [
        guarded.rows.assign(_table=number, _demo=guarded.table.raw.demo)
        for number, guarded in enumerate(tables)
        if guarded.table.raw.kind.name == kind.name
    ]
    if not frames:
        return Stack(kind, tables, empty_rows(kind))
    return Stack(kind, tables, pd.concat(frames, ignore_index=True))


def empty_rows(kind: Kind) -> pd.DataFrame:
    """A frame without rows that has the kind's typed columns."""
    columns: dict[str, pd.Series] = {}
    for field_ in kind.fields:
        dtype = {"count": "Int64", "number": "Float64"}.get(field_.grammar.name, "str")
        columns[field_.name] = pd.Series([], dtype=dtype)
        if field_.grammar.name == "number":
            columns[f"{field_.name}_digits"] = pd.Series([], dtype="Int64")
    whole = {"_row": pd.Series([], dtype="int64"), "_table": pd.Series([], dtype="int64"), "_demo": pd.Series([], dtype="bool")}
    return pd.DataFrame(columns | whole)
