"""Target history (目标沿革): what the plan asked for before it was changed, and since when it asks for what it does."""

import pandas as pd

from build_scripts.derive import coverage
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation

TITLE = "目标沿革"
COLUMNS = (
    Column("indicator", "指标", "指标代码"),
    Column("unit", "适用单位", "目标对该单位及其下属各级都适用"),
    Column("code", "目标代码", "目标登记的代码"),
    Column("title", "目标名称", "目标登记的名称"),
    Column("comparator", "比较", "不低于、等于、不超过"),
    Column("value", "目标值", "规划承诺的数值"),
    Column("value_digits", "小数位数", "目标值的小数位数"),
    Column("value_unit", "计量单位", "目标值的计量单位"),
    Column("test", "考核方式", "动态保持：每期都要达到；期末：只看目标截止时"),
    Column("valid_from", "起始日期", "从哪一天起"),
    Column("valid_to", "截止日期", "到哪一天止"),
    Column("previous", "取代目标", "被它取代的目标的代码；没有取代别的则空"),
    Column("previous_value", "原目标值", "被它取代的目标的数值"),
    Column("previous_value_digits", "原小数位数", "被它取代的目标的小数位数"),
    Column("previous_value_unit", "原计量单位", "被它取代的目标的计量单位"),
    Column("previous_test", "原考核方式", "被它取代的目标的考核方式"),
    Column("source", "来源", "来源代码"),
    Column("clause", "条款", "来源的条款"),
    Column("_file", "文件", "原始记录所在文件"),
    Column("_line", "行", "原始记录所在行"),
    Column("_demo", "示例", "是否虚构的示例数据"),
)
_BEFORE = ("value", "value_digits", "value_unit", "test")


def derive(federation: Federation) -> pd.DataFrame:
    """One row a target of the home province on an indicator of the dashboard, in the dashboard's order and then that of time.

    A target that takes the place of none, the first of its line, has nothing in the columns that tell of the one before.
    """
    indicators = federation.tables["indicator"].dropna(subset="dashboard").sort_values(["dashboard", "code"])
    order = pd.Series(range(len(indicators)), index=indicators["code"])
    rows = coverage.targets_of(federation)
    rows = rows.assign(order=rows["indicator"].map(order)).dropna(subset="order")
    rows = rows.sort_values(["order", "valid_from", "code"], kind="stable", ignore_index=True)
    known = federation.tables["target"].set_index("code")
    before = {f"previous_{name}": rows["supersedes"].map(known[name]).astype(known[name].dtype) for name in _BEFORE}
    return rows.assign(previous=rows["supersedes"], **before)[[column.name for column in COLUMNS]]
