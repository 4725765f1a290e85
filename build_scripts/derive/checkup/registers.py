"""Rules on what was disclosed (会务公开), on reporting lines beside the divisions (报送线), and on cycles of honours (荣誉周期)."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from build_scripts.derive.checkup.answers import MOST, PLACE, answers, each_once, joined, key, sources, summary
from build_scripts.derive.checkup.sight import Rule, Sight, window
from build_scripts.derive.checkup.wording import FAILED, NAMED, PASSED, SENTENCES, UNKNOWN, and_more, grouped, told
from build_scripts.derive.honours_by_unit import AWARDED, REVOKED, standing
from build_scripts.kinds.unit import ELSEWISE
from build_scripts.merge.relations import records

_LINES = ("产业工会", "直属机关", "企业")
_PROVINCIAL = "省"


def disclosed(sight: Sight, rule: Rule) -> pd.DataFrame:
    """会务公开: the items that a year must hold, by what the unit and those below it disclosed; silence proves nothing and fails nobody."""
    names, items = sight.names("catalogue"), rule["items"].split(" ")
    rows = sight.federation.tables["disclosure"]
    rows = rows[["index_number", "item", "unit", "published_on", "source", "_demo"]]
    rows = rows.assign(year=rows["published_on"].str[:4], key=key("disclosure", rows["index_number"]))
    rows = rows.sort_values(["published_on", "index_number"], kind="stable")
    rows = sight.below(rows.assign(**{item: rows["item"] == item for item in items}))
    newest = rows[rows["item"].isin(items)].drop_duplicates([*PLACE, "item"], keep="last")
    table = summary(rows, items).assign(evidence=joined(newest, "key"), sources=sources(rows))
    return answers(_disclosed(row, items, names) for row in records(table.reset_index()))


def _disclosed(row: dict[Any, Any], items: list[str], names: Mapping[str, str]) -> dict[str, Any]:
    total, mark = grouped(row["total"]), SENTENCES["and"]
    missing = [names[item] for item in items if not row[item]]
    found = [told("count_of", count=grouped(row[item]), name=names[item]) for item in items]
    if missing:
        return row | {"verdict": UNKNOWN, "statement": told("undisclosed", total=total, missing=mark.join(missing))}
    return row | {"verdict": PASSED, "statement": told("disclosed", total=total, found=mark.join(found))}


def reporting_lines(sight: Sight, _rule: Rule) -> pd.DataFrame:
    """报送线: the province hears from unions of industries, organs or enterprises that no division stands for."""
    return answers(_line_answer(sight, year) for year in sight.years)


def _line_answer(sight: Sight, year: str) -> dict[str, Any]:
    tree, day = sight.federation.tree, sight.day(year)
    rows = tree.units[(tree.units["level"] == ELSEWISE) & (tree.units["report_to"] == sight.root) & tree.units["sort"].isin(_LINES)]
    rows = rows.loc[[code for code in rows.index if tree.valid(code, day)]]
    few = SENTENCES["and"].join(rows["name"].head(NAMED))
    return {
        "unit": sight.root,
        "year": year,
        "verdict": PASSED if len(rows) else FAILED,
        "statement": told("lines", total=len(rows), named=and_more(few, len(rows))) if len(rows) else told("no_lines"),
        "evidence": " ".join(key("unit", rows.index.to_series())),
        "sources": each_once(*rows["source"].dropna()),
        "_demo": bool(rows["_demo"].any()),
    }


def honour_cycle(sight: Sight, rule: Rule) -> pd.DataFrame:
    """荣誉周期: honours of the province of that title were awarded neither sooner nor later than their cycle says."""
    rows = sight.federation.tables["honour"]
    given = standing(rows, sight.federation.tables["honour_step"]).isin([AWARDED, REVOKED])
    named_so = rows["title"].str.contains(rule["honour"], regex=False) & (rows["level"] == _PROVINCIAL)
    rows = rows[given & named_so & rows["unit"].isin(sight.federation.tree.home) & rows["year"].str.isdigit()]
    return answers(_cycle_answers(sight, rule, rows.sort_values(["year", "code"], kind="stable")))


def _cycle_answers(sight: Sight, rule: Rule, rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for year in sight.years:
        if int(year) in window(rule):
            here, earlier = rows[rows["year"] == year], rows[rows["year"] < year]
            verdict, sentence, facts = _in_cycle(rule, int(year), [int(other) for other in earlier["year"].unique()], len(here))
            shown = pd.concat([here, earlier[earlier["year"] == earlier["year"].max()]]) if len(here) + len(earlier) else rows
            yield {
                "unit": sight.root,
                "year": year,
                "verdict": verdict,
                "statement": told(sentence, **facts),
                "evidence": " ".join(key("honour", shown["code"]).head(MOST)),
                "sources": each_once(*shown["source"].dropna()),
                "_demo": bool(shown["_demo"].any()),
            }


def _in_cycle(rule: Rule, year: int, earlier: list[int], count: int) -> tuple[str, str, dict[str, object]]:
    """The verdict on one year, and the sentence that tells it: awarded too soon or late, in time, not yet due, overdue."""
    least, most = rule["cycle_least"], rule["cycle_most"]
    cycle = told("cycle", most=most) if least == most else told("cycle_range", least=least, most=most)
    facts: dict[str, object] = {"year": year, "count": count, "cycle": cycle, "honour": rule["honour"]}
    if not earlier:
        return (PASSED, "awarded_first", facts) if count else (UNKNOWN, "unawarded", facts)
    gap = year - max(earlier)
    facts |= {"before": max(earlier), "gap": gap}
    if not count:
        return (FAILED, "overdue", facts) if gap > most else (PASSED, "waiting", facts)
    if gap < least:
        return FAILED, "awarded_soon", facts
    return (FAILED, "awarded_late", facts) if gap > most else (PASSED, "awarded", facts)
