"""Workbooks with a trap in a cell, or with what is no trap though it looks like one; by name, in the order in which they are told."""

from collections.abc import Mapping

from tests.workbooks import xlsx
from tests.workbooks.xlsx import bare, formula, number, row, shown, text

_OUTSIDE = {"t": "array", "ref": "A1:A2"}
_ACCOUNT = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '

NUMBERS: Mapping[str, bytes] = {
    "a number keeps 15 digits": shown("0.30000000000000004", 0, "0.00"),
    "an exponent is written out": shown("4.2E+05", 0, 11),
    "a small number is written out": shown("1.5E-7", 0),
    "15 digits are whole": shown("420525199001011", 0, "0"),
    "16 digits have lost the last": shown("4205251990010112", 0, "0", "@"),
    "18 digits are a number rounded": shown("4.2052519900101E+17", 0, "0"),
    "digits that round to sixteen": shown("999999999999999.9", 0),
    "a whole number shown bare is an integer": shown("1750", 0, 1, "@", "#", "[Red]0", "0_ "),
    "a whole number shown otherwise is a number": shown("1750", 2, 3, 4, "0.00E+00", "# ?/?"),
    "money is a number": shown("1750.5", "[$¥-804]#,##0.00", '"¥"#,##0.00', "￥#,##0.00", "#,##0.00\\ [$CNY]", 44, _ACCOUNT),
    "a number below zero": shown("-1750", 0, "#,##0_);(#,##0)", "#,##0;[Red]#,##0", "0;-0"),
    "a number below zero without its sign": shown("-1750", "#,##0;#,##0", "0.00;0.00"),
    "a sign that the number has not": shown("1750", "-0", "(0)"),
    "a percentage has all its digits": shown("0.87456", 9, 10, "0.0%"),
    "a percentage of noise": shown("0.57999999999999996", 9),
    "a percent sign in quotes counts nothing": shown("87.5", '0.0"%"', "0.0\\%"),
    "ten thousands by a comma": shown("12345", "0.0,", "0,,", '0!.0,"万"', '0\\.0,"万"'),
    "words beside the number": shown("12345", '0"万"', '0"人"', '"第"0', "0人", 'General"家"', "[$万]0"),
    "the section that applies": shown("1200", '[>=10000]0.0,"万";0', '[>=1000]0.0,"千";0', "[<1000]0", "[=1200]0;0.0"),
    "zeros before the number": shown("42", "000000", "00"),
    "signs between the digits": shown("20180630", "0000-00-00", '0000"."00', "000 000"),
    "a number that is not shown": shown("42", ";;;", '"见附件"', "**;**;**", "0;0;0"),
    "zero as the format shows it": shown("0", 0, "0.00", 3, "0%", _ACCOUNT, '#,##0;-#,##0;"-"'),
    "zero that the format hides": shown("0", "#", "#,###", "0;-0;;@", "0;-0;"),
    "zero that the sheet hides": bare(
        row(number("A1", "0"), number("B1", "0", 1), number("C1", "7")),
        ["0%"],
        before="<sheetViews><sheetView showZeros='0'/></sheetViews>",
    ),
    "a format that the file does not give": shown("42", 61, 200),
    "numerals of the Chinese script": shown("1200", "[DBNum1]0", "[DBNum2][$-804]General"),
}

DAYS: Mapping[str, bytes] = {
    "a day": shown("43281", 14, "yyyy-mm-dd", "m/d/yyyy", "yyyy\\-m\\-d;@", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "yyyymmdd", "e-m-d"),
    "a day in Chinese": shown(
        "43281", 31, 'yyyy"年"m"月"d"日";@', "[$-804]yyyy年m月d日", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "yyyy-mm-dd aaaa"
    ),
    "a month": shown("43281", 27, 57, 'yyyy"年"m"月"', "yyyy-mm", "mmm yyyy"),
    "a year": shown("43281", "yyyy", 'yyyy"年"'),
    "a day without its year": shown("43281", 16, 28, 58, 'm"月"d"日"', "d", "aaaa"),
    "a year of two figures": shown("43281", 15, 17, 30, "yy-m-d", "m/d/yy"),
    "a time of day": shown("43281.5", 18, 20, 22, 32, 55, 45, 46, "yyyy-mm-dd hh:mm:ss", "[h]:mm", '上午/下午h"时"'),
    "midnight is a time of day": shown("43281", 22),
    "half a day": shown("43281.5", "yyyy-mm-dd", "yyyy-mm"),
    "the day that never was": shown("60", "yyyy-mm-dd"),
    "the days around it": bare(row(number("A1", "59", 1), number("B1", "61", 1), number("C1", "1", 1)), ["yyyy-mm-dd"]),
    "no day": bare(row(number("A1", "0", 1), number("B1", "-1", 1), number("C1", "2958466", 1)), ["yyyy-mm-dd"]),
    "days counted from 1904": bare(
        row(number("A1", "41819", 1), number("B1", "0", 1)), ["yyyy-mm-dd"], workbook=xlsx.workbook(before="<workbookPr date1904='1'/>")
    ),
    "another calendar": shown("43281", "[$-130000]yyyy-m-d", "[$-404]e/m/d", "[$-411]ggge-m-d", "b-m-d", "[$-ja-JP-x-gannen]yyyy-m-d"),
    "a day with figures in its words": shown("43281", 'yyyy"-06-30"', '"2019-"mm-dd'),
    "a cell that says its day itself": bare(
        row(
            *(
                f"<c r='{at}1' s='{style}' t='d'><v>{day}</v></c>"
                for at, style, day in (("A", 1, "2018-06-30"), ("B", 1, "2018-06-30T00:00:00"))
            )
        )
        + row(*(f"<c r='{at}2' s='1' t='d'><v>{day}</v></c>" for at, day in (("A", "2018-06-30T12:00"), ("B", "2018-02-30"))), number=2),
        ["yyyy-mm-dd"],
    ),
}

FORMULAS: Mapping[str, bytes] = {
    "a formula with its result": bare(row(formula("A1", "1+1", "<v>2</v>"), formula("B1", 'A1&"人"', "<v>2人</v>", kind="str"))),
    "a formula that says nothing": bare(row(formula("A1", 'IF(B1="","",B1)', "<v></v>", kind="str"), number("B1", "1"))),
    "a formula without result": bare(row(formula("A1", "1+1"), formula("B1", "1+1", "<v/>"), formula("C1", "1+1", kind="str"))),
    "a workbook that wants to be calculated anew": bare(
        row(formula("A1", "1+1", "<v>0</v>"), number("B1", "1")), workbook=xlsx.workbook(after="<calcPr fullCalcOnLoad='1'/>")
    ),
    "a formula on another workbook": bare(
        row(
            formula("A1", "[1]Sheet1!A1", "<v>5</v>"),
            formula("B1", "SUM('[1]一 季度'!A1:A2)", "<v>5</v>"),
            formula("C1", "[1]!甲", "<v>5</v>"),
        )
    ),
    "a formula that only looks so": bare(
        row(formula("A1", 'IF(A2="[1]Sheet1!A1",1,0)', "<v>5</v>"), formula("B1", "表1[[#This Row],[1]]+Sheet1!A2", "<v>5</v>"))
    ),
    "a name for another workbook": bare(
        row(formula("A1", "总数+1", "<v>5</v>"), formula("B1", "本地+1", "<v>5</v>"), formula("C1", "再转", "<v>5</v>")),
        workbook=xlsx.workbook(
            after="<definedNames><definedName name='总数'>[1]Sheet1!$A$1</definedName><definedName name='再转'>总数*2</definedName>"
            "<definedName name='本地'>Sheet1!$Z$1</definedName></definedNames>"
        ),
    ),
    "a shared formula on another workbook": bare(
        row(formula("A1", "[1]Sheet1!A1", "<v>5</v>", "t='shared' si='0' ref='A1:B1'"), formula("B1", "", "<v>6</v>", "t='shared' si='0'"))
    ),
    "an array formula on another workbook": bare(
        row(formula("A1", "[1]Sheet1!A1:A2", "<v>5</v>", "t='array' ref='A1:A2'"), number("B1", "1"))
        + row(number("A2", "6"), number("B2", "1"), number=2)
    ),
    "an array formula without results": bare(
        row(formula("A1", "B1:B2*2", "", "t='array' ref='A1:A2'"), number("B1", "1")) + row("<c r='A2'/>", number("B2", "1"), number=2)
    ),
    "an error": bare(row(*(f"<c r='{at}1' t='e'><v>{name}</v></c>" for at, name in (("A", "#REF!"), ("B", "#DIV/0!"), ("C", "#N/A"))))),
}

WORDS: Mapping[str, bytes] = {
    "runs are one text and sounds are none": bare(
        row("<c r='A1' t='s'><v>0</v></c>"),
        strings=xlsx.strings(
            "<r><t>示例</t></r><r><t xml:space='preserve'> 工会</t></r><rPh sb='0' eb='2'><t>shili</t></rPh><phoneticPr fontId='1'/>"
        ),
    ),
    "text in the cell itself": bare(row(text("A1", "示例单位"), "<c r='B1' t='inlineStr'><is><r><t>示</t></r><r><t>例</t></r></is></c>")),
    "blanks at the ends": bare(
        row(*(f"<c r='{at}1' t='s'><v>{place}</v></c>" for place, at in enumerate("ABC"))),
        strings=xlsx.strings("<t>  甲 市 </t>", "<t xml:space='preserve'> 甲市 </t>", "<r><t>甲</t></r><r><t> </t></r><r><t>市</t></r>"),
    ),
    "characters written as numbers": bare(
        row(text("A1", "甲_x000D_\n乙"), text("B1", "_x005F_x000D_"), text("C1", "_xD83D__xDE00_"), text("D1", "_xD83D_甲"))
    ),
    "text that looks like a number": bare(row(text("A1", "007"), text("B1", "2018-06-30"), text("C1", "=1+1"))),
    "text that the format hides or adds to": bare(
        row(*(text(f"{at}1", "甲市", style) for style, at in enumerate("ABCDE", 1))), [";;;", '@"元"', ";;;@", "0;-0;0;", _ACCOUNT]
    ),
    "truths": bare(row("<c r='A1' t='b'><v>1</v></c>", "<c r='B1' t='b'><v>0</v></c>")),
    "a shared text in no cell": bare(row("<c r='A1' t='s'><v>0</v></c>"), strings=xlsx.strings("<t>甲</t>", "<t>示例：已删去的字</t>")),
}

CELLS = {**NUMBERS, **DAYS, **FORMULAS, **WORDS}
