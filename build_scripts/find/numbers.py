"""Numbers as bytes: seven bits a byte, the lowest first, the eighth says that more follow."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]


def widths(values: Ints) -> Ints:
    """How many bytes each number takes; one that is negative takes one."""
    found = np.ones(len(values), dtype=np.int64)
    largest, bound = values.max(initial=0), 1 << 7
    while largest >= bound:
        found += values >= bound
        bound <<= 7
    return found


def written(values: Ints) -> Bytes:
    """All numbers, one after the other."""
    wide = widths(values)
    starts = np.cumsum(wide) - wide
    found = np.zeros(int(wide.sum()), dtype=np.uint8)
    put(found, starts, values)
    return found


def put(into: Bytes, places: Ints, values: Ints) -> None:
    """Write each number at its place."""
    wide = widths(values)
    for turn in range(int(wide.max(initial=0))):
        here = wide > turn
        more = (wide[here] > turn + 1).astype(np.int64) << 7
        into[places[here] + turn] = (values[here] >> 7 * turn) & 0x7F | more


def number(values: Iterable[int]) -> bytes:
    """A few numbers."""
    found = bytearray()
    for value in values:
        while value > 0x7F:
            found.append(value & 0x7F | 0x80)
            value >>= 7
        found.append(value)
    return bytes(found)
