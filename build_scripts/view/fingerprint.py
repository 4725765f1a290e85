"""Fingerprint (指纹) and short code (短码) of a record, by which a sheet of paper can be held against what is published now.

Both are letters alone: no digits, which could look like somebody's number, and no vowels, which could spell a word.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.declare import Kind
from build_scripts.view.columns import Column, column, given, pieces

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_FINGERPRINT, _CODE, _GROUP = 16, 12, 4
_WORDS = 8  # of 32 bits in a SHA-256


def fingerprint(kind: Kind, row: Mapping[str, Any]) -> str:
    """Sixteen letters, 69 bits, `KJWT BXQM ZZRF HPND`, of the SHA-256 over the record's stated fields.

    One line a field in the order of the declaration, `name=value`, joined by LF, in UTF-8. Anyone can compute it from the record as the
    downloads give it: the digest as a number, written in base 20 with these letters, the last sixteen of them.
    """
    lines = [f"{name}={row[name]}" for name in _names(kind) if row[name] is not None]
    return " ".join(_letters("\n".join(lines), _FINGERPRINT))


def fingerprints(kind: Kind, table: pd.DataFrame) -> Column:
    """The fingerprint of each row of a table of that kind."""
    lines = []
    for name in _names(kind):
        values = given(table, name)
        if values.null_count < len(values):
            lines.append(pc.binary_join_element_wise(_scalar(f"{name}="), values, _scalar("")))
    told = pc.binary_join_element_wise(*lines, _scalar("\n"), null_handling="skip") if lines else column([])
    return _lettered(pieces(told), _FINGERPRINT, " ")


def short_codes(index_numbers: Column) -> Column:
    """Twelve letters that stand for each index number on paper, `KJWT-BXQM-ZZRF`: the last of its SHA-256 in the same letters."""
    return _lettered(pieces(index_numbers), _CODE, "-")


def _lettered(texts: Iterable[bytes], count: int, gap: str) -> Column:
    """As `_letters`, for many: their digests are divided all at once, by long division in words of 32 bits."""
    base, known = len(_groups()), pa.array(_groups(), pa.large_string())
    words = np.frombuffer(b"".join([hashlib.sha256(text).digest() for text in texts]), ">u4").reshape(-1, _WORDS).T.astype(np.int64)
    told = []
    for _ in range(0, count, _GROUP):
        left = np.zeros(words.shape[1], np.int64)
        for word in words:
            word[:], left = np.divmod(left << 32 | word, base)
        told.append(known.take(pa.array(left)))
    return pc.binary_join_element_wise(*told[::-1], _scalar(gap))


def _scalar(text: str) -> Any:
    return pa.scalar(text, pa.large_string())


@cache
def _names(kind: Kind) -> tuple[str, ...]:
    return tuple(field.name for field in kind.fields)


def _letters(text: str, count: int) -> list[str]:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    groups, told = _groups(), []
    for _ in range(0, count, _GROUP):
        number, group = divmod(number, len(groups))
        told.append(groups[group])
    return told[::-1]


@cache
def _groups() -> list[str]:
    """Every number below 20 to the fourth in four letters."""
    return ["".join(signs) for signs in product(_LETTERS, repeat=_GROUP)]
