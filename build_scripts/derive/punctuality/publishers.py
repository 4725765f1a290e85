"""Who may owe anything: the federations that disclose, the unions of the register, and since when each owes."""

from typing import Any

import pandas as pd

from build_scripts.kinds.unit import COUNTY, PREFECTURE, PROVINCE
from build_scripts.merge.federation import Federation
from build_scripts.merge.periods import UNSTATED, period_ends

_LEVELS = frozenset({PROVINCE, PREFECTURE, COUNTY})
_LINES = frozenset({"开发区", "产业工会", "直属机关"})
_BRANCH = "分会"
_LONG_AGO, _NEVER = "1949-01-01", "9999-12-31"


def publishers_of(federation: Federation, told: pd.DataFrame) -> pd.DataFrame:
    """Everybody who may owe, as `Duties.publishers` has it; `told`: whatever counts as disclosed."""
    tree, unions = federation.tree, federation.tables["organisation"]
    begun = told.assign(unit=told["place"]).groupby("unit").agg(start=("published_on", "min"), demo=("_demo", "any"))
    since: dict[str, str] = {}
    home = tree.units.loc[sorted(tree.home), ["level", "sort", "valid_from"]]
    for code, level, sort, begins in home.itertuples():
        if level in _LEVELS or sort in _LINES:
            now = tree.current(code)
            since[now] = min(since.get(now, _NEVER), _begins(begins))
    federations = pd.DataFrame({"code": list(since), "unit": list(since), "union": False, "owes_from": list(since.values())})
    current = {code: tree.current(code) for code in unions["unit"].unique()}
    first = told.groupby("by", sort=False)["published_on"].min()
    grassroots = pd.DataFrame(
        {
            "code": unions["code"],
            "unit": unions["unit"].map(current),
            "union": True,
            "owes_from": _owes_from(unions, unions["code"].map(first)),
        }
    )
    whole = pd.concat([federations, grassroots[unions["type"] != _BRANCH]]).sort_values("code", kind="stable", ignore_index=True)
    start = whole["unit"].map(begun["start"]).astype("str").str[:4] + "-01-01"
    owes = whole["owes_from"].where(whole["owes_from"] > start, start).where(start.notna() & whole["owes_from"].notna())
    demo = whole["unit"].isin(begun.index[begun["demo"]])
    return whole.assign(owes_from=owes, _demo=demo).astype({"code": "str", "unit": "str", "owes_from": "str", "union": bool, "_demo": bool})


def _begins(moment: Any) -> str:
    """The first day of a moment stated to the day, the month or the year; long ago where it is not stated."""
    start = moment if isinstance(moment, str) and moment[0].isdigit() else _LONG_AGO
    return start + "-01-01"[len(start) - 4 :]


def _owes_from(unions: pd.DataFrame, first: pd.Series) -> pd.Series:
    """The day from which a union owes, NA where nothing tells."""
    founded, begun = (period_ends(unions[name].where(unions[name] != UNSTATED)) for name in ("founded_on", "term_start"))
    evidence = begun.fillna(_NEVER).where(begun.fillna(_NEVER) < first.fillna(_NEVER), first.fillna(_NEVER))
    return founded.where(founded.notna(), evidence.where(evidence != _NEVER)).astype("str")
