"""Submitted bytes to a book: what they are by their content, never by their name, and the reader that fits."""

import re

from build_scripts.parse.archive import opened
from build_scripts.parse.grid import Book
from build_scripts.parse.refused import Refused
from build_scripts.parse.transfer import packed
from build_scripts.parse.xlsx import parse_xlsx

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"Rar!"), "RAR"),
    (re.compile(rb"7z\xbc\xaf"), "7Z"),
    (re.compile(rb"\x1f\x8b"), "GZIP"),
    (re.compile(rb"\{\\rtf"), "RTF"),
    (re.compile(rb"\xff\xd8\xff"), "JPG"),
    (re.compile(rb"\x89PNG"), "PNG"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|table|meta|head|body|style|div)\b", re.IGNORECASE), "HTML"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml"), "XML"),
    (re.compile(rb"[^\x00-\x08\x0e-\x1f]+\Z"), "CSV/TXT"),
)


def parse(data: bytes) -> Book:
    """The book in these bytes, or one that says why it is refused; never an exception for what was submitted."""
    try:
        if data.startswith(_ZIP):
            return parse_xlsx(opened(data))
        if data.startswith(_COMPOUND):
            from build_scripts.parse.xls import parse_xls  # here, for few need it and its libraries take time to load

            return parse_xls(data)
        raise Refused("E040", {"found": next((found for pattern, found in _OTHERS if pattern.match(data)), "")})
    except Refused as refusal:
        return Book(code=refusal.code, facts=refusal.facts)


def answer(data: bytes) -> bytes:
    """What the child process sends back: the book, packed."""
    return packed(parse(data))
