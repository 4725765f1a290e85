"""Postings: for every two signs that stand side by side somewhere, the documents in which they do."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from build_scripts.find.numbers import Bytes, Ints, number
from build_scripts.find.sets import BLOCK, encoded
from build_scripts.find.text import plain_points

FIELDS = ("title", "body", "by", "beside", "code")
"""Where words are looked for."""

SIGN_BITS, _MEMBER_BITS = 21, 14
DIGITS = 0x110000
"""From here on, two digits count as one sign: numbers are told apart by three digits in a row, for two stand nearly everywhere."""

_NOUGHT, _NINE = ord("0"), ord("9")
Block = tuple[NDArray[np.uint64], Ints, Bytes]


def postings(rows: pd.DataFrame) -> Iterator[tuple[int, bytes]]:
    """Every pair of signs, as `first << 21 | second` ascending, with its documents.

    A posting is a row of pieces, one a block with members: how many blocks after the one before, how many bytes, the bytes.
    """
    blocks = [block(rows.iloc[start : start + BLOCK]) for start in range(0, len(rows), BLOCK)]
    if any(len(each[0]) for each in blocks):
        yield from _joined(blocks)


def block(rows: pd.DataFrame) -> Block:
    """The postings of one block of documents."""
    texts = [text for field in FIELDS for text in rows[field].to_numpy(dtype=object)]
    points, owners = plain_points(texts)
    first, second, owner = _pairs(points, owners)
    member = (owner % max(len(rows), 1)).astype(np.uint64)
    if not len(member):
        return first, member.astype(np.int64), np.zeros(0, dtype=np.uint8)
    found = np.sort(first << (SIGN_BITS + _MEMBER_BITS) | second << _MEMBER_BITS | member)
    found = found[np.append(True, found[1:] != found[:-1])]
    return encoded(found >> np.uint64(_MEMBER_BITS), (found & np.uint64((1 << _MEMBER_BITS) - 1)).astype(np.int64))


def _pairs(points: Ints, owners: Ints) -> tuple[NDArray[np.uint64], NDArray[np.uint64], Ints]:
    """What stands side by side in one text: every two signs, and every digit before two others."""
    beside = owners[1:] == owners[:-1]
    digit = (points >= _NOUGHT) & (points <= _NINE)
    row = np.flatnonzero(digit[:-2] & digit[1:-1] & digit[2:] & beside[:-1] & beside[1:])
    two = DIGITS + (points[row + 1] - _NOUGHT) * 10 + points[row + 2] - _NOUGHT
    first = np.concatenate([points[:-1][beside], points[row]]).astype(np.uint64)
    second = np.concatenate([points[1:][beside], two]).astype(np.uint64)
    return first, second, np.concatenate([owners[1:][beside], owners[row]])


def _joined(blocks: Sequence[Block]) -> Iterator[tuple[int, bytes]]:
    keys = np.concatenate([each[0] for each in blocks])
    sizes = np.concatenate([each[1] for each in blocks])
    owner = np.repeat(np.arange(len(blocks)), [len(each[0]) for each in blocks])
    starts = np.concatenate([np.cumsum(each[1]) - each[1] for each in blocks])
    turn = np.argsort(keys, kind="stable")
    keys, pieces = keys[turn], zip(owner[turn].tolist(), starts[turn].tolist(), sizes[turn].tolist(), strict=True)
    data = [each[2].tobytes() for each in blocks]
    edges = [*np.flatnonzero(np.append(True, keys[1:] != keys[:-1])).tolist(), len(keys)]
    for start, end in pairwise(edges):
        parts, reached = [], 0
        for _ in range(end - start):
            which, place, size = next(pieces)
            parts += [number((which - reached, size)), data[which][place : place + size]]
            reached = which
        yield int(keys[start]), b"".join(parts)
