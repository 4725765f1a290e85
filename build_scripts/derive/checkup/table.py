"""Every rule for every unit and year: what its method says, and why where it says nothing."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from build_scripts.derive.checkup import figures, organisations, registers, veto
from build_scripts.derive.checkup.answers import answers
from build_scripts.derive.checkup.sight import Rule, Sight, window
from build_scripts.derive.checkup.wording import INAPPLICABLE, UNKNOWN, told
from build_scripts.kinds import checkup
from build_scripts.kinds.checkup import AS_IT_STANDS, AT_END, BELOW_PROVINCE, EVERYBODY, PROVINCE_ONLY, UNDECIDABLE, VETO
from build_scripts.merge.federation import Federation
from build_scripts.merge.once import once

Method = Callable[[Sight, Rule], pd.DataFrame]
METHODS: Mapping[str, Method] = MappingProxyType(
    {
        checkup.TARGET: figures.on_target,
        checkup.FIGURE: figures.on_figure,
        checkup.LIST_CITED: figures.on_list,
        checkup.JOINT_COVERS: organisations.on_register(organisations.joint_covers),
        checkup.CADRES: organisations.on_register(organisations.has_cadres),
        checkup.FEDERATION_CADRES: organisations.on_register(organisations.federation_has_cadres),
        checkup.THREE_COMMITTEES: organisations.on_register(organisations.three_committees),
        checkup.DISCLOSED: registers.disclosed,
        checkup.REPORTING_LINES: registers.reporting_lines,
        checkup.HONOUR_CYCLE: registers.honour_cycle,
    }
)
"""The methods that look at records alone; 一票否决 looks at what the others found."""

CELL = ["unit", "level", "year", "rule", "verdict", "statement", "evidence", "sources", "_demo"]


@once
def verdicts(federation: Federation) -> pd.DataFrame:
    """CELL of every rule that looks at records alone, one row a unit, year and rule, in that order."""
    sight = Sight(federation)
    return _stacked([_of_rule(sight, rule, _said(sight, rule)) for rule in sight.rules if rule["method"] != VETO])


def with_veto(sight: Sight, cells: pd.DataFrame) -> pd.DataFrame:
    """The verdicts and, after them in order of code, those of the rules decided by what the others found."""
    said = veto.on_outcomes(veto.outcomes(sight, cells))
    return _stacked([cells, *(_of_rule(sight, rule, said) for rule in sight.rules if rule["method"] == VETO)])


def _stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    rows = pd.concat(parts) if parts else pd.DataFrame(columns=CELL)
    texts = dict.fromkeys([name for name in CELL if name != "_demo"], "str")
    rows = rows.astype(texts | {"_demo": "bool"})
    return rows.sort_values(["unit", "year", "rule"], kind="stable", ignore_index=True)[CELL]


def _said(sight: Sight, rule: Rule) -> pd.DataFrame:
    method = METHODS.get(rule["method"])
    return method(sight, rule) if method else answers([])


def _of_rule(sight: Sight, rule: Rule, said: pd.DataFrame) -> pd.DataFrame:
    """The rule for everybody in every year; where it does not apply or its method says nothing, the reason stands in the statement."""
    grid = sight.grid.merge(said.astype({"unit": "str", "year": "str"}), on=["unit", "year"], how="left")
    silent = _silence(sight, rule, grid)
    verdict, statement = silent["verdict"], silent["statement"]
    hushed = silent["applies"].eq(False)
    speaks = grid["verdict"].notna() & ~hushed
    return grid.assign(
        rule=rule["code"],
        verdict=grid["verdict"].where(speaks, verdict),
        statement=grid["statement"].where(speaks, statement),
        evidence=grid["evidence"].where(speaks, ""),
        sources=grid["sources"].where(speaks, ""),
        _demo=grid["_demo"].where(speaks, False).astype(bool),
    )


def _silence(sight: Sight, rule: Rule, grid: pd.DataFrame) -> pd.DataFrame:
    """What is said of each row if the method says nothing of it, and whether the rule applies to it at all."""
    spoken = [str(year) for year in window(rule)]
    province = grid["unit"] == sight.root
    wrong_level = {EVERYBODY: province & False, PROVINCE_ONLY: ~province, BELOW_PROVINCE: province}[rule["level"]]
    outside = ~grid["year"].isin(spoken)
    early = (grid["year"] != rule["last_year"]) & (rule["test"] == AT_END)
    before = (grid["year"] != sight.newest(rule)) & (rule["test"] == AS_IT_STANDS)
    reasons = [wrong_level, outside, early, before]
    facts = {"first": rule["first_year"], "last": rule["last_year"]}
    level = told(f"level_{rule['level']}") if rule["level"] != EVERYBODY else ""
    standing = [told("as_it_stands", year=year) for year in grid["year"]]
    nothing = rule["reason"] or told("nothing")
    beyond = INAPPLICABLE if rule["method"] == UNDECIDABLE else UNKNOWN
    texts = [pd.Series(level, grid.index), told("window", **facts), told("at_end", **facts), standing]
    return pd.DataFrame(
        {
            "verdict": np.select(reasons, [INAPPLICABLE, INAPPLICABLE, INAPPLICABLE, UNKNOWN], default=beyond),
            "statement": np.select(reasons, texts, default=nothing),
            "applies": ~(wrong_level | outside | early | before),
        }
    )
