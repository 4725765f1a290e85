"""What can be read in each sort of file of a site that is no page: cells, strings, text nodes, the properties of workbooks and pictures."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from types import MappingProxyType
from urllib.parse import unquote

from build_scripts.find.files import NUMBERS, TEXTS, unpacked
from build_scripts.guard.signs import BREAK, SEAM, unmarked
from build_scripts.publish.strings import UnreadableError, in_json
from build_scripts.publish.tables import in_csv, in_json_lines, in_parquet, in_sqlite
from build_scripts.renew.told import told_in_pdf

_LARGEST = 500_000_000
"""Bytes that the parts of one workbook may come to: far above any that we write."""

_XML_PIECE = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|<\?.*?\?>|<[^<>]*>", re.DOTALL)
_XML_ATTRIBUTE = re.compile(r"""\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_XML_INLINE = re.compile(r"<!|-->|\]\]>|</?(?:\w+:)?(?:tspan|a|r|rPr|t|b|i|u|span)\b")
_DRAWN = frozenset({"d", "points", "transform", "viewBox", "id", "class"})
_ITEM = re.compile(r"</(?:\w+:)?(?:si|is)>")
_RUN = re.compile(r"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)<")
_BARE_RUN = re.compile(rb"<t(?: [^<>]*)?>([^<]+)<")
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


def in_xml(data: bytes) -> Iterator[str]:
    """Text nodes, comments and attributes; a line of text may be cut by tags. What is drawn (paths, points) is no text."""
    text = unmarked(data.decode("utf-8", "replace"))
    read: list[str] = []
    end = 0
    for piece in _XML_PIECE.finditer(text):
        read += [text[end : piece.start()], SEAM if _XML_INLINE.match(piece[0]) else BREAK]
        for name, double, single in _XML_ATTRIBUTE.findall(piece[0]):
            if name.rpartition(":")[2] not in _DRAWN:
                yield unescape(double or single)
        end = piece.end()
    yield from unescape("".join([*read, text[end:]])).split(BREAK)


def in_workbook(data: bytes) -> Iterator[str]:
    """Texts of cells, comments and drawings, names of sheets, document properties, headers and footers."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if sum(part.file_size for part in book.infolist()) > _LARGEST:
                raise UnreadableError("size")
            for part in book.namelist():
                yield part
                yield from _in_part(part, book.read(part))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
        raise UnreadableError(str(fault)) from fault


def _in_part(name: str, data: bytes) -> Iterator[str]:
    if not name.endswith((".xml", ".rels", ".vml")):
        yield data.decode("latin-1")
    elif name.startswith("xl/worksheets/sheet"):
        start, end = data.find(b"<sheetData"), data.rfind(b"</sheetData>")
        if b"<is" in data or b":is" in data:
            yield from _cells(data[start:end])
        yield from in_xml(data[:start] + data[end:])
    elif name == "xl/sharedStrings.xml":
        yield from _cells(data)
    else:
        yield from in_xml(data)


def _cells(data: bytes) -> set[str]:
    """The texts of cells; one text may be cut into runs."""
    if b":t>" in data or b"<r>" in data or b"<r " in data:
        text = unmarked(data.decode("utf-8", "replace"))
        return {unescape(SEAM.join(_RUN.findall(item))) for item in _ITEM.split(text)}
    return {unescape(run.decode("utf-8", "replace")) for run in set(_BARE_RUN.findall(data))}


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
