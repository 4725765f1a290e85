"""The data folder: the folder's name is the kind, everything below `demo/` is invented."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.kinds.attachment import FOLDER
from build_scripts.place import Place
from build_scripts.read.csv_text import Read, csv_records, read_csv
from build_scripts.read.raw import RawTable, RefusedFile, codes_in
from build_scripts.read.yaml_text import read_yaml, yaml_records


class _Form(NamedTuple):
    """How files of one ending are read; how many records one seems to hold that nobody reads, and how many cells each of these states."""

    read: Callable[[Kind, str, bytes, bool], Read]
    records: Callable[[bytes], tuple[int, tuple[int, ...]]]


_YAML = _Form(read_yaml, yaml_records)
_FORMS = {".csv": _Form(read_csv, csv_records), ".yaml": _YAML, ".yml": _YAML}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .xls, whatever their name ends in
_DEMO = "demo"
_OTHERS = (("boundaries",), (FOLDER,), (_DEMO, FOLDER))  # geometry and the files of attachments; no records


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read: tables, and files refused as a whole."""

    tables: tuple[RawTable, ...]
    refused: tuple[RefusedFile, ...]


def read_folder(data: Path, kinds: Mapping[str, Kind], only: Container[str] | None = None) -> tuple[Reading, list[Finding]]:
    """Every record file below the data folder, in the order of their paths; where `only` is given, those of these kinds alone.

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
        if only is not None and folder not in only:
            continue
        content, form = path.read_bytes(), _FORMS.get(path.suffix.lower())
        workbook = content.startswith(_WORKBOOKS)
        if kind and form and not workbook:
            table, faults = form.read(kind, file, content, demo)
            findings += faults
            if isinstance(table, RawTable):
                tables.append(table)
            else:
                refused.append(table)
            continue
        if kind is None:
            known = "、".join(each.label for each in kinds.values())
            fault = Finding("E005", Place(file), {"found": folder if len(parts) > 1 + demo else "", "known": known})
        else:
            fault = Finding("E006", Place(file)) if workbook else Finding("E004", Place(file), {"found": path.suffix})
        findings.append(fault)
        rows, cells = form.records(content) if form and not workbook else (1, ())
        refused.append(RefusedFile(kind.name if kind else "", file, rows, fault.code, codes_in(content), cells))
    return Reading(tuple(tables), tuple(refused)), findings


def record_files(data: Path) -> Iterator[Path]:
    """The files below the data folder that should hold records, sorted by path."""
    for path in sorted(data.rglob("*"), key=lambda path: path.relative_to(data).as_posix()):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(data).parts)
        other = path.name == "README.md" or any(path.relative_to(data).parts[: len(folder)] == folder for folder in _OTHERS)
        if path.is_file() and not path.is_symlink() and not hidden and not other:
            yield path
