"""Totals of the province (全省合计): sums of what its divisions and other reporting lines reported, then divided; never a mean of rates."""

import pandas as pd

from build_scripts.derive import coverage
from build_scripts.kinds.unit import PREFECTURE
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.tree import UnitTree

TITLE = "全省合计"
COLUMNS = (
    Column("indicator", "指标", "指标代码"),
    Column("period", "时期", "填报的时期"),
    Column("period_end", "时期末", "时期的最后一天"),
    Column("scope", "口径", "只合计同一口径；取该时期报送单位最多的口径"),
    Column("numerator", "分子合计", "已报单位的分子之和"),
    Column("denominator", "分母合计", "已报单位的分母之和"),
    Column("value", "比率", "分子合计÷分母合计，一位小数，四舍五入", "%"),
    Column("units_expected", "应报单位", "17个市州和不落图的报送线", "个"),
    Column("units_reported", "已报单位", "报了分子和分母、口径相同的", "个"),
    Column("target", "目标代码", "当时有效的目标；没有则空"),
    Column("target_value", "目标值", "当时有效的目标值", "%"),
    Column("_demo", "示例", "合计里是否含示例数据"),
)


def derive(federation: Federation) -> pd.DataFrame:
    """One row an indicator and period, in that order; empty where nothing was reported."""
    figures = coverage.derive(federation)
    tree = UnitTree(federation.tables["unit"].set_index("code"), federation.site["unit"])
    days = figures[["period", "period_end"]].drop_duplicates()
    parts = {period: tree.partition(PREFECTURE, day) for period, day in days.itertuples(index=False)}
    rows = [
        _total(group, parts[str(period)], tree) | {"indicator": indicator, "period": period}
        for (indicator, period), group in figures.groupby(["indicator", "period"], sort=True)
    ]
    names = [column.name for column in COLUMNS]
    return pd.DataFrame(rows, columns=names).astype({"numerator": "Float64", "denominator": "Float64", "value": "Float64"})


def main_scope(rows: pd.DataFrame) -> str:
    """The scope that most of the rows speak of; the first by code where two are level. Others are never mixed in."""
    counts = rows["scope"].value_counts()
    return str(min(counts.index[counts == counts.max()])) if len(counts) else ""


def _total(group: pd.DataFrame, units: list[str], tree: UnitTree) -> dict[str, object]:
    inside = group[group["unit"].isin(units)]
    scope = main_scope(inside)
    counted = inside[(inside["scope"] == scope) & inside["numerator"].notna() & (inside["denominator"] > 0).fillna(False)]
    numerator, denominator = counted["numerator"].sum(), counted["denominator"].sum()
    target = group.dropna(subset=["target"]).head(1)
    return {
        "period_end": group["period_end"].iloc[0],
        "scope": scope,
        "numerator": numerator if len(counted) else pd.NA,
        "denominator": denominator if len(counted) else pd.NA,
        "value": rate(numerator, denominator) if len(counted) else pd.NA,
        "units_expected": len(units),
        "units_reported": counted["unit"].map(tree.current).nunique(),
        "target": target["target"].iloc[0] if len(target) else None,
        "target_value": target["target_value"].iloc[0] if len(target) else pd.NA,
        "_demo": bool(counted["_demo"].any()),
    }


def rate(numerator: float, denominator: float) -> float:
    """100 n/d to one decimal, half up (not to even): 0.285 of 100 is 28.5, and 1/16 is 6.3."""
    tenths = numerator * 1000 / denominator
    return int(tenths + 0.5 + 1e-9) / 10
