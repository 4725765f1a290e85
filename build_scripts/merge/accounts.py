"""Account tables (收支表): where they may stand, and whether their totals are the sums of their lines."""

import numpy as np
import pandas as pd

from build_scripts.kinds.account_line import YES
from build_scripts.merge.stack import Stack

_AMOUNTS = ("budget_yuan", "actual_yuan")
_SLACK = 0.005  # half a fen


def check_accounts(lines: Stack, disclosures: pd.DataFrame, catalogue: pd.DataFrame) -> None:
    """Stop account lines of items that have none (E211), and whole tables of which a total is not the sum of its side (E210).

    Args:
        lines: rows with resolved `disclosure`.
        disclosures: columns index_number, item.
        catalogue: columns code, name, accounts.
    """
    allowed = catalogue[catalogue["accounts"] == YES]
    told = disclosures[disclosures["index_number"].isin(lines.rows["disclosure"].unique())]
    items = lines.rows["disclosure"].map(dict(zip(told["index_number"], told["item"], strict=True)))
    names = dict(zip(catalogue["code"], catalogue["name"], strict=True))
    wrong = np.flatnonzero(~items.isin(allowed["code"]))
    for place in map(int, wrong):
        facts = {"item": str(names.get(items.iloc[place], "")), "allowed": "、".join(allowed["name"])}
        lines.tell("E211", lines.place(place, "disclosure"), facts)
    lines.stop(wrong, "E211")
    _check_totals(lines)


def _check_totals(lines: Stack) -> None:
    rows = lines.rows
    totals = rows["total"] == YES
    spoilt: set[str] = set()
    for amount in _AMOUNTS:
        sums = rows[~totals].groupby(["disclosure", "side"], sort=False)[amount].sum(min_count=1)
        stated = rows[totals & rows[amount].notna()]
        computed = pd.MultiIndex.from_frame(stated[["disclosure", "side"]]).map(sums.to_dict().get)
        expected = pd.Series(computed, index=stated.index, dtype="Float64")
        for place in stated.index[((expected - stated[amount]).abs() > _SLACK).fillna(False).to_numpy(dtype=bool)]:
            row = rows.loc[place]
            facts = {"side": row["side"], "found": f"{row[amount]:,.2f}", "summed": f"{expected[place]:,.2f}"}
            lines.tell("E210", lines.place(int(place), amount), facts | {"title": lines.kind.field(amount).title})
            spoilt.add(row["disclosure"])
    lines.stop(np.flatnonzero(rows["disclosure"].isin(spoilt)), "E210")


def check_computed(observations: Stack, indicators: pd.DataFrame) -> None:
    """Stop figures that were reported of what this site computes (E213)."""
    computed = indicators[indicators["computed"] == YES]
    names = dict(zip(computed["code"], computed["name"], strict=True))
    wrong = np.flatnonzero(observations.rows["indicator"].isin(list(names)))
    for place in map(int, wrong):
        facts = {"item": str(names[observations.rows["indicator"].iloc[place]])}
        observations.tell("E213", observations.place(place, "indicator"), facts)
    observations.stop(wrong, "E213")
