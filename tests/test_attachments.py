"""What is hidden in an attachment is not in what is kept of it, what is shown still is; outputs are opened by other means."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from attachment_samples import WORDS, chunk, drawing, encoded, pdf, picture_on, saved, written
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String
from PIL import Image, ImageChops, ImageCms, ImageOps, PngImagePlugin

from build_scripts.publish.texts import EXTRACTORS
from build_scripts.read.attachment import take_attachment
from build_scripts.renew.attachment import Attachment
from build_scripts.renew.bare import is_bare
from build_scripts.renew.child import taken

PERSON = "Zhang-San-13800138000"
PLAIN = PERSON.encode()


def kept(data: bytes) -> Attachment:
    outcome = taken(data)
    assert isinstance(outcome, Attachment), outcome
    return outcome


def laid_open(data: bytes) -> bytes:
    """The bytes as they are and with everything in them unpacked."""
    return b"\n".join([data, *_opened(data)])


def _opened(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"%PDF"):
        with Pdf.open(io.BytesIO(data)) as document:
            yield saved(document, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
            for each in document.objects:
                if isinstance(each, Stream):
                    yield each.read_raw_bytes()
                    yield each.read_bytes() if each.get("/Filter") == Name.FlateDecode else b""
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    elif data.startswith(b"\x89PNG"):
        for found in re.finditer(b"(?:zTXt|iTXt|iCCP).{1,60}?(?=\x78[\x01\x5e\x9c\xda])", data, re.DOTALL):
            yield zlib.decompressobj().decompress(data[found.end() :])


def as_seen(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=2).to_pil().convert("RGB")


def _catalog(**entries: Any) -> Callable[[Pdf], None]:
    def plant(document: Pdf) -> None:
        for name, value in entries.items():
            document.Root[f"/{name}"] = value

    return plant


def _page(**entries: Any) -> Callable[[Pdf], None]:
    def plant(document: Pdf) -> None:
        for name, value in entries.items():
            document.pages[0].obj[f"/{name}"] = value

    return plant


def _note(**entries: Any) -> Callable[[Pdf], None]:
    return _page(Annots=Array([Dictionary(Type=Name.Annot, Rect=[10, 10, 60, 30], **entries)]))


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{PERSON}')"))


def _info(document: Pdf) -> None:
    document.docinfo["/Author"] = PERSON
    document.docinfo["/Title"] = PERSON


def _xmp(document: Pdf) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [PERSON]


def _file(document: Pdf) -> None:
    document.attachments["a.txt"] = pikepdf.AttachedFileSpec(document, PLAIN, filename=f"{PERSON}.txt")


def _file_note(document: Pdf) -> None:
    spec = pikepdf.AttachedFileSpec(document, PLAIN, filename=f"{PERSON}.txt")
    _note(Subtype=Name.FileAttachment, FS=spec.obj, Contents=String(PERSON))(document)


def _outline(document: Pdf) -> None:
    with document.open_outline() as outline:
        outline.root.append(OutlineItem(PERSON, 0))


def _tags(document: Pdf) -> None:
    tree = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.Figure, Alt=String(PERSON), ActualText=String(PERSON)))
    document.Root.StructTreeRoot = document.make_indirect(tree)


def _thumbnail(document: Pdf) -> None:
    document.pages[0].obj.Thumb = Stream(document, PLAIN * 3, Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8)


def _private(document: Pdf) -> None:
    document.pages[0].obj.PieceInfo = Dictionary(Word=Dictionary(Private=String(PERSON)))
    document.pages[0].obj.LastModified = String(PERSON)


def _unused(document: Pdf) -> None:
    hidden = Stream(document, b"BT /F1 9 Tf (" + PLAIN + b") Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    document.pages[0].obj.Resources.XObject = Dictionary(Old=hidden)


def _marked(document: Pdf) -> None:
    page = document.pages[0]
    page.contents_add(f"/Span <</ActualText ({PERSON}) /Alt ({PERSON})>> BDC\n% {PERSON}\nEMC\n({PERSON}) 1 w".encode())
    page.obj.Resources.Properties = Dictionary(P0=Dictionary(Note=String(PERSON)))


def _updated() -> bytes:
    """A file in which a later part replaces the words of a page."""
    before = pdf(written("old") + b"BT /F1 9 Tf 40 40 Td (" + PLAIN + b") Tj ET", save={"compress_streams": False})
    with Pdf.open(io.BytesIO(before)) as document:
        number = document.pages[0].obj.Contents.objgen[0]
    body = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(WORDS), WORDS)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(before))
    start = int(re.findall(rb"startxref\s+(\d+)", before)[-1])
    root = re.findall(rb"/Root (\d+ 0 R)", before)[-1]
    trailer = b"trailer\n<< /Size 40 /Root %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (root, start, len(before) + len(body))
    return before + body + table + trailer


def _camera(document: Pdf) -> None:
    picture_on(document, encoded(drawing(), "JPEG", exif=_exif(), comment=PLAIN), (120, 80), Metadata=Stream(document, PLAIN))


def _behind_pixels(document: Pdf) -> None:
    image = Stream(document, bytes(range(120)) * 80 + PLAIN, Type=Name.XObject, Subtype=Name.Image, Width=120, Height=80)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    document.pages[0].obj.Resources.XObject = Dictionary(Im0=image)
    document.pages[0].contents_add(b"q 60 0 0 40 200 20 cm /Im0 Do Q")


def _inline(document: Pdf) -> None:
    data = encoded(drawing((16, 16)), "JPEG", comment=PLAIN)
    document.pages[0].contents_add(b"q 40 0 0 40 200 20 cm BI /W 16 /H 16 /CS /RGB /BPC 8 /F /DCT ID " + data + b" EI Q")


def _profile(document: Pdf) -> None:
    profile = Stream(document, PLAIN * 9, N=3, Alternate=Name.DeviceRGB, Metadata=Stream(document, PLAIN))
    document.pages[0].obj.Resources.ColorSpace = Dictionary(CS0=Array([Name.ICCBased, document.make_indirect(profile)]))
    document.pages[0].contents_add(b"/CS0 cs 1 0 0 sc 200 20 40 40 re f")


def _map(document: Pdf) -> None:
    font = document.pages[0].obj.Resources.Font.F1
    font.ToUnicode = Stream(document, b"% " + PLAIN + b"\n/CIDInit /ProcSet findresource begin 12 dict begin begincmap endcmap end end")
    font.Name = Name("/" + PERSON)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, PERSON
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 35.0, 0.0), 29: PERSON})
    return exif


def _jpeg() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + PLAIN
    xmp = b"<x:xmpmeta>" + PLAIN + b"</x:xmpmeta>"
    return encoded(drawing(), "JPEG", exif=_exif(), comment=PLAIN, icc_profile=profile, xmp=xmp) + b"MotionPhoto" + PLAIN


def _png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", PERSON)
    notes.add_text("Packed", PERSON, zip=True)
    notes.add_itxt("XML:com.adobe.xmp", PERSON, zip=True)
    data = encoded(drawing(), "PNG", pnginfo=notes, exif=_exif(), icc_profile=PLAIN * 9)
    return data[:-12] + chunk(b"prVt", PLAIN) + data[-12:] + PLAIN


def _moving() -> bytes:
    second = Image.frombytes("RGB", (120, 80), (PLAIN * 2000)[: 120 * 80 * 3])
    return encoded(drawing(), "PNG", save_all=True, append_images=[second], default_image=False)


def _workbook(plant: Callable[[Any], None] = lambda _book: None) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "收支"
    for row in (["2017年度收支表", None], ["项目", "金额"], ["会费", 8000.5], ["编号", "0012"]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    plant(book)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def _authored(book: Any) -> None:
    book.properties.creator = book.properties.title = book.properties.description = PERSON
    book.active.oddHeader.center.text = PERSON
    book.defined_names["old"] = openpyxl.workbook.defined_name.DefinedName("old", attr_text=f'"{PERSON}"')


PLANTED: dict[str, bytes] = {
    "document properties": pdf(plant=_info),
    "XMP": pdf(plant=_xmp),
    "script at opening": pdf(plant=_catalog(OpenAction=_script())),
    "script by name": pdf(plant=_catalog(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), _script()]))))),
    "script of a page": pdf(plant=_page(AA=Dictionary(O=_script()))),
    "embedded file": pdf(plant=_file),
    "file behind a pin": pdf(plant=_file_note),
    "sticky note": pdf(plant=_note(Subtype=Name.Text, Contents=String(PERSON), T=String(PERSON))),
    "hidden note": pdf(plant=_note(Subtype=Name.FreeText, F=2, Contents=String(PERSON))),
    "link to a script": pdf(plant=_note(Subtype=Name.Link, A=_script())),
    "link to a program": pdf(plant=_note(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String(PERSON)))),
    "link with a name in it": pdf(plant=_note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"https://{PERSON}@example.org/")))),
    "bookmarks": pdf(plant=_outline),
    "structure tree": pdf(plant=_tags),
    "thumbnail": pdf(plant=_thumbnail),
    "private data of a program": pdf(plant=_private),
    "form nobody draws": pdf(plant=_unused),
    "replacement text, comment, stray operand": pdf(plant=_marked),
    "earlier version of a page": _updated(),
    "notes of a camera in a picture": pdf(plant=_camera),
    "bytes behind the pixels": pdf(plant=_behind_pixels),
    "notes in an inline picture": pdf(plant=_inline),
    "colour profile": pdf(plant=_profile),
    "comment in a character map": pdf(plant=_map),
    "JPEG: EXIF, GPS, XMP, profile, comment, trailer": _jpeg(),
    "PNG: texts, EXIF, profile, unknown part, trailer": _png(),
    "PNG: later frames": _moving(),
    "workbook: properties, header, defined name": _workbook(_authored),
}


ICONS = {"file behind a pin", "sticky note", "link to a script", "link to a program", "link with a name in it"}
"""What shows an icon or a frame of a note, which goes with the note."""

WITHIN_STREAMS = {
    "form nobody draws",
    "replacement text, comment, stray operand",
    "bytes behind the pixels",
    "notes in an inline picture",
    "colour profile",
    "comment in a character map",
}
"""What a look at the structure alone does not show, once a file lies in the data folder."""


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_hidden_does_not_go_over(name: str) -> None:
    data = PLANTED[name]
    hidden = (PLAIN, PERSON.encode("utf-16-be"), PLAIN[:12])
    planted = laid_open(data)
    assert name == "PNG: later frames" or any(secret in planted for secret in hidden), "the sample does not hold what it says"
    made = kept(data)
    opened = laid_open(made.data)
    assert [secret for secret in hidden if secret in opened] == []
    assert PERSON not in made.text
    assert PERSON not in "\n".join(EXTRACTORS[made.suffix](made.data))
    assert is_bare(made.suffix, made.data)
    assert not is_bare(made.suffix, data) or name in WITHIN_STREAMS


@pytest.mark.parametrize("name", [name for name, data in PLANTED.items() if data.startswith(b"%PDF") and name not in ICONS])
def test_page_looks_as_before(name: str) -> None:
    before, after = as_seen(PLANTED[name]), as_seen(kept(PLANTED[name]).data)
    assert before.size == after.size
    assert ImageChops.difference(before, after).getbbox() is None


def test_drawn_notes_stay_as_they_look() -> None:
    def plant(document: Pdf) -> None:
        look = Stream(document, b"1 0 0 rg 0 0 50 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 50, 20])
        _note(Subtype=Name.Stamp, F=4, AP=Dictionary(N=document.make_indirect(look)), Contents=String(PERSON), T=String(PERSON))(document)

    made = kept(pdf(plant=plant))
    assert as_seen(made.data).getpixel((40, 560)) == (255, 0, 0)
    assert PLAIN not in laid_open(made.data)
    with Pdf.open(io.BytesIO(made.data)) as document:
        assert "/Annots" not in document.pages[0].obj


def test_seal_of_a_signature_stays_as_it_looks_without_the_signature() -> None:
    def plant(document: Pdf) -> None:
        look = Stream(document, b"0.9 0 0 rg 0 0 50 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 50, 20])
        signed = Dictionary(Type=Name.Sig, Contents=String(PERSON), Name=String(PERSON), Reason=String(PERSON))
        seal = Dictionary(FT=Name.Sig, T=String("seal"), V=signed, Type=Name.Annot, Subtype=Name.Widget, Rect=[10, 10, 60, 30], F=132)
        seal.AP = Dictionary(N=document.make_indirect(look))
        field = document.make_indirect(seal)
        document.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
        document.pages[0].obj.Annots = Array([field])

    made = kept(pdf(plant=plant))
    assert as_seen(made.data).getpixel((40, 560)) == (230, 0, 0)
    assert PLAIN not in laid_open(made.data)


def test_plain_link_to_the_web_stays_and_its_target_is_text() -> None:
    made = kept(pdf(plant=_note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/a?b=1")))))
    with Pdf.open(io.BytesIO(made.data)) as document:
        note = document.pages[0].obj.Annots[0]
        assert (str(note.A.URI), note.Subtype) == ("https://example.org/a?b=1", Name.Link)
    assert made.text.endswith("https://example.org/a?b=1")


@pytest.mark.parametrize(
    "hidden",
    [
        b"BT 3 Tr /F1 14 Tf 40 100 Td (SECRETWORD) Tj ET",
        b"BT 1 g /F1 14 Tf 40 100 Td (SECRETWORD) Tj ET",
        b"BT /F1 14 Tf 40 900 Td (SECRETWORD) Tj ET",
        b"q 0 0 5 5 re W n BT /F1 14 Tf 40 100 Td (SECRETWORD) Tj ET Q",
        b"BT /F1 0.2 Tf 40 100 Td (SECRETWORD) Tj ET",
        b"BT 3 Tr /F1 14 Tf 40 100 Td (SECRET) Tj (WORD) Tj ET",
    ],
    ids=["drawn invisibly", "white on white", "off the page", "clipped away", "too small to see", "in pieces"],
)
def test_hidden_text_is_text_and_reaches_the_guard(hidden: bytes) -> None:
    assert "SECRETWORD" in kept(pdf(WORDS + hidden)).text


def test_text_outside_the_crop_box_reaches_the_guard() -> None:
    made = kept(pdf(WORDS + b"BT /F1 14 Tf 320 100 Td (SECRETWORD) Tj ET", CropBox=Array([0, 0, 300, 300])))
    assert "SECRETWORD" in made.text
    assert as_seen(made.data).size == (600, 600)


def test_text_of_every_page_is_read_in_chinese_and_pages_are_told_apart() -> None:
    made = kept(pdf(written("第一页：⼯会经费"), written("第二页")))
    assert (made.text, made.pages, made.scanned) == ("第一页：工会经费\f第二页", 2, ())


@pytest.mark.parametrize(
    ("contents", "scanned"),
    [
        ([b""], ()),
        ([b"0 0 m 300 200 l S"], (1,)),
        ([WORDS, b"10 10 80 80 re f", WORDS], (2,)),
        ([b"BT 3 Tr /F1 14 Tf 40 240 Td (Invisible words) Tj ET 10 10 80 80 re f"], (1,)),
    ],
    ids=["blank", "lines without words", "one of three", "words nobody sees"],
)
def test_page_that_shows_more_than_its_text_needs_a_person(contents: list[bytes], scanned: tuple[int, ...]) -> None:
    assert kept(pdf(*contents)).scanned == scanned


def test_verdict_does_not_depend_on_the_fonts_of_this_machine() -> None:
    """The font of these words is in no file: a machine that has it would see them, one that has not would not."""
    table = written("收入八千元") + b"0 0 m 300 200 l S "
    assert kept(pdf(table)).scanned == ()
    assert kept(pdf(b"3 Tr " + table)).scanned == (1,)
    shaded = b"0.9 g 30 190 200 30 re f 0 g " + table
    assert kept(pdf(shaded)).scanned == ()


def test_scan_needs_a_person_though_an_app_put_its_name_on_it() -> None:
    def plant(document: Pdf) -> None:
        picture_on(document, encoded(drawing(), "JPEG"), (120, 80))

    assert kept(pdf(b"BT /F1 8 Tf 300 5 Td (Made by scanner) Tj ET", plant=plant)).scanned == (1,)
    assert kept(pdf(b"", plant=plant)).scanned == (1,)


def test_text_in_patterns_which_no_reader_finds_needs_a_person() -> None:
    def plant(document: Pdf) -> None:
        cell = Stream(document, b"BT /F1 9 Tf 2 2 Td (x) Tj ET", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 20, 20])
        cell.XStep, cell.YStep, cell.Resources = 20, 20, Dictionary(Font=document.pages[0].obj.Resources.Font)
        document.pages[0].obj.Resources.Pattern = Dictionary(P0=cell)
        document.pages[0].contents_add(b"/Pattern cs /P0 scn 100 20 200 100 re f")

    assert kept(pdf(plant=plant)).scanned == (1,)


def test_font_without_meaning_needs_a_person() -> None:
    def plant(document: Pdf) -> None:
        below = document.pages[0].obj.Resources.Font.F2.DescendantFonts[0]
        below.CIDSystemInfo = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
        document.pages[0].obj.Resources.Font.F2.Encoding = Name("/Identity-H")

    assert kept(pdf(b"BT /F2 14 Tf 40 200 Td <01020103010401050106010701080109> Tj ET 0 0 9 9 re f", plant=plant)).scanned == (1,)


def test_picture_is_turned_upright_before_its_notes_go_and_always_needs_a_person() -> None:
    source = drawing((120, 80))
    made = kept(encoded(source, "JPEG", exif=_exif(), quality=95))
    with Image.open(io.BytesIO(made.data)) as picture, Image.open(io.BytesIO(encoded(source, "JPEG", quality=95))) as before:
        assert picture.size == (80, 120)
        assert not picture.getexif()
        turned = before.transpose(Image.Transpose.ROTATE_270)
        gaps = [abs(a - b) for a, b in zip(picture.convert("L").tobytes(), turned.convert("L").tobytes(), strict=True)]
        assert sum(gaps) / len(gaps) < 3
    assert (made.scanned, made.pages, made.text) == ((1,), 1, "")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_of_any_sort_keeps_what_it_shows_on_white(mode: str) -> None:
    source = drawing().convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        source = Image.frombytes("I;16", source.size, b"".join(bytes([value, value]) for value in source.tobytes()))
    made = kept(encoded(source, "PNG"))
    with Image.open(io.BytesIO(made.data)) as picture:
        assert picture.mode in ("L", "RGB")
        assert picture.convert("L").tobytes() == drawing().convert("L").tobytes()


def test_what_lies_under_transparency_is_gone() -> None:
    layered = drawing().convert("RGBA")
    layered.putalpha(0)
    with Image.open(io.BytesIO(kept(encoded(layered, "PNG")).data)) as picture:
        assert ImageOps.invert(picture.convert("L")).getbbox() is None


def test_colours_of_print_survive_as_colours_of_a_screen() -> None:
    with Image.open(io.BytesIO(kept(encoded(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG")).data)) as picture:
        red, green, blue = picture.getpixel((20, 20))
    assert red > 180
    assert max(green, blue) < 90


def test_workbook_holds_values_alone() -> None:
    def plant(book: Any) -> None:
        book.active["A5"], book.active["B5"] = "=公式样的文字", 0.25
        book.active["A5"].data_type, book.active["B5"].number_format = "s", "0%"

    made = kept(_workbook(plant))
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    rows = [["2017年度收支表", None], ["项目", "金额"], ["会费", 8000.5], ["编号", "0012"], ["=公式样的文字", "25%"]]
    assert [[cell.value for cell in row] for row in book.active.iter_rows()] == rows
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}
    assert [str(merged) for merged in book.active.merged_cells.ranges] == ["A1:B1"]
    assert made.text == "收支\n2017年度收支表\n项目\t金额\n会费\t8000.5\n编号\t0012\n=公式样的文字\t25%"
    book.close()


def test_table_of_text_is_rewritten_so_that_no_cell_is_a_formula() -> None:
    source = "项目,金额\r\n=HYPERLINK(1),-5\r\n＋1,+86 138\r\n\u202e@x,\tb\r\n零\u200b宽,-3.5%\r\n".encode("gb18030")
    made = take_attachment("a.csv", source)
    assert isinstance(made, Attachment)
    assert made.data.decode("utf-8-sig") == "项目,金额\r\n'=HYPERLINK(1),-5\r\n'＋1,'+86 138\r\n'@x,'\tb\r\n零宽,-3.5%\r\n"
    assert made.data.startswith(b"\xef\xbb\xbf")
    assert made.text.split("\n")[1] == "=HYPERLINK(1)\t-5"
    again = take_attachment("b.txt", made.data)
    assert isinstance(again, Attachment)
    assert again.data == made.data


@pytest.mark.parametrize("name", PLANTED)
def test_same_input_gives_the_same_bytes_and_a_name_made_of_them(name: str) -> None:
    first, second = kept(PLANTED[name]), kept(PLANTED[name])
    assert first == second
    assert re.fullmatch(r"[0-9a-f]{64}\.(?:pdf|xlsx|csv|jpg|png)", first.name)
    if first.suffix in (".pdf", ".png"):
        assert kept(first.data).data == first.data


def test_child_makes_what_this_process_makes() -> None:
    for data in (pdf(WORDS + written("中文")), _jpeg(), _workbook()):
        assert take_attachment("a", data) == kept(data)
