"""What makes a source doubtful (存疑): found from its own dates and text and from the records that cite it, never from its name."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from build_scripts.merge.judgements import Words
from build_scripts.merge.periods import UNSTATED
from build_scripts.merge.provenance import damage, days_apart, excerpt, masks, places, readings
from build_scripts.merge.relations import records

_A_YEAR = 366
Tables = Mapping[str, pd.DataFrame]
Facts = dict[str, Any]


def suspicions(tables: Tables, words: Words, level: str, spanning: frozenset[str]) -> Iterator[Facts]:
    """One row a source and rule that it breaks.

    Args:
        tables: the published tables; every one with the columns `source` and `unit`, `quote` or `period` is asked.
        words: sentences and verdicts; `rule_<name>` is the text of a rule.
        level: the level of units at which places are told apart.
        spanning: types of source that speak of many places by their nature.

    Yields:
        `rule`, `verdict`, `statement`, `left_text`, `right_text`, `difference`, `sources`, `rule_text`, `_demo`; code point order of rules
        within a source is not promised.
    """
    sources = tables["source"]
    demo = dict(zip(sources["code"], sources["_demo"], strict=True))
    for rule, ask in _RULES.items():
        for source, facts in ask(tables, words):
            yield _row(rule, source, facts, words) | {"_demo": demo[source]}
    cited = sources.loc[~sources["type"].isin(spanning), "code"]
    records = _records(tables, "unit")
    for source, names in places(records[records["source"].isin(cited)], tables["unit"], level):
        facts = {"left": source, "right": words["list_mark"].join(names), "count": str(len(names))}
        yield _row("many-places", source, facts, words) | {"_demo": demo[source]}


def _row(rule: str, source: str, facts: Facts, words: Words) -> Facts:
    return {
        "rule": rule,
        "verdict": words[f"verdict_{rule}"],
        "statement": words[rule].format(source=source, **facts),
        "left_text": facts["left"],
        "right_text": facts["right"],
        "difference": facts.get("difference", ""),
        "sources": source,
        "rule_text": words[f"rule_{rule}"],
    }


def _records(tables: Tables, column: str) -> pd.DataFrame:
    """`source` and one other column of all records that have both."""
    parts = [rows[["source", column]] for name, rows in tables.items() if name != "unit" and {"source", column} <= set(rows.columns)]
    return pd.concat(parts, ignore_index=True).dropna()


def _date_gaps(tables: Tables, words: Words) -> Iterator[tuple[str, Facts]]:
    dated = tables["source"].dropna(subset=["document_on", "page_on"])
    for row in records(dated[(dated["document_on"] != UNSTATED) & (dated["page_on"] != UNSTATED)]):
        days = days_apart(row["document_on"], row["page_on"])
        if days > _A_YEAR:
            years = abs(int(row["page_on"][:4]) - int(row["document_on"][:4]))
            yield row["code"], {"left": row["document_on"], "right": row["page_on"], "difference": words["years"].format(years)}


def _other_sites(tables: Tables, _words: Words) -> Iterator[tuple[str, Facts]]:
    for row in records(tables["source"].dropna(subset=["publisher", "retrieved_from"])):
        if row["publisher"] not in row["retrieved_from"]:
            yield row["code"], {"left": row["publisher"], "right": row["retrieved_from"]}


def _unreadable_dates(tables: Tables, words: Words) -> Iterator[tuple[str, Facts]]:
    for row in records(tables["source"].dropna(subset=["date_as_printed"])):
        days = readings(row["date_as_printed"])
        if days is not None:
            yield row["code"], {"left": row["date_as_printed"], "right": words["or"].join(days) or words["no_reading"]}


def _damaged_texts(tables: Tables, words: Words) -> Iterator[tuple[str, Facts]]:
    sources = tables["source"]
    samples = sources[["code", "sample"]].rename(columns={"code": "source", "sample": "text"}).dropna()
    quotes = _records(tables, "quote").rename(columns={"quote": "text"})
    for source, texts in pd.concat([samples, quotes], ignore_index=True).groupby("source", sort=True)["text"]:
        for sort, finds in damage("\n".join(texts)).items():
            yield str(source), {"left": excerpt(finds), "right": words[f"damage_{sort}"], "difference": words["finds"].format(len(finds))}


def _masked_times(tables: Tables, words: Words) -> Iterator[tuple[str, Facts]]:
    periods = _records(tables, "period")
    samples = tables["source"].dropna(subset=["sample"])
    shown = {str(code): masks(text) for code, text in zip(samples["code"], samples["sample"], strict=True)}
    total = periods["source"].value_counts().to_dict()
    unstated = periods.loc[periods["period"] == UNSTATED, "source"].value_counts().to_dict()
    for source in sorted({code for code, marks in shown.items() if marks} | {str(code) for code in unstated}):
        marks = words["list_mark"].join(shown.get(source, []))
        facts = {"open": str(unstated.get(source, 0)), "total": str(total.get(source, 0))}
        told = {"left": words["open"].format(**facts), "right": words["total"].format(**facts)}
        yield source, told | {"marks": words["masks"].format(marks) if marks else ""}


def _repeated_texts(tables: Tables, words: Words) -> Iterator[tuple[str, Facts]]:
    rows = tables["observation"]
    for source, times in rows[(rows["repeats"] > 1).fillna(False)].groupby("source", sort=True)["repeats"]:
        facts = {"count": str(len(times)), "most": str(times.max())}
        yield str(source), facts | {"left": words["figures"].format(**facts), "right": words["times"].format(**facts)}


_RULES: Mapping[str, Callable[[Tables, Words], Iterator[tuple[str, Facts]]]] = {
    "date-gap": _date_gaps,
    "other-site": _other_sites,
    "unreadable-date": _unreadable_dates,
    "damaged-text": _damaged_texts,
    "masked-time": _masked_times,
    "repeated-text": _repeated_texts,
}
