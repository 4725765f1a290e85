"""One sheet of an `.xlsx` workbook, read as a stream: its cells, and what hides or joins them."""

from build_scripts.parse.markup import claimed, events, namespace_of_sheets
from build_scripts.parse.numbers import whole_number
from build_scripts.parse.reference import MOST_COLUMNS, Range, cells_of
from build_scripts.parse.refused import damaged
from build_scripts.parse.xlsx_cell import Common
from build_scripts.parse.xlsx_cell_events import CellEvents
from build_scripts.parse.xlsx_rows import Rows, is_nothing


class SheetReader:
    """Reads one sheet: `rows` has its cells, `merged` the ranges that are one cell."""

    def __init__(self, common: Common, part: str) -> None:
        self.rows = Rows(common, part)
        self.merged: list[Range] = []
        self._asides = common.asides
        self._part = part
        self._events = events(part)
        self._hidden: set[int] = set()
        self._listed: set[int] = set()
        self._hides_others = False
        self._has_cells = False

    def read(self, data: bytes) -> None:
        """Read the sheet's bytes; refused (E044) where it is damaged."""
        self._events.parser.StartElementHandler = self._root
        self._events.feed(data)
        if not self._has_cells:
            raise damaged(self._part)

    def hidden_columns(self) -> frozenset[int]:
        """Columns with content that cannot be seen: hidden, without width, or not listed where only listed ones have width."""
        used = {column for line in self.rows.found.values() for column in line}
        return frozenset(column for column in used if column in self._hidden or (self._hides_others and column not in self._listed))

    def hidden_rows(self) -> frozenset[int]:
        """Rows with content that cannot be seen: hidden, by a filter too, or without height."""
        return frozenset(self.rows.hidden & self.rows.found.keys())

    def _root(self, name: str, _: dict[str, str]) -> None:
        self._hear_around(namespace_of_sheets(name, "worksheet", self._part))

    def _hear_around(self, space: str) -> None:
        asides = self._asides
        hearing = {
            space + "sheetData": lambda _: self._hear_cells(space),
            space + "sheetView": self._view,
            space + "sheetFormatPr": self._usual,
            space + "col": self._columns,
            space + "mergeCell": self._merge,
        }

        def begin(name: str, said: dict[str, str]) -> None:
            if name in hearing:
                hearing[name](said)
            else:
                asides.begin(name, said)

        asides.listen(self._events)
        self._events.parser.StartElementHandler = begin

    def _view(self, said: dict[str, str]) -> None:
        if "showZeros" in said and not claimed(said, "showZeros"):
            self.rows.made.hides_zeros = True

    def _usual(self, said: dict[str, str]) -> None:
        self._hides_others = is_nothing(said.get("defaultColWidth"))

    def _columns(self, said: dict[str, str]) -> None:
        first, last = whole_number(said.get("min", "")), whole_number(said.get("max", ""))
        if not 0 < first <= last <= MOST_COLUMNS:
            raise damaged(self._part)
        listed = range(first, last + 1)
        self._listed.update(listed)
        if claimed(said, "hidden") or is_nothing(said.get("width")):
            self._hidden.update(listed)

    def _merge(self, said: dict[str, str]) -> None:
        cells = cells_of(said.get("ref", ""))
        if not cells[0]:
            raise damaged(self._part)
        self.merged.append(cells)

    def _hear_cells(self, space: str) -> None:
        self._has_cells = True
        heard = CellEvents(self.rows, space, lambda: self._hear_around(space))
        self._events.hear(heard.begin, heard.end, heard.text.append)
