"""Series (系列): one indicator in one scope (口径); figures of two scopes are never coloured, ranked or added side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from build_scripts.derive.province_totals import main_scope
from build_scripts.draw.classes import choose_breaks, with_targets
from build_scripts.kinds.target import AT_END
from build_scripts.merge.relations import plain_records
from build_scripts.view.address import slug
from build_scripts.view.edition import Edition

Row = Mapping[str, Any]
_KEY = ["place", "indicator", "scope", "period"]
_PROGRESS = [
    "previous_period",
    "change_points",
    "missed_since",
    "missed_periods",
    "below_since",
    "below_periods",
    "periods_left",
    "required_points",
    "required_count",
    "pace_points",
    "projected_period",
    "outlook",
    "double_red",
    "rank",
    "ranked",
    "county_rank",
    "county_ranked",
    "level",
]


@dataclass(frozen=True)
class Series:
    """One indicator in one scope; `main` is the scope that most of its figures speak of. Cells of a row that hold nothing are None."""

    edition: Edition
    indicator: str
    scope: str
    main: bool

    @property
    def name(self) -> str:
        """The indicator's name, with the scope's where it is not the main one."""
        name = self.edition.heading("indicator", self.indicator)
        return name if self.main else f"{name}（{self.edition.heading('scope', self.scope)}）"

    @property
    def stem(self) -> str:
        """What its files are called: the indicator's code, with the scope's where it is not the main one."""
        return self.indicator if self.main else f"{self.indicator}.{slug(self.scope)}"

    @property
    def path(self) -> str:
        """The path of its page."""
        return f"coverage/{self.stem}.html"

    def ends(self, level: str) -> list[tuple[str, str]]:
        """The periods in which any unit that stands in the view of that level has a figure: last day and period, the earliest first."""
        return [(end, period) for end, period in self._ends if any(place in self._by_end[end] for place in self._seen(level, end))]

    def told(self, end: str) -> Mapping[str, Row]:
        """By current code, each unit's figure of the period that ends on that day: of this scope where it gave one, else of another."""
        return self._by_end.get(end, {})

    def history(self, place: str) -> list[Row]:
        """The figures of one unit in this scope, the earliest first."""
        return self._by_place.get(place, [])

    @cached_property
    def at_end(self) -> bool:
        """Whether its newest target is decided only at its end (期末)."""
        tests = [row["test"] for row in self._rows if row["test"] is not None]
        return bool(tests) and tests[-1] == AT_END

    @cached_property
    def breaks(self) -> tuple[Decimal, ...]:
        """Class breaks from the rates of all periods and levels; every target that was in force is among them.

        So a colour means the same on every map of the series, at every time.
        """
        rows = [row for row in self._rows if not row["other"] and row["denominator"]]
        rates = pd.Series([row["numerator"] * 100 / row["denominator"] for row in rows], dtype="Float64")
        targets = [decimal(row["target_value"]) for row in rows if row["target_value"] is not None]
        return with_targets(choose_breaks(rates, targets[-1] if targets else None), targets)

    @property
    def places(self) -> list[str]:
        """Every unit that ever gave a figure, in order of current code."""
        return sorted(self._newest)

    def newest(self, place: str) -> Row | None:
        """The newest figure of one unit, in whatever scope; None where it gave none."""
        return self._newest.get(place)

    def _seen(self, level: str, end: str) -> list[str]:
        return [self.edition.tree.current(code) for code in self.edition.view(level, end).all]

    @cached_property
    def _rows(self) -> list[Row]:
        rows = self.edition.figures(self.indicator)
        progress = self.edition.derived["progress"]
        merged = rows.merge(progress.loc[progress["indicator"] == self.indicator, _KEY + _PROGRESS], on=_KEY, how="left")
        merged = merged.assign(other=merged["scope"] != self.scope).sort_values(["period_end", "place", "other"], kind="stable")
        return list(plain_records(merged))

    @cached_property
    def _ends(self) -> list[tuple[str, str]]:
        return sorted({row["period_end"]: row["period"] for row in self._rows}.items())

    @cached_property
    def _by_end(self) -> dict[str, dict[str, Row]]:
        found: dict[str, dict[str, Row]] = {}
        for row in self._rows:
            found.setdefault(row["period_end"], {}).setdefault(row["place"], row)
        return found

    @cached_property
    def _newest(self) -> dict[str, Row]:
        return {place: row for end in sorted(self._by_end) for place, row in self._by_end[end].items()}

    @cached_property
    def _by_place(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self._rows:
            if not row["other"]:
                found.setdefault(row["place"], []).append(row)
        return found


def decimal(value: float) -> Decimal:
    """A figure as it is printed."""
    return Decimal(repr(float(value))).normalize()


def all_series(edition: Edition) -> list[Series]:
    """Every series of the dashboard: of each indicator the main scope first, then the others in which anybody gave both parts of a rate."""
    return [series for indicator in edition.dashboard for series in series_of(edition, indicator)]


def series_of(edition: Edition, indicator: str) -> Sequence[Series]:
    """The series of one indicator; one without a scope where nothing was reported."""
    rows = edition.figures(indicator)
    countable = rows[rows["numerator"].notna() & (rows["denominator"] > 0).fillna(False)]
    main = main_scope(countable if len(countable) else rows)
    others = sorted(set(countable["scope"]) - {main})
    return [Series(edition, indicator, scope, scope == main) for scope in (main, *others)]
