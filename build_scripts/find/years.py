"""Calendars: of every year the day of each document, so that the newest of many can be told without reading what they hold."""

from collections.abc import Iterator

import numpy as np

from build_scripts.find.files import File, packed
from build_scripts.find.numbers import Ints, written
from build_scripts.find.order import FACETS, Ordered

_MONTH = 32
"""A day is told as its month times this and its day; both are 0 where they are not known, so that such stand before the others."""


def years(order: Ordered, stamp: bytes) -> Iterator[File]:
    """`find/years/<year>.nz`: stretches of documents that have one day, in the order of the documents.

    How many stretches; how long each is; how much later its day is than the one before, `2n`, or how much earlier, `2n-1`.
    """
    starts = np.append(0, np.cumsum(order.runs[:, 0]))
    of_year = order.runs[:, 1 + FACETS.index("year")]
    for place, year in enumerate(order.codes["year"]):
        if year:
            first, end = np.searchsorted(of_year, [place, place + 1])
            yield packed(f"years/{year}", stamp, _stretches(_days(order, slice(starts[first], starts[end]))))


def _days(order: Ordered, documents: slice) -> Ints:
    parts = order.days[documents].view("U1").reshape(-1, 10)
    month, day = (np.ascontiguousarray(parts[:, place : place + 2]).view("U2").ravel().astype(np.int64) for place in (5, 8))
    return month * _MONTH + day


def _stretches(days: Ints) -> bytes:
    first = np.flatnonzero(np.append(True, days[1:] != days[:-1]))
    later = np.diff(days[first], prepend=0)
    steps = np.where(later >= 0, 2 * later, -2 * later - 1)
    return written(np.concatenate([[len(first)], np.diff(np.append(first, len(days))), steps])).tobytes()
