"""Reporting (报送情况): who has not yet reported the latest period, since when, and who came late."""

import pandas as pd

from build_scripts.derive import coverage
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.periods import period_end
from build_scripts.merge.tree import MAP_LEVELS, UnitTree

TITLE = "报送情况"
COLUMNS = (
    Column("unit", "单位代码", "应报送的单位"),
    Column("level", "层级", "市州或县；省直管市、林区按市州列"),
    Column("indicator", "指标", "指标代码"),
    Column("period", "时期", "该指标该层级的最新一期：以前报过的单位过半已报的最近一期，都没过半的取报送最多的一期（产品约定）"),
    Column("reported", "已报", "该时期有没有报送（填“不公开”“不适用”也算报送）"),
    Column("last_period", "最近一次报送", "此前最近一次报送的时期；从未报送则空"),
    Column("_demo", "示例", "最新一期所报的是否含示例数据"),
)


def derive(federation: Federation) -> pd.DataFrame:
    """One row for each division that owes a report of each dashboard indicator in its latest period; empty where nothing was reported."""
    figures = coverage.derive(federation)
    periods = coverage.latest_periods(figures, federation.tree, federation.as_of)
    series = {str(indicator): rows for indicator, rows in figures.groupby("indicator", sort=True)}
    frames = [_of_level(series[indicator], level, period, federation.tree) for (indicator, level), period in periods.items()]
    names = [column.name for column in COLUMNS]
    return pd.concat(frames, ignore_index=True)[names] if frames else pd.DataFrame(columns=names)


def _of_level(rows: pd.DataFrame, level: str, period: str, tree: UnitTree) -> pd.DataFrame:
    """Those who owe a report of the period at that level; `rows` are all figures of one indicator."""
    day = period_end(period)
    units = pd.Series([code for code, owed in tree.owing(day).items() if owed == level], dtype="str")
    places = units.map(tree.current).astype("str")
    told = rows[rows["period_end"] == day]
    last = rows.sort_values("period_end").drop_duplicates("place", keep="last").set_index("place")["period"]
    return pd.DataFrame(
        {
            "unit": units,
            "level": MAP_LEVELS[level],
            "indicator": rows["indicator"].iloc[0],
            "period": period,
            "reported": places.isin(told["place"]),
            "last_period": places.map(last).astype("str"),
            "_demo": bool(told["_demo"].any()),
        }
    )
