"""Workbooks written by hand, part by part, so that a test can say exactly what a file holds; all names in them are invented (示例)."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET = "xl/worksheets/sheet1.xml"
Parts = dict[str, str | bytes]


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as an archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def links(*entries: tuple[str, str, str], outside: Sequence[str] = ()) -> str:
    """A part of relationships: (id, kind, target) each; those whose id is in `outside` lead out of the package."""
    told = ""
    for place, kind, target in entries:
        sort = kind if "://" in kind else f"{LINKS}/{kind}"
        mode = "TargetMode='External'" if place in outside else ""
        told += f"<Relationship Id='{place}' Type='{sort}' Target={quoteattr(target)} {mode}/>"
    return f"<Relationships xmlns='{_PACKAGE}/relationships'>{told}</Relationships>"


def styles(codes: Iterable[str | int]) -> str:
    """A part of styles: General first, then one style a format, given by its code or the number of a built-in one."""
    wanted = list(codes)
    custom = {code: 164 + place for place, code in enumerate(wanted) if isinstance(code, str)}
    formats = "".join(f"<numFmt numFmtId='{number}' formatCode={quoteattr(code)}/>" for code, number in custom.items())
    cells = "".join(f"<xf numFmtId='{custom[code] if isinstance(code, str) else code}'/>" for code in [0, *wanted])
    return f"<styleSheet xmlns='{MAIN}'><numFmts>{formats}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>"


def strings(*items: str) -> str:
    """A part of shared strings, each item as XML within `si`."""
    return f"<sst xmlns='{MAIN}'>{''.join(f'<si>{item}</si>' for item in items)}</sst>"


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A sheet with these rows, and what stands before and after them."""
    return f"<worksheet xmlns='{MAIN}' xmlns:r='{LINKS}'>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def workbook(sheets: str = "<sheet name='Sheet1' sheetId='1' r:id='s1'/>", before: str = "", after: str = "") -> str:
    """The workbook part."""
    return f"<workbook xmlns='{MAIN}' xmlns:r='{LINKS}'>{before}<sheets>{sheets}</sheets>{after}</workbook>"


def parts(rows: str = "", codes: Sequence[str | int] = (), **changed: str) -> Parts:
    """A whole workbook of one sheet in its parts; `before` and `after` stand around the rows, the others are parts by short name."""
    around = {name: changed.pop(name) for name in ("before", "after") if name in changed}
    found: Parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}"/></Types>'
        ),
        "_rels/.rels": links(("w", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": changed.pop("workbook", workbook()),
        "xl/_rels/workbook.xml.rels": links(
            ("s1", "worksheet", "worksheets/sheet1.xml"), ("st", "styles", "styles.xml"), ("ss", "sharedStrings", "sharedStrings.xml")
        ),
        "xl/styles.xml": styles(codes),
        "xl/sharedStrings.xml": changed.pop("strings", strings()),
        SHEET: sheet(rows, **around),
    }
    if changed:
        raise ValueError(f"no such parts: {sorted(changed)}")
    return found


def bare(rows: str = "", codes: Sequence[str | int] = (), **changed: str) -> bytes:
    """A whole workbook of one sheet."""
    return zipped(parts(rows, codes, **changed))


def whole(more: Mapping[str, str | bytes], rows: str = "", **changed: str) -> bytes:
    """A whole workbook with more parts, or other ones, than the usual."""
    return zipped({**parts(rows, **changed), **more})


def related(*entries: tuple[str, str, str], outside: Sequence[str] = ()) -> dict[str, str]:
    """What the sheet refers to."""
    return {"xl/worksheets/_rels/sheet1.xml.rels": links(*entries, outside=outside)}


def row(*cells: str, number: int = 1, said: str = "") -> str:
    """A row of cells."""
    return f"<row r='{number}' {said}>{''.join(cells)}</row>"


def number(reference: str, value: str, style: int = 0) -> str:
    """A cell that holds a number."""
    return f"<c r='{reference}' s='{style}'><v>{value}</v></c>"


def text(reference: str, words: str, style: int = 0) -> str:
    """A cell that holds its own text."""
    return f"<c r='{reference}' s='{style}' t='inlineStr'><is><t>{escape(words)}</t></is></c>"


def formula(reference: str, code: str, kept: str = "", said: str = "", kind: str = "n") -> str:
    """A cell that holds a formula; `kept` is the element of its result."""
    return f"<c r='{reference}' t='{kind}'><f {said}>{escape(code)}</f>{kept}</c>"


def shown(value: str, *codes: str | int) -> bytes:
    """One number under several formats, one a column."""
    cells = (number(f"{chr(65 + place)}1", value, place + 1) for place in range(len(codes)))
    return bare(row(*cells), codes)


def edited(data: bytes, changes: Mapping[str, tuple[str, str] | str | bytes]) -> bytes:
    """An archive with members changed: a pair says which words become which, anything else is the new content."""
    found: Parts = {**members(data)}
    for name, change in changes.items():
        if isinstance(change, tuple):
            content = found[name]
            told = content.decode() if isinstance(content, bytes) else content
            if change[0] not in told:
                raise ValueError(f"{name} does not say {change[0]}")
            found[name] = told.replace(*change)
        else:
            found[name] = change
    return zipped(found)


def members(data: bytes) -> dict[str, bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
