"""The data folder: the folder's name is the kind, everything below `demo/` is invented."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.read.csv_text import csv_records, read_csv
from build_scripts.read.raw import RawTable, RefusedFile, codes_in
from build_scripts.read.yaml_text import read_yaml, yaml_records

_READERS = {".csv": read_csv, ".yaml": read_yaml, ".yml": read_yaml}
_COUNTERS = {".csv": csv_records, ".yaml": yaml_records, ".yml": yaml_records}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .xls, whatever their name ends in
_DEMO = "demo"
_BOUNDARIES = "boundaries"  # geometry, read by boundaries.py; no records


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read: tables, and files refused as a whole."""

    tables: tuple[RawTable, ...]
    refused: tuple[RefusedFile, ...]


def read_folder(data: Path, kinds: Mapping[str, Kind]) -> tuple[Reading, list[Finding]]:
    """Every record file below the data folder, in the order of their paths.

    A file in no kind's folder (E005), a workbook (E006) or a file of an unknown ending (E004) is a finding; README.md, hidden files and
    the lock files of an open workbook (`~$…`) are passed over. Symbolic links are not followed.
    """
    tables: list[RawTable] = []
    refused: list[RefusedFile] = []
    findings: list[Finding] = []
    for path in record_files(data):
        file = path.relative_to(data).as_posix()
        parts = path.relative_to(data).parts
        demo = parts[0] == _DEMO
        folder = parts[1] if demo and len(parts) > 2 else parts[0]
        kind = kinds.get(folder)
        suffix, content = path.suffix.lower(), path.read_bytes()
        if kind is None:
            known = "、".join(f"{each.name}（{each.title}）" for each in kinds.values())
            findings.append(Finding("E005", Place(file), {"found": folder if len(parts) > 1 + demo else "", "known": known}))
            refused.append(_refused("", file, content, "E005"))
        elif content.startswith(_WORKBOOKS):
            findings.append(Finding("E006", Place(file)))
            refused.append(_refused(kind.name, file, content, "E006"))
        elif suffix not in _READERS:
            findings.append(Finding("E004", Place(file), {"found": path.suffix}))
            refused.append(_refused(kind.name, file, content, "E004"))
        else:
            table, faults = _READERS[suffix](kind, file, content, demo)
            findings += faults
            if isinstance(table, RawTable):
                tables.append(table)
            else:
                refused.append(table)
    return Reading(tuple(tables), tuple(refused)), findings


def _refused(kind: str, file: str, data: bytes, code: str) -> RefusedFile:
    """A file nobody tried to read; what it seems to hold is counted all the same."""
    suffix = PurePosixPath(file).suffix.lower()
    count = _COUNTERS[suffix](data) if suffix in _COUNTERS and not data.startswith(_WORKBOOKS) else 1
    return RefusedFile(kind, file, count, code, codes_in(data))


def record_files(data: Path) -> Iterator[Path]:
    """The files below the data folder that should hold records, sorted by path."""
    for path in sorted(data.rglob("*"), key=lambda path: path.relative_to(data).as_posix()):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(data).parts)
        other = path.name == "README.md" or path.relative_to(data).parts[0] == _BOUNDARIES
        if path.is_file() and not path.is_symlink() and not hidden and not other:
            yield path
