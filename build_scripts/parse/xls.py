"""An `.xls` workbook (Excel 97 to 2003), which WPS on old machines still writes, to the same book as an `.xlsx`.

Cells are read by xlrd, which gives of a formula only the kept result; whether that can be trusted is told by `xls_records`.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import olefile
import xlrd
from xlrd.sheet import Sheet

from build_scripts.parse.archive import MOST_BYTES
from build_scripts.parse.asides import Asides
from build_scripts.parse.format_built_in import BUILT_IN, UNKNOWN
from build_scripts.parse.grid import FLAG, STATES, TEXT, TRAP, Book, Cell, Grid
from build_scripts.parse.numbers import plain
from build_scripts.parse.refused import Refused, damaged
from build_scripts.parse.shown import number_cell, otherwise_shown, shows_text
from build_scripts.parse.xls_properties import property_texts
from build_scripts.parse.xls_records import Records, SheetRecords, records
from build_scripts.parse.xlsx import MOST_CELLS

_STREAMS = ("Workbook", "Book")
_PROPERTIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_MACROS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros")
_OTHERS = {"WordDocument": "Word", "PowerPoint Document": "PowerPoint", "VisioDocument": "Visio"}


def parse_xls(data: bytes) -> Book:
    """The workbook in a compound file.

    Raises:
        Refused: no workbook (E040), a password (E041), macros (E042), pictures or objects (E043), damage (E044), too large (E046, E058).
    """
    if len(data) > MOST_BYTES:
        raise Refused("E046", {"found": str(-(-len(data) // 1_000_000)), "most": str(MOST_BYTES // 1_000_000)})
    with _blamed_on(""):
        stream, properties = _streams(data)
    told = records(stream)
    with (
        _blamed_on("Workbook"),
        xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=io.StringIO()) as book,
    ):
        return _book(book, told, properties)


@contextmanager
def _blamed_on(part: str) -> Iterator[None]:
    """Both libraries raise whatever a damaged file leads them to: then the workbook is damaged."""
    try:
        yield
    except (Refused, MemoryError):
        raise
    except Exception as fault:
        raise damaged(part) from fault


def _book(book: xlrd.Book, told: Records, properties: list[bytes]) -> Book:
    asides = _asides(book, told, properties)
    grids = tuple(_Sheet(book, sheet, told.sheets.get(sheet.name, SheetRecords())).grid() for sheet in book.sheets())
    asides.add(*(text for grid in grids for text in grid.comments.values()))
    shown = {cell.text for grid in grids for line in grid.cells.values() for cell in line.values()}
    asides.add(*(text for text in book._sharedstrings if text not in shown))
    return Book(grids, asides.texts())


def _streams(data: bytes) -> tuple[bytes, list[bytes]]:
    """The workbook stream and the properties of a compound file."""
    with olefile.OleFileIO(io.BytesIO(data)) as compound:
        _refuse_foreign(compound.listdir(streams=True, storages=True))
        stream = next(name for name in _STREAMS if compound.exists(name))
        return _bytes(compound, stream), [_bytes(compound, name) for name in _PROPERTIES if compound.exists(name)]


def _bytes(compound: olefile.OleFileIO, name: str) -> bytes:
    with compound.openstream(name) as stream:
        return bytes(stream.read())


def _refuse_foreign(entries: Iterable[list[str]]) -> None:
    names = {entry[0] for entry in entries}
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise Refused("E041", {})
    if not names & set(_STREAMS):
        raise Refused("E040", {"found": next((found for name, found in _OTHERS.items() if name in names), "")})
    for name in sorted(names):
        if name in _MACROS:
            raise Refused("E042", {"part": name})
        if name.startswith("MBD"):
            raise Refused("E043", {"part": name})


def _asides(book: xlrd.Book, told: Records, properties: list[bytes]) -> Asides:
    asides = Asides()
    asides.add(*book.sheet_names(), *(name.name for name in book.name_obj_list))
    asides.add(*(text for block in properties for text in property_texts(block)), *told.texts)
    for sheet in book.sheets():
        asides.add(*(note.author or "" for note in sheet.cell_note_map.values()))
        for link in sheet.hyperlink_list:
            asides.add(*(text for text in (link.url_or_path, link.desc, link.quicktip, link.textmark) if isinstance(text, str)))
    return asides


class _Sheet:
    """One sheet on its way to a grid."""

    def __init__(self, book: xlrd.Book, sheet: Sheet, told: SheetRecords) -> None:
        self._book = book
        self._sheet = sheet
        self._told = told
        self._codes: dict[int, str] = {}
        self._known: dict[tuple[int, int, object], Cell | None] = {}

    def grid(self) -> Grid:
        sheet = self._sheet
        cells = self._cells()
        used = {column for line in cells.values() for column in line}
        rows = sheet.rowinfo_map
        columns = sheet.colinfo_map
        return Grid(
            sheet.name,
            STATES[sheet.visibility],
            cells,
            tuple(sorted((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)),
            frozenset(row for row in cells if row - 1 in rows and (rows[row - 1].hidden or not rows[row - 1].height)),
            frozenset(column for column in used if column - 1 in columns and (columns[column - 1].hidden or not columns[column - 1].width)),
            {(row + 1, column + 1): note.text for (row, column), note in sorted(sheet.cell_note_map.items())},
        )

    def _cells(self) -> Mapping[int, Mapping[int, Cell]]:
        found: dict[int, dict[int, Cell]] = {}
        room = MOST_CELLS
        for row in range(self._sheet.nrows):
            kinds, values = self._sheet.row_types(row), self._sheet.row_values(row)
            line = {}
            for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
                cell = self._cell(row, column, kind, value)
                if cell is not None:
                    line[column + 1] = cell
            if line:
                found[row + 1] = line
                room -= len(line)
            if room < 0:
                raise Refused("E058", {"most": str(MOST_CELLS)})
        return found

    def _cell(self, row: int, column: int, kind: int, value: object) -> Cell | None:
        if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            return None
        style = self._sheet.cell_xf_index(row, column)
        key = (kind, style, value)
        if key not in self._known:
            self._known[key] = self._made(kind, style, value)
        made = self._known[key]
        at = row + 1, column + 1
        if self._told.refers_outside(*at):
            return Cell(made.text if made else "", TRAP, "E053", {"found": ""})
        if at in self._told.stale:
            return Cell(made.text if made else "", TRAP, "E052")
        return made

    def _made(self, kind: int, style: int, value: object) -> Cell | None:
        if kind == xlrd.XL_CELL_BOOLEAN:
            return Cell("TRUE" if value else "FALSE", FLAG)
        if kind == xlrd.XL_CELL_ERROR:
            name = xlrd.error_text_from_code.get(value, "#ERROR!")
            return Cell(name, TRAP, "E054", {"found": name})
        code = self._code(style)
        if kind == xlrd.XL_CELL_TEXT:
            text = str(value)
            return (Cell(text, TEXT) if shows_text(code) else otherwise_shown(text, code)) if text else None
        number = plain(repr(value))
        if number is None:
            raise damaged(self._sheet.name)
        if number == "0" and not self._sheet.show_zero_values:
            return Cell(number, TRAP, "E056", {"found": number, "format": "", "zeros": number})
        return number_cell(number, code, bool(self._book.datemode))

    def _code(self, style: int) -> str:
        if style not in self._codes:
            key = self._book.xf_list[style].format_key
            given = self._book.format_map[key].format_str
            self._codes[style] = BUILT_IN.get(key) or given or UNKNOWN
        return self._codes[style]
