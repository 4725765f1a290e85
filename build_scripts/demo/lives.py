"""What surrounds invented disclosures: later versions with their reasons, revocations, account tables, approval steps, exemptions."""

import re

import numpy as np
import pandas as pd

from build_scripts.demo import words
from build_scripts.demo.draws import Ints, below, shuffled, stream, whole
from build_scripts.demo.lines import Lines

_CORRECTED, _REVOKED, _TABLES, _EXEMPTED = 90, 12, 700, 60
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9])?")
_ACCOUNTED, _NOTICED, _REVIEWED = ("D04", "D05"), "D09", "D12"


def corrections(disclosed: pd.DataFrame, tables: pd.DataFrame, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Second versions of some disclosures, and the corrections (公开变更) that explain them or revoke others: text cells of both kinds.

    What has an account table is left as it is: its summary tells the table's sums.
    """
    rng = stream(seed, 8)
    disclosed = disclosed[~disclosed["index_number"].isin(tables["disclosure"])] if len(tables) else disclosed
    told = disclosed[disclosed["summary"].str.contains(_FIGURE) & (disclosed["takedown_on"] == "") & (disclosed["mode"] == words.OPEN)]
    chosen = told.iloc[np.sort(shuffled(rng, len(told))[:_CORRECTED])]
    later, events = [], []
    for turn, row in enumerate(chosen.to_dict("records")):
        old = _FIGURE.search(row["summary"])
        if old is None:
            raise ValueError(row["summary"])
        new = old[0].replace(old[0][0], "2" if old[0][0] == "1" else "1", 1)
        kind, reason = words.REPLACED[turn % len(words.REPLACED)]
        later.append(row | {"summary": row["summary"].replace(old[0], new, 1), "version": "2"})
        events.append(_event(row, kind, reason.format(old=old[0], new=new), 20 + turn % 40))
    noticed = disclosed[(disclosed["item"] == _NOTICED) & (disclosed["takedown_on"] == "")]
    revoked = noticed.iloc[np.sort(shuffled(rng, len(noticed))[:_REVOKED])].to_dict("records")
    events += [_event(row, words.REVOKED, words.REVOKED_REASON, 12 + turn) for turn, row in enumerate(revoked)]
    return pd.DataFrame(later, columns=disclosed.columns, dtype=object), pd.DataFrame(events, dtype=object)


def _event(row: dict[str, str], kind: str, reason: str, after: int) -> dict[str, str]:
    on = str(np.datetime64(row["published_on"], "D") + after)
    told = {"disclosure": row["index_number"], "version": "2", "type": kind, "on": on, "reason": reason}
    return told | {"decided_by": words.MADE_BY, "source": words.SOURCE}


def account_lines(disclosed: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Text cells of the account tables of some budgets and final accounts of federations; every total is the sum of its lines."""
    rng = stream(seed, 9)
    rows = _accounted(disclosed)
    lines: list[dict[str, str]] = []
    # A budget and the accounts of one year are of one size: 1,000 yuan for each unit of the shares.
    years = pd.factorize(rows["index_number"].str.split("/").str[0] + "/" + rows["period"])[0]
    size = (40 + below(rng, 460, len(rows)))[years]
    change = 0.85 + 0.3 * rng.random((len(rows), len(words.ACCOUNTS)))
    for place, row in enumerate(rows.to_dict("records")):
        budget = np.array([share for *_, share in words.ACCOUNTS]) * int(size[place]) * 1000
        actual = whole(budget * change[place] / 100) * 100 if row["item"] == _ACCOUNTED[1] else None
        lines += _table(row["index_number"], budget, actual)
    return pd.DataFrame(lines, dtype=object)


def told_as_accounted(disclosed: pd.DataFrame, tables: pd.DataFrame) -> pd.DataFrame:
    """The disclosures, those with an account table summed up as the table has it."""
    if not len(tables):
        return disclosed
    sums = tables[tables["total"] == words.YES].set_index(["disclosure", "side"])[["budget_yuan", "actual_yuan"]]
    told = disclosed["summary"].copy()
    for place in np.flatnonzero(disclosed["index_number"].isin(tables["disclosure"])):
        number, item = disclosed["index_number"].iloc[place], disclosed["item"].iloc[place]
        amount = "actual_yuan" if item == _ACCOUNTED[1] else "budget_yuan"
        income, expense = (int(sums.loc[(number, side), amount]) / 10_000 for side in (words.INCOME, words.EXPENSE))
        told.iloc[place] = words.ACCOUNTED[item].format(income=f"{income:,.1f}", expense=f"{expense:,.1f}")
    return disclosed.assign(summary=told)


def _accounted(disclosed: pd.DataFrame) -> pd.DataFrame:
    rows = disclosed[disclosed["item"].isin(_ACCOUNTED) & (disclosed["organisation"] == "") & (disclosed["period"] != "")]
    return rows.sort_values("index_number", kind="stable").head(_TABLES)


def _table(number: str, budget: Ints, actual: Ints | None) -> list[dict[str, str]]:
    sides = np.array([side for _, side, _ in words.ACCOUNTS])
    entries = [
        (account, side, words.NO, budget[place], None if actual is None else actual[place])
        for place, (account, side, _) in enumerate(words.ACCOUNTS)
    ]
    for account, side in words.TOTALS:
        here = sides == side
        entries.append((account, side, words.YES, budget[here].sum(), None if actual is None else actual[here].sum()))
    signs = np.where(sides == words.INCOME, 1, -1)
    entries.append((words.LEFT, words.BALANCE, words.NO, (signs * budget).sum(), None if actual is None else (signs * actual).sum()))
    entries.sort(key=lambda entry: (words.INCOME, words.EXPENSE, words.BALANCE).index(entry[1]))
    return [
        {
            "disclosure": number,
            "number": str(place),
            "side": side,
            "account": account,
            "total": total,
            "budget_yuan": str(planned),
            "actual_yuan": "" if spent is None else str(spent),
            "source": words.SOURCE,
        }
        for place, (account, side, total, planned, spent) in enumerate(entries, 1)
    ]


def approvals(disclosed: pd.DataFrame) -> pd.DataFrame:
    """Text cells of the approval steps of the disclosures that have an account table."""
    rows = _accounted(disclosed)
    written = rows["document_on"].to_numpy(dtype="datetime64[D]")
    gap = (rows["published_on"].to_numpy(dtype="datetime64[D]") - written).astype(np.int64)
    frames = [
        pd.DataFrame(
            {
                "disclosure": rows["index_number"].to_numpy(dtype=object),
                "step": step,
                "on": (written + gap * place // len(words.STEPS)).astype(str).astype(object),
                "role": role,
                "source": words.SOURCE,
            },
            dtype=object,
        )
        for place, (step, role) in enumerate(words.STEPS)
    ]
    return pd.concat(frames, ignore_index=True)


def exemptions(organisations: tuple[pd.DataFrame, Ints, Ints], lines: Lines, disclosed: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Text cells of the exemptions of some young unions from the members' evaluation of their first whole year, of which they told none."""
    unions, union_lines, founded = organisations
    reviewed = disclosed[disclosed["item"] == _REVIEWED]
    done = reviewed["organisation"] + "/" + reviewed["period"]
    year = founded // 12 + 1971
    told = (unions["code"].reset_index(drop=True) + "/" + pd.Series(year).astype(str)).isin(done).to_numpy(dtype=bool)
    young = np.flatnonzero(~told & (founded % 12 >= 8) & (year <= lines.years[1]) & (year >= lines.years[0]))
    chosen = np.sort(young[shuffled(stream(seed, 10), len(young))[:_EXEMPTED]])
    rows = []
    for serial, union in enumerate(chosen.tolist(), 1):
        period = str(year[union])
        rows.append(
            {
                "unit": unions["unit"].iloc[union],
                "organisation": unions["code"].iloc[union],
                "item": _REVIEWED,
                "period": period,
                "reason": words.EXEMPT_REASON,
                "granted_by": lines.bodies[union_lines[union], -1],
                "document_number": words.EXEMPT_NUMBER.format(year=period, serial=serial),
                "granted_on": f"{period}-03-01",
                "source": words.SOURCE,
            }
        )
    return pd.DataFrame(rows, dtype=object)
