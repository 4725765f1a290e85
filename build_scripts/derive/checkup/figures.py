"""Rules on figures: a target held in every period or reached at the end (目标, 指标), and a list cited by every figure (名录版本)."""

from typing import Any

import numpy as np
import pandas as pd

from build_scripts.derive import province_totals
from build_scripts.derive.checkup.answers import PLACE, answers, deciding, joined, key, sources, summary
from build_scripts.derive.checkup.sight import Rule, Sight
from build_scripts.derive.checkup.wording import FAILED, NAMED, PASSED, SENTENCES, UNKNOWN, and_more, dated, grouped, told
from build_scripts.derive.coverage import MET, MISSED, reported
from build_scripts.kinds.checkup import AT_END
from build_scripts.kinds.observation import GIVEN
from build_scripts.kinds.unit import PREFECTURE
from build_scripts.merge.relations import records

_SHOWN = 4  # missed periods told one by one; a year of months has more


def on_target(sight: Sight, rule: Rule) -> pd.DataFrame:
    """目标: the target of the plan, by the verdicts of the coverage table; the province by its sums."""
    own = sight.figures[sight.figures["target"] == rule["target"]]
    met = (own["verdict"] == MET).astype("boolean").where(own["verdict"].isin([MET, MISSED]))
    sums = sight.totals[sight.totals["target"] == rule["target"]]
    return judged(sight, rule, pd.concat([_own(own, met), _sums(sight, sums)], ignore_index=True))


def on_figure(sight: Sight, rule: Rule) -> pd.DataFrame:
    """指标: an indicator held against the rule's own threshold, by numerator and denominator."""
    rows = reported(sight.federation, rule["indicators"].split(" "))
    rows = rows.assign(target=rule["code"], target_value=_same(rule["value"], rows))
    days = dict(zip(rows["period"], rows["period_end"], strict=True))
    parts = {period: frozenset(sight.federation.tree.partition(PREFECTURE, day)) for period, day in days.items()}
    inside = [unit in parts[period] for unit, period in zip(rows["unit"], rows["period"], strict=True)]
    sums = province_totals.total(rows[inside].reset_index(drop=True), {period: len(units) for period, units in parts.items()})
    sums = sums.assign(target_value=_same(rule["value"], sums))
    return judged(sight, rule, pd.concat([_own(rows, _reached(rows)), _sums(sight, sums)], ignore_index=True))


def _same(value: float, rows: pd.DataFrame) -> pd.Series:
    return pd.Series(value, index=rows.index, dtype="Float64")


def _reached(rows: pd.DataFrame) -> pd.Series:
    """Whether a figure reaches its target, NA where it has no parts to be judged by."""
    numerator, denominator, goal = (rows[name].astype("Float64") for name in ("numerator", "denominator", "target_value"))
    return (numerator * 100 >= (goal * denominator).round(6)).astype("boolean").where((denominator > 0).fillna(False))


def _own(rows: pd.DataFrame, met: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {name: rows[name] for name in ("indicator", "period", "period_end", "source", "_demo")}
        | {name: rows[name].astype("Float64") for name in ("numerator", "denominator", "value", "target_value")}
        | {"unit": rows["place"], "digits": rows["value_digits"].astype("Int64"), "met": met, "reported": ""}
    )


def _sums(sight: Sight, rows: pd.DataFrame) -> pd.DataFrame:
    """The sums of the province in the same columns; `reported` says of how many units they are the sum.

    A sum is judged only where more than half of those who owe have reported, as the latest period is found (产品约定).
    """
    rows = rows[rows["value"].notna()]
    most = (rows["units_reported"] * 2 > rows["units_expected"]).fillna(False)
    counts = zip(rows["units_reported"], rows["units_expected"], strict=True)
    many = [told("reported", reported=had, expected=due) if had < due else "" for had, due in counts]
    renamed = rows.assign(place=sight.root, value_digits=1, source=rows["sources"])
    return _own(renamed, _reached(rows).where(most)).assign(reported=pd.Series(many, index=rows.index, dtype="str"))


def judged(sight: Sight, rule: Rule, rows: pd.DataFrame) -> pd.DataFrame:
    """One answer a unit and year: a judged period missed fails it; it passes where every period that most units were judged by was met.

    Else it is not known. 期末 looks at the last day alone.
    """
    rows = rows[rows["period_end"] == f"{rule['last_year']}-12-31"] if rule["test"] == AT_END else rows
    rows = rows.sort_values(["unit", "period_end", "period"], kind="stable", ignore_index=True)
    measures = sight.names("indicator", "numerator_unit")
    rows = rows.assign(
        year=rows["period_end"].str[:4],
        key=_keys(rows, rows["unit"]),
        text=pd.Series([_text(row, measures) for row in records(rows)], dtype="str"),
        known=rows["met"].notna(),
        missed=~rows["met"].fillna(True).astype(bool),
        share=rows["numerator"] / rows["denominator"],
        goal=rows["target_value"].map(lambda value: f"{grouped(value)}%", na_action="ignore").astype("str"),
    )
    met, missed = rows[rows["known"] & ~rows["missed"]], rows[rows["missed"]]
    decided = deciding(rows, rows["missed"], rows["known"])
    table = summary(rows, ["known", "missed"]).rename(columns={"missed": "count"})
    judged_in = rows[rows["known"]].drop_duplicates(["unit", "period_end"])
    sizes = judged_in[judged_in["unit"] != sight.root].groupby("period_end").size()
    due = judged_in[judged_in["period_end"].isin(sizes.index[sizes * 2 > sizes.max()])]
    table = table.assign(
        due=table.index.get_level_values("year").map(due.groupby("year")["period_end"].nunique()),
        judged=due.groupby(PLACE)["period_end"].nunique().reindex(table.index, fill_value=0),
        goal=joined(rows[rows["known"]].drop_duplicates([*PLACE, "goal"]), "goal", SENTENCES["and"]),
        missed=joined(missed, "text", SENTENCES["also"], _SHOWN),
        lowest=joined(met.sort_values("share", kind="stable"), "text", most=1),
        evidence=joined(decided, "key"),
        sources=sources(decided),
    )
    return answers(_answer(row) for row in records(table.reset_index()))


def _keys(rows: pd.DataFrame, units: pd.Series) -> pd.Series:
    """The keys of figures as evidence names them, under the current code of their unit."""
    return key("observation", units + "/" + rows["indicator"] + "/" + rows["period"])


def _text(row: dict[Any, Any], measures: Any) -> str:
    """A figure with its parts and how many are missing to its goal."""
    if pd.isna(row["met"]):
        return ""
    missing = int(np.ceil(round(row["target_value"] / 100 * row["denominator"] - row["numerator"], 6)))
    measure = measures.get(row["indicator"])
    gap = told("gap", count=grouped(missing), unit=measure if isinstance(measure, str) else "") if missing > 0 else ""
    facts = {"period": dated(row["period"]), "rate": f"{row['value']:.{int(row['digits'])}f}", "numerator": grouped(row["numerator"])}
    return told("figure", **facts, denominator=grouped(row["denominator"]), gap=gap + row["reported"])


def _answer(row: dict[Any, Any]) -> dict[str, Any]:
    verdict = FAILED if row["count"] else PASSED if row["known"] and row["judged"] >= row["due"] else UNKNOWN
    return row | {"verdict": verdict, "statement": _statement(row)}


def _statement(row: dict[Any, Any]) -> str:
    known, count = row["known"], row["count"]
    if not known:
        return told("unjudged_all", count=row["total"])
    facts = {"goal": row["goal"], "judged": known, "count": count}
    if count:
        shown = row["missed"] + (SENTENCES["more"] if count > _SHOWN else "")
        which = "missed_one" if known == 1 else "missed_all" if count == known else "missed_some"
        statement = told(which, **facts, missed=shown)
    else:
        statement = told("met_one" if known == 1 else "met_all", **facts, lowest=row["lowest"])
    rest = told("unjudged", count=row["total"] - known) if row["total"] > known else ""
    return statement + rest + (told("short", due=int(row["due"]), judged=row["judged"]) if not count and row["judged"] < row["due"] else "")


def on_list(sight: Sight, rule: Rule) -> pd.DataFrame:
    """名录版本: every figure names the list that its denominator comes from; of the province, every figure below it."""
    rows = reported(sight.federation, rule["indicators"].split(" "))
    rows = rows[rows["state"] == GIVEN].sort_values(["place", "period_end", "indicator"], kind="stable")
    rows = rows.assign(unit=rows["place"], year=rows["period_end"].str[:4], key=_keys(rows, rows["place"]))
    rows = pd.concat([rows, rows.assign(unit=sight.root)], ignore_index=True)
    names = sight.names("indicator")
    periods = {period: dated(period) for period in rows["period"].unique()}
    text = rows["indicator"].map(names).astype("str") + " " + rows["period"].map(periods).astype("str")
    rows = rows.assign(text=text, bare=rows["list_version"].isna())
    decided = deciding(rows, rows["bare"])
    versions = rows.dropna(subset="list_version").drop_duplicates([*PLACE, "list_version"])
    table = summary(rows, ["bare"]).assign(
        lacking=joined(rows[rows["bare"]], "text", SENTENCES["and"], NAMED),
        versions=joined(versions, "list_version", SENTENCES["and"], NAMED),
        many=versions.groupby(PLACE).size(),
        evidence=joined(decided, "key"),
        sources=sources(decided),
    )
    return answers(_list_answer(row) for row in records(table.reset_index()))


def _list_answer(row: dict[Any, Any]) -> dict[str, Any]:
    total, bare = grouped(row["total"]), row["bare"]
    if bare:
        statement = told("uncited", total=total, count=grouped(bare), named=and_more(row["lacking"], bare))
    else:
        statement = told("cited", total=total, versions=and_more(row["versions"], row["many"]))
    return row | {"verdict": FAILED if bare else PASSED, "statement": statement}
