"""What is around the sheets of a workbook (XLSX), and the ZIP that holds it all: no clock, so the same sheets give the same bytes."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TEXT_STYLE, BOLD_STYLE = 1, 2
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BORN = "2000-01-01T00:00:00Z"
"""A workbook carries the day it was made: always the same one."""

_LEVEL = 3
"""Of compression: 1 is hardly quicker, 6 takes thrice the time for a seventh of the bytes."""

_STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished sheet: its name and its XML."""

    name: str
    xml: bytes


def packed(sheets: Sequence[Sheet], title: str, note: str) -> bytes:
    """The workbook; title and note stand in its properties."""
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([(f"{_OFFICE}/officeDocument", "xl/workbook.xml"), (_CORE, "docProps/core.xml")]),
        "docProps/core.xml": _properties(title, note),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>{"".join(_named(sheets))}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *((f"{_OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
                (f"{_OFFICE}/styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _STYLES,
    }
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as book:
        for name, text in parts.items():
            _put(book, name, text.encode())
        for number, sheet in enumerate(sheets, 1):
            _put(book, f"xl/worksheets/sheet{number}.xml", sheet.xml)
    return memory.getvalue()


def _put(book: zipfile.ZipFile, name: str, data: bytes) -> None:
    """With the first day that a ZIP file knows, whatever the day and the machine."""
    part = zipfile.ZipInfo(name)
    part.create_system = 0
    book.writestr(part, data, zipfile.ZIP_DEFLATED, _LEVEL)


def _content_types(sheets: int) -> str:
    numbers = range(1, sheets + 1)
    overrides = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_DOCUMENT}.worksheet+xml"/>' for n in numbers)
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_DOCUMENT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_DOCUMENT}.styles+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = "".join(f'<Relationship Id="rId{n}" Type="{sort}" Target="{target}"/>' for n, (sort, target) in enumerate(targets, 1))
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _properties(title: str, note: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:description>{escape(note)}</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_BORN}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_BORN}</dcterms:modified></cp:coreProperties>'
    )


def _named(sheets: Sequence[Sheet]) -> Iterator[str]:
    for number, sheet in enumerate(sheets, 1):
        name = escape(_FORBIDDEN.sub("", sheet.name)[:_LONGEST_NAME], {'"': "&quot;"})
        yield f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
