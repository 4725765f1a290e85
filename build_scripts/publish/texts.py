"""What can be read in each sort of file of a site that is no page: cells, strings, text nodes, the properties of workbooks and pictures."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import unquote

from build_scripts.find.files import NUMBERS, TEXTS, unpacked
from build_scripts.publish.strings import UnreadableError, in_json
from build_scripts.publish.tables import in_csv, in_json_lines, in_parquet, in_sqlite
from build_scripts.publish.workbooks import in_workbook
from build_scripts.publish.xml_text import in_xml
from build_scripts.renew.told import told_in_pdf

_LARGEST = 500_000_000
"""Bytes that compressed text may come to."""

_CODE = re.compile(r"""/\*.*?\*/|//[^\n]*|<!--.*?-->|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""", re.DOTALL)
_DRAWING = re.compile(r"data:image/svg\+xml[^,]*,((?:<[^<>]*>|[^\"'<>()]|\([^()]*\))*)")
_LONG = re.compile(r"[0-9]{11,}[Xx]?")
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"


def in_lines(data: bytes) -> Iterator[str]:
    """Plain text as it is, for a number may go on in the next line."""
    yield data.decode("utf-8", "replace")


def in_code(data: bytes) -> Iterator[str]:
    """Comments and strings of scripts and style sheets, and whole numbers of eleven digits or more; code itself is no text."""
    text = data.decode("utf-8", "replace")
    for drawing in _DRAWING.findall(text):
        yield from in_xml(unquote(drawing).encode())
    text = _DRAWING.sub("", text)
    yield from (found[0] for found in _CODE.finditer(text))
    yield from _LONG.findall(text)


def in_packed_json(data: bytes) -> set[str]:
    """What a file of the search index holds of texts."""
    try:
        return in_json(unpacked(data))
    except zlib.error as fault:
        raise UnreadableError(str(fault)) from fault


def in_packed_numbers(data: bytes) -> set[str]:
    """Nothing: the other files of the search index hold numbers, and of texts no more than which two signs stand side by side."""
    try:
        unpacked(data)
    except zlib.error as fault:
        raise UnreadableError(str(fault)) from fault
    return set()


def in_png(data: bytes) -> Iterator[str]:
    """Text chunks, and whatever follows the end of the picture."""
    if not data.startswith(_PNG):
        raise UnreadableError("PNG")
    place = len(_PNG)
    while place + 8 <= len(data):
        length, sort = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        if sort in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
            yield from _in_bytes(data[place + 8 : place + 8 + length])
        place += length + 12
        if sort == b"IEND":
            break
    yield from _in_bytes(data[place:])


def in_jpeg(data: bytes) -> Iterator[str]:
    """What stands in the segments before the picture (EXIF, XMP, comments)."""
    if not data.startswith(_JPEG):
        raise UnreadableError("JPEG")
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        if 0xE0 <= data[place + 1] <= 0xEF or data[place + 1] == 0xFE:
            yield from _in_bytes(data[place + 4 : place + 2 + length])
        place += 2 + length


def in_pdf(data: bytes) -> Iterator[str]:
    """The text of pages, hidden or not, targets of links, names and properties."""
    try:
        yield from told_in_pdf(data)
    except ValueError as fault:
        raise UnreadableError(str(fault)) from fault


def _in_bytes(data: bytes) -> Iterator[str]:
    """Bytes of unknown encoding, read each way; compressed text is opened."""
    for encoding in ("latin-1", "utf-8", "utf-16-le", "utf-16-be"):
        yield data.decode(encoding, "replace")
    packed = data.find(b"x\x9c")
    if packed >= 0:
        try:
            yield zlib.decompressobj().decompress(data[packed:], _LARGEST).decode("utf-8", "replace")
        except zlib.error:
            return


EXTRACTORS: Mapping[str, Callable[[bytes], Iterable[str]]] = MappingProxyType(
    {
        ".txt": in_lines,
        ".css": in_code,
        ".js": in_code,
        ".mjs": in_code,
        ".json": in_json,
        ".geojson": in_json,
        ".topojson": in_json,
        ".webmanifest": in_json,
        ".jsonld": in_json,
        ".jsonl": in_json_lines,
        ".ttl": in_lines,
        TEXTS: in_packed_json,
        NUMBERS: in_packed_numbers,
        ".csv": in_csv,
        ".parquet": in_parquet,
        ".sqlite": in_sqlite,
        ".xml": in_xml,
        ".svg": in_xml,
        ".xlsx": in_workbook,
        ".pdf": in_pdf,
        ".png": in_png,
        ".jpg": in_jpeg,
        ".jpeg": in_jpeg,
    }
)
"""How a file is read, by the end of its name in small letters; what is not here cannot be published."""
