"""Records of other places (各地实录): sourced figures from outside the home province, of the province as a whole, or of single bodies."""

import pandas as pd

from build_scripts.kinds.unit import PROVINCE
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.periods import UNSTATED

TITLE = "各地实录"
COLUMNS = (
    Column("province", "省级单位代码", "所在的省级单位；全国性或未注明的为空"),
    Column("unit", "单位代码", "数字所说的地方"),
    Column("subject", "具体主体", "数字所说的单位；空则指整个地方"),
    Column("indicator", "指标", "指标代码"),
    Column("period", "时期", "原文的时期；遮盖的为未注明，不上图"),
    Column("plotted", "可上图", "时期明确"),
    Column("value", "数值", "原文的数值"),
    Column("value_digits", "小数位数", "原文的小数位数"),
    Column("bound", "界限", "等于、不低于、约等"),
    Column("numerator", "分子", "见指标定义"),
    Column("denominator", "分母", "见指标定义"),
    Column("scope", "口径", "分母指哪些单位或人"),
    Column("source", "来源", "来源代码"),
    Column("quote", "原文", "数字所在的原句"),
    Column("inferred", "推断", "单位或时期由上下文推断的依据"),
    Column("note", "说明", "校注"),
    Column("_file", "文件", "原始记录所在文件"),
    Column("_line", "行", "原始记录所在行"),
    Column("_demo", "示例", "是否示例数据"),
)


def derive(federation: Federation) -> pd.DataFrame:
    """One row a sourced figure that no dashboard shows, ordered by province, unit, subject, indicator, period."""
    units = federation.tables["unit"].set_index("code")
    rows = federation.tables["observation"]
    dashboard = set(federation.tables["indicator"].loc[federation.tables["indicator"]["dashboard"].notna(), "code"])
    home = rows["unit"].isin(federation.tree.home - {federation.tree.root}) & rows["subject"].isna() & rows["indicator"].isin(dashboard)
    rows = rows[~home & ~rows["_demo"]]
    provinces = {code: _province(code, units) for code in rows["unit"].unique()}
    rows = rows.assign(province=rows["unit"].map(provinces).astype("str"), plotted=rows["period"] != UNSTATED)
    order = ["province", "unit", "subject", "indicator", "period", "scope"]
    return rows.sort_values(order, kind="stable", ignore_index=True)[[column.name for column in COLUMNS]]


def _province(code: str, units: pd.DataFrame) -> str | None:
    """The province that a unit lies in, by its reporting line."""
    while isinstance(code, str) and code in units.index:
        if units.at[code, "level"] == PROVINCE:
            return code
        code = units.at[code, "report_to"]
    return None
