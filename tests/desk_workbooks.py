"""Workbooks that the program and the check page (校验台) must judge word for word alike: samples, traps in sheets and cells, bombs."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from tests.workbooks import xlsx
from tests.workbooks.cells import CELLS
from tests.workbooks.refused import BOMBS, REFUSED
from tests.workbooks.sheets import SHEETS
from tests.workbooks.xlsx import formula, number, row, text

HEAD = ("序号", "组织代码", "组织名称", "组建形式", "所属单位", "单位性质", "职工人数（人）", "会员人数", "本届开始", "上期会员人数")
CODES = ("yyyy-mm-dd", "yyyy-mm", "0%", "@", "#,##0.00", "000000", "yyyy-mm-dd hh:mm")
DAY, MONTH, PERCENT, TEXT, MONEY, PADDED, TIME = range(1, 8)
Parts = Mapping[str, str | bytes]


def column(place: int) -> str:
    """The letters of a column, counted from 0; 26 are enough here."""
    return chr(65 + place) if place < 26 else f"A{chr(39 + place)}"


def line(at: int, *cells: str, said: str = "") -> str:
    """A row of texts, or of cells that are XML already (`@` is the row's number)."""
    made = (
        cell.replace("@", str(at)) if cell.startswith("<c") else text(f"{column(place)}{at}", cell)
        for place, cell in enumerate(cells)
        if cell
    )
    return row(*made, number=at, said=said)


def good(at: int, **other: str) -> str:
    """A sound record; columns by letter may be given another text, or a cell as XML."""
    usual = dict(
        zip("ABCDEFGHIJ", (str(at), f"o-x{at}", f"甲{at}公司工会", "单独", "甲市", "非公", "30", "20", "2016-05", "19"), strict=True)
    )
    return line(at, *(usual | other).values())


def book(*rows: str, **changed: str) -> bytes:
    """A workbook with the header of organisations above these rows."""
    return xlsx.bare(line(1, *HEAD) + "".join(rows), CODES, **changed)


def with_parts(more: Parts, *rows: str, **changed: str) -> bytes:
    """The same with more parts, or other ones."""
    return xlsx.zipped({**xlsx.parts(line(1, *HEAD) + "".join(rows), CODES, **changed), **more})


def sheets(*named: tuple[str, str, str]) -> bytes:
    """A workbook of several sheets: name, state, rows."""
    told = "".join(f"<sheet name='{name}' sheetId='{at}' state='{state}' r:id='s{at}'/>" for at, (name, state, _) in enumerate(named, 1))
    links = xlsx.links(
        *((f"s{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(named) + 1)), ("st", "styles", "styles.xml")
    )
    more = {f"xl/worksheets/sheet{at}.xml": xlsx.sheet(rows) for at, (_, _, rows) in enumerate(named, 1)}
    return xlsx.zipped({**xlsx.parts("", CODES, workbook=xlsx.workbook(told)), **more, "xl/_rels/workbook.xml.rels": links})


def from_csv(data: bytes) -> bytes | None:
    """The same table as a workbook of texts; None where it is no table."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    if any(re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", cell) for cells in rows for cell in cells):
        return None
    preserved = (
        row(
            *(
                f"<c r='{column(place)}{at}' t='inlineStr'><is><t xml:space='preserve'>{xlsx.escape(cell)}</t></is></c>"
                for place, cell in enumerate(cells)
            ),
            number=at,
        )
        for at, cells in enumerate(rows, 1)
    )
    return xlsx.bare("".join(preserved))


_EMPTY_ROW = line(2)
_HIDDEN_COLUMN = "<cols><col min='7' max='7' hidden='1'/></cols>"
_REMARK = {
    **xlsx.related(("c", "comments", "../comments1.xml")),
    "xl/comments1.xml": f"<comments xmlns='{xlsx.MAIN}'><commentList>"
    "<comment ref='G2'><text><t>请核对</t></text></comment></commentList></comments>",
}
_STEPS = line(1, "荣誉代码", "步骤", "日期")
_HONOURS = line(1, "荣誉代码", "称号", "级别", "年度", "性质", "受奖名称", "受奖类型", "隶属单位", "来源")
_HONOUR = ("示例称号", "省", "2018", "授予", "乙班", "班组", "990200", "report")


def _cells() -> dict[str, bytes]:
    """One odd cell in an otherwise sound record."""
    cells: Mapping[str, Mapping[str, str]] = {
        "count as a number": {"G": number("G@", "30")},
        "count with decimals": {"G": number("G@", "30.5")},
        "count in per cent": {"G": number("G@", "0.3", PERCENT)},
        "count as money": {"G": number("G@", "30", MONEY)},
        "count as a day": {"G": number("G@", "43281", DAY)},
        "count of noise": {"G": number("G@", "29.999999999999996")},
        "count padded": {"G": number("G@", "30", PADDED)},
        "code as a number": {"E": number("E@", "990100")},
        "code as money": {"E": number("E@", "990100", MONEY)},
        "code as a day": {"B": number("B@", "43281", DAY)},
        "own code as a number": {"B": number("B@", "420525")},
        "own code as a text of digits": {"B": number("B@", "420525", TEXT)},
        "own code of 18 digits": {"B": number("B@", "4.2052519900101E+17")},
        "name as a number": {"C": number("C@", "12.5")},
        "name as a flag": {"C": "<c r='C@' t='b'><v>1</v></c>"},
        "choice as a flag": {"D": "<c r='D@' t='b'><v>0</v></c>"},
        "date as a day": {"I": number("I@", "43281", DAY)},
        "date as a month": {"I": number("I@", "43281", MONTH)},
        "date with a time": {"I": number("I@", "43281.5", TIME)},
        "date as a bare number": {"I": number("I@", "43281")},
        "date as a number of a year": {"I": number("I@", "2016")},
        "date that never was": {"I": number("I@", "60", DAY)},
        "date of its own kind": {"I": "<c r='I@' t='d'><v>2016-05-01</v></c>"},
        "an error": {"G": "<c r='G@' t='e'><v>#DIV/0!</v></c>"},
        "a kept formula": {"G": formula("G@", "10+20", "<v>30</v>")},
        "a formula without result": {"G": formula("G@", "10+20")},
        "a formula from elsewhere": {"G": formula("G@", "[1]Sheet1!A1", "<v>30</v>")},
        "a formula with words": {"C": formula("C@", '"电话13800138000"', "<v>某工会</v>", kind="str")},
        "a formula that says nothing": {"J": formula("J@", '""', "<v></v>", kind="str")},
        "full-width digits": {"G": "３０"},
        "a likely mend": {"D": "单度"},
        "a space behind": {"C": "<c r='C@' t='inlineStr'><is><t xml:space='preserve'>某工会 </t></is></c>"},
        "a line end in a cell": {"C": "<c r='C@' t='inlineStr'><is><t>某\n工会_x000D_</t></is></c>"},
        "an escaped escape": {"C": "<c r='C@' t='inlineStr'><is><t>某_x005F_x0041_工会</t></is></c>"},
        "half a character": {"C": "<c r='C@' t='inlineStr'><is><t>某_xD83D_工会</t></is></c>"},
        "a character of two halves": {"C": "<c r='C@' t='inlineStr'><is><t>某_xD83D__xDE00_工会</t></is></c>"},
        "runs and their sound": {
            "C": "<c r='C@' t='inlineStr'><is><r><t>某</t></r><rPh sb='0' eb='1'><t>mou</t></rPh><r><t>工会</t></r></is></c>"
        },
        "a radical": {"C": "某⼯会"},
        "an unknown unit": {"E": "甲县"},
        "a personal number in a name": {"C": "工会13800138000"},
        "a personal number in an ignored column": {"J": "42052519800101123X"},
        "more members than employees": {"H": number("H@", "31")},
    }
    return {f"cell: {name}": book(good(2), good(3, **other), good(4)) for name, other in cells.items()}


def _around() -> dict[str, bytes]:
    """What stands around the cells."""
    two = good(2) + good(3)
    return {
        "plain": book(two),
        "blank rows": book(two, line(4), line(9, "", "", "  ")),
        "titles": xlsx.bare(line(1, "甲市工会组织登记表") + line(3, *HEAD) + good(4) + line(5, "填表人：张三", "", "审核：李四")),
        "example": book(line(2, "例", "x", "某工会", "单独", "1", "非公", "3000", "1"), good(3)),
        "total": book(two, line(4, "合计", "", "", "", "", "", number("G@", "60"), number("H@", "40"))),
        "wrong total": book(two, line(4, "合计", "", "", "", "", "", number("G@", "61"), number("H@", "40"))),
        "total as a formula": book(
            two, line(4, "总计", "", "", "", "", "", formula("G@", "SUM(G2:G3)", "<v>60</v>"), formula("H@", "SUM(H2:H3)"))
        ),
        "a hidden row": book(good(2), line(3, "3", "o-9", "藏", "单独", said="hidden='1'"), good(4)),
        "a hidden column": book(two, before=_HIDDEN_COLUMN),
        "a merged record": book(two, after="<mergeCells><mergeCell ref='E2:E3'/></mergeCells>"),
        "a merged header": book(two, after="<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"),
        "a merged title": xlsx.bare(
            line(1, "登记表") + line(2, *HEAD) + good(3), after="<mergeCells><mergeCell ref='A1:J1'/></mergeCells>"
        ),
        "two headers": book(line(2, *HEAD), good(3)),
        "a cell under no header": book(
            good(2), line(3, "3", "o-3", "甲3公司工会", "单独", "甲市", "非公", "30", "20", "2016", "1", "", "多余")
        ),
        "a remark": with_parts(_REMARK, two),
        "a title with a telephone": xlsx.bare(line(1, "联系人张三13800138000") + line(2, *HEAD) + good(3)),
        "properties with a name": with_parts({"docProps/core.xml": "<p><c>困难职工王小明因患癌症</c></p>"}, two),
        "properties marked": with_parts({"docProps/core.xml": "<p><c>内部资料</c></p>"}, two),
        "days from 1904": with_parts(
            {"xl/workbook.xml": xlsx.workbook(before="<workbookPr date1904='1'/>")}, good(2, I=number("I@", "41819", DAY))
        ),
        "stale formulas": with_parts(
            {"xl/workbook.xml": xlsx.workbook(after="<calcPr fullCalcOnLoad='1'/>")}, good(2, G=formula("G@", "1+29", "<v>30</v>"))
        ),
        "a missing column": xlsx.bare(line(1, *HEAD[:7]) + good(2)),
        "an unknown column": xlsx.bare(line(1, *(*HEAD[:6], "职工人次", *HEAD[7:])) + good(2)),
        "twice the same": book(good(2), good(3, B="o-x2", C="甲2公司工会", A="2")),
        "twice otherwise": book(good(2), good(3, B="o-x2")),
    }


def _several() -> dict[str, bytes]:
    """Several sheets in one workbook."""
    two = line(1, *HEAD) + good(2) + good(3)
    step = line(2, "h-new", "表彰", "2018-04-28")
    return {
        "helpers": sheets(
            ("填写说明", "visible", line(1, "说明", "电话12351")), ("表一", "visible", two), ("选项", "hidden", line(1, "甲", "乙"))
        ),
        "a hidden sheet": sheets(("表一", "visible", two), ("表二", "hidden", two)),
        "a very hidden sheet": sheets(("表一", "visible", two), ("表二", "veryHidden", line(1, "一", "二"))),
        "an empty hidden sheet": sheets(("表一", "visible", two), ("表二", "hidden", _EMPTY_ROW)),
        "a sheet without header": sheets(("表一", "visible", two), ("表二", "visible", line(1, "你好"))),
        "no sheet with records": sheets(("填写说明", "visible", line(1, "说明")), ("表二", "visible", "")),
        "two kinds": sheets(("荣誉", "visible", _HONOURS + line(2, "h-new", *_HONOUR)), ("步骤", "visible", _STEPS + step)),
        "a kind that leans on a refused row": sheets(
            ("荣誉", "visible", _HONOURS + line(2, "h-new", "x" * 90, *_HONOUR[1:])), ("步骤", "visible", _STEPS + step)
        ),
        "a kind that leans on a refused sheet": sheets(
            ("荣誉", "visible", _HONOURS + _HONOURS.replace("r='1'", "r='2'") + line(3, "h-new", *_HONOUR)),
            ("步骤", "visible", _STEPS + step),
        ),
        "the same in two sheets": sheets(("表一", "visible", two), ("表二", "visible", two)),
        "names of sheets": sheets(("a!b", "visible", two), ("内部", "visible", line(1, *HEAD) + good(7, G="x"))),
    }


def workbooks(samples: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """All of them by file name; `samples` are CSV files that become workbooks as well."""
    for name, data in samples:
        made = from_csv(data)
        if made is not None:
            yield name.replace(".csv", ".xlsx"), made
    named = {**_cells(), **_around(), **_several(), **CELLS, **SHEETS, **REFUSED, **BOMBS}
    for at, (_, data) in enumerate(named.items()):
        yield f"workbook-{at:03}.xlsx", data
    plain = book(good(2))
    yield "renamed.csv", plain
    yield "renamed.xlsx", b"a,b\n1,2\n"
    yield "cut.xlsx", plain[:-30]
    yield "junk-before.xlsx", b"junk" + plain
    yield "junk-behind.xlsx", plain + b"junk"
    yield "42052519800101123X.xlsx", plain
