"""From a cell of a submitted sheet to its place: by letters in a workbook, by characters of a line in a CSV file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.read.csv_layout import place_in


class Spots(Protocol):
    """Where the cells of one sheet stand."""

    def at(self, row: int, column: int = 0) -> Place:
        """The place of a cell, of a whole row (column 0), or of the sheet (row 0)."""

    def stray(self, row: int, header: int, column: int) -> Finding | None:
        """What is wrong with a row below that header which holds something in that column (0: nowhere) beyond the named ones."""


@dataclass(frozen=True, slots=True)
class SheetSpots:
    """Cells of a workbook."""

    file: str
    sheet: str

    def at(self, row: int, column: int = 0) -> Place:
        """As spreadsheets name it."""
        return Place(self.file, row, column, sheet=self.sheet)

    def stray(self, row: int, _header: int, column: int) -> Finding | None:
        """A cell under no header (E018)."""
        return Finding("E018", self.at(row, column)) if column else None


@dataclass(frozen=True, slots=True)
class RecordSpots:
    """Cells of a CSV file: `records` holds the line on which each record begins and its text, `widths` how many cells it has."""

    file: str
    records: Sequence[tuple[int, str]]
    widths: Sequence[int]

    def at(self, row: int, column: int = 0) -> Place:
        """As an editor counts: line and character."""
        if not row:
            return Place(self.file)
        line, text = self.records[row - 1]
        return place_in(self.file, text, line, column - 1) if column else Place(self.file, line)

    def stray(self, row: int, header: int, column: int) -> Finding | None:
        """A row with fewer cells than the header, or with something beyond it (E014): a comma too few or too many moves all that follow."""
        found, expected = self.widths[row - 1], self.widths[header - 1]
        if not column and found >= expected:
            return None
        return Finding("E014", self.at(row), {"found": str(found), "expected": str(expected)})


@dataclass(frozen=True, slots=True)
class SheetLocator:
    """Finds the cells of a table that was a part of a sheet: `rows` its rows there, `columns` the column of each field."""

    spots: Spots
    rows: Sequence[int]
    columns: Mapping[str, int]

    def place(self, row: int, field: str = "") -> Place:
        """The place of the cell, or of the row where the field has no column."""
        return self.spots.at(self.rows[row], self.columns.get(field, 0))

    def lines(self) -> Sequence[int]:
        """The line (or row of the sheet) on which each record begins."""
        return [self.spots.at(row).line for row in self.rows]
