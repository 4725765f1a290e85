"""A federation of three units in memory; tests add files of records and look at what became of each row."""

from collections.abc import Mapping
from functools import cache

from build_scripts.check.table import check_table
from build_scripts.declare import discover
from build_scripts.findings import Finding, in_order
from build_scripts.guard.table import Guarded, guard_table
from build_scripts.merge.federation import Federation, merge
from build_scripts.read.csv_text import read_csv
from build_scripts.read.raw import RefusedFile

KINDS = discover()
AS_OF = "2018-12-31"
UNIT = "单位代码,单位名称,简称,层级,类别,报送单位,落图方式,核实状态,来源\n"
SOURCE = "来源代码,标题,来源类型\n"
OBSERVATION = "单位,指标,时期,口径,数据状态,数值,取得方式,版本,来源,说明\n"
DISCLOSURE = "索引号,公开事项,标题,内容概述,所属单位,发布机构,文件日期,公开日期,公开方式,公开范围,撤下日期,密级,版本,来源\n"
WORLD: Mapping[str, str] = {
    "catalogue/c.csv": (
        "事项代码,事项,内容,频次,周期,应公开的工会,附收支表,公开对象,审批,产品约定,依据\n"
        "D05,决算,内容,每年,每年,不列入,是,会员,经审委,否,某法\n"
    ),
    "indicator/i.csv": "指标代码,指标名称,指标类型,计量单位,产品约定\nN,件数,计数,件,否\nM,人数,计数,人,否\n",
    "scope/s.csv": "口径代码,口径名称,定义\nall,全部,全部\n",
    "site/s.csv": "省级单位,站点名称,主办单位,一句话说明,咨询投诉电话,边界来源,边界版本日期\n"
    "990000,测试站,测试省总工会,说明,12351,虚构,2018\n",
    "source/s.csv": f"{SOURCE}report,报表,报送\nmirror,某镜像,镜像\ninvented,虚构,示例\n",
    "unit/u.csv": f"{UNIT}990000,测试省,测,省,区划,,面,已核,report\n990100,甲市,甲,市州,区划,990000,面,已核,report\n"
    "990200,乙市,乙,市州,区划,990000,面,已核,report\n",
    "unit_alias/a.csv": "单位代码,别名,别名类型\n990100,老甲,曾用名\n990100,双关,简称\n990200,双关,简称\n",
}


def load(files: Mapping[str, str], public: bool = False) -> tuple[Federation, list[Finding]]:
    """The federation of the world and these files, in the order given; a file of the world may be replaced."""
    guarded: list[Guarded] = []
    refused: list[RefusedFile] = []
    findings: list[Finding] = []
    for file, text in {**WORLD, **files}.items():
        table, told = taken(file, text, public)
        findings += told
        if isinstance(table, Guarded):
            guarded.append(table)
        else:
            refused.append(table)
    federation, faults = merge(guarded, refused, KINDS, AS_OF)
    return federation, in_order([*findings, *faults])


@cache
def taken(file: str, text: str, public: bool) -> tuple[Guarded | RefusedFile, tuple[Finding, ...]]:
    """One file read, checked and guarded; the world's are the same in every test."""
    demo = file.startswith("demo/")
    raw, findings = read_csv(KINDS[file.split("/")[demo]], file, text.encode(), demo)
    if isinstance(raw, RefusedFile):
        return raw, tuple(findings)
    table, faults = check_table(raw)
    kept, held = guard_table(table, public, AS_OF)
    return kept, (*findings, *faults, *held)


def figure(unit: str = "990100", value: str = "5", **other: str) -> str:
    """One line of an observation; `version`, `source`, `indicator`, `period` and `note` where they are not the usual ones."""
    told = {"indicator": "N", "period": "2018", "version": "1", "source": "report", "note": ""} | other
    return f"{unit},{told['indicator']},{told['period']},all,有值,{value},自报,{told['version']},{told['source']},{told['note']}\n"


def disclosed(version: str, title: str = "决算", **other: str) -> str:
    """One line of a disclosure of always the same number."""
    told = {"takedown_on": "", "security": "公开", "audience": "社会", "unit": "990100", "number": "990100/2018-00001"} | other
    dates = f"2018-03-01,2018-03-02,公开,{told['audience']},{told['takedown_on']},{told['security']}"
    return f"{told['number']},D05,{title},内容,{told['unit']},甲市总工会,{dates},{version},report\n"


def codes(findings: list[Finding]) -> list[str]:
    """The codes of the findings in order of place."""
    return [finding.code for finding in findings]
