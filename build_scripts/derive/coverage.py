"""Coverage (覆盖进展): every figure of the dashboard's indicators, held against the target in force and told in absolute terms."""

import numpy as np
import pandas as pd

from build_scripts.kinds.observation import GIVEN
from build_scripts.merge.columns import Column
from build_scripts.merge.course import latest
from build_scripts.merge.federation import Federation
from build_scripts.merge.periods import period_ends
from build_scripts.merge.tree import MAP_LEVELS, UnitTree

TITLE = "覆盖进展"
MET, MISSED, UNCLEAR, NONE, AIMLESS = VERDICTS = ("达标", "未达标", "口径不符", "无数据", "无目标")
COLUMNS = (
    Column("unit", "单位代码", "填报时的单位代码"),
    Column("place", "现单位代码", "改名换码后的单位代码，时间序列按它接续"),
    Column("indicator", "指标", "指标代码"),
    Column("period", "时期", "填报的时期"),
    Column("period_end", "时期末", "时期的最后一天"),
    Column("scope", "口径", "分母指哪些单位或人"),
    Column("state", "数据状态", "有值、不适用、不公开"),
    Column("value", "数值", "填报的数值", "%"),
    Column("value_digits", "小数位数", "填报数值的小数位数"),
    Column("bound", "界限", "等于、不低于、约等"),
    Column("numerator", "分子", "见指标定义"),
    Column("denominator", "分母", "见指标定义"),
    Column("target", "目标代码", "当时有效的目标；没有则空"),
    Column("target_value", "目标值", "当时有效的目标值", "%"),
    Column("verdict", "结论", "达标、未达标、口径不符（只有百分比，无分子分母）、无数据、无目标（当时没有有效的目标）"),
    Column("gap_points", "差额", "数值减目标值", "百分点"),
    Column("gap_count", "还差", "按当前分母，分子还要增加多少才达标"),
    Column("submitted_on", "报送日期", "填报单位报送的日期"),
    Column("list_version", "名录版本", "分母依据的名录"),
    Column("version", "版本", "第几次报送"),
    Column("source", "来源", "来源代码"),
    Column("_file", "文件", "原始记录所在文件"),
    Column("_line", "行", "原始记录所在行"),
    Column("_demo", "示例", "是否虚构的示例数据"),
)


def derive(federation: Federation) -> pd.DataFrame:
    """One row a figure of a unit below the home province for the dashboard's indicators, all periods; see COLUMNS."""
    tree = federation.tree
    indicators = federation.tables["indicator"]
    shown = indicators.loc[indicators["dashboard"].notna(), "code"]
    rows = federation.tables["observation"]
    rows = rows[rows["indicator"].isin(shown) & rows["unit"].isin(tree.home - {tree.root}) & rows["subject"].isna()].reset_index(drop=True)
    current = {code: tree.current(code) for code in rows["unit"].unique()}
    rows = rows.assign(place=rows["unit"].map(current).astype("str"), period_end=period_ends(rows["period"]))
    rows = rows[rows["period_end"].notna()].reset_index(drop=True)
    judged = judge(rows, federation.tables["target"])
    return judged[[column.name for column in COLUMNS]]


def latest_periods(figures: pd.DataFrame, tree: UnitTree, day: str) -> dict[tuple[str, str], str]:
    """The period that maps, tables and totals show as the latest (最新一期), by indicator and level (of MAP_LEVELS); see `course.latest`.

    Args:
        figures: `indicator`, `place`, `period`, `period_end`; periods that end on one day are one.
        tree: the reporting tree.
        day: the date of the data; the divisions of a level are those of that day.

    Returns:
        Both levels of every indicator; where no division of a level has reported, what all the other units have decides.
    """
    levels = {tree.current(code): level for code, level in tree.owing(day).items()}
    rows = figures.sort_values(["period_end", "period"], kind="stable")
    rows = rows.assign(level=rows["place"].map(levels))
    found = {}
    for indicator, reported in rows.groupby("indicator", sort=True):
        names = dict(zip(reported["period_end"], reported["period"], strict=True))
        for level in MAP_LEVELS:
            own = reported[reported["level"] == level]
            by_end = (own if len(own) else reported).groupby("period_end", sort=True)["place"]
            found[str(indicator), level] = names[latest({str(end): frozenset(places) for end, places in by_end})]
    return found


def judge(rows: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Hold figures against the targets in force at the end of their period.

    A figure meets a target only where both speak of the same indicator and, where the target names one, the same scope; a bare
    percentage is 口径不符 because nobody can recompute it. A target that another one supersedes ends where its own validity ends.

    Args:
        rows: `indicator`, `scope`, `period_end` (ISO), `state`, `value` (%, Float64), `bound`, `numerator`, `denominator` (Float64).
        targets: the published targets.

    Returns:
        The rows with `target`, `target_value` (%, Float64), `verdict`, `gap_points` (Float64, value - target) and `gap_count` (Int64, how
        many more the numerator needs; 0 where met; NA where it cannot be told).

    Source: 湖北省总工会基层组织建设工作规划 (2014-2018) 二(一).
    """
    target, value, scope = _in_force(rows, targets)
    countable = rows["numerator"].notna() & (rows["denominator"] > 0).fillna(False)
    same_scope = scope.isna() | (scope == rows["scope"])
    enough = _enough(rows, value)
    has_value = (rows["state"] == GIVEN) & rows["value"].notna()
    verdict = np.select(
        [~has_value, value.isna(), ~countable | ~same_scope, enough],
        [NONE, AIMLESS, UNCLEAR, MET],
        default=MISSED,
    )
    needed = np.ceil((value / 100 * rows["denominator"]).round(6)) - rows["numerator"]
    told = pd.Series(verdict == MISSED) | pd.Series(verdict == MET)
    return rows.assign(
        target=target,
        target_value=value,
        verdict=pd.Series(verdict, dtype="str"),
        gap_points=(rows["value"] - value).where(told).round(6),
        gap_count=needed.clip(lower=0).where(told).astype("Int64"),
    )


def _enough(rows: pd.DataFrame, target: pd.Series) -> pd.Series:
    """Judged by numerator and denominator, not by the rounded rate: 79.96 % is printed 80.0 and still falls short."""
    reached = rows["numerator"] * 100 >= target * rows["denominator"]
    return reached.fillna(False).astype(bool)


def _in_force(rows: pd.DataFrame, targets: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    target = pd.Series(index=rows.index, dtype="str")
    value = pd.Series(pd.NA, index=rows.index, dtype="Float64")
    scope = pd.Series(index=rows.index, dtype="str")
    floors = targets[(targets["comparator"] == "≥") & targets["subject"].isna()].sort_values(["valid_from", "code"])
    for row in floors.itertuples():
        ends = rows["period_end"]
        holds = (rows["indicator"] == row.indicator) & (ends >= row.valid_from) & (ends <= row.valid_to)
        target[holds], value[holds], scope[holds] = row.code, row.value, row.scope
    return target, value, scope
