"""Whether a kept file still is as attachments are made here; looked at afresh, not taken from what made it."""

import io
import re
import zipfile
import zlib

from build_scripts.renew.attachment import CSV, JPG, LINK, PDF, PNG, XLSX, RefusedError
from build_scripts.renew.sort import sort_of
from build_scripts.renew.table import take_csv

_MOST_UNPACKED = 200_000_000
_BOM = b"\xef\xbb\xbf"
_OPAQUE = (0, 2)  # grey; red, green and blue
_CHUNKS = frozenset({b"IHDR", b"IDAT", b"IEND"})
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/(?:workbook|styles|sharedStrings)\.xml|xl/theme/theme1\.xml|"
    r"xl/_rels/workbook\.xml\.rels|xl/worksheets/sheet[0-9]+\.xml"
)
_NOTED = re.compile(rb"<dc:creator>[^<]|<dc:description>|<cp:lastModifiedBy>[^<]|<cp:keywords>|<dc:title>")
_ROOT = "/Type /Pages"
_PAGE = "/Type /Parent /MediaBox /Resources /Contents /Rotate /UserUnit /Group /Annots"
_NEVER = (
    "/Metadata /Info /AA /OpenAction /JS /JavaScript /EF /EmbeddedFiles /Names /AcroForm /OCProperties /OC /PieceInfo /Thumb /Outlines "
    "/StructTreeRoot /Launch /AF /Alternates /OPI /LastModified"
)


def is_bare(suffix: str, data: bytes) -> bool:
    """Whether the bytes are of the sort that their suffix says and hold nothing but what is shown."""
    try:
        return _BARE[suffix](data) if suffix == CSV or sort_of(data) == suffix.removeprefix(".") else False
    except (ValueError, KeyError, IndexError, zipfile.BadZipFile, zlib.error):
        return False


def _csv(data: bytes) -> bool:
    try:
        return data.startswith(_BOM) and take_csv(data.decode("utf-8-sig")).data == data
    except RefusedError:
        return False


def _jpg(data: bytes) -> bool:
    """One scan script after another from the first byte to the last; of notes only the short one that says it is a JPEG."""
    at = 2
    while at + 4 <= len(data):
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at] != 0xFF or marker >= 0xE1 or (marker == 0xE0 and size != 16) or marker < 0xC0:
            return False
        at += 2 + size
        if marker == 0xDA:
            end = re.compile(rb"\xff[^\x00\xd0-\xd7]").search(data, at)
            at = end.start() if end else len(data)
            if data[at:] == b"\xff\xd9":
                return True
    return False


def _png(data: bytes) -> bool:
    at, sorts = 8, []
    while at + 12 <= len(data):
        sorts.append(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return at == len(data) and data[25] in _OPAQUE and set(sorts) == _CHUNKS and sorts[-1] == b"IEND" and sorts.count(b"IEND") == 1


def _xlsx(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = book.namelist()
        if sum(part.file_size for part in book.infolist()) > _MOST_UNPACKED:
            return False
        if not all(map(_PARTS.fullmatch, names)) or book.comment or _NOTED.search(book.read("docProps/core.xml")):
            return False
        sheets = [book.read(name) for name in names if name.startswith("xl/worksheets/")]
        return not re.search(rb'state="(?:veryH|h)idden"', book.read("xl/workbook.xml")) and not any(b"<f" in sheet for sheet in sheets)


def _pdf(data: bytes) -> bool:
    """Written at once, without history; a catalog of pages, pages of what they draw and plain links."""
    if data.count(b"startxref") != 1:
        return False
    import pikepdf  # takes longer to load than all the rest, and most data have no PDF

    from build_scripts.renew.stream import bound

    bound()
    never = set(_NEVER.split())
    try:
        with pikepdf.Pdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if "/Info" in pdf.trailer or pdf.is_encrypted or not set(pdf.Root.keys()) <= set(_ROOT.split()):
                return False
            if not all(set(page.obj.keys()) <= set(_PAGE.split()) for page in pdf.pages):
                return False
            told = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)]
            notes = [note for page in pdf.pages for note in page.obj.get("/Annots", ())]
            plain = all(note.Subtype == "/Link" and note.A.S == "/URI" and LINK.fullmatch(str(note.A.URI)) for note in notes)
            return plain and not any(never & set(each.keys()) for each in told)
    except (pikepdf.PdfError, AttributeError, TypeError):
        return False


_BARE = {PDF: _pdf, CSV: _csv, JPG: _jpg, PNG: _png, XLSX: _xlsx}
