"""The plan check-up (规划体检): every declared rule for every unit and year, with the verdict and the records that decide it."""

import pandas as pd

from build_scripts.derive.checkup.sight import Sight
from build_scripts.derive.checkup.table import CELL, verdicts, with_veto
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation

TITLE = "规划体检"
COLUMNS = (
    Column("unit", "单位代码", "现在的单位代码；省级单位一行说全省"),
    Column("level", "层级", "省、市州、县；省直管市、林区按市州列；不按区划的报送线为非地理"),
    Column("year", "年度", "考核的年度"),
    Column("rule", "规则代码", "见规划体检的规则"),
    Column("verdict", "结论", "通过、未通过、无数据、不适用"),
    Column("statement", "说明", "用决定结论的数字说成一句话"),
    Column("evidence", "依据", "决定结论的记录，“种类:键”，多条用空格分开，最多20条；统计数据的键是单位/指标/时期"),
    Column("sources", "涉及来源", "来源代码，多个用空格分开"),
    Column("_demo", "示例", "依据里是否有示例数据"),
)


def derive(federation: Federation) -> pd.DataFrame:
    """One row a unit, year and rule, in that order; see COLUMNS.

    The units are the province, its divisions and the lines that report beside them at the end of each year; the years those of which any
    rule speaks. An organisation's record says what is, not what was, so that rules on organisations are asked of the newest year alone.

    Source: 湖北省总工会基层组织建设工作规划 (2014-2018).
    """
    return with_veto(Sight(federation), verdicts(federation))[CELL]
