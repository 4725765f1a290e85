"""Totals of the province (全省合计): sums of what its divisions and other reporting lines reported, then divided; never a mean of rates."""

from collections.abc import Mapping

import pandas as pd

from build_scripts.derive import coverage
from build_scripts.kinds.observation import GIVEN
from build_scripts.kinds.unit import PREFECTURE
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.once import once
from build_scripts.merge.ranking import countable
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
    Column("units_reported", "计入单位", "报了分子和分母、口径相同，因而计入合计的", "个"),
    Column("target", "目标代码", "当时有效的目标；没有则空"),
    Column("target_value", "目标值", "当时有效的目标值", "%"),
    Column("test", "考核方式", "动态保持：每期都要达到；期末：只看目标截止时；没有目标则空"),
    Column("verdict", "结论", "合计与目标相比：达标、未达标、未到期、口径不符、无数据、无目标"),
    Column("sources", "涉及来源", "合计里各行的来源代码，多个用空格隔开"),
    Column("_demo", "示例", "合计里是否含示例数据"),
)

_AIM = ("target", "target_value", "test", "verdict")
_TYPES = {"numerator": "Float64", "denominator": "Float64", "value": "Float64", "units_expected": "Int64", "units_reported": "Int64"} | {
    "_demo": "bool"
}


@once
def derive(federation: Federation) -> pd.DataFrame:
    """One row an indicator and period, in that order; empty where nothing was reported."""
    rows, expected = divisions(coverage.derive(federation), federation.tree)
    totals = total(rows, {period: len(units) for period, units in expected.items()}).assign(state=GIVEN)
    return coverage.judge(totals, coverage.targets_of(federation))[[column.name for column in COLUMNS]]


def divisions(figures: pd.DataFrame, tree: UnitTree) -> tuple[pd.DataFrame, dict[str, frozenset[str]]]:
    """The figures of the units whose sum is the province's, and by period which units those are on its last day.

    Args:
        figures: `unit`, `period`, `period_end`, and whatever else; see `coverage.COLUMNS`.
        tree: the reporting tree.
    """
    days = dict(figures[["period", "period_end"]].drop_duplicates().itertuples(index=False))
    parts = {period: frozenset(tree.partition(PREFECTURE, day)) for period, day in days.items()}
    inside = [unit in parts[period] for unit, period in zip(figures["unit"], figures["period"], strict=True)]
    return figures[inside].reset_index(drop=True), parts


def total(rows: pd.DataFrame, expected: Mapping[str, int]) -> pd.DataFrame:
    """Add up what the units of one partition of the province reported, each indicator and period in its main scope.

    Args:
        rows: one row a unit, indicator and period: `scope`, `place`, `numerator`, `denominator` (Float64), `period_end`, `source`, `_demo`;
            only units of the partition.
        expected: by period, how many units the partition has.

    Returns:
        COLUMNS but those of the target; sums and rate NA where no unit gave both numerator and denominator.
    """
    if rows.empty:
        types = {column.name: _TYPES.get(column.name, "str") for column in COLUMNS if column.name not in _AIM}
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in types.items()})
    keys = ["indicator", "period"]
    scopes = main_scopes(rows)
    rows = rows.merge(scopes.rename(columns={"scope": "main"}), left_on=keys, right_index=True)
    counted = rows[countable(rows) & (rows["scope"] == rows["main"])].groupby(keys)
    sums = pd.DataFrame(
        {
            "numerator": counted["numerator"].sum(),
            "denominator": counted["denominator"].sum(),
            "units_reported": counted["place"].nunique(),
            "sources": counted["source"].agg(lambda codes: " ".join(sorted(codes.dropna().unique()))),
            "_demo": counted["_demo"].any(),
        }
    )
    heads = rows.groupby(keys, sort=True)[["period_end"]].first()
    table = heads.join(scopes).join(sums).reset_index()
    value = [pd.NA if pd.isna(part) else rate(part, whole) for part, whole in zip(table["numerator"], table["denominator"], strict=True)]
    return table.assign(
        value=pd.array(value, dtype="Float64"),
        units_expected=table["period"].map(expected).astype("Int64"),
        units_reported=table["units_reported"].fillna(0).astype("Int64"),
        sources=table["sources"].astype("str"),
        _demo=table["_demo"].fillna(False).astype(bool),
    )


def main_scopes(rows: pd.DataFrame) -> pd.DataFrame:
    """The main scope of each indicator and period (the index), as column `scope`."""
    scopes: pd.DataFrame = rows.groupby(["indicator", "period"], sort=True)[["scope"]].agg(
        lambda scope: main_scope(scope.to_frame("scope"))
    )
    return scopes


def main_scope(rows: pd.DataFrame) -> str:
    """The scope that most of the rows speak of; the first by code where two are level. Others are never mixed in."""
    counts = rows["scope"].value_counts()
    return str(min(counts.index[counts == counts.max()])) if len(counts) else ""


def rate(numerator: float, denominator: float) -> float:
    """100 n/d to one decimal, half up (not to even): 0.285 of 100 is 28.5, and 1/16 is 6.3."""
    tenths = numerator * 1000 / denominator
    return int(tenths + 0.5 + 1e-9) / 10
