"""The ledger: every record read ends as exactly one of published, withheld, rejected, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from build_scripts.guard.table import Guarded
from build_scripts.merge.stack import Stack
from build_scripts.read.raw import RefusedFile

PUBLISHED, WITHHELD, REJECTED = "published", "withheld", "rejected"


@dataclass(frozen=True, slots=True)
class Ledger:
    """`entries`: one row a record, columns kind, file, line (of the file, from 1; 0 = unknown), state, code (empty if published)."""

    entries: pd.DataFrame

    def counts(self) -> pd.DataFrame:
        """Records by kind and file: columns kind, file, read, published, withheld, rejected."""
        states = pd.Categorical(self.entries["state"], [PUBLISHED, WITHHELD, REJECTED])
        table = self.entries.assign(state=states).groupby(["kind", "file", "state"], observed=False, sort=True).size().unstack("state")  # noqa: PD010  nothing is aggregated twice
        table = table[table.sum(axis="columns") > 0]
        counts = pd.DataFrame({state: table[state] for state in (PUBLISHED, WITHHELD, REJECTED)})
        counts.insert(0, "read", counts.sum(axis="columns"))
        return counts.reset_index()


def balance(tables: Sequence[Guarded], stacks: Sequence[Stack], refused: Sequence[RefusedFile]) -> Ledger:
    """Book every record once.

    Raises:
        ValueError: a record was booked twice or not at all; that is our bug.
    """
    frames = [_booked(number, guarded, stacks) for number, guarded in enumerate(tables)]
    frames += [_lump(file) for file in refused if file.rows]
    columns = ["kind", "file", "line", "state", "code"]
    entries = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
    return Ledger(entries[columns])


def _booked(number: int, guarded: Guarded, stacks: Sequence[Stack]) -> pd.DataFrame:
    raw = guarded.table.raw
    stopped = [guarded.table.refused, guarded.withheld]
    kept = 0
    for stack in stacks:
        if stack.kind.name == raw.kind.name:
            kept = int((stack.rows["_table"] == number).sum())
            stopped += [frame.loc[frame["_table"] == number, ["_row", "code"]] for frame in stack.stopped]
    gone = pd.concat(stopped, ignore_index=True).astype({"_row": "int64", "code": "str"})
    if gone["_row"].duplicated().any() or len(gone) + kept != len(raw.cells):
        raise ValueError(f"the ledger does not balance: {raw.file}: {len(raw.cells)} read, {kept} kept, {len(gone)} stopped")
    codes = gone.set_index("_row")["code"].reindex(range(len(raw.cells)), fill_value="")
    lines = pd.Series(raw.locator.lines(), dtype="int64")
    frame = pd.DataFrame({"line": lines, "code": codes.astype("str")})
    lost = pd.DataFrame({"line": [record.line for record in raw.lost], "code": [record.code for record in raw.lost]})
    frame = pd.concat([frame, lost.astype({"line": "int64", "code": "str"})], ignore_index=True)
    state = frame["code"].str[:1].map({"": PUBLISHED, "W": WITHHELD, "E": REJECTED}).fillna(PUBLISHED)
    return frame.assign(kind=raw.kind.name, file=raw.file, state=state)


def _lump(file: RefusedFile) -> pd.DataFrame:
    return pd.DataFrame({"kind": file.kind, "file": file.file, "line": [0] * file.rows, "state": REJECTED, "code": file.code})
