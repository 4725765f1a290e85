"""What invented unions owe by the catalogue's calendar, and which of it they fulfil, in time or late."""

from dataclasses import dataclass

import numpy as np

from build_scripts.demo.catalogue import CATALOGUE
from build_scripts.demo.draws import Floats, Ints, Truths, below
from build_scripts.demo.items import Owed
from build_scripts.demo.lines import Lines

_LATE = 0.12  # share of what is fulfilled that comes late
_SPREAD = 24  # days over which the punctual ones spread, after the day on which what is asked for has to be there
_SOON = 4  # days after a union is founded, or the first year begins, that what is disclosed once a term appears at the earliest
_FIRST_LATE, _LATE_SPREAD = 40, 110
_OPEN_UNTIL = "07-01"  # of the year after the last: what tells of the last year is disclosed in the next one


@dataclass(frozen=True, slots=True)
class Owing:
    """One row a disclosure that is owed and made.

    `who`: position of the union, or of the line; `item` position in the catalogue; `year`
    and `quarter` (1-4, 0 = a year, -1 = once a term) of the period; `published` in days since 1970-01-01.
    """

    by_union: Truths
    who: Ints
    item: Ints
    year: Ints
    quarter: Ints
    published: Ints

    @property
    def told_after(self) -> Ints:
        """The last day of the period where it is over before what is asked for has to be there; long ago where it is not."""
        months = np.array([item.owed.months if item.owed else 0 for item in CATALOGUE])[self.item]
        length = np.where(self.quarter > 0, 3, 12)
        end = (self.year - 1970) * 12 + length * np.maximum(self.quarter, 1)
        day = end.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1
        return np.where((self.quarter >= 0) & (months >= length), day, 0)

    def taken(self, rows: Ints) -> "Owing":
        """Those rows alone."""
        return Owing(self.by_union[rows], self.who[rows], self.item[rows], self.year[rows], self.quarter[rows], self.published[rows])


def fulfilled(rng: np.random.Generator, lines: Lines, founded: Ints, most: int) -> Owing:
    """At most so many of the duties of all years, each union as diligent as it was drawn.

    Args:
        rng: of the draws.
        lines: the reporting lines.
        founded: of each union, in months since 1970-01.
        most: how many at most.
    """
    diligence = {True: 1 - 0.65 * _squared(rng, len(founded)), False: 1 - 0.2 * _squared(rng, lines.count)}
    parts = [
        _of_period(lines, founded, (place, item.owed, year, quarter), by_union)
        for place, item in enumerate(CATALOGUE)
        if item.owed
        for by_union in (False, True)
        if (item.owed.union if by_union else item.owed.federation)
        for year, quarter in _periods(item.owed, lines.years)
    ]
    whole = Owing(*(np.concatenate([getattr(part, name) for part in parts]) for name in Owing.__slots__))
    count = len(whole.who)
    share = np.where(whole.by_union, diligence[True][np.where(whole.by_union, whole.who, 0)], 0)
    share = np.where(whole.by_union, share, diligence[False][np.where(whole.by_union, 0, whole.who)])
    late = rng.random(count) < _LATE
    punctual = below(rng, _SPREAD, count)
    punctual = np.where(whole.quarter < 0, _SOON + punctual // 2, 1 + punctual)
    published = whole.published + np.where(late, _FIRST_LATE + below(rng, _LATE_SPREAD, count), punctual)
    last = int(np.datetime64(f"{lines.years[1] + 1}-{_OPEN_UNTIL}", "D").astype(np.int64))
    made = np.flatnonzero((rng.random(count) < share) & (published < last))
    if len(made) > most:
        made = np.sort(made[np.argsort(rng.random(len(made)), kind="stable")[:most]])
    return Owing(whole.by_union, whole.who, whole.item, whole.year, whole.quarter, published).taken(made)


def _squared(rng: np.random.Generator, count: int) -> Floats:
    draw = rng.random(count)
    return draw * draw


def _periods(owed: Owed, years: tuple[int, int]) -> list[tuple[int, int]]:
    if not owed.months:
        return [(years[0], -1)]
    return [(year, quarter) for year in range(years[0], years[1] + 1) for quarter in ((1, 2, 3, 4) if owed.quarterly else (0,))]


def _of_period(lines: Lines, founded: Ints, what: tuple[int, Owed, int, int], by_union: bool) -> Owing:
    """Whoever is there when the period begins; `published` is the day on which what is asked for has to be there."""
    item, owed, year, quarter = what
    start = (year - 1970) * 12 + 3 * max(quarter - 1, 0)
    if by_union:
        who = np.flatnonzero(founded < start) if owed.months else np.arange(len(founded))
        since = np.maximum(founded[who] + 1, start)
    else:
        who = np.flatnonzero(lines.codes[:, (year - lines.years[0]) * 4 + max(quarter - 1, 0)] != "")
        since = np.full(len(who), start)
    ready = (since if not owed.months else np.full(len(who), start + owed.months)).astype("datetime64[M]").astype("datetime64[D]")
    size = len(who)
    return Owing(
        np.full(size, by_union),
        who,
        np.full(size, item),
        np.full(size, year),
        np.full(size, quarter),
        ready.astype(np.int64) + (0 if not owed.months else -1),
    )
