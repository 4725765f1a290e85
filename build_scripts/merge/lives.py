"""The lives of disclosures: under whose number each stands, which of them are gone, and what remains to be said of those."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from build_scripts.guard.table import Guarded
from build_scripts.kinds.correction import REVOKED, TAKEN_DOWN
from build_scripts.kinds.disclosure import LEAST_NOTICE, NOTICE
from build_scripts.merge.references import Register
from build_scripts.merge.stack import Stack
from build_scripts.merge.workdays import Workdays

EXPIRED = "W308"
_REVOKED = "W325"
GONE = ("index_number", "item", "period", "unit", "organisation", "published_on", "why", "on", "reason", "_demo")
_KEPT = ("index_number", "item", "period", "unit", "organisation", "published_on", "takedown_on", "version", "_row")


def check_numbers(disclosures: Stack, units: pd.DataFrame) -> None:
    """Stop the disclosures whose index number does not begin with the code of who published them (E208).

    A union's own code, or that of the federation it belongs to, which may number for it; former codes of a federation as well.

    Args:
        disclosures: rows with resolved `unit` and `organisation`.
        units: rows of the unit register, columns code, former.
    """
    rows = disclosures.rows
    prefix = rows["index_number"].str.replace("/.*", "", regex=True)
    sound = (prefix == rows["unit"]) | (prefix == rows["organisation"]).fillna(False)
    first = {code: codes[0] for codes in _series(units) for code in codes}
    rest = np.flatnonzero(~sound.to_numpy(dtype=bool, na_value=False))
    wrong = [int(place) for place in rest if first.get(prefix.iloc[place], "?") != first.get(rows["unit"].iloc[place])]
    for place in wrong:
        owner = rows["organisation"].iloc[place]
        expected = str(owner) if isinstance(owner, str) else str(rows["unit"].iloc[place])
        facts = {"found": str(prefix.iloc[place]), "expected": expected}
        disclosures.tell("E208", disclosures.place(place, "index_number"), facts)
    disclosures.stop(wrong, "E208")


def _series(units: pd.DataFrame) -> list[list[str]]:
    """Codes that are one unit through the years, the oldest first."""
    former = dict(zip(units["code"], units["former"], strict=True))
    newest = set(former) - {code for code in former.values() if isinstance(code, str)}
    series = []
    for code in sorted(newest):
        chain = [code]
        while isinstance(former.get(chain[-1]), str) and former[chain[-1]] not in chain:
            chain.append(former[chain[-1]])
        series.append(chain[::-1])
    return series


def check_corrections(corrections: Stack, versions: pd.DataFrame) -> None:
    """Stop the corrections that speak of a version nobody has submitted (E212); `versions`: index_number, version of every disclosure."""
    rows = corrections.rows
    latest = rows["disclosure"].map(versions.groupby("index_number")["version"].max()).astype("Int64")
    most = latest + (rows["type"] == REVOKED).astype("Int64")
    wrong = np.flatnonzero((rows["version"] > most).fillna(False).to_numpy(dtype=bool))
    title = corrections.kind.field("version").title
    for place in map(int, wrong):
        row, newest = rows.iloc[place], int(latest.iloc[place])
        facts = {"title": title, "found": str(row["version"]), "key": row["disclosure"], "latest": str(newest), "next": str(newest + 1)}
        corrections.tell("E212", corrections.place(place, "version"), facts)
    corrections.stop(wrong, "E212")


def check_windows(disclosures: Stack, catalogue: pd.DataFrame, calendar: Workdays) -> None:
    """Tell of the notices that stand for fewer working days than the catalogue asks (N402); pages say so, too."""
    rows = disclosures.rows
    noticed = np.flatnonzero((rows["mode"] == NOTICE).to_numpy(dtype=bool))
    start, end = (rows[name].iloc[noticed].to_numpy(dtype="datetime64[D]") for name in ("notice_from", "notice_to"))
    asked = rows["item"].iloc[noticed].map(dict(zip(catalogue["code"], catalogue["notice_days"], strict=True)))
    least = asked.astype("Float64").fillna(LEAST_NOTICE).to_numpy(dtype=np.int64)
    days = calendar.between(start, end)
    for place in np.flatnonzero(days < least):
        facts = {"found": str(days[place]), "least": str(least[place])}
        disclosures.tell("N402", disclosures.place(int(noticed[place]), "notice_to"), facts)


def revoke(disclosures: Stack, corrections: Stack) -> None:
    """Withhold the disclosures that were revoked (W325)."""
    revoked = corrections.rows[corrections.rows["type"] == REVOKED]
    days = dict(zip(revoked["disclosure"], revoked["on"], strict=True))
    held = np.flatnonzero(disclosures.rows["index_number"].isin(list(days)))
    for place in map(int, held):
        day = days[disclosures.rows["index_number"].iloc[place]]
        disclosures.tell(_REVOKED, disclosures.place(place), {"on": day})
    disclosures.stop(held, _REVOKED)


def gone(tables: Sequence[Guarded], disclosures: Stack, corrections: pd.DataFrame, registers: Mapping[str, Register]) -> pd.DataFrame:
    """What remains of disclosures that were taken down or revoked: one row each, columns `GONE`, by index number ascending.

    None of their content is among it. `why` is 撤下 or 撤销, `on` the day, `reason` why it was revoked. Where the newest word on a number
    is another one, or some version of it is public, nothing is gone.
    """
    stopped = pd.concat([pd.DataFrame(columns=["_table", "_row", "code"]), *disclosures.stopped])
    revoked = stopped[stopped["code"] == _REVOKED]
    frames = []
    for number, guarded in enumerate(tables):
        if guarded.table.raw.kind.name != disclosures.kind.name:
            continue
        expired = guarded.withheld.loc[guarded.withheld["code"] == EXPIRED, "_row"]
        here = np.union1d(expired.to_numpy(dtype=np.int64), revoked.loc[revoked["_table"] == number, "_row"].to_numpy(dtype=np.int64))
        rows = guarded.table.rows
        if len(here):
            frames.append(rows.loc[np.isin(rows["_row"].to_numpy(), here), list(_KEPT)].assign(_demo=guarded.table.raw.demo, _table=number))
    if not frames:
        return pd.DataFrame({name: pd.Series([], dtype="bool" if name == "_demo" else "str") for name in GONE})
    rows = pd.concat(frames, ignore_index=True).sort_values(["index_number", "version", "_table", "_row"], kind="stable")
    rows = rows.drop_duplicates("index_number", keep="last")
    public = disclosures.rows.loc[disclosures.rows["index_number"].isin(rows["index_number"]), "index_number"]  # few are looked for in many
    rows = rows[~rows["index_number"].isin(public)]
    for name, kind in (("unit", "unit"), ("item", "catalogue")):
        rows[name] = rows[name].map({text: _code(text, registers[kind]) for text in rows[name].unique()})
    rows = rows[rows["unit"].notna() & rows["item"].notna()]
    events = corrections[corrections["type"] == REVOKED].drop_duplicates("disclosure", keep="last").set_index("disclosure")
    ended = rows["index_number"].map(events["on"])
    rows["why"] = pd.Series(np.where(ended.notna(), REVOKED, TAKEN_DOWN), index=rows.index, dtype="str")
    rows["on"] = ended.where(ended.notna(), rows["takedown_on"]).astype("str")
    rows["reason"] = rows["index_number"].map(events["reason"]).astype("str")
    return rows[list(GONE)].reset_index(drop=True)


def _code(text: str, register: Register) -> str | None:
    """The code that a reference means; None where it means none or several."""
    meant = (text,) if text in register.published else register.names.get(text, ())
    return meant[0] if len(meant) == 1 else None
