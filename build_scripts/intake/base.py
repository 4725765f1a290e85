"""The records that are already there, as far as a submission touches them."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from build_scripts.declare import Kind, discover
from build_scripts.findings import Finding
from build_scripts.guard.table import Guarded
from build_scripts.loading import examined
from build_scripts.merge.federation import Federation, merge
from build_scripts.read.folder import read_folder
from build_scripts.read.raw import RawTable, RefusedFile


@dataclass(frozen=True, slots=True)
class Base:
    """Tables of some kinds and all that these refer to, and the federation that they make."""

    kinds: Mapping[str, Kind]
    as_of: date
    tables: Sequence[Guarded]
    refused: Sequence[RefusedFile]
    federation: Federation

    def table(self, file: str) -> RawTable | None:
        """The table of a file below the data folder; None where there is none."""
        return next((guarded.table.raw for guarded in self.tables if guarded.table.raw.file == file), None)

    def with_tables(self, fresh: Sequence[RawTable], files: Container[str]) -> tuple["Base", list[Finding]]:
        """The same with these tables in the place of these files (paths below the data folder), and what merging them tells."""
        guarded, _ = examined(fresh, self.as_of, public=False)
        others = [each for each in self.tables if each.table.raw.file not in files]
        tables = [*others, *guarded]
        federation, findings = merge(tables, self.refused, self.kinds, self.as_of.isoformat())
        return replace(self, tables=tables, federation=federation), findings


class Records:
    """The records of a data folder, read, checked and guarded when a kind is first asked for."""

    def __init__(self, data: Path, as_of: date) -> None:
        self._data, self._as_of, self._kinds = data, as_of, discover()
        self._loaded: set[str] = set()
        self._tables: list[Guarded] = []
        self._refused: list[RefusedFile] = []

    def load(self, names: Iterable[str]) -> None:
        """Read the records of these kinds and of all that they refer to."""
        fresh = related(self._kinds, names).keys() - self._loaded
        reading, _ = read_folder(self._data, self._kinds, only=fresh)
        tables, _ = examined(reading.tables, self._as_of, public=False)
        self._tables = sorted([*self._tables, *tables], key=lambda guarded: guarded.table.raw.file)
        self._refused = sorted([*self._refused, *reading.refused], key=lambda refused: refused.file)
        self._loaded |= fresh

    def base(self, names: Iterable[str]) -> Base:
        """The records of these kinds and of all that they refer to, merged."""
        kinds = related(self._kinds, names)
        self.load(kinds)
        tables = [guarded for guarded in self._tables if guarded.table.raw.kind.name in kinds]
        refused = [file for file in self._refused if file.kind in kinds]
        federation, _ = merge(tables, refused, kinds, self._as_of.isoformat())
        return Base(kinds, self._as_of, tables, refused, federation)


_WITH: Mapping[str, Sequence[str]] = {"unit": ("unit_alias",), "observation": ("relation",), "disclosure": ("workday",)}
"""What belongs to a kind and is not referred to by it: other names of units, relations that figures are held against, working days."""


def related(kinds: Mapping[str, Kind], names: Iterable[str]) -> dict[str, Kind]:
    """The kinds of these names with all that they refer to and all that belongs to these."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [field.refers for field in kinds[name].fields if field.refers]
            waiting += _WITH.get(name, ())
    return {name: kind for name, kind in kinds.items() if name in found}
