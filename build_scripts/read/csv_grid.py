"""A submitted CSV file as a sheet, so that titles above its header and signatures below are told apart as in a workbook."""

import csv
import io

from build_scripts.findings import Finding
from build_scripts.parse.grid import VISIBLE, Cell, Grid
from build_scripts.place import Place
from build_scripts.read.encoding import decode
from build_scripts.read.spots import RecordSpots


def csv_grid(file: str, data: bytes) -> tuple[Grid, RecordSpots] | Finding:
    """The cells of the file and where they stand, or the finding that refuses it (E001 encoding, E003 quoting)."""
    text = decode(data)
    if text is None:
        return Finding("E001", Place(file))
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    reader = csv.reader(io.StringIO(plain, newline=""), strict=True)
    cells: dict[int, dict[int, Cell]] = {}
    records: list[tuple[int, str]] = []
    widths: list[int] = []
    start = 1
    try:
        for row in reader:
            records.append((start, "\n".join(lines[start - 1 : reader.line_num])))
            widths.append(len(row))
            filled = {column: Cell(said) for column, said in enumerate(row, 1) if said}
            if filled:
                cells[len(records)] = filled
            start = reader.line_num + 1
    except csv.Error:
        return Finding("E003", Place(file, start))
    return Grid("", VISIBLE, cells), RecordSpots(file, tuple(records), tuple(widths))
