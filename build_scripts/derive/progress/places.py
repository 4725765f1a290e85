"""Places (名次): the level at which each unit owes its figures, and its rank among the divisions of that level."""

import pandas as pd

from build_scripts.merge.ranking import countable, ranks
from build_scripts.merge.tree import MAP_LEVELS, UnitTree

_GROUP = ["indicator", "level", "period"]


def places(rows: pd.DataFrame, tree: UnitTree) -> dict[str, pd.Series]:
    """`level` (str, NA for units that are no division), `rank` and `ranked` (Int64, NA for what is not ranked), and both once more.

    The divisions are those of the period's last day. The four that stand in both levels owe with the prefectures and are ranked with them;
    they are counted among the counties too, as on the map of the counties, and `county_rank`, `county_ranked` are theirs there.

    Args:
        rows: of `in_series`.
        tree: the reporting tree.
    """
    ends = list(rows["period_end"].unique())
    owing = {(end, tree.current(code)): MAP_LEVELS[level] for end in ends for code, level in tree.owing(end).items()}
    stands = [(end, tree.current(code), level) for end in ends for level in MAP_LEVELS.values() for code in tree.level(level, end)]
    peers = pd.DataFrame(stands, columns=["period_end", "place", "level"]).drop_duplicates().astype("str")
    level = pd.Series(list(zip(rows["period_end"], rows["place"], strict=True)), index=rows.index, dtype=object).map(owing).astype("str")
    among = rows.loc[countable(rows), ["place", "indicator", "scope", "period", "period_end", "rate"]]
    among = among.assign(row=among.index).merge(peers, on=["period_end", "place"])
    among = among[among["scope"] == _main_scopes(among)].reset_index(drop=True)
    placed = ranks(among["rate"], [among[name] for name in _GROUP]).assign(row=among["row"])
    at_home = (among["level"] == among["row"].map(level)).to_numpy(dtype=bool)
    own, other = (placed[which].set_index("row").reindex(rows.index) for which in (at_home, ~at_home))
    return {"level": level, **own[["rank", "ranked"]], "county_rank": other["rank"], "county_ranked": other["ranked"]}


def _main_scopes(rows: pd.DataFrame) -> pd.Series:
    """For every row the scope that most of its group speak of; the first by code where two are level."""
    counts = rows.groupby([*_GROUP, "scope"], sort=True).size().rename("count").reset_index()
    counts = counts.sort_values("count", ascending=False, kind="stable").drop_duplicates(_GROUP)
    main = counts.set_index(_GROUP)["scope"]
    return pd.Series(main.reindex(pd.MultiIndex.from_frame(rows[_GROUP])).to_numpy(), index=rows.index, dtype="str")
