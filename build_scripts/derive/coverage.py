"""Coverage (覆盖进展): every figure of the dashboard's indicators, held against the target in force and told in absolute terms."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from build_scripts.kinds.observation import GIVEN
from build_scripts.kinds.target import AT_END
from build_scripts.merge.columns import Column
from build_scripts.merge.course import latest
from build_scripts.merge.federation import Federation
from build_scripts.merge.once import once
from build_scripts.merge.periods import period_ends
from build_scripts.merge.ranking import countable
from build_scripts.merge.tree import MAP_LEVELS, UnitTree

TITLE = "覆盖进展"
MET, MISSED, NOT_DUE, UNCLEAR, NONE, AIMLESS = VERDICTS = ("达标", "未达标", "未到期", "口径不符", "无数据", "无目标")
BELOW = (MISSED, NOT_DUE)
"""The verdicts on a figure that is held against a target and lies below it."""

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
    Column("test", "考核方式", "动态保持：每期都要达到；期末：只看目标截止时；没有目标则空"),
    Column("verdict", "结论", "达标、未达标、未到期（期末考核、截止之前，还低于目标）、口径不符（无分子分母，或口径不同）、无数据、无目标"),
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


@once
def derive(federation: Federation) -> pd.DataFrame:
    """One row a figure of a unit below the home province for the dashboard's indicators, all periods; see COLUMNS."""
    indicators = federation.tables["indicator"]
    shown = indicators.loc[indicators["dashboard"].notna(), "code"]
    judged = judge(reported(federation, shown), targets_of(federation))
    return judged[[column.name for column in COLUMNS]]


def reported(federation: Federation, indicators: Collection[str]) -> pd.DataFrame:
    """What units below the province reported of themselves on these indicators, with `place` (current code) and `period_end` (ISO)."""
    tree, rows = federation.tree, federation.tables["observation"]
    rows = rows[rows["indicator"].isin(indicators) & rows["unit"].isin(tree.home - {tree.root}) & rows["subject"].isna()]
    current = {code: tree.current(code) for code in rows["unit"].unique()}
    rows = rows.assign(place=rows["unit"].map(current).astype("str"), period_end=period_ends(rows["period"]))
    return rows[rows["period_end"].notna()].reset_index(drop=True)


def targets_of(federation: Federation) -> pd.DataFrame:
    """The published targets of the home province, which bind all below it; those of one place below are no yardstick for the others."""
    targets = federation.tables["target"]
    return targets[targets["unit"] == federation.tree.root]


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
    percentage is 口径不符 because nobody can recompute it. A target that another one supersedes ends where its own validity ends. One that
    is tested at its end (期末) is missed by nobody before that day: a figure below it is 未到期, one that has reached it 达标 already.

    Args:
        rows: `indicator`, `scope`, `period_end` (ISO), `state`, `value` (%, Float64), `bound`, `numerator`, `denominator` (Float64).
        targets: those of `targets_of`.

    Returns:
        The rows with `target`, `target_value` (%, Float64), `test`, `verdict`, `gap_points` (Float64, value - target) and `gap_count`
        (Int64, how many more the numerator needs; 0 where met; NA where it cannot be told).

    Source: 湖北省总工会基层组织建设工作规划 (2014-2018) 二(一).
    """
    aim = _in_force(rows, targets)
    value = aim["target_value"]
    comparable = countable(rows) & (aim["scope"].isna() | (aim["scope"] == rows["scope"]))
    enough = _enough(rows, value)
    early = (aim["test"] == AT_END) & (rows["period_end"] < aim["valid_to"])
    has_value = (rows["state"] == GIVEN) & rows["value"].notna()
    verdict = np.select(
        [~has_value, value.isna(), ~comparable, enough, early],
        [NONE, AIMLESS, UNCLEAR, MET, NOT_DUE],
        default=MISSED,
    )
    needed = np.ceil((value / 100 * rows["denominator"] - rows["numerator"]).round(6))
    told = pd.Series(np.isin(verdict, (MET, *BELOW)), index=rows.index)
    return rows.assign(
        target=aim["target"],
        target_value=value,
        test=aim["test"],
        verdict=pd.Series(verdict, index=rows.index, dtype="str"),
        gap_points=(rows["value"] - value).where(told).round(6),
        gap_count=needed.clip(lower=0).where(told).astype("Int64"),
    )


def _enough(rows: pd.DataFrame, target: pd.Series) -> pd.Series:
    """Judged by numerator and denominator, not by the rounded rate: 79.96 % is printed 80.0 and still falls short."""
    reached = rows["numerator"] * 100 >= (target * rows["denominator"]).round(6)  # 64.4 × 1000 is 64400.00000000001
    return reached.fillna(False).astype(bool)


def _in_force(rows: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """For every row the target in force at the end of its period: `target`, `target_value`, `scope`, `test`, `valid_to`; NA without one."""
    held = {name: pd.Series(index=rows.index, dtype="str") for name in ("code", "scope", "test", "valid_to")}
    held["value"] = pd.Series(pd.NA, index=rows.index, dtype="Float64")
    floors = targets[(targets["comparator"] == "≥") & targets["subject"].isna()].sort_values(["valid_from", "code"])
    ends = rows["period_end"]
    for row in floors.itertuples():
        holds = (rows["indicator"] == row.indicator) & (ends >= row.valid_from) & (ends <= row.valid_to)
        for name, column in held.items():
            column[holds] = getattr(row, name)
    return pd.DataFrame(held).rename(columns={"code": "target", "value": "target_value"})
