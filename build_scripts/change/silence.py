"""Units that fell silent (停报), units that report again (补报和恢复报送), and periods under way (报送进度)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_scripts.change.filings import Filed, Series, events, filings
from build_scripts.change.lines import Line
from build_scripts.change.side import Side
from build_scripts.merge.course import Gap, course
from build_scripts.merge.tree import MAP_LEVELS

SILENT, SPEAKING, UNDERWAY = "silent", "speaking", "underway"
_LISTED = 3

Both = Mapping[Series, tuple[Filed, Filed]]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of one unit, whatever the indicator: sort, unit, periods, before and after; all but the unit in words."""

    sort: str
    unit: str
    when: str
    before: str
    after: str
    demo: bool


@dataclass(frozen=True, slots=True)
class _Progress:
    """One level and period under way, over all its indicators: the units that had reported before, that have now, that are awaited."""

    indicators: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    awaited: frozenset[str] = frozenset()
    demo: bool = False


def reports(before: Side, after: Side) -> dict[str, list[Line]]:
    """By sort, from published records alone; one line for all the indicators of which the same is to be told.

    `silent` and `speaking` are the events of `filings.events`. `underway`: one line a level and period that is under way and of which
    others have reported than before.

    So whoever speaks falls silent when the sides are swapped. The reverse does not hold: a figure that comes in time is no return.
    """
    was, now = filings(before, after), filings(after, after)
    codes = list(dict.fromkeys([*after.edition.dashboard, *before.edition.dashboard]))
    order = sorted(was.keys() | now.keys(), key=lambda each: (codes.index(each.indicator), list(MAP_LEVELS).index(each.level), each.form))
    both = {series: (was.get(series, Filed()), now.get(series, Filed())) for series in order}
    found: dict[_Told, list[str]] = {}
    for series, (old, new) in both.items():
        for told in _told(after, old, new):
            found.setdefault(told, []).append(series.indicator)
    ordered = sorted(found.items(), key=lambda each: each[0].unit)
    lines = {sort: [_line(after, told, names) for told, names in ordered if told.sort == sort] for sort in (SILENT, SPEAKING)}
    return lines | {UNDERWAY: [_progress(after, *key, progress) for key, progress in _underway(both).items()]}


def _told(side: Side, old: Filed, new: Filed) -> Iterator[_Told]:
    """What is to be told of each unit in one series."""
    words = side.words
    for event in events(old.units, new.units):
        gap, demo = event.gap, not (new if event.came or event.gap else old).demo.isdisjoint(event.periods)
        reported = words("change.reported", period="")
        when = _periods(side, event.periods)
        if event.came:
            yield _Told(SPEAKING, event.unit, when, _unheard(side, event.periods, gap), reported, demo)
        elif gap is None:
            yield _Told(SILENT, event.unit, when, reported, words("change.withdrawn"), demo)
        else:
            then = words("change.reported", period=words.day(gap.last))
            yield _Told(SILENT, event.unit, when, then, words("change.overdue"), demo)


def _unheard(side: Side, came: Sequence[str], gap: Gap | None) -> str:
    """Since when nothing was heard; the period is left out where it is the one that the line names."""
    if gap is None:
        return side.words("change.never")
    missed = side.words.day(gap.missed) if [gap.missed] != list(came) else ""
    return side.words("change.unreported", period=missed, last=side.words.day(gap.last))


def _underway(both: Both) -> Mapping[tuple[str, str], _Progress]:
    """By level and period, what of it changed: the indicators concerned taken together, for a unit reports them together."""
    found: dict[tuple[str, str], _Progress] = {}
    for series, (old, new) in both.items():
        for period, awaited in course(new.units).awaited.items():
            before, after = old.units.get(period, frozenset()), new.units[period]
            if before != after:
                known = found.get((series.level, period), _Progress())
                found[series.level, period] = _Progress(
                    (*known.indicators, series.indicator),
                    known.before | before,
                    known.after | after,
                    known.awaited | awaited,
                    known.demo or period in new.demo,
                )
    return found


def _progress(side: Side, level: str, period: str, progress: _Progress) -> Line:
    words, root = side.words, side.edition.tree.root
    before = words("change.filed_before", count=len(progress.before))
    after = words("change.filed_after", count=len(progress.after), awaited=len(progress.awaited - progress.after))
    names = _names(side, progress.indicators)
    return Line(root, words(f"coverage.{level}"), names, words.day(period), before, after, progress.demo)


def _line(side: Side, told: _Told, indicators: Sequence[str]) -> Line:
    return Line(told.unit, side.name("unit", told.unit), _names(side, indicators), told.when, told.before, told.after, told.demo)


def _names(side: Side, indicators: Sequence[str]) -> str:
    """The indicators by name; where they are many and all of the dashboard, how many."""
    if len(indicators) > _LISTED and set(indicators) == set(side.edition.dashboard):
        return side.words("change.all_indicators", count=len(indicators))
    return side.words("change.and").join(side.name("indicator", code) for code in indicators)


def _periods(side: Side, periods: Sequence[str]) -> str:
    """The periods by name; of more than a few, the first, the last and how many."""
    if len(periods) > _LISTED:
        first, last = (side.words.day(periods[place]) for place in (0, -1))
        return side.words("change.periods", first=first, last=last, count=len(periods))
    return side.words("change.and").join(side.words.day(period) for period in periods)
