"""What a file is by its content; its name and ending say nothing."""

import io
import re
import zipfile
from collections.abc import Iterator

import olefile

_PDF = b"%PDF-"
_MAGIC = (
    (_PDF, "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"\xca\xfe\xba\xbe", "class"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"MSCF", "cab"),
    (b"\x4c\0\0\0\x01\x14\x02\0", "lnk"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "ps"),
    (b"#!", "script"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<([a-z!?])", re.IGNORECASE)
_REMARK = re.compile(rb"<!--.*?-->", re.DOTALL)
_ROOT = re.compile(rb"<(?:[a-z]+:)?([a-z]+)", re.IGNORECASE)
_PARTS = (
    ("xl/vbaProject.bin", "xlsm"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/", "docx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
    ("META-INF/MANIFEST.MF", "jar"),
    ("content.xml", "odf"),
)
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_HEAD = 1024


def sort_of(data: bytes) -> str:
    """`pdf`, `jpg`, `png`, `xlsx`; the name of another known sort; `text` where it may be a table; the empty text where nobody knows."""
    if data.startswith(b"PK") and data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        return _packed(data)
    if data.startswith(olefile.MAGIC):
        return _compound(data)
    for magic, sort in _MAGIC:
        if data.startswith(magic):
            return sort
    if data[:4] == b"RIFF":
        return data[8:12].strip().decode("ascii", "replace").lower()
    if data[4:8] == b"ftyp":
        return "heic" if data[8:11] in (b"hei", b"mif", b"hev") else "mp4"
    if _MARKUP.match(data):
        root = _ROOT.search(_REMARK.sub(b"", data[:65_536]))
        return root[1].decode().lower() if root and root[1].lower() in (b"svg", b"html") else "xml" if b"<?xml" in data[:64] else "html"
    return "" if b"\0" in data else "text"


def others_in(data: bytes, sort: str) -> Iterator[str]:
    """What else the same bytes can be opened as: another sort at the front, an archive at the end, anything after a PDF's end."""
    if sort != "pdf" and _PDF in data[:_HEAD]:
        yield "pdf"
    if sort != "xlsx" and _members(data):
        yield "zip"
    if sort == "pdf" and data[data.rfind(b"%%EOF") + 5 :].strip(b"\0\t\n\f\r ") and b"%%EOF" in data:
        yield sort_of(data[data.rfind(b"%%EOF") + 5 :].lstrip(b"\0\t\n\f\r ")).replace("text", "")


def _members(data: bytes) -> list[str]:
    """The names of an archive's members; none where it is no archive that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return []


def _packed(data: bytes) -> str:
    names = _members(data)
    for part, sort in _PARTS:
        if any(name == part or (part.endswith("/") and name.startswith(part)) for name in names):
            return sort
    return "zip"


def _compound(data: bytes) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            names = {"/".join(path) for path in compound.listdir()}
    except (OSError, ValueError, IndexError, AttributeError):
        return "ole"
    return next((sort for stream, sort in _STREAMS if stream in names), "ole")
