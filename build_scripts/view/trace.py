"""Where the figures of one unit and indicator come from (来历): each with the record it was stated in; values as they are, no words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from build_scripts.merge.ledger import KEY_MARK
from build_scripts.merge.relations import plain_records
from build_scripts.view.edition import Edition

Record = Mapping[str, Any]
_REPLACED = "W306"
_OF_RECORD = ("as_of", "method", "quote", "note", "inferred", "published_line")
_HEAD = 1
"""Lines of a download before its first record."""
_KEY = ["unit", "period", "scope"]
_PROGRESS = (
    *("previous_period", "previous_value", "change_points", "missed_since", "missed_periods", "below_since", "below_periods"),
    *("required_points", "required_count"),
    *("pace_points", "projected_period", "outlook", "rank", "ranked", "county_rank", "county_ranked", "level"),
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A period that most units reported and this one did not, though it existed on its last day."""

    period: str
    period_end: str


@dataclass(frozen=True, slots=True)
class Trace:
    """All figures of one place and indicator, the oldest first; missing values are None.

    `figures`: of a unit the columns of `coverage` and those of `progress` that say how it moved, of the record itself `as_of`, `method`,
    `quote`, `note`, `inferred` and its line in the download (`published_line`), `earlier`, the (file, line) of each record of the same
    figure that it replaced, and `below`, what the units below it add up to (the row of `level_sums`, None where it has none); of the
    province the columns of `province_totals`, `before`, the total before it with a value, how far it is from that and from its target
    (`change_points`, `gap_points`, of exact rates) and `addends`, the rows of `province_addends`. `below`: the units below this place that
    have figures of this indicator. `aims`: by last day of a period the target in force, (code, value) or None.
    """

    indicator: str
    place: str
    figures: tuple[Record, ...]
    missing: tuple[Missing, ...] = ()
    below: tuple[str, ...] = ()
    aims: Mapping[str, tuple[str, float] | None] = field(default_factory=dict)

    @property
    def is_total(self) -> bool:
        """Whether the figures are sums of others."""
        return bool(self.figures) and "addends" in self.figures[0]


@dataclass(frozen=True)
class Traces:
    """The traces of one dashboard indicator."""

    edition: Edition
    indicator: str

    def all(self) -> Iterator[Trace]:
        """The province's totals, then every unit with a figure in order of code."""
        totals = self._totals()
        if totals:
            yield Trace(self.indicator, self.edition.tree.root, totals, below=self._below(self.edition.tree.root), aims=self._aims)
        by_place: dict[str, list[Record]] = {}
        for row in self._rows:
            by_place.setdefault(row["place"], []).append(row)
        for place in sorted(by_place):
            figures = tuple(by_place[place])
            yield Trace(self.indicator, place, figures, self._missing(place, figures), self._below(place), self._aims)

    @cached_property
    def _rows(self) -> list[Record]:
        rows = self.edition.figures(self.indicator)
        stated = self.edition.federation.tables["observation"]
        stated = stated.assign(published_line=stated.index + _HEAD + 1)
        stated = stated[(stated["indicator"] == self.indicator) & stated["subject"].isna()]
        progress = self.edition.derived["progress"]
        progress = progress[progress["indicator"] == self.indicator]
        rows = rows.merge(stated[[*_KEY, *_OF_RECORD]], on=_KEY, how="left").merge(progress[[*_KEY, *_PROGRESS]], on=_KEY, how="left")
        earlier, sums = self._earlier, self._sums
        keys = ((row, tuple(row[name] for name in _KEY)) for row in plain_records(rows))
        return [row | {"earlier": earlier.get(key, ()), "below": sums.get(key)} for row, key in keys]

    def _totals(self) -> tuple[Record, ...]:
        totals, addends = (self.edition.derived[name] for name in ("province_totals", "province_addends"))
        totals = totals[totals["indicator"] == self.indicator].sort_values(["period_end", "period"])
        parts: dict[str, list[Record]] = {}
        for row in plain_records(addends[addends["indicator"] == self.indicator]):
            parts.setdefault(row["period"], []).append(row)
        rows = plain_records(totals)
        valued = [row for row in rows if row["value"] is not None]
        before = {row["period"]: last for last, row in pairwise(valued)}
        return tuple(_total(row, before.get(row["period"]), parts.get(row["period"], [])) for row in rows)

    @cached_property
    def _sums(self) -> Mapping[tuple[str, ...], Record]:
        """The rows of `level_sums` by unit, period and scope: what the units below each division add up to."""
        sums = self.edition.derived["level_sums"]
        return {tuple(row[name] for name in _KEY): row for row in plain_records(sums[sums["indicator"] == self.indicator])}

    @cached_property
    def _common(self) -> Mapping[str, str]:
        """By last day, the periods that more than half as many units reported as the fullest; others make nobody late (产品约定)."""
        rows = self.edition.figures(self.indicator)
        sizes = rows.groupby("period_end", sort=True)["place"].nunique()
        names = rows.groupby("period_end", sort=True)["period"].agg(lambda periods: periods.mode().iloc[0])
        return {str(end): str(names[end]) for end, size in sizes.items() if 2 * size > sizes.max()}

    def _missing(self, place: str, figures: tuple[Record, ...]) -> tuple[Missing, ...]:
        told, tree = {row["period_end"] for row in figures}, self.edition.tree
        codes = self._codes.get(place, (place,))
        return tuple(
            Missing(period, end) for end, period in self._common.items() if end not in told and any(tree.valid(code, end) for code in codes)
        )

    @cached_property
    def _codes(self) -> Mapping[str, tuple[str, ...]]:
        """The codes that a place has had, by the one it has today."""
        found: dict[str, tuple[str, ...]] = {}
        for code in sorted(self.edition.tree.home):
            place = self.edition.tree.current(code)
            found[place] = (*found.get(place, ()), code)
        return found

    def _below(self, place: str) -> tuple[str, ...]:
        return self._children.get(place, ())

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        units = self.edition.tree.units["report_to"]
        found: dict[str, tuple[str, ...]] = {}
        for place in sorted({row["place"] for row in self._rows}):
            found[units[place]] = (*found.get(units[place], ()), place)
        return found

    @cached_property
    def _aims(self) -> Mapping[str, tuple[str, float] | None]:
        """What the units were held against in each period; they are all held against the same."""
        rows = plain_records(self.edition.figures(self.indicator)[["period_end", "target", "target_value"]].drop_duplicates("period_end"))
        return {row["period_end"]: (row["target"], row["target_value"]) if row["target"] else None for row in rows}

    @cached_property
    def _earlier(self) -> Mapping[tuple[str, ...], tuple[tuple[str, int], ...]]:
        """Where the replaced records of each figure of a whole unit stand, by unit, period and scope."""
        entries = self.edition.federation.ledger.entries
        entries = entries[(entries["kind"] == "observation") & (entries["code"] == _REPLACED)]
        registers = self.edition.federation.registers
        found: dict[tuple[str, ...], tuple[tuple[str, int], ...]] = {}
        for key, file, line in zip(entries["key"], entries["file"], entries["line"], strict=True):
            unit, *subject, indicator, period, scope = key.split(KEY_MARK)
            if not "".join(subject) and _code(registers, "indicator", indicator) == self.indicator:
                stated = _code(registers, "unit", unit), period, _code(registers, "scope", scope)
                found[stated] = (*found.get(stated, ()), (str(file), int(line)))
        return found


def _total(row: Record, before: Record | None, addends: list[Record]) -> Record:
    rate = _rate(row)
    comparable = rate is not None and before is not None and before["scope"] == row["scope"]
    change = _points(rate, _rate(before)) if comparable and before is not None else None
    return {**row, "before": before, "addends": tuple(addends), "change_points": change, "gap_points": _points(rate, row["target_value"])}


def _rate(row: Record) -> float | None:
    return float(row["numerator"]) * 100 / float(row["denominator"]) if row["value"] is not None else None


def _points(rate: float | None, other: float | None) -> float | None:
    return None if rate is None or other is None else round(rate - other, 6)


def _code(registers: Mapping[str, Any], kind: str, text: str) -> str:
    """The code that a reference in a record means; the text itself where it is one."""
    register = registers[kind]
    meant = register.names.get(text, ())
    return text if text in register.known or len(meant) != 1 else str(meant[0])
