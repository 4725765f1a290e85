"""A unit's figures over time as a line: every period a column, the target a stepped line, what is missing marked and never bridged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

WIDTH = 640
"""Of the view box; the style sheet sets its texts at 20 units on a phone and at 12 on a desk, so there is room for both."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 628, 16, 248
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_MOST_LINES = 6
_MOST_LABELS = 8
_FEW_YEARS = 2
_LINE, _BELOW = 24, 6


@dataclass(frozen=True, slots=True)
class Moment:
    """One period: its last day (ISO), its year and its short name for the axis, what is told of it, and where it leads.

    `value` is None where there is none; `target` is what was in force, and `aim` how it is told where it begins.
    """

    end: str
    year: str
    short: str
    told: str
    href: str
    value: float | None
    target: float | None
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The place of one period: from `x`, `width` wide; a dot at `dot_x`, `y`, or no dot where there is no value."""

    x: int
    width: int
    dot_x: int
    y: int | None
    told: str
    href: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a place; `y` of a grid line, `x` of a year or period."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Course:
    """What a template needs, in a view box `0 0 width height`.

    `lines`: SVG points, one text for each unbroken run of values; `targets`: SVG paths, one for each run of periods with a target; `aims`:
    what each new target is told as, above its line; `grid`: the labels of the grid lines; `years`, at the beginning of each, and `names` of
    periods, below their dots.
    """

    columns: tuple[Column, ...]
    lines: tuple[str, ...]
    targets: tuple[str, ...]
    aims: tuple[Label, ...]
    grid: tuple[Label, ...]
    years: tuple[Label, ...]
    names: tuple[Label, ...]
    height: int
    width: int = WIDTH
    left: int = _LEFT
    right: int = _RIGHT
    top: int = _TOP
    depth: int = _BOTTOM - _TOP


def course(moments: Sequence[Moment], unit: str) -> Course | None:
    """The line of the values, on a scale of its own that holds the targets too.

    Args:
        moments: at least one, by last day, each day once.
        unit: what follows a number on the scale, `%`.

    Returns:
        None where no moment has a value.
    """
    values = [moment.value for moment in moments if moment.value is not None]
    if not values:
        return None
    scale = _scale([*values, *(moment.target for moment in moments if moment.target is not None)])
    edges = _edges([moment.end for moment in moments])

    def y(value: float) -> int:
        return round(_BOTTOM - (value - scale[0]) / (scale[-1] - scale[0]) * (_BOTTOM - _TOP))

    columns = tuple(
        Column(left, right - left, (left + right) // 2, None if each.value is None else y(each.value), each.told, each.href)
        for each, left, right in zip(moments, edges, edges[1:], strict=False)
    )
    aims = [None if moment.target is None else y(moment.target) for moment in moments]
    return Course(
        columns,
        tuple(_lines(columns)),
        tuple(_targets(aims, edges)),
        tuple(Label(left, aim, each.aim) for each, aim, left in zip(moments, aims, edges, strict=False) if aim is not None and each.aim),
        tuple(Label(_LEFT, y(value), f"{value:g}{unit}") for value in scale),
        *_axis(moments, columns),
    )


def _scale(values: Sequence[float]) -> list[float]:
    """The values of the grid lines: round ones, from at or below the lowest value to at or above the highest, at least two."""
    low, high = min(values), max(values)
    for step in _STEPS:
        first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
        if last - first < _MOST_LINES:
            return [step * number for number in range(first, last + 1)]
    step = ceil((high - low) / (_MOST_LINES - 1))
    return [floor(low) + step * number for number in range(_MOST_LINES + 1)]


def _edges(ends: Sequence[str]) -> list[int]:
    """Where the columns begin and end: each period reaches back to the one before it; the first is as long as the second."""
    days = [date.fromisoformat(end).toordinal() for end in ends]
    days = [days[0] - (days[1] - days[0] if len(days) > 1 else 1), *days]
    return [round(_LEFT + (day - days[0]) / (days[-1] - days[0]) * (_RIGHT - _LEFT)) for day in days]


def _lines(columns: Sequence[Column]) -> Iterator[str]:
    run: list[str] = []
    for column in (*columns, None):
        if column is not None and column.y is not None:
            run.append(f"{column.dot_x},{column.y}")
            continue
        if len(run) > 1:
            yield " ".join(run)
        run = []


def _targets(aims: Sequence[int | None], edges: Sequence[int]) -> Iterator[str]:
    """A step where the target changes; a new path where there was none before."""
    path = ""
    for (before, aim, after), start, end in zip(_neighbours(aims), edges, edges[1:], strict=False):
        if aim is None:
            continue
        if before != aim:
            path = f"M{start} {aim}" if before is None else f"{path}V{aim}"
        if after != aim:
            path += f"H{end}"
        if after is None:
            yield path


def _neighbours(aims: Sequence[int | None]) -> Iterator[tuple[int | None, int | None, int | None]]:
    """Each with the one before and the one after it."""
    return zip([None, *aims], aims, [*aims[1:], None], strict=False)


def _axis(moments: Sequence[Moment], columns: Sequence[Column]) -> tuple[tuple[Label, ...], tuple[Label, ...], int]:
    """Each year where it begins, as many as there is room for; the periods' own names where they are few; and how far down that reaches."""
    firsts = [place for place, moment in enumerate(moments) if not place or moment.year != moments[place - 1].year]
    few = len(moments) <= _MOST_LABELS and len(firsts) <= _FEW_YEARS
    years = tuple(
        Label(columns[place].x, _BOTTOM + (_LINE if few else 0) + _LINE, moments[place].year)
        for place in firsts[:: -(-len(firsts) // _MOST_LABELS)]
    )
    names = tuple(Label(column.dot_x, _BOTTOM + _LINE, moment.short) for moment, column in zip(moments, columns, strict=True))
    return years, names if few else (), _BOTTOM + (_LINE if few else 0) + _LINE + _BELOW
