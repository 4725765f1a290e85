"""Maps of a rate that a derived table counts (按时公开率): sum over sum of all that report to a division; where nothing was collected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from build_scripts.draw.classes import NOT_APPLICABLE, UNREPORTED, ZERO, Classes, Key, choose_breaks
from build_scripts.draw.drawing import Beside, Sum
from build_scripts.draw.outlines import Outlines
from build_scripts.merge.tree import MAP_LEVELS
from build_scripts.view.edition import Edition, View
from build_scripts.view.figure import Exemption, exempt
from build_scripts.view.maps import Map, drawn
from build_scripts.view.narrative import together


@dataclass(frozen=True)
class Rates:
    """A derived table added up by the divisions of a level, and by the units that have no place on its map.

    Columns of the table: `unit` and the declared `rate` (numerator), `of` (denominator) and `less` (what is taken from the denominator).
    """

    edition: Edition
    declaration: Mapping[str, Any]

    @cached_property
    def on(self) -> list[str]:
        """The divisions, by their codes of today."""
        return self._now(self._view.on)

    @cached_property
    def beside(self) -> list[str]:
        """The units without a place on the map, by their codes of today."""
        on = set(self.on)
        return [code for code in self._now(self._view.all) if code not in on]

    @cached_property
    def whole(self) -> list[str]:
        """The same units as `on` and `beside`, found by walking the reporting tree."""
        found = self.edition.tree.partition(MAP_LEVELS[self.declaration["level"]], self.edition.federation.as_of)
        return self._now((*found, *self._view.inside))

    @property
    def _view(self) -> View:
        return self.edition.view(self.declaration["level"], self.edition.federation.as_of)

    def _now(self, codes: Iterable[str]) -> list[str]:
        return sorted({self.edition.tree.current(code) for code in codes})

    @cached_property
    def places(self) -> pd.Series:
        """By row of the table, the division or unit beside the map to which its unit reports; None for those above all of them."""
        parts = frozenset((*self.on, *self.beside))
        units = self.edition.derived[self.declaration["table"]]["unit"]
        return units.map({code: self.edition.tree.owner(code, parts) for code in units.unique()}).astype(object)

    @cached_property
    def sums(self) -> pd.DataFrame:
        """By code of each place on or beside the map: `done` and `judged` (Int64), NA where nothing was collected."""
        rows = self.edition.derived[self.declaration["table"]]
        judged = rows[self.declaration["of"]] - rows[self.declaration["less"]]
        table = pd.DataFrame({"place": self.places, "done": rows[self.declaration["rate"]], "judged": judged})
        return table.dropna(subset="place").groupby("place").sum().reindex([*self.on, *self.beside]).astype("Int64")

    @cached_property
    def exact(self) -> pd.Series:
        """The rate of each place in %, unrounded; NA where nothing was collected or nothing can be judged."""
        judged = self.sums["judged"]
        return self.sums["done"].astype("Float64") * 100 / judged.where(judged > 0)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.edition.derived[self.declaration["table"]]["unit"])

    def href(self, code: str) -> str:
        """Where a place leads: to what was disclosed there, or to its own page where nothing was collected."""
        return f"disclosure/{code}.html" if code in self._known else self.edition.href("unit", code)

    @property
    def bare(self) -> list[str]:
        """The divisions of which nothing was collected."""
        return [code for code in self.on if pd.isna(self.sums.loc[code, "judged"])]


def rate_maps(edition: Edition, declared: Mapping[str, Mapping[str, Any]], outlines: Mapping[str, Outlines]) -> Iterator[Map]:
    """Every declared map that has `rate`; of counties only where outlines may be drawn, of prefectures as tiles where they may not."""
    for name, declaration in declared.items():
        if "rate" in declaration and (declaration["level"] in outlines or declaration["level"] == "prefecture"):
            rates = Rates(edition, declaration)
            yield _rate_map(rates, name, outlines.get(declaration["level"]))


def _rate_map(rates: Rates, name: str, outlines: Outlines | None) -> Map:
    edition, declaration = rates.edition, rates.declaration
    words = edition.words.section("legend") | {f"mark_{UNREPORTED}": edition.words("state.not_started")}
    key = Key(Classes(choose_breaks(rates.exact)), words, edition.words.unit(declaration["unit"]))
    beside = _table(rates, rates.beside) if rates.beside else None
    drawing = drawn(edition, _table(rates, rates.on), key, (outlines, Beside(beside, tuple(_totals(rates)))))
    heading = edition.words("map.title", title=declaration["title"])
    demo = bool(edition.derived[declaration["table"]]["_demo"].any())
    return Map(name, heading, declaration["level"], drawing, edition.federation.as_of, demo, narrated(rates))


def _totals(rates: Rates) -> Iterator[Sum]:
    """On the map and beside it, against what walking the reporting tree finds; they must agree or the build stops."""
    for column in ("done", "judged"):
        figures = rates.sums[column].fillna(0)
        on_map, off_map, total = (int(figures.reindex(codes).fillna(0).sum()) for codes in (rates.on, rates.beside, rates.whole))
        yield Sum(rates.edition.words(f"punctuality.sum_{column}"), on_map=on_map, off_map=off_map, total=total)


def _table(rates: Rates, codes: Sequence[str]) -> pd.DataFrame:
    """The places as `draw.drawing.units` takes them."""
    register = rates.edition.tree.units.loc[list(codes)]
    told = [_told(rates, code) for code in codes]
    frame = pd.DataFrame(
        {
            "name": register["name"].to_numpy(),
            "short": register["short"].to_numpy(),
            "value": rates.exact.reindex(list(codes)).to_numpy(dtype=object),
            "value_text": [text for text, _, _ in told],
            "mark": [mark for _, mark, _ in told],
            "href": [rates.href(code) for code in codes],
            "detail": [detail for _, _, detail in told],
        },
        index=list(codes),
    )
    return frame.astype({"value": "Float64"} | dict.fromkeys(("name", "short", "value_text", "mark", "href", "detail"), "str"))


def _told(rates: Rates, code: str) -> tuple[str, str, str]:
    """What is printed of a place: its rate or what stands in its place, the mark, the parts of the rate."""
    words, exact = rates.edition.words, rates.exact.loc[code]
    if pd.isna(rates.sums.loc[code, "judged"]):
        return words("state.not_started"), UNREPORTED, ""
    if pd.isna(exact):
        return words("state.not_applicable"), NOT_APPLICABLE, ""
    parts = words("punctuality.map_detail", done=rates.sums.loc[code, "done"], judged=rates.sums.loc[code, "judged"])
    return exempt(Exemption.DRAWN, words.percent(exact, 1)), ZERO if exact == 0 else "", exempt(Exemption.DRAWN, parts)


def narrated(rates: Rates) -> str:
    """What the map shows in sentences: from the lowest to the highest, of how many, and where nothing was collected."""
    words = rates.edition.words
    exact = rates.exact.reindex(list(rates.on)).dropna()
    facts = {
        "day": words.day(rates.edition.federation.as_of),
        "total": len(rates.on),
        "level": words(f"coverage.{rates.declaration['level']}"),
    }
    if exact.empty:
        return exempt(Exemption.DRAWN, words("punctuality.map_none", **facts))
    ends = {}
    for name, value in (("low", exact.min()), ("high", exact.max())):
        level = [rates.edition.heading("unit", code) for code in exact.index[exact == value]]
        ends[name] = together(words, level) + " " + words.percent(value, 1)
    told = words("punctuality.map_same" if exact.min() == exact.max() else "punctuality.map_told", count=len(exact), **facts, **ends)
    told = told + (words("punctuality.map_above") if rates.places.isna().any() else "")
    bare = [rates.edition.heading("unit", code) for code in rates.bare]
    return exempt(Exemption.DRAWN, told + (words("punctuality.map_bare", count=len(bare), names=together(words, bare)) if bare else ""))
