"""The dashboard's page of one series: its levels with map and table, small multiples and the course of the province."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_scripts.draw.classes import LegendEntry
from build_scripts.draw.drawing import Sum, Unit, units
from build_scripts.draw.small_line import HEIGHT, WIDTH, small_line, x_of
from build_scripts.draw.sparkline import Sparkline
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, Figure, exempt
from build_scripts.view.frames import Frame, Reel, table
from build_scripts.view.headline import Headline, headlines
from build_scripts.view.standing import Standing, board_href


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: how the unit stands, the division above it (`whole`, empty on the level of divisions), its last eight periods."""

    standing: Standing
    whole: str
    trend: Sparkline | None


@dataclass(frozen=True, slots=True)
class Group:
    """Tiles of one division: its name, address, and the units below it as drawn."""

    name: str
    href: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Small:
    """One small multiple."""

    place: str
    name: str
    href: str
    shown: str
    key: str
    lines: tuple[str, ...]
    targets: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Multiples:
    """The small multiples of a level, on one scale; `now` is where the period shown stands."""

    lines: tuple[Small, ...]
    about: str
    width: int
    height: int
    now: int


def rows(reel: Reel) -> list[Line]:
    """The table of a reel's latest frame, most urgent first."""
    frame, edition = reel.latest, reel.series.edition
    trends = edition.trends(reel.series.indicator, frame.end) if frame.end and reel.series.main else {}
    return [Line(each, whole_of(reel, each.place), trends.get(each.place)) for each in frame.urgent_first]


def whole_of(reel: Reel, place: str) -> str:
    """The division of the level above in which a unit stands, as the counties' view is narrowed by it; empty on the upper level."""
    if reel.level == "prefecture":
        return ""
    edition = reel.series.edition
    return edition.tree.owner(place, frozenset(edition.wholes)) or ""


def by_whole(reel: Reel, frame: Frame) -> dict[str, list[Standing]]:
    """The frame's counties by the division above them; empty on the upper level."""
    found: dict[str, list[Standing]] = {}
    for each in frame.on if reel.level != "prefecture" else ():
        found.setdefault(whole_of(reel, each.place), []).append(each)
    return found


def cited(reel: Reel) -> list[tuple[str, str]]:
    """Name and address of the sources of the latest frame."""
    edition, frame = reel.series.edition, reel.latest
    told = reel.series.told(frame.end)
    codes = {told[each.place]["source"] for each in frame.all if each.place in told}
    return [(edition.heading("source", code), edition.href("source", code)) for code in sorted(codes)]


def multiples(reel: Reel) -> Multiples:
    """Every division of the level as a small line over all periods."""
    frame, words = reel.latest, reel.series.edition.words
    frames = reel.frames
    rates = [{each.place: each.rate for each in one.on} for one in frames]
    targets = [None if one.target is None else float(one.target) for one in frames]
    scale = [rate for known in rates for rate in known.values() if rate is not None] + [value for value in targets if value is not None]
    low, high = (min(scale), max(scale)) if scale else (0.0, 1.0)
    lines = [_small(each, [known.get(each.place) for known in rates], targets, (low, high)) for each in frame.on]
    facts = {"low": words.number(low, 1), "high": words.number(high, 1), "first": words.day(frames[0].period)}
    about = exempt(Exemption.SCALE, words("board.multiples_about", last=words.day(frames[-1].period), **facts)) if scale else ""
    return Multiples(tuple(lines), about, WIDTH, HEIGHT, x_of(reel.current, len(frames)))


def _small(each: Standing, values: Sequence[float | None], targets: Sequence[float | None], ends: tuple[float, float]) -> Small:
    line = small_line(values, targets, *ends)
    shown = exempt(Exemption.DRAWN, each.shown)
    return Small(each.place, each.name, each.href, shown, each.key, line.lines, line.targets, line.dots)


@dataclass(frozen=True, slots=True)
class Past:
    """One period of the province's course; `open`: its reporting is still under way."""

    period: str
    value: Figure
    change: Figure
    parts: Figure
    reported: Figure
    open: bool
    demo: bool


def history(edition: Edition, indicator: str) -> list[Past]:
    """The province's totals, the newest first."""
    latest = edition.day(indicator, "prefecture")
    return [_past(edition, each, latest) for each in reversed(headlines(edition, indicator).values())]


def _past(edition: Edition, each: Headline, latest: str) -> Past:
    period = edition.words.day(each.period)
    return Past(period, each.value, each.change, each.parts, each.reported, each.end > latest, each.demo)


@dataclass(frozen=True, slots=True)
class Tiles:
    """The counties as tiles grouped by the division above, where no outline may be drawn."""

    prefix: str
    heading: str
    sample: str
    told: str
    groups: tuple[Group, ...]
    off_map: tuple[Unit, ...]
    sums: tuple[Sum, ...]
    legend: tuple[LegendEntry, ...]
    notes: Mapping[str, str]
    text: Mapping[str, str]


def groups(reel: Reel, frame: Frame, root: str) -> tuple[Group, ...]:
    """The frame's counties by the division above them, in the order of codes."""
    edition = reel.series.edition
    found = by_whole(reel, frame)
    return tuple(
        Group(edition.heading("unit", whole), root + board_href(whole), _rooted(units(table(found[whole]), reel.key(frame).classes), root))
        for whole in sorted(found)
    )


def beside(reel: Reel, frame: Frame, root: str) -> tuple[Unit, ...]:
    """The frame's units without a place on a map, as drawn."""
    return _rooted(units(table(frame.off), reel.key(frame).classes), root)


def _rooted(drawn: Sequence[Unit], root: str) -> tuple[Unit, ...]:
    return tuple(unit.seen_from(root) for unit in drawn)
