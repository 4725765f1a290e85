"""The cells of one `.xlsx` sheet put in their places: rows and cells without names counted on, formulas weighed."""

import re
from typing import NoReturn

from build_scripts.parse.grid import TRAP, Cell
from build_scripts.parse.markup import claimed
from build_scripts.parse.numbers import plain
from build_scripts.parse.reference import MOST_COLUMNS, MOST_ROWS, column_of
from build_scripts.parse.refused import damaged
from build_scripts.parse.xlsx_cell import Cells, Common
from build_scripts.parse.xlsx_formulas import Formulas

_LETTERS = re.compile("[A-Za-z]{1,3}")
_ROW = re.compile("[1-9][0-9]{0,6}")
Asked = tuple[str, dict[str, str]]
"""A formula and what its element says besides."""


class Rows:
    """Rows of one sheet, as they come. `found` has the cells with content by row and column."""

    def __init__(self, common: Common, part: str) -> None:
        self.found: dict[int, dict[int, Cell]] = {}
        self.hidden: set[int] = set()
        self.made = Cells(common, part)
        self._part = part
        self._stale = common.stale
        self._formulas = Formulas(common.names_outside, common.asides.add)
        self._known: dict[tuple[str | None, str | None, str], Cell | None] = {}
        self._columns: dict[str, int] = {}
        self._begun: set[int] = set()
        self._row, self._figures, self._column = 0, "", 0
        self._line: dict[int, Cell] = {}

    def begin(self, said: dict[str, str]) -> None:
        """A row begins; refused where its number is none, or was there before."""
        number = said.get("r", "")
        if number and not _ROW.fullmatch(number):
            raise damaged(self._part)
        row = int(number) if number else self._row + 1
        if row in self._begun or row > MOST_ROWS:
            raise damaged(self._part)
        self._begun.add(row)
        self._row, self._figures, self._column = row, str(row), 0
        self._line = {}
        if claimed(said, "hidden") or is_nothing(said.get("ht")):
            self.hidden.add(row)

    def cell(self, said: dict[str, str], kept: str | None, asked: Asked | None) -> None:
        """A cell has ended: its attributes, the value kept in it (None for none), its formula."""
        reference = said.get("r")
        column = self._column + 1 if reference is None else self._columns.get(reference.removesuffix(self._figures), 0)
        self._column = column = column or self._column_of(reference or "")
        made = None
        if kept:
            key = (said.get("t"), said.get("s"), kept)
            if key in self._known:
                made = self._known[key]
            else:
                made = self._known[key] = self.made.make(said.get("t", "n"), said.get("s", "0"), kept)
        if asked is not None or self._formulas.arrays:
            made = self._calculated(made, kept or (kept if said.get("t") == "str" else None), asked)
        if made is not None:
            if column in self._line or column > MOST_COLUMNS:
                raise damaged(self._part)
            self._line[column] = made

    def _column_of(self, reference: str) -> int:
        letters = reference.removesuffix(self._figures)
        column = column_of(letters) if _LETTERS.fullmatch(letters) else 0
        if not column or not self._row:
            raise damaged(self._part)
        self._columns[letters] = column
        return column

    def _calculated(self, made: Cell | None, kept: str | None, asked: Asked | None) -> Cell | None:
        """The cell, or a trap where a formula stands in it whose kept result is missing or cannot be trusted."""
        outside = self._formulas.array_at(self._row, self._column) if asked is None else self._formulas.outside(*asked)
        if outside is None:
            return made
        text = made.text if made else ""
        if outside:
            return Cell(text, TRAP, "E053", {"found": outside})
        return Cell(text, TRAP, "E052") if kept is None or self._stale else made

    def refuse(self) -> NoReturn:
        """Something stands among the cells that is none."""
        raise damaged(self._part)

    def end(self) -> None:
        """The row has ended."""
        if self._line:
            self.found[self._row] = self._line


def is_nothing(measure: str | None) -> bool:
    """Whether a height or width is given and is zero."""
    return measure is not None and plain(measure) == "0"
