"""Workbooks with a trap in the sheet around the cells or in another part; by name, in the order in which they are told."""

from collections.abc import Mapping

from tests.workbooks import xlsx
from tests.workbooks.xlsx import LINKS, MAIN, STRICT, STRICT_LINKS, bare, links, number, parts, related, row, whole, zipped

_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_THREADED = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
_TWO = row(number("A1", "1"), number("B1", "2")) + row(number("A2", "3"), number("B2", "4"), number=2)
_STATES = (("甲", "visible"), ("乙", "hidden"), ("丙", "veryHidden"))


def _strict() -> bytes:
    told = parts(row("<c r='A1' t='s'><v>0</v></c>", number("B1", "43281", 1)), ["yyyy-mm-dd"], strings=xlsx.strings("<t>甲市</t>"))
    return zipped({name: str(said).replace(MAIN, STRICT).replace(LINKS, STRICT_LINKS) for name, said in told.items()})


def _prefixed() -> bytes:
    rows = "<x:row r='1'><x:c r='A1' t='inlineStr'><x:is><x:t>甲市</x:t></x:is></x:c><x:c r='B1'><x:v>7</x:v></x:c></x:row>"
    return whole({xlsx.SHEET: f"<x:worksheet xmlns:x='{MAIN}'><x:sheetData>{rows}</x:sheetData></x:worksheet>"})


def _elsewhere() -> bytes:
    told = parts(row("<c r='A1' t='s'><v>0</v></c>"), strings=xlsx.strings("<t>甲市</t>"))
    told["xl/_rels/workbook.xml.rels"] = links(
        ("s1", "worksheet", "/XL/Tabs/./One%20Tab.xml"), ("st", "styles", "../xl/styles.xml"), ("ss", "sharedStrings", "SHAREDstrings.xml")
    )
    told["xl/tabs/one tab.xml"] = told.pop(xlsx.SHEET)
    return zipped(told)


_REMARKS = {
    **related(("c1", "comments", "../comments1.xml"), ("c2", _THREADED, "../threadedComments/t.xml")),
    "xl/comments1.xml": (
        f"<comments xmlns='{MAIN}'><authors><author>示例某人</author></authors><commentList><comment ref='B2'><text>"
        "<r><t>核对</t></r><r><t xml:space='preserve'> 一下</t></r></text></comment></commentList></comments>"
    ),
    "xl/threadedComments/t.xml": (
        f"<ThreadedComments xmlns='{_THREADS}'><threadedComment ref='B2'><text>已核对</text></threadedComment></ThreadedComments>"
    ),
    "xl/persons/person.xml": f"<personList xmlns='{_THREADS}'><person displayName='示例另一人'/></personList>",
}
_TEXTS = {
    **related(("h", "hyperlink", "https://example.org/示例链接"), ("d", "drawing", "../drawings/drawing1.xml"), outside=["h"]),
    "docProps/core.xml": "<p xmlns:dc='urn:dc'><dc:creator>示例作者</dc:creator><dc:title>示例题名</dc:title></p>",
    "docProps/custom.xml": "<p><property name='示例属性'><v>示例值</v></property></p>",
    "xl/drawings/drawing1.xml": (
        "<d xmlns:a='urn:a'><from><col>3</col><colOff>1219200</colOff></from>"
        "<cNvPr name='文本框 1' descr='示例描述'/><a:t>示例文本框</a:t></d>"
    ),
    "xl/drawings/vmlDrawing1.vml": (
        "<xml xmlns:x='urn:schemas-microsoft-com:office:excel'>"
        "<textbox><div>示例<b>按钮</b></div></textbox><br><x:Anchor>1, 15, 0, 2</x:Anchor></xml>"
    ),
    "xl/pivotCache/pivotCacheDefinition1.xml": "<p><sharedItems><s v='示例透视表旧值'/></sharedItems></p>",
}
_AROUND = (
    "<dataValidations><dataValidation prompt='示例提示' promptTitle='示例提示题' error='示例出错'>"
    '<formula1>"是,否"</formula1></dataValidation></dataValidations>'
    "<hyperlinks><hyperlink ref='A1' r:id='h' tooltip='示例悬停' display='示例显示'/></hyperlinks>"
    "<headerFooter><oddHeader>&amp;C示例页眉</oddHeader><oddFooter>示例页脚</oddFooter></headerFooter>"
)
_NAMES = "<definedNames><definedName name='示例名称' comment='示例备注'>Sheet1!$A$1</definedName></definedNames>"

SHEETS: Mapping[str, bytes] = {
    "the strict form": _strict(),
    "names with a prefix": _prefixed(),
    "parts named in other ways": _elsewhere(),
    "rows and cells without names": bare(
        "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c/><c><v>3</v></c></row><row><c r='C6'><v>4</v></c></row>"
    ),
    "columns of two and three letters": bare(row(number("AA1", "1"), number("xfd1", "2"))),
    "cells that are one": bare(_TWO, after="<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='D4:D9'/></mergeCells>"),
    "rows and columns not to be seen": bare(
        row(*(number(f"{at}1", "1") for at in "ABCD"), said="hidden='1'")
        + row(number("A2", "1"), number=2, said="ht='0' customHeight='1'")
        + row(number=3, said="hidden='1'"),
        before="<cols><col min='1' max='1' hidden='1'/><col min='3' max='3' width='0'/><col min='9' max='16384' hidden='1'/></cols>",
    ),
    "only some columns have width": bare(_TWO, before="<sheetFormatPr defaultColWidth='0'/><cols><col min='1' max='1' width='9'/></cols>"),
    "sheets not to be seen": whole(
        {
            "xl/workbook.xml": xlsx.workbook(
                "".join(f"<sheet name='{name}' sheetId='1' state='{state}' r:id='{state}'/>" for name, state in _STATES)
            ),
            "xl/_rels/workbook.xml.rels": links(*((state, "worksheet", f"worksheets/{state}.xml") for _, state in _STATES)),
            **{f"xl/worksheets/{state}.xml": xlsx.sheet(row(number("A1", "1"))) for _, state in _STATES},
        }
    ),
    "a sheet that is a chart": whole(
        {
            "xl/workbook.xml": xlsx.workbook("<sheet name='图' sheetId='1' r:id='c1'/><sheet name='表' sheetId='2' r:id='s1'/>"),
            "xl/_rels/workbook.xml.rels": links(("c1", "chartsheet", "charts/sheet1.xml"), ("s1", "worksheet", "worksheets/sheet1.xml")),
            "xl/charts/sheet1.xml": f"<chartsheet xmlns='{MAIN}'/>",
            "xl/charts/chart1.xml": "<c xmlns:a='urn:a'><a:t>示例图题</a:t></c>",
        },
        row(number("A1", "1")),
    ),
    "parts that say nothing": whole(
        {"xl/printerSettings/printerSettings1.bin": b"\0\1", "docProps/thumbnail.jpeg": b"\xff\xd8\xff", "xl/calcChain.xml": "<c r='A1'/>"},
        row(number("A1", "1")),
    ),
    "remarks on cells": whole(_REMARKS, _TWO),
    "texts outside cells": whole(
        _TEXTS,
        row(xlsx.formula("A1", 'IF(B1=1,"示例公式里的字",0)', "<v>0</v>")),
        after=_AROUND,
        workbook=xlsx.workbook(after=_NAMES),
    ),
}
