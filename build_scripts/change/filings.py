"""Who has reported what (报送): the filings of one side by series and period, and what came and went between two sides."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from build_scripts.change.side import Side
from build_scripts.merge.course import Gap, course
from build_scripts.merge.periods import period_end

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """What can be held against each other: one indicator, one level of units (a key of MAP_LEVELS), periods of one length (`0000-Q0`)."""

    indicator: str
    level: str
    form: str


@dataclass(frozen=True, slots=True)
class Filed:
    """`units`: who reported, by period, the earliest first; `demo`: the periods in which an invented record has part."""

    units: Mapping[str, frozenset[str]] = field(default_factory=dict)
    demo: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Event:
    """A unit that `came` back with these periods, or fell silent in them.

    `gap`: what it had missed, or misses; None where it never reported before, or where figures that stood are gone.
    """

    unit: str
    came: bool
    periods: tuple[str, ...]
    gap: Gap | None = None


def events(old: Mapping[str, Set[str]], new: Mapping[str, Set[str]]) -> Iterator[Event]:
    """Who fell silent between two states of one series, and who is heard again, in order of unit.

    A unit falls silent where what it had reported is gone, or where it is silent by `course` and was not before. It is heard again where it
    was silent and has reported what it missed or a later period; or where it had never reported, and begins with a later period than the
    first of the others. A report in time is neither; nor is a unit that was silent and still is.
    """
    was, now = course(old).silent, course(new).silent
    before, present = _by_unit(old), _by_unit(new)
    for unit in sorted(before.keys() | present.keys()):
        had, has = before.get(unit, []), present.get(unit, [])
        gone, fresh = _without(had, has), _without(has, had)
        missed, misses = was.get(unit), now.get(unit)
        if gone:
            yield Event(unit, False, gone)
        if misses and not missed and misses.missed not in gone:
            yield Event(unit, False, (misses.missed,), misses)
        if missed:
            fresh = tuple(period for period in fresh if period_end(period) >= period_end(missed.missed))
        elif unit in before or not any(period_end(period) < period_end(fresh[0]) for period in old if fresh):
            fresh = ()
        if fresh:
            yield Event(unit, True, fresh, missed)


def filings(side: Side, ground: Side) -> dict[Series, Filed]:
    """What each division has reported of the dashboard's indicators, a figure withheld by rule (不公开) or 不适用 included.

    Args:
        side: whose records.
        ground: whose units: only those that exist there on the day of its data, former codes counted with what stands for them.
    """
    tree = ground.edition.tree
    rows = side.edition.derived["coverage"].sort_values(["period_end", "period"], kind="stable")
    current = {code: tree.current(code) for code in rows["place"].unique()}
    rows = rows.assign(place=rows["place"].map(current))
    levels = {tree.current(code): level for code, level in tree.owing(ground.edition.federation.as_of).items()}
    rows = rows.assign(level=rows["place"].map(levels), form=rows["period"].str.replace(_DIGIT, "0", regex=True))
    found: dict[Series, Filed] = {}
    for key, group in rows.dropna(subset=["level"]).groupby(["indicator", "level", "form"], sort=True):
        units = {str(period): frozenset(places) for period, places in group.groupby("period", sort=False)["place"]}
        found[Series(*map(str, key))] = Filed(units, frozenset(group.loc[group["_demo"].astype(bool), "period"]))
    return found


def _by_unit(filed: Mapping[str, Set[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for period, units in filed.items():
        for unit in units:
            found.setdefault(unit, []).append(period)
    return found


def _without(periods: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(period for period in periods if period not in others)
