"""Invented attachments, built byte by byte so that each holds exactly what a test plants in it.

`python -m tests.attachment_samples` makes the attachments of the golden province again.
"""

import csv
import io
import struct
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import Image, ImageDraw

from build_scripts.read.attachment import take_attachment
from build_scripts.renew.attachment import Attachment

GOLDEN = Path(__file__).resolve().parent / "site" / "data"
WORDS = b"BT /F1 14 Tf 40 240 Td (Budget report, sample text of a page) Tj ET "
_HEADER = ("附件文件", "所属公开事项", "附件名称", "页数", "图像页数", "字节数", "审看人（岗位）", "来源")

Plant = Callable[[Pdf], None]


def pdf(*contents: bytes, plant: Plant | None = None, save: Mapping[str, Any] | None = None, **entries: Any) -> bytes:
    """A PDF of pages with these instructions (fonts F1 Latin, F2 Chinese); `plant` puts something in, `entries` go into every page."""
    document = Pdf.new()
    fonts = Dictionary(
        F1=document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)), F2=_chinese(document)
    )
    for content in contents or (WORDS,):
        page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 400, 300], Resources=Dictionary(Font=fonts), Contents=Stream(document, content))
        for name, value in entries.items():
            page[f"/{name}"] = value
        document.pages.append(pikepdf.Page(document.make_indirect(page)))
    if plant:
        plant(document)
    return saved(document, **(save or {}))


def saved(document: Pdf, **options: Any) -> bytes:
    """Its bytes, the same each time."""
    memory = io.BytesIO()
    document.save(memory, **({"static_id": True} | options))
    return memory.getvalue()


def _chinese(document: Pdf) -> Object:
    """A font that every reader of PDF knows, with text written in UCS-2."""
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/STSong-Light"),
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"), Supplement=2),
        DW=1000,
    )
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/STSong-Light"), Encoding=Name("/UniGB-UCS2-H"))
    font.DescendantFonts = Array([document.make_indirect(below)])
    return document.make_indirect(font)


def written(text: str, across: int = 40, up: int = 200, size: int = 14) -> bytes:
    """Instructions that write a Chinese text."""
    return f"BT /F2 {size} Tf {across} {up} Td <{text.encode('utf-16-be').hex()}> Tj ET ".encode()


def drawing(size: tuple[int, int] = (120, 80), mode: str = "RGB") -> Image.Image:
    """A small picture with a pattern in it."""
    picture = Image.new(mode, size, "white")
    pen = ImageDraw.Draw(picture)
    for step in range(0, size[0], 7):
        pen.line((step, 0, size[0] - step, size[1]), fill="black")
    return picture


def encoded(picture: Image.Image, form: str, **options: Any) -> bytes:
    """The picture as a file."""
    memory = io.BytesIO()
    picture.save(memory, form, **options)
    return memory.getvalue()


def chunk(sort: bytes, body: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(body)) + sort + body + struct.pack(">I", zlib.crc32(sort + body))


def picture_on(document: Pdf, data: bytes, size: tuple[int, int], **entries: Any) -> None:
    """Draw a JPEG over the whole of every page."""
    image = Stream(document, data, Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1], Filter=Name.DCTDecode)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    for name, value in entries.items():
        image[f"/{name}"] = value
    for page in document.pages:
        page.obj.Resources.XObject = Dictionary(Im0=image)
        page.contents_add(b"q 400 0 0 300 0 0 cm /Im0 Do Q", prepend=True)


def golden() -> dict[str, Attachment]:
    """The attachments of the golden province by title."""
    report = pdf(WORDS + written("收入：会费 8000 元，补助 4000 元。"), written("支出：职工活动 6500 元，维权 4000 元。"))
    photo = encoded(drawing((240, 160)), "PNG", pnginfo=None)
    made = {"2017年度经费收支表": take_attachment("表.pdf", report), "公示栏照片": take_attachment("照片.png", photo)}
    return {title: outcome for title, outcome in made.items() if isinstance(outcome, Attachment)}


def main() -> int:
    """Write the files, their texts and the records of the golden province."""
    lines = []
    (GOLDEN / "files").mkdir(exist_ok=True)
    (GOLDEN / "attachment").mkdir(exist_ok=True)
    for title, made in golden().items():
        (GOLDEN / "files" / made.name).write_bytes(made.data)
        (GOLDEN / "files" / f"{made.name}.txt").write_text(made.text, "utf-8", newline="")
        reviewer = "办公室主任" if made.scanned else ""
        lines.append([made.name, "990101/2018-00001", title, made.pages, len(made.scanned), len(made.data), reviewer, "report"])
    with (GOLDEN / "attachment" / "2018.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([_HEADER, *sorted(lines)])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
