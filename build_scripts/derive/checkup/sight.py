"""What the methods look at: the rules, who is asked in which year, and the records below each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from build_scripts.derive import coverage, province_totals
from build_scripts.kinds.unit import ELSEWISE, PROVINCE
from build_scripts.merge.federation import Federation
from build_scripts.merge.relations import records
from build_scripts.merge.tree import MAP_LEVELS

Rule = Mapping[str, Any]


@dataclass(frozen=True)
class Sight:
    """The federation as the check-up sees it. Units are known by their current codes throughout."""

    federation: Federation

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """The declared rules in order of code, fields by name, NA as None."""
        rows = self.federation.tables["checkup"]
        return records(rows.astype(object).where(rows.notna(), None))

    @cached_property
    def years(self) -> list[str]:
        """The years that any rule speaks of, in order, up to the date of the data."""
        last = int(self.federation.as_of[:4])
        return [str(year) for year in sorted({year for rule in self.rules for year in window(rule)}) if year <= last]

    def day(self, year: str) -> str:
        """The last day of the year, or the date of the data where that comes before it."""
        return min(f"{year}-12-31", self.federation.as_of)

    def newest(self, rule: Rule) -> str:
        """The last year of which the rule speaks and that has begun: registers are asked of no other; empty where there is none."""
        spoken = {str(year) for year in window(rule)}
        return max((year for year in self.years if year in spoken), default="")

    @cached_property
    def root(self) -> str:
        """The province."""
        return self.federation.tree.root

    @cached_property
    def grid(self) -> pd.DataFrame:
        """Who is asked: `unit`, `level`, `year`; the province, its divisions and the lines beside them, at the end of the year."""
        rows = [(unit, level, year) for year in self.years for unit, level in self._asked(self.day(year)).items()]
        return pd.DataFrame(rows, columns=["unit", "level", "year"], dtype="str")

    def _asked(self, day: str) -> dict[str, str]:
        tree = self.federation.tree
        found = {tree.root: PROVINCE} | {tree.current(code): MAP_LEVELS[level] for code, level in tree.owing(day).items()}
        beside = [tree.current(code) for level in MAP_LEVELS.values() for code in tree.off_map(level, day)]
        return found | {code: ELSEWISE for code in beside if code not in found}

    @cached_property
    def figures(self) -> pd.DataFrame:
        """The dashboard's figures with their verdicts."""
        return coverage.derive(self.federation)

    @cached_property
    def totals(self) -> pd.DataFrame:
        """Their sums for the province."""
        return province_totals.derive(self.federation)

    def names(self, kind: str, column: str = "name") -> Mapping[str, str]:
        """What the records of a kind are called, by code."""
        rows = self.federation.tables[kind]
        return dict(zip(rows["code"], rows[column], strict=True))

    def below(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows that name a unit, once for each unit asked that it is or that it reports to: `unit` is the one asked."""
        above = {code: self._above(code) for code in rows["unit"].unique()}
        return rows.assign(unit=rows["unit"].map(above)).explode("unit", ignore_index=True).dropna(subset="unit").astype({"unit": "str"})

    def _above(self, code: str) -> list[str]:
        """Those asked on the way from the unit to the province, the unit itself included."""
        reports_to = self.federation.tree.units["report_to"]
        found: list[str] = []
        here: Any = code
        while isinstance(here, str) and here in reports_to.index and here in self.federation.tree.home:
            current = self.federation.tree.current(here)
            if current in self._every and current not in found:
                found.append(current)
            here = reports_to.get(here)
        return found

    @cached_property
    def _every(self) -> frozenset[str]:
        return frozenset(self.grid["unit"])


def window(rule: Rule) -> range:
    """The years that a rule speaks of; none where its document does not state them."""
    first, last = rule["first_year"], rule["last_year"]
    return range(int(first), int(last) + 1) if first.isdigit() and last.isdigit() else range(0)
