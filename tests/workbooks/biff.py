"""Old workbooks (.xls) written by hand: the few records of MS-XLS that a test needs, in a compound file (MS-CFB)."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

_SECTOR, _SMALL = 512, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


def record(kind: int, payload: bytes = b"") -> bytes:
    """One record."""
    return struct.pack("<HH", kind, len(payload)) + payload


def words(text: str, count: str = "<H") -> bytes:
    """A text with its length before it, two bytes a character."""
    return struct.pack(count, len(text)) + b"\1" + text.encode("utf-16-le")


def _bof(kind: int, version: int = 0x600) -> bytes:
    return record(0x809, struct.pack("<HHHHII", version, kind, 0x0DBB, 0x07CC, 0, 6))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its records; `state` 0 is visible, 1 hidden, 2 very hidden; `sort` 0 a worksheet, 1 a macro sheet."""

    name: str
    records: Sequence[bytes] = ()
    state: int = 0
    sort: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook by its sheets, the formats of its cell styles (codes), its shared texts and other global records."""

    sheets: Sequence[Sheet]
    codes: Sequence[str] = ()
    texts: Sequence[str] = ()
    others: Sequence[bytes] = field(default_factory=tuple)
    since_1904: bool = False

    def stream(self) -> bytes:
        """The workbook stream. Cell style 0 is General, the others follow the codes."""
        bodies = [_bof(0x10) + b"".join(sheet.records) + record(0x0A) for sheet in self.sheets]
        length = len(self._globals([0] * len(bodies)))
        starts = [length + sum(map(len, bodies[:place])) for place in range(len(bodies))]
        return self._globals(starts) + b"".join(bodies)

    def _globals(self, starts: Sequence[int]) -> bytes:
        font = record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + words("Arial", "<B"))
        formats = [record(0x41E, struct.pack("<H", 164 + place) + words(code)) for place, code in enumerate(self.codes)]
        styles = [_style(number) for number in (0, *(164 + place for place in range(len(self.codes))))]
        sheets = [
            record(0x85, struct.pack("<IBB", start, sheet.state, sheet.sort) + words(sheet.name, "<B"))
            for start, sheet in zip(starts, self.sheets, strict=True)
        ]
        shared = record(0xFC, struct.pack("<II", len(self.texts), len(self.texts)) + b"".join(words(text) for text in self.texts))
        head = [_bof(0x05), record(0x42, struct.pack("<H", 1200)), record(0x22, struct.pack("<H", self.since_1904)), font * 5]
        return b"".join([*head, *formats, *styles, *sheets, *self.others, shared, record(0x0A)])


def _style(number: int) -> bytes:
    return record(0xE0, struct.pack("<HHHBBBBIIH", 0, number, 1, 0x20, 0, 0, 0, 0, 0, 0x20C0))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell that holds a number; rows and columns count from 0."""
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def text(row: int, column: int, place: int, style: int = 0) -> bytes:
    """A cell that holds a shared text."""
    return record(0xFD, struct.pack("<HHHI", row, column, style, place))


def flag(row: int, column: int, value: int, is_error: bool = False) -> bytes:
    """A cell that holds a truth or an error."""
    return record(0x205, struct.pack("<HHHBB", row, column, 0, value, is_error))


def formula(row: int, column: int, value: float, tokens: bytes = b"\x1e\x01\x00") -> bytes:
    """A cell that holds a formula with its kept result."""
    return record(0x06, struct.pack("<HHHdHIH", row, column, 0, value, 0, 0, len(tokens)) + tokens)


def hidden_row(row: int) -> bytes:
    """A row that is not to be seen."""
    return record(0x208, struct.pack("<HHHHHHI", row, 0, 1, 255, 0, 0, 0x120))


def hidden_column(column: int) -> bytes:
    """A column that is not to be seen."""
    return record(0x7D, struct.pack("<HHHHHH", column, column, 2048, 0, 1, 0))


def merged(top: int, bottom: int, left: int, right: int) -> bytes:
    """Cells that are one."""
    return record(0xE5, struct.pack("<HHHHH", 1, top, bottom, left, right))


def drawn(kind: int, number: int, said: str = "") -> bytes:
    """A drawn object: 6 a text box, 8 a picture, 25 a remark; with the text in it."""
    shape = record(0x5D, struct.pack("<HHHHHIII", 0x15, 0x12, kind, number, 0x6011, 0, 0, 0) + struct.pack("<HH", 0, 0))
    if not said:
        return shape
    runs = struct.pack("<HHIHHI", 0, 0, 0, len(said), 0, 0)
    told = record(0x1B6, struct.pack("<HHHHHHHI", 0x212, 0, 0, 0, 0, len(said), 16, 0))
    return shape + told + record(0x3C, b"\1" + said.encode("utf-16-le")) + record(0x3C, runs)


def remark(row: int, column: int, number: int, author: str = "") -> bytes:
    """What ties a drawn remark to its cell."""
    return record(0x1C, struct.pack("<HHHH", row, column, 0, number) + words(author) + b"\0")


def outside(address: str) -> list[bytes]:
    """Global records after which formulas that name sheet 1 mean this other workbook; sheet 0 is in this one."""
    own = record(0x1AE, struct.pack("<HH", 1, 0x0401))
    other = record(0x1AE, struct.pack("<H", 1) + words(address) + words("Sheet1"))
    return [own, other, record(0x17, struct.pack("<H", 2) + struct.pack("<HHH", 0, 0, 0) + struct.pack("<HHH", 1, 0, 0))]


def properties(*texts: str) -> bytes:
    """A property set with these texts, in the code page of simplified Chinese."""
    values = [struct.pack("<IHH", 2, 936, 0)]
    values += [struct.pack("<II", 0x1E, len(text.encode("gbk")) + 1) + text.encode("gbk") + b"\0" for text in texts]
    padded = [value + b"\0" * (-len(value) % 4) for value in values]
    offset, entries = 8 + 8 * len(padded), b""
    for place, value in enumerate(padded):
        entries += struct.pack("<II", place + 1, offset)
        offset += len(value)
    section = struct.pack("<II", offset, len(padded)) + entries + b"".join(padded)
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, b"", 1, b"", 48) + section


def compound(streams: dict[str, bytes], storages: Sequence[str] = ()) -> bytes:
    """A compound file with these streams, and storages that hold nothing."""
    padded = {name: content.ljust(_SMALL, b"\0") for name, content in streams.items()}
    names = [*padded, *storages]
    directory_sectors = -(-(len(names) + 1) // 4)
    chains: list[int] = [_FAT]
    for sectors in (directory_sectors, *(-(-len(content) // _SECTOR) for content in padded.values())):
        chains += [*range(len(chains) + 1, len(chains) + sectors), _END]
    if len(chains) > _SECTOR // 4:
        raise ValueError("more than one sector of allocation would be needed")
    entries, start = [_entry("Root Entry", 5, _END, 0, 1 if names else _NONE, _NONE)], 1 + directory_sectors
    for place, name in enumerate(names, 1):
        following = place + 1 if place < len(names) else _NONE
        content = padded.get(name)
        entries.append(_entry(name, 1 if content is None else 2, 0 if content is None else start, len(content or b""), _NONE, following))
        start += -(-len(content or b"") // _SECTOR)
    directory = b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _SMALL, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    allocation = struct.pack(f"<{_SECTOR // 4}I", *chains, *[_FREE] * (_SECTOR // 4 - len(chains)))
    body = b"".join(content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0") for content in padded.values())
    return header + allocation + directory + body


def _entry(name: str, sort: int, start: int, size: int, child: int, right: int) -> bytes:
    told = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII16sIQQIQ", told, len(told) + 2, sort, 1, _NONE, right, child, b"", 0, 0, 0, start, size)


def saved(book: Book, said: bytes = b"", storages: Sequence[str] = ()) -> bytes:
    """The bytes of an `.xls` file; `said` is a property set, `storages` what lies beside the workbook."""
    return compound({"Workbook": book.stream()} | ({"\x05SummaryInformation": said} if said else {}), storages)
