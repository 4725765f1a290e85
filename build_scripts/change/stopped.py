"""Records that were read and are not published: where they stand, why, and by which key they would be known."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.merge.ledger import PUBLISHED, Ledger
from build_scripts.read.folder import Reading
from build_scripts.read.raw import RawTable


@dataclass(frozen=True, slots=True)
class Stopped:
    """One unpublished record: its kind (empty: in no kind's folder), place, the code of the reason, and its key as it was written.

    The key is empty where the record could not be read.
    """

    kind: str
    file: str
    line: int
    code: str
    key: tuple[str, ...] = ()


def stopped(ledger: Ledger, reading: Reading) -> tuple[Stopped, ...]:
    """The unpublished records in order of kind, file and line."""
    keys: dict[tuple[str, int], list[tuple[str, ...]]] = defaultdict(list)
    for raw in reading.tables:
        for line, key in _keys(raw):
            keys[raw.file, line].append(key)
    entries = ledger.entries.sort_values(["kind", "file", "line"], kind="stable")
    found = []
    for kind, file, line, state, code in entries[["kind", "file", "line", "state", "code"]].itertuples(index=False, name=None):
        waiting = keys.get((file, line), [])
        key = waiting.pop(0) if waiting else ()
        if state != PUBLISHED:
            found.append(Stopped(kind, file, int(line), code, key))
    return tuple(found)


def _keys(raw: RawTable) -> Iterator[tuple[int, tuple[str, ...]]]:
    columns = [raw.cells[name].tolist() if name in raw.cells else [""] * len(raw.cells) for name in raw.kind.key]
    yield from zip(raw.locator.lines(), zip(*columns, strict=True), strict=True)
