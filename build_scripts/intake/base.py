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


def base_of(data: Path, as_of: date, names: Iterable[str]) -> Base:
    """Read, check, guard and merge the records of these kinds and of all that they refer to."""
    kinds = related(discover(), names)
    reading, _ = read_folder(data, kinds, only=kinds)
    tables, _ = examined(reading.tables, as_of, public=False)
    federation, _ = merge(tables, reading.refused, kinds, as_of.isoformat())
    return Base(kinds, as_of, tables, reading.refused, federation)


def related(kinds: Mapping[str, Kind], names: Iterable[str]) -> dict[str, Kind]:
    """The kinds of these names with all that they refer to, and other names of units where units are among them."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [field.refers for field in kinds[name].fields if field.refers]
            waiting += ["unit_alias"] if name == "unit" else []
    return {name: kind for name, kind in kinds.items() if name in found}
