"""Templates handed in untouched, filled in and changed, for the program and the check page alike."""

import io
from collections.abc import Iterator
from functools import cache

import openpyxl
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from small_forms import federation, header_row, headers, reported
from small_records import KINDS

from build_scripts.merge.federation import Federation
from build_scripts.read.rows import MARK
from build_scripts.write.template import template, template_csv

UNIT = "990100"


@cache
def world() -> Federation:
    """甲市 reported two figures for the first quarter of 2018 and two for the second."""
    told = ({"scope": "all", "note": '"=1+1，𠮷"'}, {"scope": "part", "bound": "≥"})
    quarters = ("2018-Q1", "2018-Q2")
    plain = {"indicator": "N", "numerator": "", "denominator": ""}
    return federation(*(reported(UNIT, quarter, "80.0", **plain, **other) for quarter in quarters for other in told), scope=_SCOPES)


_SCOPES = "口径代码,口径名称,定义\nall,全部,全部\npart,某部,全部\n"
_EDITS = ("untouched", "other-version", "value", "state", "note", "comment", "beyond", "copied")


def prepared() -> Iterator[tuple[str, bytes]]:
    """Corrections (of the second quarter) and new forms (of the third), as they were made and with one thing done to them."""
    for quarter in ("2018-Q2", "2018-Q3"):
        made, said = (make(KINDS["observation"], world(), UNIT, quarter) for make in (template, template_csv))
        yield f"prepared-{quarter}.csv", said
        yield f"prepared-{quarter}-unmarked.csv", said.replace(MARK.encode(), "上期备注".encode())
        yield f"prepared-{quarter}-unnumbered.csv", b"\n".join(line.partition(b",")[2] for line in said.split(b"\n"))
        yield f"prepared-{quarter}-total.csv", said + "合计,,,,,,,,161,,\r\n".encode()
        yield from ((f"prepared-{quarter}-{name}.xlsx", edited(made, name)) for name in _EDITS)


def edited(data: bytes, name: str) -> bytes:
    """The workbook saved again with that done to its first prepared row."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    _edit(sheet, name, header_row(sheet) + 2, headers(sheet))
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def _edit(sheet: Worksheet, name: str, row: int, columns: dict[str, int]) -> None:
    said = {"other-version": ("版本", 7), "value": ("数值", 81), "state": ("数据状态", "不适用"), "note": ("说明", "复核")}
    if name in said:
        title, value = said[name]
        sheet.cell(row, columns[title]).value = value
    elif name == "comment":
        sheet.cell(row, columns["数值"]).comment = Comment("暂缺", "填表")
    elif name == "beyond":
        sheet.cell(row, len(columns) + 1).value = "暂缺"
    elif name == "copied":
        for column in columns.values():
            sheet.cell(row + 5, column).value = sheet.cell(row, column).value
