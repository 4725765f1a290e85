"""The ledger: every record read ends as exactly one of published, withheld, rejected, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.guard.table import Guarded
from build_scripts.merge.stack import Stack
from build_scripts.read.raw import RawTable, RefusedFile

KEY_MARK = "\x1f"
"""Stands between the parts of a key."""

COLUMNS = ("kind", "file", "sheet", "line", "key", "cells", "state", "code", "position")
PUBLISHED, WITHHELD, REJECTED = "published", "withheld", "rejected"
Ints = np.ndarray[Any, np.dtype[np.int64]]
Codes = np.ndarray[Any, np.dtype[np.object_]]
_TYPES = {"kind": "str", "file": "str", "sheet": "str", "line": "int64", "key": "str", "cells": "int64", "code": "str", "position": "int64"}
_BLANK = pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in _TYPES.items()})
_NONE_STOPPED = pd.DataFrame(
    {name: pd.Series([], dtype=dtype) for name, dtype in (("_table", "int64"), ("_row", "int64"), ("code", "str"))}
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """`entries`: one row a record, in the order of reading, columns `COLUMNS`.

    `sheet` of a workbook, else empty; `line` of the file or sheet from 1, 0 = unknown; `key` as it was written, empty where the record
    could not be read; `cells`: how many it states, -1 = unknown; `code` empty if published; `position` among the rows of its kind that are
    published, -1 if it is not.
    """

    entries: pd.DataFrame

    def counts(self) -> pd.DataFrame:
        """Records by kind and file: columns kind, file, read, published, withheld, rejected."""
        states = pd.Categorical(self.entries["state"], [PUBLISHED, WITHHELD, REJECTED])
        table = self.entries.assign(state=states).groupby(["kind", "file", "state"], observed=False, sort=True).size().unstack("state")  # noqa: PD010  nothing is aggregated twice
        table = table[table.sum(axis="columns") > 0]
        table.columns = table.columns.astype("str")
        counts = table.reindex(columns=[PUBLISHED, WITHHELD, REJECTED], fill_value=0)
        counts.insert(0, "read", counts.sum(axis="columns"))
        return counts.reset_index()


def balance(tables: Sequence[Guarded], stacks: Sequence[Stack], refused: Sequence[RefusedFile]) -> Ledger:
    """Book every record once.

    Raises:
        ValueError: a record was booked twice or not at all, or for a reason that says neither withheld nor rejected; that is our bug.
    """
    stacked = {stack.kind.name: _Stacked.of(stack) for stack in stacks}
    frames = [_BLANK]
    for number, guarded in enumerate(tables):
        frames.append(_booked(number, guarded, stacked.get(guarded.table.raw.kind.name)))
        frames += [_lost(guarded.table.raw)] if guarded.table.raw.lost else []
    frames += [_lump(file) for file in refused if file.rows]
    entries = pd.concat(frames, ignore_index=True)
    state = entries["code"].str[:1].map({"": PUBLISHED, "W": WITHHELD, "E": REJECTED})
    if state.isna().any():
        raise ValueError(f"the ledger knows no such reasons: {sorted(entries.loc[state.isna(), 'code'].unique())}")
    return Ledger(entries.assign(state=state)[list(COLUMNS)])


@dataclass(frozen=True, slots=True)
class _Stacked:
    """The rows of a stack by table and row: those that are kept, in their order, and those that were stopped, with the reason."""

    kept: tuple[Ints, Ints]
    stopped: tuple[Ints, Ints]
    codes: Codes

    @classmethod
    def of(cls, stack: Stack) -> "_Stacked":
        stopped = pd.concat([_NONE_STOPPED, *stack.stopped])
        kept = (stack.rows["_table"].to_numpy(dtype="int64"), stack.rows["_row"].to_numpy(dtype="int64"))
        gone = (stopped["_table"].to_numpy(dtype="int64"), stopped["_row"].to_numpy(dtype="int64"))
        return cls(kept, gone, stopped["code"].to_numpy(dtype=object))


def _booked(number: int, guarded: Guarded, stacked: _Stacked | None) -> pd.DataFrame:
    """The rows of one table."""
    raw, size = guarded.table.raw, len(guarded.table.raw.cells)
    times, position, codes = np.zeros(size, dtype="int64"), np.full(size, -1, dtype="int64"), np.full(size, "", dtype=object)
    stopped = [
        (frame["_row"].to_numpy(dtype="int64"), frame["code"].to_numpy(dtype=object)) for frame in (guarded.table.refused, guarded.withheld)
    ]
    if stacked:
        here, gone = np.flatnonzero(stacked.kept[0] == number), stacked.stopped[0] == number
        position[stacked.kept[1][here]] = here
        np.add.at(times, stacked.kept[1][here], 1)
        stopped.append((stacked.stopped[1][gone], stacked.codes[gone]))
    for rows, why in stopped:
        codes[rows] = why
        np.add.at(times, rows, 1)
    if (times != 1).any():
        odd = ", ".join(f"row {row}: {times[row]} times" for row in np.flatnonzero(times != 1)[:9])
        raise ValueError(f"the ledger does not balance: {raw.file}: {odd}")
    lines = np.array(raw.locator.lines(), dtype="int64")
    columns = {"line": lines, "key": _keys(raw), "cells": raw.stated(), "code": codes, "position": position}
    return pd.DataFrame(columns | {"kind": raw.kind.name, "file": raw.file, "sheet": _sheet(raw)})


def _keys(raw: RawTable) -> pd.Series:
    """The key of each record as it was written."""
    parts = [raw.cells[name] for name in raw.kind.key if name in raw.cells]
    return parts[0].str.cat(parts[1:], sep=KEY_MARK) if parts else pd.Series("", index=raw.cells.index, dtype="str")


def _sheet(raw: RawTable) -> str:
    return raw.locator.place(0).sheet if len(raw.cells) else ""


def _lost(raw: RawTable) -> pd.DataFrame:
    """The records of a table that could not become rows."""
    told = [(each.line, each.cells, each.code) for each in raw.lost]
    unknown = {"kind": raw.kind.name, "file": raw.file, "sheet": _sheet(raw), "key": "", "position": -1}
    return pd.DataFrame(told, columns=["line", "cells", "code"]).assign(**unknown)


def _lump(file: RefusedFile) -> pd.DataFrame:
    """The records that a refused file seems to hold."""
    unknown = {"kind": file.kind, "file": file.file, "sheet": "", "line": 0, "key": "", "code": file.code, "position": -1}
    return pd.DataFrame({"cells": file.cells or [-1] * file.rows} | unknown)
