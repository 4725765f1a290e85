"""Files of the index: each begins with the stamp of its edition and is compressed by us, so that any host will do."""

import hashlib
import json
import zlib
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

FOLDER = "find"
NUMBERS, TEXTS = ".nz", ".jz"
"""Suffixes of files that hold numbers alone and of those that hold texts (JSON)."""

File = tuple[str, bytes]
"""A path from the site's root and the bytes."""

_STAMP = 4
_LEVEL = 6


def stamp_of(documents: pd.DataFrame, about: Any) -> bytes:
    """What tells one edition of the index from another: files of two editions know documents by different numbers."""
    running = hashlib.sha256(json.dumps(about, ensure_ascii=False, sort_keys=True).encode())
    for name in documents.columns:
        running.update(_joined(documents[name]))
    return running.digest()[:_STAMP]


def _joined(column: pd.Series) -> memoryview:
    """All texts of a column, one after the other, a sign between them."""
    texts = pa.array(column.astype("str"), pa.large_string())
    whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    one = pa.ListArray.from_arrays(pa.array([0, len(whole)], pa.int32()), whole)
    return memoryview(pc.binary_join(one, pa.scalar("\x1f", pa.large_string()))[0].as_buffer())


def packed(name: str, stamp: bytes, data: bytes, suffix: str = NUMBERS) -> File:
    """A file of the index."""
    return f"{FOLDER}/{name}{suffix}", stamp + zlib.compress(data, _LEVEL)


def unpacked(data: bytes) -> bytes:
    """What a file holds; raises zlib.error where it is none of ours."""
    return zlib.decompress(data[_STAMP:])


def packed_json(name: str, stamp: bytes, value: Any) -> File:
    """A file of the index that holds texts."""
    return packed(name, stamp, json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(), TEXTS)


def buckets(total: int, each: int) -> int:
    """Into how many files of about that size (bytes, entries) a total is shared: a power of two, as its exponent."""
    return max((-(-total // each) - 1).bit_length(), 0)
