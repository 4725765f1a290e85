"""Sets of documents as bytes: single numbers, runs, or, where they lie close, bits. site_theme/find/sets.mjs reads them."""

import numpy as np
from numpy.typing import NDArray

from build_scripts.find.numbers import Bytes, Ints, put, widths

BLOCK = 1 << 14
"""How many documents are encoded at a time; a set has one piece a block."""

_SHIFT = 11
_WINDOW = 1 << _SHIFT
_BITS = _WINDOW // 8


def encoded(keys: NDArray[np.uint64], members: Ints) -> tuple[NDArray[np.uint64], Ints, Bytes]:
    """The sets of one block.

    A piece is a row of numbers. `0, w` and 256 bytes: bits of the window of 2,048 documents that lies w windows after the one reached;
    otherwise `2·gap+1`: after a gap one document; `2·gap+2, n`: after a gap a run of n+2.

    Args:
        keys: of every member the set it belongs to, ascending.
        members: numbers below BLOCK, ascending within their set, each once.

    Returns:
        The sets, the bytes of each one's piece, and all pieces.
    """
    new_key = np.append(True, keys[1:] != keys[:-1])
    window = members >> _SHIFT
    new_group = new_key | np.append(True, window[1:] != window[:-1])
    new_run = new_group | np.append(True, members[1:] != members[:-1] + 1)
    first = np.flatnonzero(new_run)
    length = np.diff(np.append(first, len(members)))
    start, end = members[first], members[first] + length
    group = np.cumsum(new_group) - 1
    bits = _as_bits(new_key[first], start, end, group[first])
    keep = ~bits[group[first]] | new_group[first]
    start, end, length, is_bits = start[keep], end[keep], length[keep], bits[group[first]][keep]
    start, end = np.where(is_bits, start >> _SHIFT << _SHIFT, start), np.where(is_bits, (start >> _SHIFT << _SHIFT) + _WINDOW, end)
    before = np.where(new_key[first][keep], 0, np.append(0, end[:-1]))
    head = np.where(is_bits, 0, ((start - before) << 1) + np.where(length > 1, 2, 1))
    tail = np.where(is_bits, (start >> _SHIFT) - (before >> _SHIFT), length - 2)
    has_tail = is_bits | (length > 1)
    size = widths(head) + np.where(has_tail, widths(tail), 0) + np.where(is_bits, _BITS, 0)
    places = np.cumsum(size) - size
    found = np.zeros(int(size.sum()), dtype=np.uint8)
    put(found, places, head)
    put(found, (places + widths(head))[has_tail], tail[has_tail])
    _put_bits(found, (places + size - _BITS)[is_bits], members[bits[group]], group[bits[group]])
    of_key = np.flatnonzero(new_key[first][keep])
    return keys[new_key], np.add.reduceat(size, of_key) if len(of_key) else size, found


def _as_bits(new_key: NDArray[np.bool_], start: Ints, end: Ints, group: Ints) -> NDArray[np.bool_]:
    """Of every window of a set whether bits are shorter than numbers; gaps are judged as if no window before were bits."""
    before = np.where(new_key, 0, np.append(0, end[:-1]))
    length = end - start
    size = widths((start - before) * 2 + 2) + np.where(length > 1, widths(length - 2), 0)
    return np.bincount(group, weights=size) > _BITS + 2


def _put_bits(into: Bytes, places: Ints, members: Ints, group: Ints) -> None:
    if not len(places):
        return
    rows = np.cumsum(np.append(0, group[1:] != group[:-1]))
    bytes_ = rows * _BITS + ((members & (_WINDOW - 1)) >> 3)
    bits = np.bincount(bytes_, weights=1 << (members & 7), minlength=len(places) * _BITS)
    into[places[:, None] + np.arange(_BITS)] = bits.astype(np.uint8).reshape(-1, _BITS)
