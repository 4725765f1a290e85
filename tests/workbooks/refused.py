"""Files that are refused as a whole, and archives that would burst whoever opens them; by name, in the order in which they are told."""

import struct
import zipfile
from collections.abc import Mapping

from tests.workbooks import biff, xlsx
from tests.workbooks.xlsx import MAIN, bare, number, parts, related, row, whole, zipped

_TWO = row(number("A1", "1"), number("B1", "2")) + row(number("A2", "3"), number("B2", "4"), number=2)
_SECOND = f"<Relationship Id='s2' Type='{xlsx.LINKS}/sharedStrings' Target='strings2.xml'/></Relationships>"
_PLAIN, _MACROS = "openxmlformats-officedocument.spreadsheetml.sheet", "ms-excel.sheet.macroEnabled"

REFUSED: Mapping[str, bytes] = {
    "nothing": b"",
    "a web page called .xls": "<html><meta charset='utf-8'><table><tr><td>示例</td></tr></table>".encode(),
    "Excel's XML of 2003": b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
    "a CSV called .xlsx": "单位代码,数值\n990000,1\n".encode("gbk"),
    "a PDF": b"%PDF-1.7\n\x00",
    "a Word file": zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    "a PowerPoint file": zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}),
    "an OpenDocument file": zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<c/>"}),
    "a binary workbook (.xlsb)": whole({"xl/workbook.bin": b"\x83\x01\x00"}),
    "some archive": zipped({"甲.txt": "示例"}),
    "a password": biff.compound({"EncryptionInfo": b"\4\0", "EncryptedPackage": b"\0" * 16}),
    "macros": whole({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macros"}),
    "macros by the type of the file": xlsx.edited(
        bare(), {"[Content_Types].xml": ("openxmlformats-officedocument.spreadsheetml.sheet", "ms-excel.sheet.macroEnabled")}
    ),
    "a macro sheet": whole({"xl/macrosheets/sheet1.xml": "<m/>"}),
    "a picture": whole({"xl/media/image1.png": b"\x89PNG"}),
    "a picture that lies elsewhere": whole(related(("p", "image", "file:///C:/示例.png"), outside=("p",))),
    "an object put in": whole({"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
    "bytes of no known sort": whole({"xl/customData/item1.data": b"\x00\x01"}),
    "half an archive": bare(_TWO)[:-300],
    "broken XML": whole({xlsx.SHEET: f"<worksheet xmlns='{MAIN}'><sheetData><row>"}),
    "another document in the sheet's place": whole({xlsx.SHEET: "<worksheet xmlns='urn:other'/>"}),
    "an unknown element among the cells": bare("<row r='1'><cell r='A1'><v>1</v></cell></row>"),
    "a sheet without cells": whole({xlsx.SHEET: f"<worksheet xmlns='{MAIN}'><sheetdata/></worksheet>"}),
    "a workbook without sheets": bare(workbook=xlsx.workbook("<sheeet name='Sheet1' r:id='s1'/>")),
    "a sheet of no known sort": xlsx.edited(bare(), {"xl/_rels/workbook.xml.rels": ("/worksheet'", "/worksheeet'")}),
    "a part that is not there": xlsx.edited(bare(), {"xl/_rels/workbook.xml.rels": ("worksheets/sheet1.xml", "worksheets/sheet9.xml")}),
    "a document type": whole({xlsx.SHEET: f"<!DOCTYPE worksheet [<!ENTITY a '甲'>]><worksheet xmlns='{MAIN}'><sheetData/></worksheet>"}),
    "a cell in another row": bare(row(number("A2", "1"))),
    "a cell told twice": bare(row(number("A1", "1"), number("A1", "2"))),
    "a row told twice": bare(row(number("A1", "1")) + row(number("B1", "1"))),
    "a remark on no cell": whole(
        {**related(("c", "comments", "../c.xml")), "xl/c.xml": "<c><commentList><comment ref=''><t>示例</t></comment></commentList></c>"}
    ),
    "two parts of shared texts": xlsx.edited(bare(), {"xl/_rels/workbook.xml.rels": ("</Relationships>", _SECOND)}),
    "a number that is none": bare(row(number("A1", "1,750"))),
    "a shared text that is not there": bare(row("<c r='A1' t='s'><v>3</v></c>")),
    "a style that is not there": bare(row(number("A1", "1", 7))),
}

_BOMB = row(number("A1", "1")) + " " * 4_000_000
_LAUGHS = "".join(f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, 10))
_LIE = bare(row(number("A1", "1")))


def _locked() -> bytes:
    data = bytearray(zipped(parts(), zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + offset] |= 1
    return bytes(data)


def _lying(size: int) -> bytes:
    """An archive whose directory says another size of the sheet than it has."""
    data = bytearray(_LIE)
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(xlsx.SHEET.encode()))
    struct.pack_into("<I", data, at + 24, size)
    return bytes(data)


BOMBS: Mapping[str, bytes] = {
    "a thousand times its size": bare(_BOMB),
    "sixty million bytes": zipped({**parts(), "xl/a.xml": bytes(60_000_000)}),
    "two thousand members": whole({f"xl/a{at}.xml": "<a/>" for at in range(2_000)}),
    "a billion laughs": whole({xlsx.SHEET: f"<!DOCTYPE a [<!ENTITY a0 'ha'>{_LAUGHS}]><worksheet xmlns='{MAIN}'>&a9;</worksheet>"}),
    "an archive in the archive": whole({"xl/a.xml": zipped({"a": bytes(1_000)})}),
    "a member that climbs out": whole({"../a.xml": "<a/>"}),
    "a member with a back stroke": whole({"xl\\a.xml": "<a/>"}),
    "two members of one name": whole({"XL/Workbook.xml": "<a/>"}),
    "a locked member": _locked(),
    "an unknown way of packing": zipped(parts(), zipfile.ZIP_BZIP2),
    "a member of two names": _LIE.replace(xlsx.SHEET.encode(), xlsx.SHEET.replace("1", "2").encode(), 1),
    "a member that was changed": zipped(parts(row(number("A1", "1750"))), zipfile.ZIP_STORED).replace(b"1750", b"9750"),
    "a member larger than it says": _lying(100),
    "a member smaller than it says": _lying(9_000),
}
