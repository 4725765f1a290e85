"""Calendars: of every month the documents of each day, so that the newest of many can be told without the days of all."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from build_scripts.find.files import File, packed
from build_scripts.find.numbers import Ints, number, written
from build_scripts.find.order import FACETS, Ordered


def months(order: Ordered, stamp: bytes) -> Iterator[File]:
    """`find/months/<month>.nz`: for each day from the last: the day, how many documents, the distance from each to the next."""
    for month, members in _months(order):
        days = order.days[members].view("U2").reshape(len(members), -1)[:, -1].astype(np.int64)
        parts = []
        for day in reversed(np.unique(days).tolist()):
            of_day = members[days == day]
            parts += [number((day, len(of_day))), written(np.diff(of_day, prepend=0)).tobytes()]
        yield packed(f"months/{month}", stamp, b"".join(parts))


def month_list(order: Ordered) -> Sequence[tuple[str, Sequence[int]]]:
    """Every month from the newest, with the places of the items that occur in it."""
    item = np.repeat(order.runs[:, 1 + FACETS.index("item")], order.runs[:, 0])
    return [(month, np.unique(item[members]).tolist()) for month, members in _months(order)]


def _months(order: Ordered) -> Iterator[tuple[str, Ints]]:
    """Every month from the newest, and the numbers of its documents, ascending."""
    names, places = np.unique(order.days.astype("U7"), return_inverse=True)
    turn = np.argsort(places, kind="stable")
    edges = np.searchsorted(places[turn], np.arange(len(names) + 1))
    for place, (start, end) in reversed(list(enumerate(pairwise(edges.tolist())))):
        if names[place]:
            yield str(names[place]), turn[start:end]
