"""Frames (一屏): the dashboard in one state: a series at one level in one period, of which the page and its data say the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import pandas as pd

from build_scripts.draw.classes import (
    BELOW,
    MARKS,
    UNREPORTED,
    VALUELESS,
    Classes,
    Key,
    LegendEntry,
    legend,
)
from build_scripts.draw.drawing import Sum
from build_scripts.merge.tree import MAP_LEVELS
from build_scripts.view.figure import Exemption, exempt
from build_scripts.view.series import Series, decimal
from build_scripts.view.standing import Standing, standing

_ORDER = {"missed": 0, "later": 1, "unreported": 2}


@dataclass(frozen=True, slots=True)
class Frame:
    """One state. `on` are the units with a place on the map, `off` those beside it, `inside` those whose figure their host's contains.

    `end` is the last day of `period`; both are empty where nobody has reported anything. `target` is the value in force then.
    """

    series: Series
    level: str
    period: str
    end: str
    target: Decimal | None
    on: tuple[Standing, ...]
    off: tuple[Standing, ...]
    inside: tuple[Standing, ...]

    @property
    def all(self) -> tuple[Standing, ...]:
        """Every unit, in the order of codes within each group."""
        return (*self.on, *self.off, *self.inside)

    @property
    def urgent_first(self) -> list[Standing]:
        """Furthest below target first, then who has not reported, then the rest from the lowest rate up, then those without one."""
        return sorted(self.all, key=_urgency)

    @property
    def counts(self) -> Counter[str]:
        """How many divisions of the level stand how, by `Standing.key`; reporting lines beside the map are not among them."""
        return Counter(each.key for each in self.on)

    @property
    def compared(self) -> list[Standing]:
        """The divisions whose figures may be compared, from the lowest rate up."""
        return sorted((each for each in self.on if each.rate is not None), key=lambda each: (each.rate, each.place))


def _urgency(each: Standing) -> tuple[int, float]:
    order = _ORDER.get(each.key, 3 if each.rate is not None else 4)
    return order, (each.gap_points or 0) if order < 2 else (each.rate or 0)


@dataclass(frozen=True)
class Reel:
    """All frames of a series at one level, the earliest first."""

    series: Series
    level: str

    @cached_property
    def ends(self) -> list[tuple[str, str]]:
        """Last day and period of each frame; a single one of neither where nobody has reported anything."""
        return self.series.ends(self.level) or [("", "")]

    def frame(self, position: int) -> Frame:
        """One of the frames."""
        if position not in self._made:
            self._made[position] = self._frame(*self.ends[position])
        return self._made[position]

    @property
    def frames(self) -> list[Frame]:
        """Every frame."""
        return [self.frame(position) for position in range(len(self.ends))]

    @cached_property
    def current(self) -> int:
        """Which of them is shown first: the latest period of the level (最新一期), else the last."""
        periods = [period for _, period in self.ends]
        latest = self.series.edition.period(self.series.indicator, self.level)
        return periods.index(latest) if latest in periods else len(periods) - 1

    @property
    def latest(self) -> Frame:
        """The frame shown first."""
        return self.frame(self.current)

    @property
    def before(self) -> Frame | None:
        """The frame before that; None where there is none."""
        return self.frame(self.current - 1) if self.current else None

    @cached_property
    def _made(self) -> dict[int, Frame]:
        return {}

    def key(self, frame: Frame) -> Key:
        """Classes and words of the legend of one frame."""
        edition = self.series.edition
        words = edition.words.section("legend") | {f"mark_{UNREPORTED}": edition.absent(self.series.indicator)}
        if self.series.at_end:
            words[f"mark_{BELOW}"] = edition.words("map.below_at_end")
        return Key(Classes(self.series.breaks, frame.target), words, edition.words.unit("%"))

    def legend(self, frame: Frame) -> tuple[LegendEntry, ...]:
        """The whole legend, with the marks that do not occur as well, for it stands for every period."""
        marks = MARKS if frame.target is not None else [mark for mark in MARKS if mark != BELOW]
        return legend(self.key(frame), marks)

    def sums(self, frame: Frame) -> tuple[Sum, ...]:
        """On-map + off-map against the total found by walking the reporting tree; they must agree or the build stops."""
        return _sums(self.series, self.level, frame.end)

    def _frame(self, end: str, period: str) -> Frame:
        edition = self.series.edition
        level, view = MAP_LEVELS[self.level], edition.view(self.level, end or edition.federation.as_of)
        told = self.series.told(end)
        inside = set(view.inside)
        groups = [
            tuple(standing(self.series, code, told.get(edition.tree.current(code)), code in inside, level) for code in codes)
            for codes in (view.on, [code for code in view.off if code not in inside], view.inside)
        ]
        target = next((row["target_value"] for row in told.values() if row["target_value"] is not None and not row["other"]), None)
        return Frame(self.series, self.level, period, end, None if target is None else decimal(target), *groups)


def table(group: Sequence[Standing]) -> pd.DataFrame:
    """The units as `draw.drawing.units` takes them; the class goes by the exact rate, so that 79.96 % printed as 80.0 is still below 80."""
    frame = pd.DataFrame(
        {
            "name": [each.name for each in group],
            "short": [each.short for each in group],
            "value": pd.array([_class_value(each) for each in group], dtype="Float64"),
            "value_text": [exempt(Exemption.DRAWN, each.shown) for each in group],
            "mark": [each.mark for each in group],
            "href": [each.href for each in group],
            "detail": [each.detail for each in group],
        },
        index=[each.place for each in group],
    )
    return frame.astype(dict.fromkeys(("name", "short", "value_text", "mark", "href", "detail"), "str"))


def _class_value(each: Standing) -> float | None:
    return None if each.mark in VALUELESS else each.rate


def _sums(series: Series, level: str, end: str) -> tuple[Sum, ...]:
    edition = series.edition
    tree, day = edition.tree, end or edition.federation.as_of
    view = edition.view(level, day)
    parts = {"on_map": view.on, "off_map": view.off, "total": tree.partition(MAP_LEVELS[level], day)}
    told = {place: row for place, row in series.told(end).items() if not row["other"] and row["numerator"] is not None}
    sums = []
    for column in ("numerator", "denominator"):
        figures = {place: row[column] for place, row in told.items()}
        if figures and all(value == round(value) for value in figures.values()):
            totals = {name: sum(int(figures.get(tree.current(code), 0)) for code in codes) for name, codes in parts.items()}
            sums.append(Sum(edition.words(f"map.sum_{column}"), **totals))
    return tuple(sums)


def counted(frame: Frame) -> str:
    """How many divisions of the level met their target, missed it, cannot be compared, have not reported; in one sentence.

    They are counted from the table of that level, which stands on the same page.
    """
    words, counts = frame.series.edition.words, frame.counts
    told = {name: counts[name] for name in ("met", "missed", "unclear", "unreported")}
    period = words.day(frame.period)
    sentence = words("coverage.counts", total=len(frame.on), level=words(f"coverage.{frame.level}"), period=period, **told)
    later = words("coverage.counts_later", count=counts["later"]) if counts["later"] else ""
    other = len(frame.on) - sum(told.values()) - counts["later"]
    others = words("coverage.counts_other", count=other) if other else ""
    return exempt(Exemption.LISTED, sentence + later + others + _beside(frame))


def _beside(frame: Frame) -> str:
    """The same of the units that have no place on the map."""
    words, beside = frame.series.edition.words, Counter(each.key for each in frame.off)
    rest = len(frame.off) - beside["met"] - beside["missed"]
    told = words("coverage.counts_beside", total=len(frame.off), met=beside["met"], missed=beside["missed"]) if frame.off else ""
    told += words("coverage.counts_rest", count=rest) if rest else ""
    return told + (words("coverage.counts_inside", count=len(frame.inside)) if frame.inside else "")
