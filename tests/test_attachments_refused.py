"""What is no attachment is refused by name; what would carry something along that a reader does not see is refused with its place."""

import gzip
import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pikepdf
import pytest
from attachment_samples import WORDS, chunk, drawing, encoded, pdf, picture_on, saved, written
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw

from build_scripts.findings import Finding
from build_scripts.read import jail
from build_scripts.read.attachment import take_attachment
from build_scripts.renew.attachment import MOST_BYTES, Attachment, Refusal
from build_scripts.renew.child import taken
from build_scripts.sentences import line

OTHERS = {
    "svg": b'<?xml version="1.0"?>\n<!-- <html> -->\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"\xef\xbb\xbf\n<!DOCTYPE html><html><body>a,b<script>alert(1)</script></body></html>",
    "xml": b"<?xml version='1.0'?><a>b,c</a>",
    "gif": b"GIF89a" + pdf(),
    "exe": b"MZ\x90\0" + bytes(200),
    "rar": b"Rar!\x1a\x07\0" + bytes(200),
    "gz": gzip.compress(b"a,b\n1,2\n", mtime=0),
    "rtf": rb"{\rtf1 a,b}",
    "heic": b"\0\0\0\x18ftypheic" + bytes(40),
    "webp": b"RIFF\x20\0\0\0WEBPVP8 " + bytes(40),
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "": bytes(range(256)) * 4,
}


def _archive(*names: str, first: bytes = b"") -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name in names:
            archive.writestr(name, b"a")
    return first + memory.getvalue()


def _note(**entries: Any) -> Callable[[Pdf], None]:
    def plant(document: Pdf) -> None:
        document.pages[-1].obj.Annots = Array([Dictionary(Type=Name.Annot, Rect=[30, 220, 330, 270], **entries)])

    return plant


def _form(**entries: Any) -> Callable[[Pdf], None]:
    def plant(document: Pdf) -> None:
        field = document.make_indirect(
            Dictionary(FT=Name.Tx, T=String("a"), V=String("b"), Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9])
        )
        document.Root.AcroForm = Dictionary(Fields=Array([field]), **entries)
        document.pages[0].obj.Annots = Array([field])

    return plant


def _layers(document: Pdf) -> None:
    group = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
    document.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))


def _portfolio(document: Pdf) -> None:
    document.Root.Collection = Dictionary(View=Name.D)


def _black_note(document: Pdf) -> None:
    look = Stream(document, b"0 g 0 0 300 50 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 50])
    _note(Subtype=Name.Square, F=4, AP=Dictionary(N=document.make_indirect(look)))(document)


def _in_form(document: Pdf) -> None:
    fonts = document.pages[0].obj.Resources.Font
    form = Stream(document, WORDS + b"0 g 30 220 300 50 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 300])
    form.Resources = Dictionary(Font=fonts)
    document.pages[0].obj.Resources.XObject = Dictionary(X0=form)


def _unseen_in_form(document: Pdf) -> None:
    _in_form(document)
    document.pages[0].obj.Resources.XObject.X0.write(written("张三", 10, 10) + b"1 g 0 0 100 50 re f")
    document.pages[0].obj.Resources.XObject.X0.Matrix = Array([1, 0, 0, 1, 100, 100])


def _pasted(document: Pdf) -> None:
    image = Stream(document, encoded(drawing(), "JPEG"), Type=Name.XObject, Subtype=Name.Image, Width=120, Height=80)
    image.Filter, image.ColorSpace, image.BitsPerComponent = Name.DCTDecode, Name.DeviceRGB, 8
    document.pages[0].obj.Resources.XObject = Dictionary(X0=image)
    document.pages[0].contents_add(b"q 300 0 0 50 30 220 cm /X0 Do Q")


def _scan(after: bytes, *, as_form: bool = False, patch: bool = False) -> bytes:
    """A scanned page of lines of signs with something drawn over it."""

    def plant(document: Pdf) -> None:
        picture_on(document, encoded(_page_of_signs(), "JPEG"), (400, 300))
        if as_form:
            box = Stream(document, b"0 g 0 0 100 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 20])
            document.pages[0].obj.Resources.XObject.X1 = box
        if patch:
            image = Stream(document, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
            image.ColorSpace = Name.DeviceGray
            document.pages[0].obj.Resources.XObject.X1 = image

    return pdf(after, plant=plant)


def _page_of_signs() -> Image.Image:
    page = Image.new("RGB", (400, 300), "white")
    pen = ImageDraw.Draw(page)
    for up in range(20, 290, 20):
        for across in range(20, 380, 12):
            pen.line((across, up, across + 7, up + 9), fill="black", width=2)
            pen.line((across + 7, up, across, up + 9), fill="black", width=2)
    return page


def _cut(document: Pdf) -> None:
    picture_on(document, encoded(drawing(), "JPEG"), (120, 80))
    document.pages[0].obj.CropBox = Array([0, 0, 200, 300])


def _heavy(size: int) -> bytes:
    """A page whose instructions are blanks, as many bytes as that, packed by repeating one packed piece."""
    packing = zlib.compressobj(9)
    first = packing.compress(b" " * (1 << 20)) + packing.flush(zlib.Z_FULL_FLUSH)
    packed = first + (packing.compress(b" " * (1 << 20)) + packing.flush(zlib.Z_FULL_FLUSH)) * ((size >> 20) - 1)

    def plant(document: Pdf) -> None:
        document.pages[0].obj.Contents = Stream(document, packed, Filter=Name.FlateDecode)

    return pdf(plant=plant)


def _wide_image(document: Pdf) -> None:
    image = Stream(document, zlib.compress(b"\0" * 99), Type=Name.XObject, Subtype=Name.Image, Width=60_000, Height=60_000)
    image.Filter, image.ColorSpace, image.BitsPerComponent = Name.FlateDecode, Name.DeviceRGB, 8
    document.pages[0].obj.Resources.XObject = Dictionary(X0=image)
    document.pages[0].contents_add(b"/X0 Do")


def _huge_png() -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 90_000, 90_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def _huge_jpeg() -> bytes:
    data = bytearray(encoded(drawing(), "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    return bytes(data)


def _locked(**options: Any) -> bytes:
    with Pdf.open(io.BytesIO(pdf())) as document:
        memory = io.BytesIO()
        document.save(memory, encryption=pikepdf.Encryption(**options))
    return memory.getvalue()


def _workbook(plant: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["会费", 8000])
    plant(book)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def _hidden_sheet(book: Any) -> None:
    book.create_sheet("底稿").sheet_state = "veryHidden"


def _hidden_row(book: Any) -> None:
    book.active.row_dimensions[2].hidden = True


def _hidden_column(book: Any) -> None:
    book.active.column_dimensions["B"].hidden = True


def _commented(book: Any) -> None:
    book.active["B2"].comment = Comment("张三说的", "李四")


def _with_macro() -> bytes:
    return _archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")


COVER = b"0 g 30 220 300 50 re f "
REFUSED: dict[str, tuple[bytes, str, dict[str, str]]] = {
    **{f"{name or 'nothing known'} by content": (data, "E070", {"found": name}) for name, data in OTHERS.items()},
    "docx": (_archive("[Content_Types].xml", "word/document.xml"), "E070", {"found": "docx"}),
    "pptx": (_archive("ppt/presentation.xml"), "E070", {"found": "pptx"}),
    "workbook with macros": (_with_macro(), "E070", {"found": "xlsm"}),
    "archive": (_archive("a.pdf"), "E070", {"found": "zip"}),
    "PDF behind an archive": (pdf() + _archive("a.html"), "E072", {"found": "zip"}),
    "PDF behind a page of the web": (pdf() + b"<html>", "E072", {"found": "html"}),
    "PDF in front of other bytes": (pdf() + b"MZ" + bytes(9), "E072", {"found": "exe"}),
    "JPEG behind an archive": (encoded(drawing(), "JPEG") + _archive("a.html"), "E072", {"found": "zip"}),
    "PNG behind an archive": (encoded(drawing(), "PNG") + _archive("a.html"), "E072", {"found": "zip"}),
    "JPEG with a PDF in its note": (encoded(drawing(), "JPEG", comment=b"%PDF-1.4"), "E072", {"found": "pdf"}),
    "PDF with a password": (_locked(owner="a", user="b"), "E073", {}),
    "PDF with locked rights": (_locked(owner="a", user=""), "E073", {}),
    "PDF cut short": (b"%PDF-1.7\n", "E074", {}),
    "PDF of nothing": (saved(Pdf.new()), "E074", {}),
    "PNG cut short": (encoded(drawing(), "PNG")[:400], "E074", {}),
    "JPEG cut short": (encoded(drawing(), "JPEG")[:700], "E074", {}),
    "form": (pdf(plant=_form()), "E075", {"page": ""}),
    "form of another kind": (pdf(plant=_form(XFA=String("a"))), "E075", {"page": ""}),
    "portfolio": (pdf(plant=_portfolio), "E075", {"page": ""}),
    "note without a look of its own": (pdf(WORDS, WORDS, plant=_note(Subtype=Name.Square, F=4)), "E075", {"page": "2"}),
    "layers": (pdf(plant=_layers), "E076", {}),
    "black box over text": (pdf(WORDS + COVER), "E077", {"page": "1"}),
    "black box over Chinese text that is drawn by no font": (pdf(written("张三", 40, 240) + COVER), "E077", {"page": "1"}),
    "white box over Chinese text that is drawn by no font": (
        pdf(written("张三", 40, 240) + b"1 g 30 220 300 50 re f"),
        "E077",
        {"page": "1"},
    ),
    "the same within a form": (pdf(b"/X0 Do", plant=_unseen_in_form), "E077", {"page": "1"}),
    "white box over text": (pdf(WORDS, WORDS + b"1 g 30 220 300 50 re f"), "E077", {"page": "2"}),
    "black behind black text": (pdf(COVER + WORDS), "E077", {"page": "1"}),
    "black box over invisible text": (pdf(b"3 Tr " + WORDS + COVER), "E077", {"page": "1"}),
    "black box over two letters": (pdf(WORDS + b"0 g 40 236 20 20 re f"), "E077", {"page": "1"}),
    "black box in a form": (pdf(b"/X0 Do", plant=_in_form), "E077", {"page": "1"}),
    "black note over text": (pdf(plant=_black_note), "E077", {"page": "1"}),
    "picture over text": (pdf(plant=_pasted), "E077", {"page": "1"}),
    "black box over a line of a scan": (_scan(b"0 g 100 150 100 12 re f"), "E077", {"page": "1"}),
    "white box over a line of a scan": (_scan(b"1 g 100 150 100 12 re f"), "E077", {"page": "1"}),
    "box in a form over a scan": (_scan(b"q 1 0 0 1 100 150 cm /X1 Do Q", as_form=True), "E077", {"page": "1"}),
    "black picture over a line of a scan": (_scan(b"q 100 0 0 12 100 150 cm /X1 Do Q", patch=True), "E077", {"page": "1"}),
    "redaction that was never applied": (pdf(plant=_note(Subtype=Name.Redact)), "E077", {"page": "1"}),
    "page turned on its side, text covered": (pdf(WORDS + COVER, Rotate=90), "E077", {"page": "1"}),
    "page away from the origin, text covered": (pdf(WORDS + COVER, MediaBox=Array([20, 30, 380, 290])), "E077", {"page": "1"}),
    "stream of a gigabyte": (_heavy(1 << 30), "E078", {"pixels": "6000", "pages": "300"}),
    "more pages than anybody reads": (pdf(*[b""] * 301), "E078", {"pixels": "6000", "pages": "300"}),
    "picture of 3.6 gigapixels in a PDF": (pdf(plant=_wide_image), "E078", {"pixels": "6000", "pages": "300"}),
    "PNG of 8.1 gigapixels": (_huge_png(), "E078", {"pixels": "6000", "pages": "300"}),
    "JPEG of 3.6 gigapixels": (_huge_jpeg(), "E078", {"pixels": "6000", "pages": "300"}),
    "picture cut by the page, whole beneath": (pdf(b"", plant=_cut), "E079", {"page": "1"}),
}
TABLES: dict[str, tuple[bytes, str, tuple[str, int, int]]] = {
    "hidden sheet": (_workbook(_hidden_sheet), "E080", ("底稿", 0, 0)),
    "hidden row": (_workbook(_hidden_row), "E080", ("Sheet", 2, 0)),
    "hidden column": (_workbook(_hidden_column), "E080", ("Sheet", 0, 2)),
    "comment": (_workbook(_commented), "E080", ("Sheet", 2, 2)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_by_name_and_place(name: str) -> None:
    data, code, facts = REFUSED[name]
    outcome = taken(data)
    assert isinstance(outcome, Refusal), outcome
    assert (outcome.code, outcome.facts) == (code, facts)


@pytest.mark.parametrize("name", TABLES)
def test_workbook_with_hidden_parts_is_refused_with_sheet_and_cell(name: str) -> None:
    data, code, place = TABLES[name]
    outcome = taken(data)
    assert isinstance(outcome, Refusal), outcome
    assert (outcome.code, (outcome.sheet, outcome.line, outcome.column)) == (code, place)


def test_every_way_to_cover_text_is_told_from_text_that_can_be_read() -> None:
    fine = [
        b"0 g 30 220 300 50 re f 1 g " + WORDS,  # white on black
        b"0.9 g 30 220 300 50 re f 0 g " + WORDS,  # black on grey
        WORDS + b"0 0 0.4 rg 30 100 300 50 re f",  # a box beside the text
        WORDS + b"30 220 300 50 re S",  # a frame around it
        WORDS + b"/G0 gs 1 1 0 rg 30 220 300 50 re f",  # a marker pen over it
    ]

    def plant(document: Pdf) -> None:
        document.pages[0].obj.Resources.ExtGState = Dictionary(G0=Dictionary(ca=0.4))

    for content in fine:
        outcome = taken(pdf(content, plant=plant))
        assert isinstance(outcome, Attachment), content
        assert "Budget report" in outcome.text


def test_what_is_drawn_on_a_picture_without_hiding_it_is_taken() -> None:
    """Frames, thin lines, a marker pen, boxes beside it or on blank paper, a page of its ground behind it."""
    for content in (b"100 150 100 12 re S", b"0.5 w 20 155 m 380 155 l S", b"/G0 gs 1 1 0 rg 100 150 100 12 re f", b"0 g 5 2 300 5 re f"):
        with Pdf.open(io.BytesIO(_scan(content))) as document:
            document.pages[0].obj.Resources.ExtGState = Dictionary(G0=Dictionary(ca=0.4))
            assert isinstance(taken(saved(document)), Attachment), content
    dark = Image.new("RGB", (120, 80), (20, 30, 90))
    ImageDraw.Draw(dark).ellipse((40, 20, 80, 60), fill="white")

    def plant(document: Pdf) -> None:
        image = Stream(document, zlib.compress(dark.tobytes()), Type=Name.XObject, Subtype=Name.Image, Width=120, Height=80)
        image.Filter, image.ColorSpace, image.BitsPerComponent = Name.FlateDecode, Name.DeviceRGB, 8
        document.pages[0].obj.Resources.XObject = Dictionary(X0=image)

    banner = b"0.078 0.118 0.353 rg 0 100 400 120 re f q 120 0 0 80 100 120 cm /X0 Do Q "
    assert isinstance(taken(pdf(banner + b"0 g " + WORDS, plant=plant)), Attachment)


def test_too_large_a_file_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jail, "run", lambda *_: pytest.fail("opened"))
    found = take_attachment("a.pdf", pdf() + bytes(MOST_BYTES))
    assert isinstance(found, Finding)
    assert line(found).startswith("a.pdf: 错误 E071 附件有 2000")
    assert "***" not in line(found)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b\n1,2,3\n", "E070"),
        ("一段说明，不是表格".encode(), "E070"),
        (b"import os, sys\nprint(1)\n", "E070"),
        (b'a,b\n"1,2\n', "E003"),
        ("a,b\n1,2\n".encode("utf-16"), "E070"),
        (b"a,b\n\xff\xff,2\n", "E001"),
        (b"", "E070"),
        (b"a,b\n1,2\n<script>,x\n", ""),
    ],
)
def test_text_is_a_table_or_refused(data: bytes, code: str) -> None:
    outcome = take_attachment("a.csv", data)
    assert (outcome.code if isinstance(outcome, Finding) else "") == code


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/cron.d/x.pdf", "..\\..\\a.pdf", "a.pdf\0.html", "$(touch pwn).pdf", "%2e%2e%2fa.pdf", "a\n::error::b.svg"],
)
def test_name_decides_nothing_and_forges_no_line(name: str) -> None:
    made = take_attachment(name, pdf())
    assert isinstance(made, Attachment)
    assert (made.suffix, Path(made.name).name) == (".pdf", made.name)
    assert made == take_attachment("b.png", pdf())
    refused = take_attachment(name, OTHERS["svg"])
    assert isinstance(refused, Finding)
    assert "\n" not in line(refused)


def test_bombs_end_within_their_bounds_in_the_child() -> None:
    for name in ("stream of a gigabyte", "PNG of 8.1 gigapixels", "picture of 3.6 gigapixels in a PDF"):
        begun = time.monotonic()
        outcome = take_attachment("a", REFUSED[name][0])
        assert isinstance(outcome, Finding)
        assert outcome.code in ("E078", "E050")
        assert time.monotonic() - begun < 30


def test_child_that_answers_nonsense_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [b"", b"{}", b"[1]\n", b'[".svg","",1,[]]\n<svg/>', b'[".pdf","",1,[]]\n<html></html>', b'["E070",[],"",0,0]']
    for answer in answers:
        monkeypatch.setattr(jail, "run", lambda *_, answer=answer: answer)
        outcome = take_attachment("a", pdf())
        assert isinstance(outcome, Finding)
        assert outcome.code == "E051", answer
