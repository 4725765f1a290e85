"""Progress (达标进程): how every figure moved, since when it misses its target, what pace the deadline asks for, and where it ranks."""

from collections.abc import Sequence

import pandas as pd

from build_scripts.derive import coverage
from build_scripts.derive.coverage import BELOW, MET, MISSED
from build_scripts.derive.progress.pace import FARTHEST, IN_TIME, LATE, NEVER, OUTLOOKS, REACHED, UNKNOWN, paces
from build_scripts.derive.progress.places import places
from build_scripts.derive.progress.series import changes, in_series
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation

__all__ = ["COLUMNS", "FARTHEST", "IN_TIME", "LATE", "NEVER", "OUTLOOKS", "REACHED", "TITLE", "UNKNOWN", "derive"]

TITLE = "达标进程"
COLUMNS = (
    Column("unit", "单位代码", "填报时的单位代码"),
    Column("place", "现单位代码", "改名换码后的单位代码，前后期按它接续"),
    Column("indicator", "指标", "指标代码"),
    Column("scope", "口径", "分母指哪些单位或人；口径不同的数字不前后相比"),
    Column("period", "时期", "填报的时期"),
    Column("period_end", "时期末", "时期的最后一天"),
    Column("verdict", "结论", "与“覆盖进展”相同"),
    Column("previous_period", "上期", "同一单位、指标、口径更早结束的最近一个有数值的时期；没有则空"),
    Column("previous_value", "上期数值", "上期填报的数值", "%"),
    Column("change_points", "比上期", "比上期增减；两期都有分子分母的按分子÷分母算，否则按填报的数值；带“以上”“约”等界限的不算", "百分点"),
    Column("year_change_points", "比上年同期", "比早一年结束的那一期增减，算法同上；没有那一期则空", "百分点"),
    Column("missed_since", "何时起未达标", "连续未达标从哪一期起；没有结论的时期不打断也不起头，达标才打断；本期不是未达标则空"),
    Column("missed_periods", "连续未达标期数", "连续未达标的时期到本期有几个", "期"),
    Column("below_since", "何时起低于目标", "连续低于目标从哪一期起，未到期的期末目标也算；达标才打断；本期不低于目标则空"),
    Column("below_periods", "连续低于目标期数", "连续低于目标的时期到本期有几个", "期"),
    Column("deadline", "目标截止", "当时有效的目标的截止日期；没有目标则空"),
    Column("periods_left", "剩余季度", "时期末到目标截止还有几个整季度", "个"),
    Column("required_points", "每季须增", "要在截止前达到目标，平均每季度须增多少；已达标或没有剩余季度则空", "百分点"),
    Column("required_count", "每季须增数", "按当前分母，平均每季度分子须增多少，进为整数；已达标或没有剩余季度则空"),
    Column("pace_points", "近四季速度", "近四个季度平均每季度增减：比四个季度前，没有那一期的比四个季度内最早的一期", "百分点"),
    Column("projected_period", "预计达标", f"照近四季速度哪一季度达到目标；已达标、没有进展、{FARTHEST}个季度内达不到则空"),
    Column("outlook", "前景", f"已达标、能按期、会逾期、达不到（没有进展，或{FARTHEST}个季度内达不到）、无法推算"),
    Column("double_red", "双红", "低于目标，而且比上期下降"),
    Column("rank", "名次", "同一层级、指标、时期里按分子÷分母从高到低，相同的名次相同；只排分子分母齐全、属主要口径的"),
    Column("ranked", "参加排名", "同一层级、指标、时期里参加排名的有几个", "个"),
    Column("county_rank", "在县级的名次", "同时列在县级的（直管市、林区），在各县（市、区）里的名次；其余则空"),
    Column("county_ranked", "县级参加排名", "上一栏的名次里参加排名的有几个", "个"),
    Column("level", "层级", "按哪一层级报送和排名：市州、县；不落图的报送线和乡镇则空"),
    Column("source", "来源", "来源代码"),
    Column("_file", "文件", "原始记录所在文件"),
    Column("_line", "行", "原始记录所在行"),
    Column("_demo", "示例", "本期或同一序列更早的数字里是否有虚构的示例"),
)


def derive(federation: Federation) -> pd.DataFrame:
    """One row a figure with a value, ordered by place, indicator, scope and time; see COLUMNS.

    Of two figures of one series and period, as where a unit and its successor both report, the one under the current code stands. Figures
    that end on one day are neither before nor after one another. Rates, changes and ranks are computed from numerator and denominator.

    Source: 湖北省总工会基层组织建设工作规划 (2014-2018) 二(一)、(二); pace, horizon and ranks are conventions of this site (产品约定).
    """
    rows = in_series(coverage.derive(federation))
    rows = rows.assign(deadline=rows["target"].map(federation.tables["target"].set_index("code")["valid_to"]).astype("str"))
    rows = rows.assign(**changes(rows), **_runs(rows), **paces(rows), **places(rows, federation.tree))
    return rows.assign(
        double_red=(rows["verdict"].isin(BELOW) & (rows["change_points"] < 0).fillna(False)).astype(bool),
        _demo=rows["_demo"].astype("int8").groupby(rows["series"], sort=False).cummax().astype(bool),
    )[[column.name for column in COLUMNS]]


def _runs(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Of figures that miss their target, and of those below it, due or not: with which period that run began, and how many it counts."""
    found = {}
    for name, verdicts in (("missed", [MISSED]), ("below", BELOW)):
        found[f"{name}_since"], found[f"{name}_periods"] = _run(rows, verdicts)
    return found


def _run(rows: pd.DataFrame, verdicts: Sequence[str]) -> tuple[pd.Series, pd.Series]:
    """With which period the run of these verdicts began, and how many ends of periods it counts so far; a met target breaks it."""
    runs = rows.assign(run=(rows["verdict"] == MET).groupby(rows["series"], sort=False).cumsum().astype("int64"))
    within = runs[runs["verdict"].isin(verdicts)]
    run = [within["series"], within["run"]]
    since = within["period"].groupby(run, sort=False).transform("first")
    counted = (~within.duplicated(["series", "run", "period_end"])).groupby(run, sort=False).cumsum()
    return since.reindex(rows.index).astype("str"), counted.reindex(rows.index).astype("Int64")
