"""Old workbooks (.xls) with the same traps; by name, in the order in which they are told."""

from collections.abc import Mapping

from tests.workbooks.biff import (
    Book,
    Sheet,
    compound,
    drawn,
    flag,
    formula,
    hidden_column,
    hidden_row,
    merged,
    number,
    outside,
    properties,
    record,
    remark,
    saved,
    text,
    words,
)

_UNCALCULATED = record(0x5E, b"\0\0")
_ELSEWHERE, _HERE = b"\x5a\x01\x00\x00\x00\x00\xc0", b"\x5a\x00\x00\x00\x00\x00\xc0"


def _one(*records: bytes, **more: object) -> bytes:
    return saved(Book([Sheet("Sheet1", records)], **more))  # type: ignore[arg-type]


OLD: Mapping[str, bytes] = {
    ".xls: text, numbers, truths": _one(
        text(0, 0, 0),
        number(0, 1, 1750.0),
        number(0, 2, 0.1 + 0.2),
        number(0, 3, 0.875, 1),
        flag(0, 4, 1),
        codes=["0.0%"],
        texts=["示例单位"],
    ),
    ".xls: days": _one(
        *(number(0, place, 43281.0, place + 1) for place in range(4)), codes=["yyyy-mm-dd", 'yyyy"年"m"月"', "m-d", 'yyyy"年"m"月"d"日"']
    ),
    ".xls: days counted from 1904": _one(number(0, 0, 41819.0, 1), codes=["yyyy-mm-dd"], since_1904=True),
    ".xls: 18 digits are a number rounded": _one(number(0, 0, 420525199001011234.0)),
    ".xls: ten thousands": _one(number(0, 0, 12345.0, 1), text(0, 1, 0, 2), codes=['0"万"', ";;;"], texts=["甲市"]),
    ".xls: an error": _one(flag(0, 0, 0x17, is_error=True)),
    ".xls: a formula with its result": _one(formula(0, 0, 3.0)),
    ".xls: a formula that was not calculated": _one(_UNCALCULATED, formula(0, 0, 3.0), number(0, 1, 1.0)),
    ".xls: a formula on another workbook": _one(
        formula(0, 0, 3.0, _ELSEWHERE), formula(0, 1, 3.0, _HERE), others=outside("C:\\示例\\甲.xls")
    ),
    ".xls: cells that are one, and not to be seen": _one(
        hidden_row(1), hidden_column(1), merged(0, 0, 0, 1), number(0, 0, 1.0), number(1, 1, 2.0)
    ),
    ".xls: sheets not to be seen": saved(
        Book([Sheet("甲", [number(0, 0, 1.0)]), Sheet("乙", [number(0, 0, 2.0)], 1), Sheet("丙", [number(0, 0, 3.0)], 2)])
    ),
    ".xls: a remark": _one(number(0, 0, 1.0), drawn(25, 1, "核对一下"), remark(0, 0, 1, "示例某人")),
    ".xls: texts outside cells": saved(
        Book(
            [
                Sheet(
                    "Sheet1",
                    [record(0x14, words("示例页眉")), drawn(6, 2, "示例文本框"), formula(0, 0, 1.0, b"\x17" + words("示例公式", "<B"))],
                )
            ],
            texts=["示例：已删去的字"],
        ),
        properties("示例题名", "示例作者"),
    ),
    ".xls: a password": _one(others=[record(0x2F, bytes(54))]),
    ".xls: macros": saved(Book([Sheet("Sheet1")]), storages=["_VBA_PROJECT_CUR"]),
    ".xls: a macro sheet": saved(Book([Sheet("宏表", sort=1)])),
    ".xls: a picture": _one(drawn(8, 1)),
    ".xls: an object put in": saved(Book([Sheet("Sheet1")]), storages=["MBD0001"]),
    ".xls: Excel 95": compound({"Book": record(0x809, b"\0\5\5\0" + bytes(4))}),
    ".xls: a Word file": compound({"WordDocument": b"\xec\xa5"}),
    ".xls: half a file": _one(number(0, 0, 1.0))[:1024],
    ".xls: a broken stream": compound({"Workbook": Book([Sheet("Sheet1")]).stream()[:60] + b"\xff" * 400}),
}
