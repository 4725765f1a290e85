"""A file as somebody sent it (.xlsx, .xls, .csv, .yaml): which kinds of record it holds is told by its headers, not by a folder."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.parse.grid import VISIBLE, Book, Grid
from build_scripts.place import Place
from build_scripts.read.csv_grid import csv_grid
from build_scripts.read.encoding import decode
from build_scripts.read.header import known_headers
from build_scripts.read.jail import parse_book
from build_scripts.read.prepared import UNTOUCHED
from build_scripts.read.raw import RawTable, RefusedFile, codes_in
from build_scripts.read.rows import find_header, plain
from build_scripts.read.sheet import Asides, read_sheet
from build_scripts.read.spots import SheetSpots, Spots
from build_scripts.read.yaml_text import read_yaml

HELPERS = frozenset({"填写说明", "选项", "下载说明"})
"""Sheets of our own templates and downloads that hold no records."""

SEPARATORS = re.compile("[；;\t|，]")
_YAML = frozenset({".yaml", ".yml"})
_KEY = re.compile(r"^(?:- |  )?([^\s:#\"'-][^:#]*):(?:\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Submission:
    """All that one file holds: tables, what was refused as a whole, and what is no record (see `Asides`)."""

    file: str
    tables: tuple[RawTable, ...]
    refused: tuple[RefusedFile, ...]
    asides: Asides

    @property
    def untouched(self) -> int:
        """How many rows a template prepared and nobody filled in or corrected."""
        return sum(sort in UNTOUCHED for sort, _ in self.asides.rows)


def read_submission(file: str, data: bytes, kinds: Mapping[str, Kind], demo: bool) -> tuple[Submission, list[Finding]]:
    """Read one submitted file.

    Args:
        file: its name, as findings repeat it.
        data: its bytes.
        kinds: the record kinds it may hold.
        demo: whether its records are invented.

    Returns:
        The submission and its findings: E001, E003, E015 the text of a CSV file; E040..E058 the workbook as a whole; E059 no header that
        belongs to a kind, E061..E069 what a sheet holds that cannot be taken for what it seems to say.
    """
    if PurePath(file).suffix.lower() in _YAML:
        return _read_yaml(file, data, kinds, demo)
    if PurePath(file).suffix.lower() == ".csv" and not data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        found = csv_grid(file, data)
        if isinstance(found, Finding):
            return _refused(file, data, found)
        return _read_sheets(file, [found], (), kinds, demo)
    book = parse_book(data)
    if book.code:
        return _refused(file, data, Finding(book.code, Place(file), book.facts), book)
    sheets = [(grid, SheetSpots(file, grid.name)) for grid in book.grids]
    return _read_sheets(file, sheets, book.asides, kinds, demo)


def _refused(file: str, data: bytes, fault: Finding, book: Book | None = None) -> tuple[Submission, list[Finding]]:
    says = codes_in(data) if book is None else frozenset[str]()
    asides = Asides(texts=(PurePath(file).name, *(book.asides if book else ())))
    return Submission(file, (), (RefusedFile("", file, 1, fault.code, says),), asides), [fault]


def _read_sheets(
    file: str, sheets: Sequence[tuple[Grid, Spots]], texts: tuple[str, ...], kinds: Mapping[str, Kind], demo: bool
) -> tuple[Submission, list[Finding]]:
    tables: list[RawTable] = []
    refused: list[RefusedFile] = []
    findings: list[Finding] = []
    asides = Asides(texts=(PurePath(file).name, *texts))
    for grid, spots in sheets:
        if not grid.cells or grid.name in HELPERS:
            asides = _with(asides, Asides(texts=tuple(_texts(grid))))
            continue
        table, faults, beside = _read_sheet(grid, spots, kinds, demo)
        findings += faults
        asides = _with(asides, beside)
        if isinstance(table, RawTable):
            tables.append(table)
        else:
            refused.append(table)
    if not tables and not refused:
        findings.append(Finding("E059", Place(file), {"known": _known(kinds)}))
        refused.append(RefusedFile("", file, 1, "E059", frozenset()))
    return Submission(file, tuple(tables), tuple(refused), asides), findings


def _read_sheet(grid: Grid, spots: Spots, kinds: Mapping[str, Kind], demo: bool) -> tuple[RawTable | RefusedFile, list[Finding], Asides]:
    header = find_header(grid, list(kinds.values()))
    if grid.state == VISIBLE and header is not None:
        return read_sheet(header, grid, spots, demo)
    fault = _headless(grid, spots, kinds) if grid.state == VISIBLE else Finding("E067", spots.at(0))
    texts = tuple(_texts(grid))
    return RefusedFile("", str(spots.at(0)), max(len(grid.cells) - 1, 1), fault.code, frozenset(texts)), [fault], Asides(texts=texts)


def _headless(grid: Grid, spots: Spots, kinds: Mapping[str, Kind]) -> Finding:
    """Why no header is found: the cells of a CSV file are parted by other signs than commas (E015), or nothing names fields (E059)."""
    row = min(grid.cells)
    first = [cell.text for cell in grid.cells[row].values()]
    if not grid.name and len(first) == 1 and SEPARATORS.search(first[0]):
        return Finding("E015", spots.at(row, 1), {"found": first[0]})
    return Finding("E059", spots.at(0), {"known": _known(kinds)})


def _texts(grid: Grid) -> Iterator[str]:
    return (cell.text for row in grid.cells.values() for cell in row.values() if cell.text)


def _with(asides: Asides, more: Asides) -> Asides:
    return Asides((*asides.rows, *more.rows), (*asides.texts, *more.texts))


def _known(kinds: Mapping[str, Kind]) -> str:
    return "、".join(kind.title for kind in kinds.values())


def _read_yaml(file: str, data: bytes, kinds: Mapping[str, Kind], demo: bool) -> tuple[Submission, list[Finding]]:
    """YAML names its fields in every record; the kind is the one that knows most of the names."""
    keys = {plain(key) for key in _KEY.findall(decode(data) or "")}
    kind = max(kinds.values(), key=lambda each: len(keys & set(known_headers(each))))
    if 2 * len(keys & set(known_headers(kind))) <= len(keys):
        return _refused(file, data, Finding("E059", Place(file), {"known": _known(kinds)}))
    raw, findings = read_yaml(kind, file, data, demo)
    name = Asides(texts=(PurePath(file).name,))
    if isinstance(raw, RefusedFile):
        return Submission(file, (), (raw,), name), findings
    written = tuple(raw.stated().tolist())
    for field in kind.fields:
        if field.absent and "{" not in field.absent:
            raw.cells[field.name] = raw.cells[field.name].replace("", field.absent)
    waived = frozenset(field.name for field in kind.fields if field.absent)
    return Submission(file, (replace(raw, waived=waived, written=written),), (), name), findings
