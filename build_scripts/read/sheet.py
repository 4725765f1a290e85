"""One submitted sheet to one raw table: finds the header, tells records from what stands around them, and refuses what is not exact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from build_scripts.declare import Field, Kind
from build_scripts.findings import Finding
from build_scripts.parse.grid import DATE, FLAG, INTEGER, NUMBER, PERCENT, TEXT, TRAP, Cell, Grid
from build_scripts.place import Place
from build_scripts.read import rows as sorts
from build_scripts.read.csv_text import TEXT as TEXT_TYPE
from build_scripts.read.header import name_columns
from build_scripts.read.prepared import UNCHANGED, UNTOUCHED, sort_by_mark
from build_scripts.read.raw import RawTable, RefusedFile, Trap
from build_scripts.read.rows import Header
from build_scripts.read.spots import SheetLocator, Spots

_NUMERIC = frozenset({"count", "number"})
_DATED = frozenset({"day", "moment", "period", "year"})
_EMPTY = Cell("")
_ODD_DATE = "E057"


@dataclass(frozen=True, slots=True)
class Asides:
    """What a sheet holds beside its records: rows that are none, by sort and place, and all texts that stand in no record."""

    rows: tuple[tuple[str, Place], ...] = ()
    texts: tuple[str, ...] = ()


def read_sheet(header: Header, grid: Grid, spots: Spots, demo: bool) -> tuple[RawTable | RefusedFile, list[Finding], Asides]:
    """The records of one sheet below its header row.

    A sheet is refused as a whole where its header is at fault (E011..E013, E018, E060), a column is hidden (E062), or a total is not the
    sum of its rows (E069); a row with a fault is refused alone. Totals, examples, signatures and blank rows are no records, nor are rows
    that a template prepared and nobody touched.
    """
    table = _Table.of(header, grid, spots)
    below = [row for row in sorted(grid.cells) if row > header.row]
    found = {row: _sort(table, grid, row) for row in below}
    records = [row for row in below if found[row] == sorts.RECORD]
    asides = _asides(table, grid, found, spots)
    findings = [*table.findings, *_hidden_columns(table, grid, spots), *_second_header(table, grid, spots)]
    findings += _totals(table, grid, found, spots)
    if findings:
        says = frozenset(cell.text for row in records for cell in grid.cells[row].values())
        return RefusedFile(header.kind.name, str(spots.at(0)), len(records), findings[0].code, says), findings, asides
    locator = SheetLocator(spots, records, {field.name: column for column, field in table.fields.items()})
    traps = tuple(trap for number, row in enumerate(records) for trap in _traps(table, grid, spots, (number, row)))
    cells = pd.DataFrame({name: pd.array(texts, dtype=TEXT_TYPE) for name, texts in _texts(table, grid, records).items()})
    waived = frozenset(field.name for field in header.kind.fields if field.absent)
    written = tuple(_stated(table, grid, row) for row in records)
    return RawTable(header.kind, spots.at(0).file, cells, locator, (), demo, traps, waived, written), [], asides


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of a sheet: those that hold fields, those that number and mark the rows (0: none), all that are no data (`aside`).

    `findings`: what is wrong with the header.
    """

    kind: Kind
    header: int
    fields: Mapping[int, Field]
    numbering: int
    mark: int
    aside: frozenset[int]
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, header: Header, grid: Grid, spots: Spots) -> "_Table":
        kind, named = header.kind, grid.cells[header.row]
        known = sorts.known_plainly(kind)
        columns = [column for column, cell in sorted(named.items()) if cell.text.strip() and not sorts.ignorable(cell.text)]
        titles = {field.name: field.title for field in kind.fields}
        written = [named[column].text.strip() for column in columns]
        meant = [titles.get(sorts.field_named(known, text), text) for text in written]
        waived = {field.name for field in kind.fields if field.absent}
        places = [spots.at(header.row, column) for column in columns]
        names, findings = name_columns(kind, meant, places, waived)
        fields = {column: kind.field(name) for column, name in zip(columns, names, strict=True) if name}
        numbering = next((column for column, cell in named.items() if sorts.is_numbering(cell.text)), 0)
        mark = next((column for column, cell in named.items() if sorts.plain(cell.text) == sorts.MARK), 0)
        aside = frozenset(column for column, cell in named.items() if sorts.ignorable(cell.text))
        return cls(kind, header.row, fields, numbering, mark, aside, tuple(findings))

    def sort_of(self, row: Mapping[int, Cell]) -> str:
        """What a row below the header is; one that states no more than what a form states in every row (unit, version) is blank."""
        sort = sorts.sort_of(row, self.numbering)
        if sort == sorts.RECORD and sorts.names_total(self.fields, row):
            return sorts.TOTAL
        prepared = {column for column, field in self.fields.items() if field.name == "unit" or field.absent}
        stated = {column for column, cell in row.items() if sorts.says(cell)}
        if sort != sorts.RECORD or stated <= prepared | self.aside:
            return sorts.BLANK if sort == sorts.RECORD else sort
        if self.mark not in row or not stated <= self.fields.keys() | self.aside:
            return sort
        cells = {field.name: row[column] for column, field in self.fields.items() if column in row}
        return sort_by_mark(self.kind, row[self.mark].text, cells)


def _sort(table: _Table, grid: Grid, row: int) -> str:
    """What a row below the header is; a comment beside it touches a prepared row."""
    sort = table.sort_of(grid.cells[row])
    noted = any((row, column) in grid.comments for column in table.fields)
    return sorts.RECORD if sort in UNTOUCHED and noted else sort


def _hidden_columns(table: _Table, grid: Grid, spots: Spots) -> list[Finding]:
    hidden = [column for column in sorted(table.fields) if column in grid.hidden_columns]
    return [Finding("E062", spots.at(table.header, column), {"title": table.fields[column].title}) for column in hidden]


def _second_header(table: _Table, grid: Grid, spots: Spots) -> list[Finding]:
    """A header of two rows: cells merged into the first, or a next row that names fields as well."""
    for first, column, last, _ in grid.merged:
        if first <= table.header <= last:
            return [Finding("E060", spots.at(table.header, column))]
    known = sorts.known_plainly(table.kind)
    after = grid.cells.get(table.header + 1, {})
    named = [column for column, cell in sorted(after.items()) if sorts.field_named(known, cell.text)]
    return [Finding("E060", spots.at(table.header + 1, named[0]))] if len(named) > 1 else []


def _asides(table: _Table, grid: Grid, found: Mapping[int, str], spots: Spots) -> Asides:
    above = {row: sorts.TITLE for row in sorted(grid.cells) if row < table.header}
    other = above | {row: sort for row, sort in found.items() if sort not in (sorts.BLANK, sorts.RECORD)}
    texts = [
        cell.text
        for row, cells in grid.cells.items()
        for column, cell in cells.items()
        if row != table.header and (row in other or column not in table.fields)
    ]
    return Asides(tuple((sort, spots.at(row)) for row, sort in sorted(other.items())), tuple(filter(None, texts)))


def _totals(table: _Table, grid: Grid, found: Mapping[int, str], spots: Spots) -> list[Finding]:
    """Every total that is the sum neither of all records above it nor of those since the total before."""
    findings = []
    every: list[Mapping[int, Cell]] = []
    since: list[Mapping[int, Cell]] = []
    for row, sort in found.items():
        if sort in (sorts.RECORD, UNCHANGED):
            every.append(grid.cells[row])
            since.append(grid.cells[row])
        elif sort == sorts.TOTAL:
            part = dict(sorts.unsummed(table.fields, since, grid.cells[row]))
            since = []
            for column, summed in sorts.unsummed(table.fields, every, grid.cells[row]):
                if column not in part:
                    continue
                facts = {"title": table.fields[column].title, "found": grid.cells[row][column].text, "summed": summed}
                findings.append(Finding("E069", spots.at(row, column), facts))
    return findings


def _texts(table: _Table, grid: Grid, records: Sequence[int]) -> dict[str, list[str]]:
    """The text of each field in each record; what an empty cell stands for is written in where the kind says so."""
    texts: dict[str, list[str]] = {}
    for column, field in table.fields.items():
        texts[field.name] = [grid.cells[row].get(column, _EMPTY).text for row in records]
    for field in table.kind.fields:
        if field.absent and "{" not in field.absent:
            written = texts.get(field.name, [""] * len(records))
            texts[field.name] = [text or field.absent for text in written]
    return {field.name: texts[field.name] for field in table.kind.fields if field.name in texts}


def _stated(table: _Table, grid: Grid, row: int) -> int:
    """How many cells a record holds anything in, those of columns that are no data apart."""
    header = grid.cells[table.header]
    return sum(bool(cell.text) and (column in table.fields or column not in header) for column, cell in grid.cells[row].items())


def _traps(table: _Table, grid: Grid, spots: Spots, at: tuple[int, int]) -> list[Trap]:
    """What keeps one row, by its number among the records and its number in the sheet, from being taken for what it seems to say."""
    number, row = at
    if row in grid.hidden_rows:
        return [Trap(number, "", Finding("E061", spots.at(row)))]
    beyond = [column for column, cell in sorted(grid.cells[row].items()) if sorts.says(cell) and column not in grid.cells[table.header]]
    stray = spots.stray(row, table.header, beyond[0] if beyond else 0)
    found = [Trap(number, "", stray)] if stray else []
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and bottom > table.header:
            name = table.fields[left].name if left in table.fields else ""
            found.append(Trap(number, name, Finding("E063", spots.at(row, left), {"range": str(spots.at(bottom, right).spot)})))
    for column, field in sorted(table.fields.items()):
        cell = grid.cells[row].get(column, _EMPTY)
        if (row, column) in grid.comments:
            found.append(Trap(number, field.name, Finding("E064", spots.at(row, column), {"title": field.title})))
        code = cell.code if cell.sort == TRAP else misfit(field, cell.sort)
        if code == _ODD_DATE and field.grammar.name in _NUMERIC:
            code = "E066"
        if code:
            facts = {"title": field.title, "found": cell.text, **cell.facts}
            found.append(Trap(number, field.name, Finding(code, spots.at(row, column), facts)))
    return found


def misfit(field: Field, sort: str) -> str:
    """The finding where a cell of that sort is not written as its field is: numbers and dates where text is meant, dates where numbers are.

    A whole number in a field that a register or the calendar verifies says what was meant: a unit's code, a year.
    """
    if sort in (TEXT, PERCENT, FLAG) or field.grammar.name in _NUMERIC | _DATED:
        return "E066" if sort == DATE and field.grammar.name in _NUMERIC else ""
    if sort == DATE:
        return "E066"
    return "E065" if sort == NUMBER or (sort == INTEGER and not field.refers) else ""
