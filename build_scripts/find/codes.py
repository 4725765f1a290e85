"""Exact look-up: of an index number, a code, or the name of something without a date, the documents that have it."""

import zlib
from collections.abc import Iterator

import numpy as np
import pandas as pd

from build_scripts.find.files import File, buckets, packed
from build_scripts.find.numbers import written
from build_scripts.find.text import plain_texts

_EACH = 4_000  # look-ups a file
_OWNER = 31  # bits of the number of a document


def exponent_for(rows: pd.DataFrame) -> int:
    """The exponent of the number of files for that many documents."""
    return buckets(len(rows) * 2, _EACH)


def codes(rows: pd.DataFrame, stamp: bytes) -> Iterator[File]:
    """`find/codes/<n>.nz`: hashes ascending, each as the distance from the one before, and the document's number."""
    exponent = exponent_for(rows)
    names = rows["title"].where(rows["on"] == "", "").to_numpy(dtype=object)
    held = np.concatenate([rows["code"].to_numpy(dtype=object), names])
    owners = np.flatnonzero(held != "")
    hashes = [zlib.crc32(text.encode()) for text in plain_texts(held[owners].tolist())]
    both = np.sort(np.array(hashes, dtype=np.int64) << _OWNER | owners % max(len(rows), 1))
    both = both[np.diff(both, prepend=-1) > 0]
    pairs = np.stack([both >> _OWNER, both & ((1 << _OWNER) - 1)])
    edges = np.searchsorted(pairs[0], np.arange((1 << exponent) + 1, dtype=np.int64) << (32 - exponent))
    for place in range(1 << exponent):
        part = pairs[:, edges[place] : edges[place + 1]]
        part = np.stack([np.diff(part[0], prepend=place << (32 - exponent)), part[1]])
        yield packed(f"codes/{place}", stamp, written(part.T.reshape(-1)).tobytes())
