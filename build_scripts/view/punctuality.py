"""How punctually unions disclose (应公开未公开): by unit, item and year, as rows of tables; every rate from the counts beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from build_scripts.derive.punctuality import FEDERATION, UNION
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, Figure, counted, exempt

_COUNTS = ("due", "on_time", "late", "missing", "exempt")
RATES = "downloads/statistics-disclosure-rate.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: what it is about with its page, the counts as printed, the rate of what was on time, how many are missing.

    `overdue`: the page that lists what is missing, empty where there is none.
    """

    name: str
    href: str
    counts: tuple[str, ...]
    rate: str
    missing: int
    demo: bool
    overdue: str = ""


def rows(edition: Edition, table: pd.DataFrame, by: str, named: Mapping[str, tuple[str, str]]) -> list[Row]:
    """The table summed by a column, in the order of `named`: by code, what it is called and its page."""
    if not len(table):
        return []
    sums = table.groupby(by, sort=True)[list(_COUNTS)].sum()
    demo = table.groupby(by, sort=True)["_demo"].any()
    return [_row(edition, called, sums.loc[code].to_dict(), demo=bool(demo[code])) for code, called in named.items() if code in sums.index]


def total(edition: Edition, table: pd.DataFrame, name: str) -> Row:
    """The sum of the whole table."""
    return _row(edition, (name, ""), table[list(_COUNTS)].sum().to_dict(), demo=bool(table["_demo"].any()))


def _row(edition: Edition, called: tuple[str, str], sums: Mapping[Any, Any], *, demo: bool) -> Row:
    judged = int(sums["due"]) - int(sums["exempt"])
    rate = edition.words.percent(100 * int(sums["on_time"]) / judged, 1) if judged else ""
    counts = tuple(exempt(Exemption.LISTED, edition.words.number(sums[name])) for name in _COUNTS)
    return Row(*called, counts, exempt(Exemption.LISTED, rate), int(sums["missing"]), demo)


def owners(edition: Edition, table: pd.DataFrame) -> list[Row]:
    """Federations and grass-roots unions apart."""
    return rows(edition, table, "owner", {FEDERATION: (FEDERATION, ""), UNION: (UNION, "")})


def rates(edition: Edition, unit: str) -> list[tuple[str, Figure]]:
    """The rate of disclosure (会务公开率) of a unit year by year, from the newest: year, rate with its parts."""
    words, table = edition.words, edition.derived["disclosure_rate"]
    own = table[table["unit"] == unit].sort_values("year", ascending=False)
    return [
        (words.day(row["year"]), counted(words.percent(row["value"], 1) + words("punctuality.parts", fraction=words.fraction(row)), RATES))
        for row in own.to_dict("records")
    ]


def with_lists(lines: Sequence[Row], missing: Mapping[str, str]) -> list[Row]:
    """The rows with the page that lists what is missing there: by page of what a row is about."""
    return [replace(line, overdue=missing.get(line.href, "")) for line in lines]


def worst_first(lines: Sequence[Row]) -> list[Row]:
    """Those with most missing first."""
    return sorted(lines, key=lambda line: -line.missing)
