"""One edition of the site: everything that is known when pages are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from build_scripts.declare import Kind
from build_scripts.derive.coverage import latest_periods
from build_scripts.draw.sparkline import Sparkline, sparkline
from build_scripts.kinds.unit import COUNTY
from build_scripts.merge.federation import Federation
from build_scripts.merge.periods import period_end
from build_scripts.merge.relations import records
from build_scripts.merge.tree import MAP_LEVELS, UnitTree
from build_scripts.view.address import item_path
from build_scripts.view.words import Words

_PERIODS = 8


@dataclass(frozen=True, slots=True)
class View:
    """The units that one view of a level shows on a day, by the codes of that day: on the map, beside it, in a host (其中)."""

    on: tuple[str, ...]
    off: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every one of them, once."""
        return tuple(dict.fromkeys((*self.on, *self.off, *self.inside)))


class Headings(dict[str, Mapping[str, str]]):
    """By kind, what a record is called, keyed by its code; read when it is first asked for, for some kinds have a million records."""

    def __init__(self, federation: Federation) -> None:
        super().__init__()
        self._federation = federation

    def __missing__(self, name: str) -> Mapping[str, str]:
        kind, rows = self._federation.kinds[name], self._federation.tables[name]
        column = next((field.name for field in kind.fields if field.name in (kind.heading, "name", "title")), kind.key[0])
        self[name] = found = dict(zip(rows[kind.key[0]].tolist(), rows[column].tolist(), strict=True))
        return found


@dataclass(frozen=True)
class Edition:
    """The federation, what was derived from it (by name of the derivation), the words and templates, and whether it is the public one."""

    federation: Federation
    derived: Mapping[str, pd.DataFrame]
    words: Words
    templates: jinja2.Environment
    public: bool

    @property
    def tree(self) -> UnitTree:
        """The reporting tree of the home province."""
        return self.federation.tree

    @cached_property
    def headings(self) -> "Headings":
        """By kind, the text by which a record is known to readers, keyed by its code."""
        return Headings(self.federation)

    @cached_property
    def shorts(self) -> Mapping[str, str]:
        """The short name of every unit, by code."""
        units = self.tree.units
        return dict(zip(units.index, units["short"], strict=True))

    def heading(self, kind: str, code: Any) -> str:
        """The text by which the record is known; the code itself where it has none; the empty text for NA."""
        return self.headings[kind].get(code, code) if isinstance(code, str) else ""

    def href(self, kind: str, code: Any) -> str:
        """The path of the record's page from the site's root; the empty text where the kind has no item pages or the record none."""
        if not isinstance(code, str) or not self.federation.kinds[kind].heading or code not in self.headings[kind]:
            return ""
        return item_path(self.federation.kinds[kind], code)

    def render(self, template: str, **values: Any) -> Markup:
        """A fragment of HTML from one of our templates; every value was escaped in it, so it may stand in another one as it is."""
        return Markup(self.templates.get_template(template).render(**values))  # noqa: S704  the template escaped it

    @cached_property
    def indicators(self) -> Mapping[str, Mapping[str, Any]]:
        """The indicators by code, fields by name, None where not stated."""
        rows = self.federation.tables["indicator"].set_index("code")
        plain: dict[str, Mapping[str, Any]] = rows.astype(object).where(rows.notna(), None).to_dict("index")
        return plain

    @cached_property
    def dashboard(self) -> list[str]:
        """The dashboard's indicators in their order."""
        shown = self.federation.tables["indicator"]
        return list(shown[shown["dashboard"].notna()].sort_values(["dashboard", "code"])["code"])

    def figures(self, indicator: str) -> pd.DataFrame:
        """All figures of an indicator, the oldest first."""
        return self._series.get(indicator, self.derived["coverage"].iloc[:0])

    def period(self, indicator: str, level: str) -> str:
        """The latest period of an indicator at a level (prefecture|county), as `latest_periods` has it; empty where there is none."""
        return self._periods.get((indicator, level), "")

    def day(self, indicator: str, level: str) -> str:
        """The last day of that period; the date of the data where there is none."""
        return period_end(self.period(indicator, level)) or self.federation.as_of

    def latest(self, indicator: str, level: str) -> pd.DataFrame:
        """The figures of that period, whoever reported them, indexed by current unit code; empty where there is none."""
        rows = self.figures(indicator)
        return rows[rows["period_end"] == period_end(self.period(indicator, level))].set_index("place")

    def newest(self, indicator: str) -> pd.DataFrame:
        """The newest figure of each unit, of whatever period, indexed by current unit code."""
        return self.figures(indicator).drop_duplicates("place", keep="last").set_index("place")

    def total(self, indicator: str) -> dict[str, Any] | None:
        """The row of `province_totals` for the latest period of the prefectures, of which it is the sum; None where there is none."""
        rows = self.derived["province_totals"]
        rows = rows[(rows["indicator"] == indicator) & (rows["period_end"] <= self.day(indicator, "prefecture"))]
        rows = rows.sort_values(["period_end", "period"])
        return records(rows.tail(1))[0] if len(rows) else None

    def absent(self, indicator: str) -> str:
        """What a unit without a figure is said to be: 未报, but only where anybody has begun to report the indicator."""
        return self.words("state.unreported" if indicator in self._series else "state.not_started")

    def trends(self, indicator: str, day: str) -> Mapping[str, Sparkline | None]:
        """Each unit's last eight periods until that day as a line, all on one scale, missing ones left open; by current unit code."""
        if (indicator, day) not in self._trends:
            rows = self.figures(indicator)
            self._trends[indicator, day] = _lines_over_time(rows[rows["period_end"] <= day])
        return self._trends[indicator, day]

    def view(self, level: str, day: str) -> View:
        """What stands in the view of a level (prefecture|county) on that day."""
        if (level, day) not in self._views:
            name = MAP_LEVELS[level]
            drawn, beside = self.tree.level(name, day), self.tree.off_map(name, day)
            inside = self.tree.inside_hosts(day) if name == COUNTY else ()  # a zone lies in a county; the divisions contain both
            self._views[level, day] = View(tuple(drawn), tuple(beside), tuple(inside))
        return self._views[level, day]

    @cached_property
    def wholes(self) -> Mapping[str, str]:
        """The divisions by which the counties are grouped, by current code: name."""
        return {self.tree.current(code): self.heading("unit", code) for code in self.view("prefecture", self.federation.as_of).on}

    @cached_property
    def _views(self) -> dict[tuple[str, str], View]:
        return {}

    @cached_property
    def _series(self) -> Mapping[str, pd.DataFrame]:
        rows = self.derived["coverage"].sort_values(["period_end", "period"], kind="stable")
        return {str(code): figures for code, figures in rows.groupby("indicator", sort=True)}

    @cached_property
    def _periods(self) -> Mapping[tuple[str, str], str]:
        return latest_periods(self.derived["coverage"], self.tree, self.federation.as_of)

    @cached_property
    def _trends(self) -> dict[tuple[str, str], Mapping[str, Sparkline | None]]:
        return {}

    def listed(self, kind: Kind) -> pd.DataFrame:
        """The records of a kind in the order in which lists show them."""
        rows = self.federation.tables[kind.name]
        return rows.loc[listing(kind, rows)].reset_index(drop=True) if kind.newest_first else rows

    @cached_property
    def has_demo(self) -> bool:
        """Whether anything shown is invented."""
        return any(rows["_demo"].any() for rows in self.federation.tables.values())


def listing(kind: Kind, rows: pd.DataFrame) -> pd.Index:
    """The order in which lists show published rows: by key, as they are, or from the newest where the kind says so."""
    if not kind.newest_first:
        return rows.index
    day = rows[kind.newest_first].where(rows[kind.newest_first].str[:1].str.isdigit().fillna(False), "")
    return day.sort_values(ascending=False, kind="stable").index


def _lines_over_time(rows: pd.DataFrame) -> dict[str, Sparkline | None]:
    rows = rows[rows["value"].notna()]
    ends = sorted(rows["period_end"].unique())[-_PERIODS:]
    rows = rows[rows["period_end"].isin(ends)]
    if len(ends) < 2:
        return {}
    grid = rows.pivot_table(index="place", columns="period_end", values="value", aggfunc="last").reindex(columns=ends)
    targets = rows.loc[rows["period_end"] == ends[-1], "target_value"].dropna().astype(float)
    target = float(targets.iloc[0]) if len(targets) else None
    scale = [*rows["value"].astype(float), *targets]
    return {
        str(place): sparkline([None if pd.isna(value) else float(value) for value in values], min(scale), max(scale), target)
        for place, values in zip(grid.index, grid.to_numpy(dtype=object), strict=True)
    }
