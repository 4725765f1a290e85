"""What reading yields: a table of text cells that knows where each of them stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.place import Place

_CODE = re.compile(rb"[A-Za-z0-9][A-Za-z0-9/_-]*")


class Locator(Protocol):
    """Turns a row and a field into a place; asked only when a finding needs it."""

    def place(self, row: int, field: str = "") -> Place:
        """The place of the cell, or of the whole row where the field is empty or has no cell."""

    def lines(self) -> Sequence[int]:
        """The line on which each row begins."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A record that was there but could not become a row; the ledger counts it as rejected.

    `says`: see `codes_in`; `cells`: how many it states.
    """

    line: int
    code: str
    says: frozenset[str]
    cells: int


@dataclass(frozen=True, slots=True)
class Trap:
    """A cell that cannot be taken for what it seems to say (`field`), or a whole row (no field): the finding that refuses the row."""

    row: int
    field: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class RawTable:
    """One file's records of one kind.

    `cells` has text columns named by field and one row a record (index 0..n-1); the empty text means not stated. `lost` are the records
    that could not become rows. `demo` is true for invented records (everything below `data/demo/`). `traps` are what a workbook holds
    beside plain cells; `waived` the required fields that a submission may leave empty; `written` how many cells each record stated before
    what empty ones stand for was put in (empty: nothing was).
    """

    kind: Kind
    file: str
    cells: pd.DataFrame
    locator: Locator
    lost: tuple[Lost, ...]
    demo: bool
    traps: tuple[Trap, ...] = ()
    waived: frozenset[str] = frozenset()
    written: tuple[int, ...] = ()

    def stated(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """How many cells each record states."""
        if self.written:
            return np.array(self.written, dtype=np.int64)
        stated = np.zeros(len(self.cells), dtype=np.int64)
        for name in self.cells:
            stated += np.asarray(self.cells[name].array != "", dtype=bool)
        return stated


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that could not be read as records at all.

    `rows` is how many records it seems to hold; a file whose inside cannot be told counts as one. `says`: see `codes_in`. `cells`: how
    many each of these records states; empty where the file cannot be cut into cells.
    """

    kind: str
    file: str
    rows: int
    code: str
    says: frozenset[str]
    cells: tuple[int, ...] = ()


def codes_in(data: bytes) -> frozenset[str]:
    """All that looks like a code, so that who refers to a record that could not be read is told so, and not that there is none."""
    return frozenset(found.decode("ascii") for found in _CODE.findall(data))
