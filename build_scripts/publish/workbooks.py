"""What can be read in workbooks (XLSX), of which a site has thousands that share most of their parts: what recurs is read once."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
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
RUNS = "<r[ >]|:t>"
"""What tells a text that is cut into runs, or tags that are written otherwise than ours."""

_RUNS = re.compile(RUNS.encode())
_ITEM = re.compile(r"</(?:\w+:)?(?:si|is)>")
_RUN = re.compile(r"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)<")
_BARE_RUN = re.compile(rb"<t(?: [^<>]*)?>([^<]+)<")
_HEADER = 30
_PLAIN = frozenset({0, 0x2, 0x4, 0x6, 0x800, 0x802, 0x804, 0x806})
"""Marks of a part that change nothing in how it is opened: neither locked nor streamed nor patched."""


def in_workbook(data: bytes) -> Iterator[str]:
    """Texts of cells, comments and drawings, names of sheets, document properties, headers and footers."""
    for texts, cells in parts_of(data):
        yield from texts
        yield from in_cells(cells)


def parts_of(data: bytes) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """Texts of each part, and the rows of a sheet as they are written, whose texts are not among the others."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if sum(part.file_size for part in book.infolist()) > _LARGEST:
                raise UnreadableError("size")
            for part in book.infolist():
                packed = _packed(data, part)
                if packed is None:
                    yield _in_part(part.filename, book.read(part))
                elif _is_sheet(part.filename):
                    yield _in_part(part.filename, _opened(part.filename, packed, part.file_size, part.CRC))
                else:
                    yield _in_packed(part.filename, packed, part.file_size, part.CRC), b""
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
    return _in_part(name, _opened(name, packed, size, checksum))[0]


def _opened(name: str, packed: bytes, size: int, checksum: int) -> bytes:
    opening = zlib.decompressobj(-zlib.MAX_WBITS)
    data = opening.decompress(packed, size + 1)
    if len(data) != size or not opening.eof or opening.unused_data or zlib.crc32(data) != checksum:
        raise zipfile.BadZipFile(name)
    return data


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/sheet") and name.endswith(".xml")


def _in_part(name: str, data: bytes) -> tuple[tuple[str, ...], bytes]:
    """The name of a part and its texts; of a sheet the rows apart."""
    cells = b""
    if not name.endswith((".xml", ".rels", ".vml")):
        texts: Iterable[str] = (data.decode("latin-1"),)
    elif _is_sheet(name):
        start, end = data.find(b"<sheetData"), data.rfind(b"</sheetData>")
        texts, cells = _around(data[:start] + data[end:]), data[start:end]
    else:
        texts = in_cells(data) if name == "xl/sharedStrings.xml" else in_xml(data)
    return (name, *texts), cells


def _around(data: bytes) -> tuple[str, ...]:
    """What stands around the rows of a sheet, which is the same in all parts of a table."""
    return _kept(data) if len(data) < _SMALL else tuple(in_xml(data))


@lru_cache(_KEPT)
def _kept(data: bytes) -> tuple[str, ...]:
    return tuple(in_xml(data))


def in_cells(data: bytes) -> set[str]:
    """The texts of cells; one text may be cut into runs."""
    if _RUNS.search(data):
        text = unmarked(data.decode("utf-8", "replace"))
        return {unescape(SEAM.join(_RUN.findall(item))) for item in _ITEM.split(text)}
    return {unescape(run.decode("utf-8", "replace")) for run in set(_BARE_RUN.findall(data))}
