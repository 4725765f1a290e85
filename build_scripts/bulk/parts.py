"""Which parts the records of a kind have: by place and year, or by the page where they belong to no place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from build_scripts.declare import Kind
from build_scripts.merge.places import place
from build_scripts.merge.tree import UnitTree

UNDATED = "undated"
"""In place of the year where a record states none."""

PLACE = "unit"
_DATED = frozenset({"year", "period"})
_PAGE = 10_000
_ROWS_AT_ONCE = 40_000
"""Rows that one task writes: enough that its beginning costs little, few enough that several fit into memory beside each other."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some records of a kind: current code of the place and year, or both empty and the number of the page; and where they stand."""

    unit: str
    year: str
    page: int
    start: int
    stop: int

    @property
    def stem(self) -> str:
        """What its files are called; it never changes."""
        return "-".join(text for text in (self.unit, self.year) if text) if self.unit else f"page-{self.page}"

    @property
    def count(self) -> int:
        """How many records."""
        return self.stop - self.start


@dataclass(frozen=True, eq=False, slots=True)
class Partition:
    """The parts of a kind; `order` puts the rows of its table so that each part is one run of them, by key within it."""

    kind: Kind
    order: np.ndarray
    parts: tuple[Part, ...]

    @property
    def placed(self) -> bool:
        """Whether the parts are places."""
        return placed(self.kind)

    @property
    def years(self) -> dict[str, int]:
        """How many records of the whole province there are of each year, the oldest first; of places without years nothing."""
        found: dict[str, int] = {}
        for part in self.parts:
            if part.year:
                found[part.year] = found.get(part.year, 0) + part.count
        return dict(sorted(found.items()))

    def rows_of(self, year: str) -> np.ndarray:
        """Where in the table the records of a year stand, in the order of the table."""
        return np.sort(np.concatenate([self.order[part.start : part.stop] for part in self.parts if part.year == year]))

    def blocks(self) -> Iterator[tuple[Part, ...]]:
        """Neighbouring parts of some ten thousand rows together."""
        block: list[Part] = []
        for part in self.parts:
            block.append(part)
            if part.stop - block[0].start >= _ROWS_AT_ONCE:
                yield tuple(block)
                block = []
        if block:
            yield tuple(block)


def year_stem(year: str) -> str:
    """What the files of a year in the whole province are called."""
    return f"all-{year}"


def placed(kind: Kind) -> bool:
    """Whether records of the kind are told apart by place: those that clerks hand in for their own unit (所属单位)."""
    return any(field.name == PLACE and field.refers == "unit" and field.grammar.name == "reference" for field in kind.fields)


def year_field(kind: Kind) -> str:
    """The field that gives the year of a record: the year or period it must state, else the day by which it is listed; empty for none."""
    return next((field.name for field in kind.fields if field.grammar.name in _DATED and field.required), kind.newest_first)


def partition(kind: Kind, rows: pd.DataFrame, tree: UnitTree) -> Partition:
    """The parts of the published rows of a kind.

    A unit that changed its code is one place under the code of today, a township belongs to the unit that it reports to.
    """
    if not placed(kind) or rows.empty:
        starts = range(0, len(rows), _PAGE)
        pages = [Part("", "", number, start, min(start + _PAGE, len(rows))) for number, start in enumerate(starts, 1)]
        return Partition(kind, np.arange(len(rows)), tuple(pages))
    codes, stated = pd.factorize(rows[PLACE])
    units, places = _ranked([place(tree, code) for code in stated], codes)
    year = year_field(kind)
    codes, stated = pd.factorize(rows[year], use_na_sentinel=False) if year else (np.zeros(len(rows), dtype="int64"), [""])
    years, when = _ranked([_year(text) if year else "" for text in stated], codes)
    both = units * len(when) + years
    order = np.argsort(both, kind="stable")
    counts = np.bincount(both, minlength=len(places) * len(when)).tolist()
    edges = [0, *np.cumsum(counts).tolist()]
    parts = [
        Part(places[number // len(when)], when[number % len(when)], 0, start, stop)
        for number, (start, stop) in enumerate(pairwise(edges))
        if start < stop
    ]
    return Partition(kind, order, tuple(parts))


def _ranked(texts: Sequence[str], codes: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """For rows coded by places in `texts`: the rank of each among the distinct texts, and these in their order."""
    distinct = sorted(set(texts))
    ranks = {text: rank for rank, text in enumerate(distinct)}
    return np.array([ranks[text] for text in texts], dtype="int64")[codes], distinct


def _year(text: object) -> str:
    return text[:4] if isinstance(text, str) and text[:4].isdecimal() else UNDATED
