"""Fingerprint (指纹) and short code (短码) of a record, by which a sheet of paper can be held against what is published now.

Both are letters alone: no digits, which could look like somebody's number, and no vowels, which could spell a word.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from build_scripts.declare import Kind

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_FINGERPRINT, _CODE, _GROUP = 16, 12, 4


def fingerprint(kind: Kind, row: Mapping[str, Any]) -> str:
    """Sixteen letters, 69 bits, `KJWT BXQM ZZRF HPND`, of the SHA-256 over the record's stated fields.

    One line a field in the order of the declaration, `name=value`, joined by LF, in UTF-8. Anyone can compute it from the record as the
    downloads give it: the digest as a number, written in base 20 with these letters, the last sixteen of them.
    """
    lines = [f"{field.name}={row[field.name]}" for field in kind.fields if row[field.name] is not None]
    return " ".join(_letters("\n".join(lines), _FINGERPRINT))


def short_code(index_number: str) -> str:
    """Twelve letters that stand for an index number on paper, `KJWT-BXQM-ZZRF`: the last of its SHA-256 in the same letters."""
    return "-".join(_letters(index_number, _CODE))


def _letters(text: str, count: int) -> list[str]:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    signs = []
    for _ in range(count):
        number, place = divmod(number, len(_LETTERS))
        signs.append(_LETTERS[place])
    told = "".join(reversed(signs))
    return [told[start : start + _GROUP] for start in range(0, count, _GROUP)]
