"""Five sequential classes for a map: breaks, of which a target is always one, the class of a value, and the legend that says so."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

import pandas as pd

MOST = 5
NICE = tuple(map(Decimal, ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8")))

# What a region shows besides, or instead of, its colour. The first two go with a value, the next three stand for none.
BELOW, ZERO = "below", "zero"
UNCLEAR = "unclear"  # 口径不明: a bare percentage, printed but never coloured beside values of a known scope
UNREPORTED, NOT_APPLICABLE, WITHHELD = "unreported", "not_applicable", "withheld"
VALUELESS = (UNCLEAR, UNREPORTED, NOT_APPLICABLE, WITHHELD)
MARKS = (BELOW, ZERO, *VALUELESS)

# With fewer classes than five the colours keep the ends of the scale, so that low and high always look alike from map to map.
_SHADES = {1: (1,), 2: (1, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


@dataclass(frozen=True, slots=True)
class Classes:
    """Up to five classes between ascending breaks (at most four), in the unit of the values.

    `at_least` says which side of the target is good. True (达到 is ≥): a class holds its lower break, not its upper one. False (不超过
    is ≤): it holds its upper break. So a value that equals the target is always in a class that has reached it.
    """

    breaks: tuple[Decimal, ...]
    target: Decimal | None = None
    at_least: bool = True

    def __post_init__(self) -> None:
        if len(self.breaks) >= MOST or list(self.breaks) != sorted(set(self.breaks)):
            raise ValueError(f"breaks must be at most {MOST - 1} and ascending: {_told(self.breaks)}")
        if self.target is not None and self.target not in self.breaks:
            raise ValueError(f"the target {self.target:f} is not a class break: {_told(self.breaks)}")


@dataclass(frozen=True, slots=True)
class Key:
    """The classes of a drawing and the words of its legend.

    `text` has sentences with `{low}` and `{high}`: `class_all`, and `class_under`, `class_between`, `class_over` (a class holds its lower
    break) or `class_upto`, `class_within`, `class_above` (its upper one); and one sentence for each mark, keyed `mark_<mark>`.
    `unit` follows every figure, such as `%`.
    """

    classes: Classes
    text: Mapping[str, str]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend: CSS class of the fill, mark over it (empty for none), and what the two mean, in Chinese."""

    css: str
    mark: str
    text: str
    is_target: bool = False


def choose_breaks(values: pd.Series, target: Decimal | None = None) -> tuple[Decimal, ...]:
    """Round breaks for these values; the target, where there is one, is among them.

    Without a target: the fifths (20 %, 40 %, 60 % and 80 % quantiles) to two digits, so that skewed counts still fill every class.
    With a target: as many of the five classes lie below it as its share of values says (one to four). On each side the classes are
    equally wide, except that the outermost takes the rest; the width is the side's extent over its classes, rounded down to 1, 1.5, 2,
    2.5, 3, 4, 5, 6 or 8 times a power of ten (at least 1 where all values are whole). A break that no value lies below, or none reaches,
    is left out; without any value there is none but the target.

    Args:
        values: Float64, NA where there is none; only values that are drawn in one scale.
        target: in the unit of the values.
    """
    known = sorted(Decimal(repr(float(value))) for value in values.dropna())
    if not known:
        return () if target is None else (target,)
    low, high = known[0], known[-1]
    whole = all(value == value.to_integral_value() for value in known)
    candidates = _fifths(values, whole) if target is None else _steps(known, target, whole)
    kept = {value for value in candidates if low < value <= high}
    return tuple(sorted(kept if target is None else kept | {target}))


def with_targets(breaks: Sequence[Decimal], targets: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The breaks with every one of the targets among them; where that makes more than four, the breaks nearest to a target give way.

    Raises:
        ValueError: there are more than four different targets.
    """
    fixed = set(targets)
    if len(fixed) >= MOST:
        raise ValueError(f"more targets than class breaks: {_told(sorted(fixed))}")
    free = [value for value in breaks if value not in fixed]
    rest = sorted(free, key=lambda value: -min((abs(value - one) for one in fixed), default=value))
    return tuple(sorted([*fixed, *rest[: MOST - 1 - len(fixed)]]))


def shade(value: float, classes: Classes) -> int:
    """The shade 1 (lowest) to 5 (highest) of one value."""
    side = bisect_right if classes.at_least else bisect_left
    return _SHADES[len(classes.breaks) + 1][side(list(map(float, classes.breaks)), value)]


def misses(value: float, classes: Classes) -> bool:
    """Whether a value misses the target; False where there is no target."""
    if classes.target is None:
        return False
    target = float(classes.target)
    return value < target if classes.at_least else value > target


def legend(key: Key, marks: Sequence[str]) -> tuple[LegendEntry, ...]:
    """What the colours mean, lowest class first, then the given marks in the order of `MARKS`; KeyError names a missing sentence."""
    classes, text = key.classes, key.text
    target = classes.target if BELOW in marks else None
    entries = [_class_entry(key, position, target) for position in range(len(classes.breaks) + 1)]
    shown = [mark for mark in MARKS if mark in marks]
    return (*entries, *(LegendEntry("gk-none" if mark in VALUELESS else "gk-c1", mark, text[f"mark_{mark}"]) for mark in shown))


def css_of(mark: str) -> str:
    """The CSS class of a mark, such as `gk-not-applicable`."""
    return "gk-" + mark.replace("_", "-")


def _class_entry(key: Key, position: int, missed: Decimal | None) -> LegendEntry:
    classes, edges = key.classes, key.classes.breaks
    low = edges[position - 1] if position else None
    high = edges[position] if position < len(edges) else None
    first, between, last = ("under", "between", "over") if classes.at_least else ("upto", "within", "above")
    sentence = "all" if not edges else first if low is None else last if high is None else between
    start = low if classes.at_least else high
    best = high if classes.at_least else low  # a class misses the target where even its best value does not pass it
    is_missed = None not in (missed, best) and (best <= missed if classes.at_least else best >= missed)  # type: ignore[operator]
    return LegendEntry(
        css=f"gk-c{_SHADES[len(edges) + 1][position]}",
        mark=BELOW if is_missed else "",
        text=key.text[f"class_{sentence}"].format(low=_figure(low, key.unit), high=_figure(high, key.unit)),
        is_target=start is not None and start == classes.target,
    )


def _fifths(values: pd.Series, whole: bool) -> set[Decimal]:
    fifths = [Decimal(repr(float(value))) for value in values.quantile([0.2, 0.4, 0.6, 0.8])]
    return {value.to_integral_value() if whole and value < 100 else _two_digits(value) for value in fifths}


def _steps(known: Sequence[Decimal], target: Decimal, whole: bool) -> set[Decimal]:
    low, high = known[0], known[-1]
    share = sum(value < target for value in known) / len(known)
    below = 1 if low >= target else MOST - 1 if high <= target else min(max(round(MOST * share), 1), MOST - 1)
    down, up = _width(target - low, below, whole), _width(high - target, MOST - below, whole)
    return {target - down * count for count in range(1, below)} | {target + up * count for count in range(1, MOST - below)}


def _width(extent: Decimal, parts: int, whole: bool) -> Decimal:
    if extent <= 0:
        return Decimal(0)
    width = extent / parts
    power = Decimal(1).scaleb(width.adjusted())
    nice = max(factor for factor in NICE if factor * power <= width) * power
    return max(nice.to_integral_value(ROUND_FLOOR), Decimal(1)) if whole else nice


def _two_digits(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 1)) if value else value


def _figure(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{value.normalize():,f}{unit}"


def _told(values: Sequence[Decimal]) -> str:
    return ", ".join(f"{value:f}" for value in values)
