"""What can be read in workbooks (XLSX), of which a site has thousands that share most of their parts: what recurs is read once."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from build_scripts.guard.signs import SEAM, unmarked
from build_scripts.publish.strings import UnreadableError
from build_scripts.publish.xml_text import in_xml

_LARGEST = 500_000_000
"""Bytes that the parts of one workbook may come to: far above any that we write."""

_SMALL = 4_000
"""Bytes up to which a part may be one that other workbooks have too."""

_KEPT = 256
_ITEM = re.compile(r"</(?:\w+:)?(?:si|is)>")
_RUN = re.compile(r"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)<")
_BARE_RUN = re.compile(rb"<t(?: [^<>]*)?>([^<]+)<")
_HEADER = 30
_PLAIN = frozenset({0, 0x2, 0x4, 0x6, 0x800, 0x802, 0x804, 0x806})
"""Marks of a part that change nothing in how it is opened: neither locked nor streamed nor patched."""


def in_workbook(data: bytes) -> Iterator[str]:
    """Texts of cells, comments and drawings, names of sheets, document properties, headers and footers."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if sum(part.file_size for part in book.infolist()) > _LARGEST:
                raise UnreadableError("size")
            for part in book.infolist():
                yield part.filename
                packed = _packed(data, part)
                if packed is None:
                    yield from _in_part(part.filename, book.read(part))
                else:
                    yield from _in_packed(part.filename, packed, part.file_size, part.CRC)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
        raise UnreadableError(str(fault)) from fault


def _packed(data: bytes, part: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a small part as they lie in the file; None where it is large, or is not packed as ours are."""
    if part.compress_type != zipfile.ZIP_DEFLATED or part.flag_bits not in _PLAIN or part.compress_size > _SMALL:
        return None
    start = part.header_offset
    header = data[start : start + _HEADER]
    name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    start += _HEADER
    if not header.startswith(b"PK\x03\x04") or data[start : start + name] != part.orig_filename.encode("ascii", "replace"):
        return None
    start += name + extra
    return data[start : start + part.compress_size]


@lru_cache(_KEPT)
def _in_packed(name: str, packed: bytes, size: int, checksum: int) -> tuple[str, ...]:
    opening = zlib.decompressobj(-zlib.MAX_WBITS)
    data = opening.decompress(packed, size + 1)
    if len(data) != size or not opening.eof or opening.unused_data or zlib.crc32(data) != checksum:
        raise zipfile.BadZipFile(name)
    return tuple(_in_part(name, data))


def _in_part(name: str, data: bytes) -> Iterator[str]:
    if not name.endswith((".xml", ".rels", ".vml")):
        yield data.decode("latin-1")
    elif name.startswith("xl/worksheets/sheet"):
        start, end = data.find(b"<sheetData"), data.rfind(b"</sheetData>")
        if b"<is" in data or b":is" in data:
            yield from _cells(data[start:end])
        yield from _around(data[:start] + data[end:])
    elif name == "xl/sharedStrings.xml":
        yield from _cells(data)
    else:
        yield from in_xml(data)


def _around(data: bytes) -> tuple[str, ...]:
    """What stands around the rows of a sheet, which is the same in all parts of a table."""
    return _kept(data) if len(data) < _SMALL else tuple(in_xml(data))


@lru_cache(_KEPT)
def _kept(data: bytes) -> tuple[str, ...]:
    return tuple(in_xml(data))


def _cells(data: bytes) -> set[str]:
    """The texts of cells; one text may be cut into runs."""
    if b":t>" in data or b"<r>" in data or b"<r " in data:
        text = unmarked(data.decode("utf-8", "replace"))
        return {unescape(SEAM.join(_RUN.findall(item))) for item in _ITEM.split(text)}
    return {unescape(run.decode("utf-8", "replace")) for run in set(_BARE_RUN.findall(data))}
