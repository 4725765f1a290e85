"""The veto (一票否决): what a unit missed of the binding targets in a year, and whether an exception was recorded."""

from typing import Any

import pandas as pd

from build_scripts.derive.checkup.answers import PLACE, answers, deciding, each_once, joined, sources, summary
from build_scripts.derive.checkup.sight import Sight
from build_scripts.derive.checkup.wording import FAILED, INAPPLICABLE, PASSED, SENTENCES, UNKNOWN, dated, told
from build_scripts.kinds.checkup import BINDING, FIGURE, TARGET
from build_scripts.merge.relations import records

_PARTS = {"missed": FAILED, "passed": PASSED, "unknown": UNKNOWN}


def targets(sight: Sight) -> list[str]:
    """The rules whose targets a unit must have met: the binding ones on figures."""
    return [rule["code"] for rule in sight.rules if rule["strictness"] == BINDING and rule["method"] in (TARGET, FIGURE)]


def outcomes(sight: Sight, cells: pd.DataFrame) -> pd.DataFrame:
    """What became of the binding targets below the province, one row a unit and year in which any was asked.

    Args:
        sight: what is looked at.
        cells: the verdicts on these rules at least (`table.verdicts`).

    Returns:
        `unit`, `level`, `year`; `missed`, `passed`, `unknown`: codes of rules, set apart by blanks; `reasons`: each missed rule with its
        statement; `sources`, `_demo`; of a recorded exception `decided_by`, `decided_on`, `document_number`, `reason`, else NA.
    """
    titles = sight.names("checkup", "title")
    rows = cells[cells["rule"].isin(targets(sight)) & (cells["unit"] != sight.root) & (cells["verdict"] != INAPPLICABLE)]
    missed = rows["verdict"] == FAILED
    texts = [
        told("miss", rule=code, title=titles[code], statement=text) for code, text in zip(rows["rule"], rows["statement"], strict=True)
    ]
    rows = rows.assign(source=rows["sources"], text=texts)
    parts = {name: joined(rows[rows["verdict"] == verdict], "rule") for name, verdict in _PARTS.items()}
    table = summary(rows, []).assign(**parts, reasons=joined(rows[missed], "text", ""), sources=sources(deciding(rows, missed)))
    table = table.drop(columns="total").fillna("").reset_index()
    levels = sight.grid[[*PLACE, "level"]]
    return table.merge(levels, on=PLACE, how="left").merge(_exceptions(sight), on=PLACE, how="left")


def _exceptions(sight: Sight) -> pd.DataFrame:
    rows = sight.federation.tables["veto_override"]
    current = {code: sight.federation.tree.current(code) for code in rows["unit"].unique()}
    kept = rows[["year", "decided_by", "decided_on", "document_number", "reason", "source"]]
    kept = kept.assign(unit=rows["unit"].map(current).astype("str"), exception_demo=rows["_demo"])
    return kept.rename(columns={"source": "exception_source"}).drop_duplicates(PLACE)


def on_outcomes(found: pd.DataFrame) -> pd.DataFrame:
    """一票否决 as a rule: a target missed fails it, or takes it away where an exception was recorded; one not known leaves it open."""
    return answers(_answer(row) for row in records(found))


def _answer(row: dict[Any, Any]) -> dict[str, Any]:
    missed, passed, unknown = (row[name].split() for name in ("missed", "passed", "unknown"))
    excepted = missed and isinstance(row["decided_by"], str)
    shown = SENTENCES["and"].join(missed or unknown)
    if excepted:
        facts = {name: row[name] for name in ("document_number", "decided_by", "reason")}
        verdict, statement = INAPPLICABLE, told("excepted", rules=shown, day=dated(row["decided_on"]), **facts)
    elif missed:
        verdict, statement = FAILED, told("candidate", rules=shown)
    elif unknown:
        verdict, statement = UNKNOWN, told("undecided", passed=len(passed), unknown=len(unknown), rules=shown)
    else:
        verdict, statement = PASSED, told("complete", total=len(passed))
    evidence = [f"checkup:{code}" for code in missed or unknown or passed]
    return row | {
        "verdict": verdict,
        "statement": statement,
        "evidence": " ".join([*evidence, *([f"veto_override:{row['unit']}/{row['year']}"] if excepted else [])]),
        "sources": each_once(row["sources"], row["exception_source"]) if excepted else row["sources"],
        "_demo": row["_demo"] or bool(excepted and row["exception_demo"]),
    }
