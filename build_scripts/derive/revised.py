"""Corrected figures (更正过的数字): what was reported again and holds now, beside what the version before it said."""

import numpy as np
import pandas as pd

from build_scripts.derive import coverage
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.ranking import difference, points

TITLE = "更正过的数字"
COLUMNS = (
    Column("unit", "单位代码", "填报时的单位代码"),
    Column("place", "现单位代码", "改名换码后的单位代码"),
    Column("indicator", "指标", "指标代码"),
    Column("scope", "口径", "分母指哪些单位或人"),
    Column("period", "时期", "填报的时期"),
    Column("period_end", "时期末", "时期的最后一天"),
    Column("state", "数据状态", "现在采用的一版：有值、不适用、不公开"),
    Column("value", "数值", "现在采用的一版填报的数值", "%"),
    Column("value_digits", "小数位数", "现在采用的数值的小数位数"),
    Column("bound", "界限", "现在采用的一版的界限"),
    Column("numerator", "分子", "现在采用的一版；见指标定义"),
    Column("denominator", "分母", "现在采用的一版；见指标定义"),
    Column("submitted_on", "报送日期", "现在采用的一版报送的日期"),
    Column("version", "版本", "现在采用的是第几版"),
    Column("before_state", "原数据状态", "被取代的一版；没有可看的旧版则以下各栏为空"),
    Column("before_value", "原数值", "被取代的一版填报的数值", "%"),
    Column("before_value_digits", "原小数位数", "被取代的数值的小数位数"),
    Column("before_bound", "原界限", "被取代的一版的界限"),
    Column("before_numerator", "原分子", "被取代的一版"),
    Column("before_denominator", "原分母", "被取代的一版"),
    Column("before_submitted_on", "原报送日期", "被取代的一版报送的日期"),
    Column("before_version", "原版本", "被取代的是第几版；取最近的一版，同一版有几种说法的不取"),
    Column("before_source", "原来源", "被取代的一版的来源代码"),
    Column("before_file", "原文件", "被取代的一版所在文件"),
    Column("before_line", "原行", "被取代的一版所在行"),
    Column("change_points", "更正幅度", "现数减原数；两版都有分子分母的按分子÷分母算，否则按填报的数值", "百分点"),
    Column("source", "来源", "现在采用的一版的来源代码"),
    Column("_file", "文件", "现在采用的一版所在文件"),
    Column("_line", "行", "现在采用的一版所在行"),
    Column("_demo", "示例", "是否虚构的示例数据"),
)
_KEY = ["unit", "indicator", "period", "scope"]
_SAID = ["state", "value", "value_digits", "bound", "numerator", "denominator"]
_BEFORE = [*_SAID, "submitted_on", "version", "source", "_file", "_line"]


def derive(federation: Federation) -> pd.DataFrame:
    """One row a published figure of the dashboard's indicators whose version is above 1, in the order of coverage; see COLUMNS.

    What was superseded comes from `Federation.superseded`, so nothing that the guard stopped is repeated here: where the older version is
    not to be seen, the row says only that there was one.
    """
    figures = coverage.derive(federation)
    figures = figures[figures["version"] > 1]
    rows = figures.merge(_said_before(federation), on=_KEY, how="left").reset_index(drop=True)
    told = pd.DataFrame({name: rows[f"before_{name}"] for name in ("value", "numerator", "denominator", "bound")})
    both = pd.concat([rows[list(told.columns)], told], ignore_index=True)
    others = np.arange(len(rows)) + len(rows)
    return rows.assign(change_points=points(difference(both, others)))[[column.name for column in COLUMNS]]


def _said_before(federation: Federation) -> pd.DataFrame:
    """By key, the latest version that gave way to a published one and said one thing only; columns `before_…`."""
    rows = federation.superseded["observation"]
    rows = rows[rows["subject"].isna()]
    latest = rows[rows["version"] == rows.groupby(_KEY, sort=False)["version"].transform("max")]
    latest = latest.sort_values("submitted_on", kind="stable").drop_duplicates([*_KEY, *_SAID]).drop_duplicates(_KEY, keep=False)
    names = {name: f"before_{name.lstrip('_')}" for name in _BEFORE}
    return latest[[*_KEY, *_BEFORE]].rename(columns=names).astype({"before_file": "str", "before_line": "Int64"})
