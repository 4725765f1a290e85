"""The plan check-up (规划体检) as its readers see it: matrices of units and rules, and the candidates for the veto (一票否决)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from posixpath import dirname, relpath
from typing import Any

from build_scripts.derive.checkup.wording import FAILED, INAPPLICABLE, PASSED, UNKNOWN
from build_scripts.derive.veto import EXCEPTED
from build_scripts.kinds.checkup import ADVISORY
from build_scripts.kinds.unit import COUNTY, PREFECTURE, PROVINCE
from build_scripts.merge.relations import records
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Figure, counted

MAIN = "checkup.html"
_MARKS = {PASSED: "pass", FAILED: "fail", UNKNOWN: "unknown", INAPPLICABLE: "none"}
_HINT = "hint"
Row = dict[str, Any]


def unit_path(unit: str) -> str:
    """The path of a unit's check-up."""
    return f"checkup/units/{unit}.html"


def cell_path(unit: str, rule: str, year: str) -> str:
    """Where one verdict stands with its evidence."""
    return f"{unit_path(unit)}#{rule}-{year}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One verdict in a matrix: its mark (pass, fail, hint, unknown, none), rule, address, and whether it rests on invented records.

    The address is seen from the matrix's page: four thousand of them stand there.
    """

    mark: str
    rule: str
    href: str
    demo: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One unit in a matrix; `missed` says how many rules it failed, None where it failed none."""

    name: str
    href: str
    cells: tuple[Cell, ...]
    missed: Figure | None


@dataclass(frozen=True, slots=True)
class Part:
    """The units of a matrix that stand together: those below one prefecture, or (code and heading empty) the province and its own."""

    code: str
    heading: str
    path: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """One rule that a candidate missed; the statement only where there is room for it."""

    rule: str
    title: str
    href: str
    statement: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One unit that missed a target in a year; `exception` is the text of what was decided, empty where nothing was."""

    name: str
    href: str
    misses: tuple[Miss, ...]
    exception: str
    demo: bool


class Checkup:
    """The verdicts of an edition, by unit, year and rule."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.rows: list[Row] = records(edition.derived["checkup"])

    @cached_property
    def years(self) -> list[str]:
        """The years with verdicts, the newest first."""
        return sorted({row["year"] for row in self.rows}, reverse=True)

    @cached_property
    def rules(self) -> list[Row]:
        """The declared rules in order of code, fields by name."""
        return records(self.edition.federation.tables["checkup"])

    @cached_property
    def _by_unit(self) -> dict[str, list[Row]]:
        return {unit: list(rows) for unit, rows in groupby(self.rows, key=lambda row: row["unit"])}

    @cached_property
    def _by_year(self) -> dict[str, dict[str, list[Row]]]:
        """The rows of each unit by year, the units in order of code."""
        found: dict[str, dict[str, list[Row]]] = {year: {} for year in self.years}
        for row in self.rows:
            found[row["year"]].setdefault(row["unit"], []).append(row)
        return found

    @cached_property
    def _advisory(self) -> frozenset[str]:
        return frozenset(rule["code"] for rule in self.rules if rule["strictness"] == ADVISORY)

    def mark(self, row: Row) -> str:
        """The mark of a verdict; an advisory rule that failed has its own."""
        return _HINT if row["verdict"] == FAILED and row["rule"] in self._advisory else _MARKS[row["verdict"]]

    def path(self, year: str, above: str = "") -> str:
        """Where the matrix of a year stands, or that of the units below one prefecture."""
        if above:
            return f"checkup/{year}/{above}.html"
        return MAIN if year == self.years[0] else f"checkup/{year}.html"

    def demo(self, year: str) -> bool:
        """Whether any verdict of the year rests on invented records."""
        return any(row["_demo"] for rows in self._by_year[year].values() for row in rows)

    def all_demo(self, year: str) -> bool:
        """Whether every verdict of the year that rests on records rests on invented ones."""
        return all(row["_demo"] for rows in self._by_year[year].values() for row in rows if row["evidence"])

    def parts(self, year: str) -> list[Part]:
        """The matrices of a year: first the province, its prefectures and the lines beside them, then the counties by prefecture."""
        return [
            Part(code, self._below(code), path := self.path(year, code), tuple(self._line(unit, year, path) for unit in units))
            for code, units in self._placed(year).items()
        ]

    def _below(self, above: str) -> str:
        return self.edition.words("checkup.below", place=self.edition.heading("unit", above)) if above else ""

    def _placed(self, year: str) -> dict[str, list[str]]:
        """The units of a year by the prefecture below which they stand, the empty text for those below none; the province first."""
        levels = {unit: rows[0]["level"] for unit, rows in self._by_year[year].items()}
        prefectures = frozenset(unit for unit, level in levels.items() if level == PREFECTURE)
        found: dict[str, list[str]] = {
            "": [unit for unit, level in levels.items() if level == PROVINCE],
            **{c: [] for c in sorted(prefectures)},
        }
        for unit, level in sorted(levels.items(), key=lambda item: (item[1] not in (PREFECTURE, COUNTY), item[0])):
            if level != PROVINCE:
                above = None if level == PREFECTURE else self.edition.tree.owner(unit, prefectures)
                found[above or ""].append(unit)
        return {code: units for code, units in found.items() if units}

    def _line(self, unit: str, year: str, path: str) -> Line:
        rows = self._by_year[year][unit]
        missed = sum(row["verdict"] == FAILED for row in rows)
        page = relpath(unit_path(unit), dirname(path) or ".")
        cells = tuple(Cell(self.mark(row), row["rule"], f"{page}#{row['rule']}-{year}", row["_demo"]) for row in rows)
        count = counted(self.edition.words("checkup.missed_some", count=missed), f"{unit_path(unit)}#{year}") if missed else None
        return Line(self.edition.heading("unit", unit), unit_path(unit), cells, count)

    def candidates(self, year: str) -> list[tuple[str, tuple[Candidate, ...]]]:
        """Those who missed a binding target in the year: first prefectures and lines, then the counties by prefecture, with a heading."""
        rows = records(self.edition.derived["veto"].query("year == @year"))
        found = {row["unit"]: row for row in rows}
        told = []
        for above, units in self._placed(year).items():
            listed = tuple(self._candidate(found[unit]) for unit in units if unit in found)
            told += [(self._below(above), listed)] if listed else []
        return told

    def _candidate(self, row: Row) -> Candidate:
        unit, year, words = row["unit"], row["year"], self.edition.words
        said = {each["rule"]: each["statement"] for each in self._by_year[year][unit]}
        misses = tuple(
            Miss(rule, self.edition.heading("checkup", rule), cell_path(unit, rule, year), "" if row["level"] == COUNTY else said[rule])
            for rule in row["rules"].split(" ")
        )
        told = {"decided_by": row["decided_by"], "number": row["document_number"], "reason": row["reason"]}
        exception = words("checkup.excepted", day=words.day(row["decided_on"]), **told) if row["verdict"] == EXCEPTED else ""
        return Candidate(self.edition.heading("unit", unit), unit_path(unit), misses, exception, row["_demo"])

    def counts(self, rows: Sequence[Row], where: str) -> dict[str, Figure]:
        """How many of the rows passed, failed, are unknown, do not apply, by mark; `where` they can be seen."""
        number = self.edition.words.number
        return {mark: counted(number(sum(row["verdict"] == verdict for row in rows)), where) for verdict, mark in _MARKS.items()}

    def of_rule(self, rule: str, year: str) -> list[Row]:
        """The verdicts of a year on one rule, in order of unit."""
        return self._of_rule.get((rule, year), [])

    @cached_property
    def _of_rule(self) -> Mapping[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row["rule"], row["year"]), []).append(row)
        return found

    @property
    def units(self) -> list[str]:
        """Every unit that was asked in any year, in order of code."""
        return list(self._by_unit)

    def of_unit(self, unit: str) -> dict[str, list[Row]]:
        """Its verdicts by year, the newest year first."""
        return {year: self._by_year[year][unit] for year in self.years if unit in self._by_year[year]}
