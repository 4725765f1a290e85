"""Rules on organisations (工会组织), by the register as it stands: those a rule speaks of, and those of them that lack what it asks."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from build_scripts.derive.checkup.answers import answers, deciding, joined, key, sources, summary
from build_scripts.derive.checkup.sight import Rule, Sight
from build_scripts.derive.checkup.wording import (
    FAILED,
    INAPPLICABLE,
    NAMED,
    PASSED,
    SENTENCES,
    SUBJECTS,
    UNKNOWN,
    and_more,
    dated,
    grouped,
    told,
)
from build_scripts.kinds.unit import TOWNSHIP
from build_scripts.merge.relations import records

_EMPLOYERS = ("公有", "非公", "事业")
_SINGLE, _JOINT, _FEDERATION, _GENERAL = "单独", "联合", "工会联合会", "总工会"
_HAS, _NONE = "有", "无"
_LEAST_COVERED = 2

Condition = Callable[[Sight, Rule, pd.DataFrame], tuple[pd.Series, pd.Series, pd.Series]]
"""From the organisations: which of them the rule speaks of, which hold it, and of which it is not known."""


def joint_covers(_sight: Sight, _rule: Rule, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """联合覆盖: a joint union says how many units it covers, at least two."""
    covered = rows["covered_units"]
    return rows["type"] == _JOINT, (covered >= _LEAST_COVERED).fillna(False), covered.isna() & False


def has_cadres(_sight: Sight, rule: Rule, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """专职干部: the union of an enterprise or institution of so many employees has a full-time cadre."""
    asked = (rows["type"] == _SINGLE) & rows["sector"].isin(_EMPLOYERS) & (rows["employees"] >= rule["employees"])
    return asked, *_full_time(rows)


def federation_has_cadres(sight: Sight, rule: Rule, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """联合会专职干部: a federation or township union of so many units, or of so many employees, has at least one."""
    units = sight.federation.tables["unit"]
    towns = units.loc[units["level"] == TOWNSHIP, "code"]
    kind = (rows["type"] == _FEDERATION) | ((rows["type"] == _GENERAL) & rows["unit"].isin(towns))
    many = (rows["covered_units"] >= rule["units"]).fillna(False) | (rows["employees"] >= rule["employees"])
    return kind & many, *_full_time(rows)


def three_committees(_sight: Sight, _rule: Rule, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """三委同建: an audit committee and a women's committee or delegate beside the union's own; no women, no delegate needed."""
    audit, women = rows["audit_committee"], rows["women_committee"]
    without = (rows["women"] == 0).fillna(False)
    lacking = (audit == _NONE) | ((women == _NONE) & ~without)
    held = (audit == _HAS) & (women.isin(["委员会", "委员"]) | without)
    return rows["type"].isin([_SINGLE, _JOINT]), held, ~held & ~lacking


def _full_time(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    return (rows["full_time"] >= 1).fillna(False), rows["full_time"].isna()


def on_register(condition: Condition) -> Callable[[Sight, Rule], pd.DataFrame]:
    """The method that asks this of the organisations of each unit and below."""

    def method(sight: Sight, rule: Rule) -> pd.DataFrame:
        rows = sight.federation.tables["organisation"]
        asked, held, unknown = (mask.astype(bool) for mask in condition(sight, rule, rows))
        claims = {"asked": asked, "lacking": asked & ~held & ~unknown, "unknown": asked & unknown}
        rows = rows[["code", "name", "unit", "source", "_demo"]].assign(year=sight.newest(rule), **claims)
        rows = sight.below(rows.assign(key=key("organisation", rows["code"])))
        decided = deciding(rows, rows["lacking"], rows["asked"])
        table = summary(rows, claims).assign(
            named=joined(rows[rows["lacking"]], "name", SENTENCES["and"], NAMED),
            evidence=joined(decided[decided["asked"]], "key"),
            sources=sources(rows),
        )
        words = {name: text.format(**rule) for name, text in SUBJECTS[rule["method"]].items()}
        opening = told("register", day=dated(sight.federation.as_of))
        return answers(_answer(row, words, opening) for row in records(table.reset_index()))

    return method


def _answer(row: dict[Any, Any], words: dict[str, str], opening: str) -> dict[str, Any]:
    asked, lacking, unknown = (row[name] for name in ("asked", "lacking", "unknown"))
    facts: dict[str, object] = {**words, "total": grouped(asked), "count": grouped(lacking)}
    if not asked:
        verdict, statement = INAPPLICABLE, told("no_subject", **facts | {"total": grouped(row["total"])})
    elif lacking:
        more = told("unstated", count=grouped(unknown)) if unknown else ""
        verdict, statement = FAILED, told("without", **facts, named=and_more(row["named"], lacking)) + more
    elif unknown:
        verdict, statement = UNKNOWN, told("unstated_all", **facts | {"count": grouped(unknown)})
    else:
        verdict, statement = PASSED, told("held", **facts)
    return row | {"verdict": verdict, "statement": opening + statement, "evidence": row["evidence"] if asked else ""}
