"""Levels held against each other (上下级对账): what a prefecture reports beside the sum of what the units below it report."""

import numpy as np
import pandas as pd

from build_scripts.derive import coverage
from build_scripts.kinds.observation import NOT_APPLICABLE
from build_scripts.kinds.unit import PREFECTURE
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.ranking import countable, floats
from build_scripts.merge.tree import UnitTree

TITLE = "上下级对账"
AGREES, DISAGREES, INCOMPLETE = VERDICTS = ("相符", "矛盾", "未齐")
WITHIN = 1
"""Whole numbers that lie no further apart agree (proposed record model 8.4: Σ children against parent, ±1)."""

COLUMNS = (
    Column("unit", "单位代码", "市州，填报时的单位代码"),
    Column("place", "现单位代码", "改名换码后的单位代码"),
    Column("indicator", "指标", "指标代码"),
    Column("scope", "口径", "分母指哪些单位或人；只加同一口径的"),
    Column("period", "时期", "填报的时期"),
    Column("period_end", "时期末", "时期的最后一天"),
    Column("value", "市报数值", "市州自己填报的数值", "%"),
    Column("numerator", "市报分子", "市州自己填报的分子"),
    Column("denominator", "市报分母", "市州自己填报的分母"),
    Column("value_below", "下级合计比率", "下级分子合计÷下级分母合计，一位小数，四舍五入", "%"),
    Column("numerator_below", "下级分子合计", "直接向它报送、计入的单位的分子之和；数字已含在所在区划内的不加"),
    Column("denominator_below", "下级分母合计", "同上，分母之和"),
    Column("units_expected", "应报单位", "时期末直接向它报送的单位，除去数字已含在所在区划内的和报“不适用”的", "个"),
    Column("units_reported", "计入单位", "其中报了同一口径的分子和分母的", "个"),
    Column("missing", "未计入单位", "其余的：没有报、没有分子分母或口径不同的，现单位代码，多个用空格隔开"),
    Column("numerator_difference", "分子相差", "市报分子减下级分子合计"),
    Column("denominator_difference", "分母相差", "市报分母减下级分母合计"),
    Column("verdict", "结论", "相符（整数相差不超过1）；矛盾（齐了仍不符，或没有齐已经超过市报）；未齐（还有单位没有计入，不作比较）"),
    Column("sources", "涉及来源", "市州和已报下级各行的来源代码，多个用空格隔开"),
    Column("_file", "文件", "市州的原始记录所在文件"),
    Column("_line", "行", "市州的原始记录所在行"),
    Column("_demo", "示例", "双方的数字里是否有虚构的示例"),
)
_FIGURE = ["indicator", "scope", "period"]
_OWN = ["place", *_FIGURE]
_TOLERATED = 1e-6


def derive(federation: Federation) -> pd.DataFrame:
    """One row a prefecture, indicator, scope and period in which both it and any unit directly below it gave numerator and denominator.

    Ordered by these; see COLUMNS. Neither side is corrected by the other, and nothing is averaged. The counties that report to the province
    itself stand below no prefecture. Numbers are never negative, so a sum that is too large already disagrees before all have reported.
    """
    figures = coverage.derive(federation)
    figures = figures.assign(own=figures["unit"] == figures["place"]).sort_values([*_OWN, "own", "unit"], kind="stable")
    figures = figures.drop_duplicates(_OWN, keep="last")
    pairs = _pairs(federation.tree, figures["period_end"].unique().tolist())
    above = figures[countable(figures)].merge(pairs[["place", "period_end"]].drop_duplicates(), on=["place", "period_end"])
    owed = above[[*_OWN, "period_end"]].merge(pairs, on=["place", "period_end"])
    below = figures[["place", *_FIGURE, "state", "numerator", "denominator", "source", "_demo"]].rename(columns={"place": "below"})
    sums = _sums(owed.merge(below, on=["below", *_FIGURE], how="left"))
    table = above.merge(sums, on=_OWN).sort_values(_OWN, kind="stable", ignore_index=True)
    return _judged(table)[[column.name for column in COLUMNS]]


def addends(tree: UnitTree, day: str) -> dict[str, list[str]]:
    """The units whose figures add up to each prefecture's on that day when all report, by current code and in order of code.

    Those that report to it directly, under its code or a former one, and are not already contained in their host.
    """
    found = {tree.current(code): list[str]() for code in tree.level(PREFECTURE, day) if tree.units.at[code, "level"] == PREFECTURE}
    alone = tree.units[tree.units["overlaps_host"] != "是"]
    for code, above in sorted(alone["report_to"].dropna().items()):
        place = tree.current(above)
        if place in found and tree.valid(code, day):
            found[place].append(tree.current(code))
    return found


def _pairs(tree: UnitTree, days: list[str]) -> pd.DataFrame:
    """Which unit (`below`) adds to which prefecture (`place`) on each day (`period_end`), by current code."""
    told = [(day, place, below) for day in days for place, codes in addends(tree, day).items() for below in codes]
    return pd.DataFrame(told, columns=["period_end", "place", "below"]).astype("str")


def _sums(owed: pd.DataFrame) -> pd.DataFrame:
    """By prefecture, indicator, scope and period what those below it come to; only where any of them gave both parts."""
    owed = owed[(owed["state"] != NOT_APPLICABLE).fillna(True).to_numpy(dtype=bool)]
    there = countable(owed)
    expected = owed.groupby(_OWN, sort=False).size().rename("units_expected")
    sums = (
        owed[there]
        .groupby(_OWN, sort=False)
        .agg(
            numerator_below=("numerator", "sum"),
            denominator_below=("denominator", "sum"),
            units_reported=("below", "size"),
            demo_below=("_demo", "any"),
        )
    )
    missing, sources = _codes(owed[~there], "below"), _codes(owed[there], "source").rename("sources_below")
    return sums.join([expected, missing.rename("missing"), sources]).reset_index()


def _codes(rows: pd.DataFrame, name: str) -> pd.Series:
    """The different codes in that column by prefecture, indicator, scope and period, in order, with spaces between."""
    each = rows[[*_OWN, name]].drop_duplicates().sort_values(name)
    return each.groupby(_OWN, sort=False)[name].agg(" ".join)


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    numerator, denominator = (table[name] - table[f"{name}_below"] for name in ("numerator", "denominator"))
    apart = [floats(difference) for difference in (numerator, denominator)]
    within = [np.where(difference == difference.round(), WITHIN, _TOLERATED) for difference in apart]
    agrees = np.all([np.abs(difference) <= most for difference, most in zip(apart, within, strict=True)], axis=0)
    exceeded = np.any([-difference > most for difference, most in zip(apart, within, strict=True)], axis=0)
    lacking = (table["units_reported"] < table["units_expected"]).to_numpy(dtype=bool)
    tenths = np.floor(floats(table["numerator_below"]) * 1000 / floats(table["denominator_below"]) + 0.5 + 1e-9)
    sources = [" ".join(sorted({own, *below.split()})) for own, below in zip(table["source"], table["sources_below"], strict=True)]
    return table.assign(
        value_below=pd.array(tenths / 10, dtype="Float64"),
        units_expected=table["units_expected"].astype("Int64"),
        units_reported=table["units_reported"].astype("Int64"),
        missing=table["missing"].astype("str"),
        numerator_difference=numerator.round(6),
        denominator_difference=denominator.round(6),
        verdict=pd.Series(np.select([exceeded, lacking, agrees], [DISAGREES, INCOMPLETE, AGREES], default=DISAGREES), dtype="str"),
        sources=pd.Series(sources, index=table.index, dtype="str"),
        _demo=(table["_demo"] | table["demo_below"].astype(bool)).astype(bool),
    )
