"""Addends (加数) of the province's totals: what each of its divisions and other reporting lines put into each total, or why it did not."""

import pandas as pd

from build_scripts.derive import coverage
from build_scripts.derive.province_totals import divisions, main_scopes
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.ranking import countable
from build_scripts.merge.tree import UnitTree

TITLE = "全省合计的加数"
ADDED, OTHER_SCOPE, NO_PARTS, UNREPORTED = ROLES = ("相加", "口径不同", "没有分子分母", "未报")
COLUMNS = (
    Column("indicator", "指标", "指标代码"),
    Column("period", "时期", "合计的时期"),
    Column("period_end", "时期末", "时期的最后一天"),
    Column("unit", "单位代码", "应报的单位，填报时的代码"),
    Column("place", "现单位代码", "改名换码后的单位代码"),
    Column("role", "怎样计入", "相加；口径不同、没有分子分母的不计入；未报的没有数"),
    Column("scope", "口径", "该单位填报的口径"),
    Column("numerator", "分子", "该单位填报的分子"),
    Column("denominator", "分母", "该单位填报的分母"),
    Column("source", "来源", "来源代码"),
    Column("_file", "文件", "原始记录所在文件"),
    Column("_line", "行", "原始记录所在行"),
    Column("_demo", "示例", "是否虚构的示例数据"),
)


def derive(federation: Federation) -> pd.DataFrame:
    """One row a total and a unit that owes it a figure; of a unit that reported several figures of the period, one row a figure."""
    return addends(coverage.derive(federation), federation.tree)


def addends(figures: pd.DataFrame, tree: UnitTree) -> pd.DataFrame:
    """The addends of the totals that `province_totals` makes of the same figures, ordered by indicator, period, unit.

    Args:
        figures: as `coverage.derive` has them.
        tree: the reporting tree.

    Returns:
        COLUMNS; `role` is one of ROLES, figures and places NA where a unit reported nothing.
    """
    names = [column.name for column in COLUMNS]
    rows, expected = divisions(figures, tree)
    if rows.empty:
        return pd.DataFrame({name: pd.Series(dtype="bool" if name == "_demo" else "str") for name in names})
    keys = ["indicator", "period"]
    heads = main_scopes(rows).rename(columns={"scope": "main"}).reset_index()
    heads = heads.merge(figures[["period", "period_end"]].drop_duplicates("period"), on="period")
    owed = heads.assign(unit=heads["period"].map(lambda period: sorted(expected[period]))).explode("unit").astype({"unit": "str"})
    told = owed.merge(rows.drop(columns="period_end"), on=[*keys, "unit"], how="left")
    role = pd.Series(ADDED, index=told.index, dtype="str")
    role = role.mask(told["scope"] != told["main"], OTHER_SCOPE).mask(~countable(told), NO_PARTS).mask(told["scope"].isna(), UNREPORTED)
    current = {unit: tree.current(unit) for unit in told["unit"].unique()}
    told = told.assign(role=role, place=told["unit"].map(current).astype("str"), _line=told["_line"].astype("Int64"))
    told["_demo"] = told["_demo"].fillna(False).astype(bool)
    return told.sort_values([*keys, "unit"], kind="stable", ignore_index=True)[names]
