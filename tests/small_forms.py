"""A federation of two cities and their counties that has reported before, and templates made for it."""

import io
from collections.abc import Mapping

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from small_records import DISCLOSURE, KINDS, SOURCE, UNIT, disclosed, load

from build_scripts.merge.federation import Federation
from build_scripts.sentences import line
from build_scripts.write.template import template

OBSERVATION = "单位,具体主体,指标,时期,统计截止日,口径,数据状态,数值,界限,分子,分母,取得方式,报送日期,版本,来源,说明\n"
_FORMER = UNIT.replace("启用日期", "").removesuffix("\n") + ",前身,启用日期,停用日期\n"
WORLD: Mapping[str, str] = {
    "indicator/i.csv": "指标代码,指标名称,指标类型,计量单位,分子,分母,产品约定,看板顺序\n"
    "RATE,建会率,比率,%,已建会单位数,应建会单位数,否,1\nN,件数,计数,件,,,否,\nTWIN,同名,计数,件,,,否,\nTWIN2,同名,计数,件,,,否,\n",
    "scope/s.csv": "口径代码,口径名称,定义\nall,全部,全部\npart,部分,部分\n",
    "source/s.csv": f"{SOURCE}report,报表,报送\nmirror,某镜像,镜像\ninvented,虚构,示例\n",
    "unit/u.csv": f"{_FORMER}990000,测试省,测,省,区划,,面,已核,report,,,\n990100,甲市,甲,市州,区划,990000,面,已核,report,,,\n"
    "990200,乙市,乙,市州,区划,990000,面,已核,report,,,\n990101,子县,子,县,区划,990100,面,已核,report,,,\n"
    "990103,旧县,旧,县,区划,990100,面,已核,report,,,2018\n990104,新县,新,县,区划,990100,面,已核,report,990103,2018,\n"
    "990201,卯县,卯,县,区划,990200,面,已核,report,,,\n990202,辰县,辰,县,区划,990200,面,已核,report,,,\n"
    "990203,同县,同,县,区划,990200,面,已核,report,,,\n990204,同县,同,县,区划,990200,面,已核,report,,,\n",
    "unit_alias/a.csv": "单位代码,别名,别名类型\n990100,老甲,曾用名\n990100,双关,简称\n990200,双关,简称\n",
    "organisation/o.csv": "组织代码,组织名称,组建形式,所属单位,单位性质,职工人数,会员人数,来源\n"
    "o-1,某厂工会,单独,990101,公有,9,9,report\no-2,别处工会,单独,990201,公有,9,9,report\n",
    "honour/h.csv": "荣誉代码,称号,级别,年度,性质,受奖名称,受奖类型,隶属单位,来源\n"
    "h-1,先锋号,省,2018,授予,某厂,单位,990101,report\nh-2,先锋号,省,2018,授予,别处,单位,990201,report\n",
    "disclosure/d.csv": DISCLOSURE + disclosed("1", "决算", unit="990101", number="990101/2018-00001"),
    "target/t.csv": "目标代码,目标名称,指标,适用单位,比较,目标值,计量单位,考核方式,来源,原文\n"
    "T-1,建会,RATE,990000,≥,80,%,期末,report,建会率\n",
}


def reported(unit: str, period: str, value: str = "75.0", **other: str) -> str:
    """One line of an observation: 3 of 4 in a hundred, unless told otherwise."""
    told = {"subject": "", "indicator": "RATE", "scope": "all", "state": "有值", "bound": "", "numerator": "3", "denominator": "4"} | other
    told = {"version": "1", "source": "report", "note": "", "as_of": ""} | told
    return (
        f"{unit},{told['subject']},{told['indicator']},{period},{told['as_of']},{told['scope']},{told['state']},{value},{told['bound']},"
        f"{told['numerator']},{told['denominator']},自报,2018-01-05,{told['version']},{told['source']},{told['note']}\n"
    )


def federation(*figures: str, **files: str) -> Federation:
    """The small world with these figures; files by kind take the place of its own."""
    own = {name: files.get(name.split("/")[0], text) for name, text in WORLD.items()}
    made, findings = load({**own, "observation/o.csv": OBSERVATION + "".join(figures)})
    assert [line(finding) for finding in findings if finding.is_error] == []
    return made


def book(kind: str, world: Federation, unit: str = "990101", period: str = "") -> Workbook:
    """The template as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(template(KINDS[kind], world, unit, period)))


def header_row(sheet: Worksheet) -> int:
    """The row of the header: the one that begins with the numbering."""
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")


def form_of_column(sheet: Worksheet, column: int) -> str:
    """The number format of a whole column."""
    dimensions = sheet.column_dimensions.values()
    return str(next(dimension.number_format for dimension in dimensions if dimension.min <= column <= dimension.max))


def headers(sheet: Worksheet) -> dict[str, int]:
    """The column of each header."""
    return {cell.value: cell.column for cell in sheet[header_row(sheet)] if cell.value}


def below(sheet: Worksheet) -> range:
    """The prepared rows."""
    return range(header_row(sheet) + 2, sheet.max_row + 1)


def lines(sheet: Worksheet) -> list[dict[str, object]]:
    """What stands in the prepared rows, by header; empty cells left out."""
    columns = headers(sheet)
    rows = [{title: sheet.cell(row, column).value for title, column in columns.items()} for row in below(sheet)]
    return [{title: value for title, value in row.items() if value not in (None, "")} for row in rows]
