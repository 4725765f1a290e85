"""Reporting (报送情况): who has not yet reported the latest period, since when, and who came late."""

import pandas as pd

from build_scripts.derive import coverage
from build_scripts.kinds.unit import COUNTY, PREFECTURE
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.tree import UnitTree

TITLE = "报送情况"
COLUMNS = (
    Column("unit", "单位代码", "应报送的单位"),
    Column("level", "层级", "市州或县；省直管市、林区按市州列"),
    Column("indicator", "指标", "指标代码"),
    Column("period", "时期", "看板上该指标最新的时期"),
    Column("reported", "已报", "该时期有没有报送（填“不公开”“不适用”也算报送）"),
    Column("last_period", "最近一次报送", "此前最近一次报送的时期；从未报送则空"),
    Column("_demo", "示例", "最新时期是否由示例数据决定"),
)


def derive(federation: Federation) -> pd.DataFrame:
    """One row for each division that owes a report of each dashboard indicator in its latest period; empty where nothing was reported."""
    figures = coverage.derive(federation)
    frames = [_of_indicator(str(indicator), rows, federation.tree) for indicator, rows in figures.groupby("indicator", sort=True)]
    names = [column.name for column in COLUMNS]
    return pd.concat(frames, ignore_index=True)[names] if frames else pd.DataFrame(columns=names)


def _of_indicator(indicator: str, rows: pd.DataFrame, tree: UnitTree) -> pd.DataFrame:
    latest = rows.sort_values(["period_end", "period"]).iloc[-1]
    owing = _owing(tree, latest["period_end"])
    last = rows.sort_values("period_end").drop_duplicates("place", keep="last").set_index("place")["period"]
    frame = pd.DataFrame({"unit": list(owing), "level": list(owing.values())})
    places = frame["unit"].map(tree.current)
    reported = set(rows.loc[rows["period"] == latest["period"], "place"])
    return frame.assign(
        indicator=indicator,
        period=latest["period"],
        reported=places.isin(reported),
        last_period=places.map(last).astype("str"),
        _demo=bool(latest["_demo"]),
    )


def _owing(tree: UnitTree, day: str) -> dict[str, str]:
    """The divisions that owe a report on that day and the level they are listed under."""
    prefectures = tree.level(PREFECTURE, day)
    counties = [code for code in tree.level(COUNTY, day) if code not in set(prefectures)]
    return dict.fromkeys(prefectures, PREFECTURE) | dict.fromkeys(counties, COUNTY)
