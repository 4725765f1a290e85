"""Check-ups in memory: a province of two cities, a county and a union of an industry, with the rules and records that a test gives."""

from collections.abc import Mapping
from typing import Any

from small_records import KINDS, UNIT, load

from build_scripts.derive import checkup, veto
from build_scripts.merge.federation import Federation
from build_scripts.merge.relations import records

CITY, OTHER, COUNTY, UNION, ROOT = "990100", "990200", "990101", "x-union", "990000"
YEAR = "2018"
_FIGURES = "单位,指标,时期,口径,数据状态,数值,分子,分母,名录版本,取得方式,版本,来源\n"
_ORGANISATIONS = (
    "组织代码,组织名称,组建形式,所属单位,单位性质,职工人数,会员人数,女会员人数,涵盖单位数,专职工会干部,经费审查委员会,女职工组织,来源\n"
)
_WORLD = {
    "unit/more.csv": UNIT
    + f"{COUNTY},子县,子,县,区划,{CITY},面,已核,report\n{UNION},机械工会,机械,非地理,产业工会,{ROOT},不落图,已核,report\n",
    "indicator/r.csv": "指标代码,指标名称,指标类型,计量单位,分子,分子单位,分母,产品约定,看板顺序\n"
    "RATE,建会率,比率,%,已建,家,应建,否,1\nEND,达标率,比率,%,合格,个,全部,否,2\nFULL,全覆盖率,比率,%,已建,家,应建,否,\n",
    "target/t.csv": "目标代码,目标名称,指标,适用单位,比较,目标值,计量单位,考核方式,起始日期,截止日期,来源,原文\n"
    "T,八成,RATE,990000,≥,80,%,动态保持,2014-01-01,2018-12-31,report,八成\n"
    "E,八成,END,990000,≥,80,%,期末,2014-01-01,2018-12-31,report,八成\n",
    "catalogue/more.csv": (
        "事项代码,事项,内容,频次,周期,应公开的工会,附收支表,公开对象,审批,产品约定,依据\n"
        "D03,代表大会,内容,每年,每年,不列入,否,会员,经审委,否,某法\n"
    ),
}
_LAST: list[Any] = []
Row = Mapping[str, Any]


def rule(code: str, method: str, **stated: object) -> dict[str, str]:
    """The cells of one rule of 2017 and 2018; whatever is not stated is as usual or empty."""
    usual = {"title": f"{code}的名称", "clause": "一", "quote": "原文", "level": "各级", "test": "每年", "strictness": "规定"}
    cells = usual | {"first_year": "2017", "last_year": YEAR, "reason": "还没有记录。", "source": "report"}
    return cells | {"code": code, "method": method} | {name: str(value) for name, value in stated.items()}


HELD = rule("P-01", "目标", target="T")
REACHED = rule("P-06", "目标", target="E", test="期末")
VETO = rule("P-28", "一票否决", level="省级以下")


def figure(unit: str, period: str, numerator: int | None, **other: str) -> str:
    """A figure out of a hundred, or a bare percentage of 90 where there is no numerator."""
    told = {"indicator": "RATE", "list": ""} | other
    parts = f"{numerator}.0,{numerator},100" if numerator is not None else "90,,"
    return f"{unit},{told['indicator']},{period},all,有值,{parts},{told['list']},自报,1,report\n"


def union(unit: str = COUNTY, **stated: object) -> str:
    """A union of 300 employees of an enterprise, whose committees and cadres nobody stated."""
    told = {"code": "o", "type": "单独", "sector": "非公", "employees": 300, "women": "", "covered": "", "cadres": "", "audit": ""}
    told |= {"delegate": "", "name": "某厂工会"} | stated
    heads = f"{told['employees']},10,{told['women']},{told['covered']},{told['cadres']},{told['audit']},{told['delegate']}"
    return f"{told['code']},{told['name']},{told['type']},{unit},{told['sector']},{heads},report\n"


def federation(*rules: dict[str, str], figures: str = "", unions: str = "", files: Mapping[str, str] | None = None) -> Federation:
    """The federation of these rules and records; nothing of it may be refused."""
    fields = KINDS["checkup"].fields
    rows = [",".join(cells.get(field.name, "") for field in fields) for cells in rules]
    given = {"checkup/c.csv": "\n".join([",".join(field.title for field in fields), *rows, ""])}
    given |= {"observation/o.csv": _FIGURES + figures, "organisation/o.csv": _ORGANISATIONS + unions}
    found, findings = load({**_WORLD, **given, **(files or {})})
    assert not [finding for finding in findings if finding.is_error], findings
    return found


def verdicts(world: Federation) -> dict[tuple[str, str, str], Row]:
    """What is said of each rule, unit and year."""
    if not _LAST or _LAST[0] is not world:  # one world is asked about many units
        _LAST[:] = [world, {(row["rule"], row["unit"], row["year"]): row for row in records(checkup.derive(world))}]
    found: dict[tuple[str, str, str], Row] = _LAST[1]
    return found


def said(world: Federation, unit: str = CITY, year: str = YEAR) -> Row:
    """What is said of the first rule for one unit and year."""
    found = verdicts(world)
    return found[min(code for code, _, _ in found), unit, year]


def vetoes(world: Federation) -> list[Row]:
    """The candidates and exceptions."""
    return records(veto.derive(world))
