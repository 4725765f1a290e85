"""Fingerprint (指纹) and short code (短码) of a record, by which a sheet of paper can be held against what is published now.

Both are letters alone: no digits, which could look like somebody's number, and no vowels, which could spell a word.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Any

from build_scripts.declare import Kind

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_FINGERPRINT, _CODE, _GROUP = 16, 12, 4
_BEYOND = {count: len(_LETTERS) ** count for count in (_FINGERPRINT, _CODE)}


def fingerprint(kind: Kind, row: Mapping[str, Any]) -> str:
    """Sixteen letters, 69 bits, `KJWT BXQM ZZRF HPND`, of the SHA-256 over the record's stated fields.

    One line a field in the order of the declaration, `name=value`, joined by LF, in UTF-8. Anyone can compute it from the record as the
    downloads give it: the digest as a number, written in base 20 with these letters, the last sixteen of them.
    """
    lines = [f"{name}={row[name]}" for name in _names(kind) if row[name] is not None]
    return " ".join(_letters("\n".join(lines), _FINGERPRINT))


@cache
def _names(kind: Kind) -> tuple[str, ...]:
    return tuple(field.name for field in kind.fields)


def short_code(index_number: str) -> str:
    """Twelve letters that stand for an index number on paper, `KJWT-BXQM-ZZRF`: the last of its SHA-256 in the same letters."""
    return "-".join(_letters(index_number, _CODE))


def _letters(text: str, count: int) -> list[str]:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()) % _BEYOND[count]
    groups, told = _groups(), []
    for _ in range(0, count, _GROUP):
        number, group = divmod(number, len(groups))
        told.append(groups[group])
    return told[::-1]


@cache
def _groups() -> list[str]:
    """Every number below 20 to the fourth in four letters."""
    return ["".join(signs) for signs in product(_LETTERS, repeat=_GROUP)]
