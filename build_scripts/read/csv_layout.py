"""Where the records of a CSV text stand, counted in its bytes without cutting them; and the way back from a cell to its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from build_scripts.place import Place

Ints = np.ndarray[Any, np.dtype[np.int64]]
_NEWLINE, _COMMA, _QUOTE = b'\n,"'
_WINDOW = 1 << 20
_CELL = re.compile(r'"(?:[^"]|"")*+"|[^,\n]*+')


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The ends of lines and of records in a text whose every line ends with a line feed.

    `data` is the text in UTF-8; `lines` holds the position of every line feed, `records` the number (from 0) of the line with which each
    record ends, the header's first, `quotes` the position of every quotation mark.
    """

    data: bytes
    lines: Ints
    records: Ints
    quotes: Ints

    @property
    def starts(self) -> Ints:
        """The line (counted from 1) on which each record below the header begins; an empty line is a record without cells."""
        return self.records[:-1] + 2

    def widths(self) -> Ints:
        """How many cells each record below the header has; 0 where it is an empty line."""
        ends = self.lines[self.records]
        commas = _outside(_positions(self.data, _COMMA), self.quotes)
        cells = np.diff(np.searchsorted(commas, ends)) + 1
        return np.where(np.diff(ends) == 1, 0, cells)

    def record(self, row: int) -> str:
        """The text of a record below the header, counted from 0."""
        first, last = self.records[row], self.records[row + 1]
        return self.data[self.lines[first] + 1 : self.lines[last]].decode()


def lay_out(data: bytes) -> Layout | None:
    """The layout of the text, or None where a quotation mark stands elsewhere than RFC 4180 (2, rules 5 to 7) lets it stand.

    Of marks so placed the first, third, ... open a cell or are the second of a doubled mark, the others close one or are the first.
    """
    quotes = _positions(data, _QUOTE) if b'"' in data else np.array([], dtype=np.int64)
    view = np.frombuffer(data, np.uint8)
    opening, closing = quotes[::2], quotes[1::2]
    before, after = view[np.maximum(opening - 1, 0)], view[closing + 1]
    beside = np.array([_NEWLINE, _COMMA, _QUOTE], dtype=np.uint8)
    if len(opening) != len(closing) or not np.isin(before, beside).all() or not np.isin(after, beside).all():
        return None
    lines = line_ends(data)
    return Layout(data, lines, np.searchsorted(lines, _outside(lines, quotes)), quotes)


def line_ends(data: bytes) -> Ints:
    """The position of every line feed."""
    return _positions(data, _NEWLINE)


def _positions(data: bytes, mark: int) -> Ints:
    """Found a window at a time: a comparison of the whole text at once would be as large as the text."""
    view = np.frombuffer(data, np.uint8)
    windows = [np.flatnonzero(view[at : at + _WINDOW] == mark) + at for at in range(0, len(view), _WINDOW)]
    return np.concatenate(windows) if windows else np.array([], dtype=np.int64)


def _outside(positions: Ints, quotes: Ints) -> Ints:
    """Those of the positions that lie in no quoted cell."""
    return positions[np.searchsorted(quotes, positions) % 2 == 0] if len(quotes) else positions


@dataclass(frozen=True, slots=True, eq=False)
class CsvLocator:
    """Finds a cell again by walking along its record; asked only for faults.

    `starts` holds the line on which each row of the table begins, `ends` the position of every line feed in `data`.
    """

    file: str
    data: bytes
    fields: tuple[str, ...]
    starts: Ints
    ends: Ints

    def place(self, row: int, field: str = "") -> Place:
        """The place of the cell; column counts characters from 1, as an editor does."""
        line = int(self.starts[row])
        last = int(self.starts[row + 1]) - 1 if row + 1 < len(self.starts) else len(self.ends)
        record = self.data[self.ends[line - 2] + 1 : self.ends[last - 1]].decode()
        return place_in(self.file, record, line, self.fields.index(field) if field in self.fields else 0)

    def line(self, number: int) -> bytes:
        """One line of the text, counted from 1, without its end."""
        return self.data[(self.ends[number - 2] + 1 if number > 1 else 0) : self.ends[number - 1]]

    def lines(self) -> Sequence[int]:
        """The line on which each row begins."""
        found: list[int] = self.starts.tolist()
        return found


def filled(record: str) -> int:
    """How many cells of a record hold anything."""
    return sum(cell[0] not in ("", '""') for cell in _CELL.finditer(record))


def place_in(file: str, record: str, line: int, cell: int) -> Place:
    """Where the cell of that number, counted from 0, begins in a record that begins on that line."""
    at = 0
    for _ in range(cell):
        cut = _CELL.match(record, at)
        at = min(cut.end() + 1 if cut else at, len(record))
    return Place(file, line + record.count("\n", 0, at), at - record.rfind("\n", 0, at))
