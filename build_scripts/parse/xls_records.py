"""Records of an `.xls` workbook (MS-XLS) that its reader leaves out: pictures, macro sheets, texts outside cells, untrusted formulas."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from build_scripts.parse.reference import Range
from build_scripts.parse.refused import Refused, damaged

_BOF, _EOF, _CONTINUE, _FILEPASS, _BOUNDSHEET = 0x809, 0x0A, 0x3C, 0x2F, 0x85
_FORMULA, _ARRAY, _UNCALCULATED, _SUPBOOK, _EXTERNSHEET = 0x06, 0x221, 0x5E, 0x1AE, 0x17
_HEADER, _FOOTER, _VALIDATION, _TEXT_OBJECT, _OBJECT, _NAME = 0x14, 0x15, 0x1BE, 0x1B6, 0x5D, 0x18
_PICTURES = (0x7F, 0xE9)
_BIFF8, _MACRO_SHEETS, _PICTURE = 0x600, (1, 6), 8
_OWN_BOOK, _ADD_IN = 0x0401, 0x3A01
_REFERENCE = re.compile(rb"[\x39-\x3d\x59-\x5d\x79-\x7d](?=(..))", re.DOTALL)
_LITERAL = 0x17


@dataclass(slots=True)
class SheetRecords:
    """Of one sheet: cells (row, column) and array ranges whose formula refers to another workbook, and cells that were not calculated."""

    outside: set[tuple[int, int]] = field(default_factory=set)
    arrays: list[Range] = field(default_factory=list)
    stale: set[tuple[int, int]] = field(default_factory=set)
    uncalculated: bool = False

    def refers_outside(self, row: int, column: int) -> bool:
        """Whether the value of this cell comes from another workbook."""
        inside = (top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.arrays)
        return (row, column) in self.outside or any(inside)


@dataclass(slots=True)
class Records:
    """What was found: by sheet name, and texts that stand in no cell."""

    sheets: dict[str, SheetRecords] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


def records(stream: bytes) -> Records:
    """Walk the workbook stream.

    Raises:
        Refused: a password (E041), macros (E042), pictures or objects (E043), damage (E044), a version before Excel 97 (E040).
    """
    walk = _Walk()
    try:
        for kind, payload, start in _all(stream):
            walk.take(kind, payload, start)
    except (struct.error, IndexError) as fault:
        raise damaged("Workbook") from fault
    return walk.found


def _all(stream: bytes) -> Iterator[tuple[int, bytes, int]]:
    at, depth = 0, 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if depth == 0 and kind != _BOF:
            return
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, stream[at + 4 : at + 4 + size], at
        at += 4 + size


class _Walk:
    def __init__(self) -> None:
        self.found = Records()
        self._starts: dict[int, str] = {}
        self._name = ""
        self._sheet = SheetRecords()
        self._books: list[bool] = []
        self._outside: frozenset[bytes] = frozenset()
        self._awaited = 0
        self._takes = {
            _ARRAY: self._array,
            _BOUNDSHEET: self._bound_sheet,
            _CONTINUE: self._continued,
            _EXTERNSHEET: self._books_by_number,
            _FOOTER: self._header,
            _FORMULA: self._formula,
            _HEADER: self._header,
            _NAME: self._named,
            _OBJECT: self._object,
            _SUPBOOK: self._book,
            _TEXT_OBJECT: self._text_object,
            _VALIDATION: self._validation,
        }

    def take(self, kind: int, payload: bytes, start: int) -> None:
        if kind == _BOF:
            self._begin(payload, start)
        elif kind == _FILEPASS:
            raise Refused("E041", {})
        elif kind in _PICTURES:
            raise Refused("E043", {"part": self._name})
        elif kind == _UNCALCULATED:
            self._sheet.uncalculated = True
        elif kind in self._takes:
            self._takes[kind](payload)

    def _begin(self, payload: bytes, start: int) -> None:
        if struct.unpack_from("<H", payload)[0] != _BIFF8:
            raise Refused("E040", {"found": "Excel 5/95"})
        if start in self._starts:
            self._name = self._starts[start]
            self._sheet = self.found.sheets[self._name] = SheetRecords()

    def _bound_sheet(self, payload: bytes) -> None:
        start, _, sort = struct.unpack_from("<IBB", payload)
        name, _ = _text(payload, 6, "<B")
        if sort in _MACRO_SHEETS:
            raise Refused("E042", {"part": name})
        self._starts[start] = name

    def _object(self, payload: bytes) -> None:
        if struct.unpack_from("<H", payload, 4)[0] == _PICTURE:
            raise Refused("E043", {"part": self._name})

    def _header(self, payload: bytes) -> None:
        if payload:
            self.found.texts.append(_text(payload, 0, "<H")[0])

    def _validation(self, payload: bytes) -> None:
        at = 4
        for _ in range(4):
            text, at = _text(payload, at, "<H")
            self.found.texts.append(text)
        self._tell_literals(payload[at + 4 :])

    def _named(self, payload: bytes) -> None:
        self._tell_literals(payload[15:])

    def _text_object(self, payload: bytes) -> None:
        (self._awaited,) = struct.unpack_from("<H", payload, 10)
        self.found.texts.append("")

    def _continued(self, payload: bytes) -> None:
        """The text of a text object comes in the records after it, each with the width of its characters."""
        if not self._awaited or not payload:
            return
        width = 1 + (payload[0] & 1)
        taken = min(self._awaited, (len(payload) - 1) // width)
        self.found.texts[-1] += _characters(payload[1 : 1 + taken * width], width)
        self._awaited -= taken

    def _book(self, payload: bytes) -> None:
        (kind,) = struct.unpack_from("<H", payload, 2)
        own = kind in (_OWN_BOOK, _ADD_IN)
        address = "" if own else _text(payload, 2, "<H")[0].strip("\0 ")
        self._books.append(bool(address))
        self.found.texts.append(address)

    def _books_by_number(self, payload: bytes) -> None:
        (count,) = struct.unpack_from("<H", payload)
        books = [struct.unpack_from("<H", payload, 2 + 6 * number)[0] for number in range(count)]
        outside = (number for number, book in enumerate(books) if book < len(self._books) and self._books[book])
        self._outside = frozenset(struct.pack("<H", number) for number in outside)

    def _formula(self, payload: bytes) -> None:
        row, column = struct.unpack_from("<HH", payload)
        tokens = payload[22:]
        if self._sheet.uncalculated:
            self._sheet.stale.add((row + 1, column + 1))
        if self._refers_outside(tokens):
            self._sheet.outside.add((row + 1, column + 1))
        self._tell_literals(tokens)

    def _array(self, payload: bytes) -> None:
        top, bottom, left, right = struct.unpack_from("<HHBB", payload)
        if self._refers_outside(payload[14:]):
            self._sheet.arrays.append((top + 1, left + 1, bottom + 1, right + 1))
        self._tell_literals(payload[14:])

    def _refers_outside(self, tokens: bytes) -> bool:
        """Whether some token may refer to another workbook; bytes that only look like one are taken for it, which errs on the safe side."""
        return bool(self._outside) and any(match[1] in self._outside for match in _REFERENCE.finditer(tokens))

    def _tell_literals(self, tokens: bytes) -> None:
        """Keep texts in a formula; as its tokens are not told apart, what only looks like a text is kept too."""
        at = tokens.find(_LITERAL)
        while 0 <= at < len(tokens) - 3:
            if tokens[at + 2] < 2:
                text = _text(tokens, at + 1, "<B")[0]
                self.found.texts += [text] * text.isprintable()
            at = tokens.find(_LITERAL, at + 1)


def _text(payload: bytes, at: int, count: str) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from(count, payload, at)
    at += struct.calcsize(count)
    width = 1 + (payload[at] & 1)
    end = at + 1 + length * width
    return _characters(payload[at + 1 : end], width), end


def _characters(text: bytes, width: int) -> str:
    return text.decode("utf-16-le" if width == 2 else "latin-1", "replace")
