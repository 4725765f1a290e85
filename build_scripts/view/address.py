"""Where a record stands in the site: addresses that follow from its code alone, so that they never change (permanent addresses)."""

import hashlib
import re
from functools import lru_cache

from build_scripts.declare import Kind

ON_A_PAGE = 16
"""Disclosures on one page of a federation; a part of their addresses, so that it must never change."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_FEDERATION = re.compile(r"[0-9]{6}|x-.*")


def union_path(code: str) -> str:
    """The page of a union or a federation, by its code."""
    return f"union/{slug(code)}.html"


@lru_cache(maxsize=65_536)
def disclosure_path(index_number: str) -> str:
    """Where a disclosure stands, withdrawn ones included.

    It is `union/81420525000000019M.html#2018-00012` or `union/420525/2018-0.html#2018-00012`: a union's own stand on its page, those of a
    federation, which may be thousands, sixteen on a page by year and running number.
    """
    publisher, _, number = index_number.partition("/")
    if not is_federation(publisher):
        return f"{union_path(publisher)}#{number}"
    return f"{federation_page(publisher, number)}#{number}"


def federation_page(code: str, number: str) -> str:
    """The page that holds a federation's disclosure of that number (`2018-00012`)."""
    year, _, serial = number.partition("-")
    return f"union/{slug(code)}/{year}-{int(serial) // ON_A_PAGE}.html"


def is_federation(code: str) -> bool:
    """Whether the code is one of a federation (单位代码), by its form alone: six digits, or `x-` and more. No union has such a code."""
    return _FEDERATION.fullmatch(code) is not None


def slug(code: str) -> str:
    """A short ASCII name for a record's file: the code, or else a hash; it never changes.

    Two codes of one kind never share a slug: hashes begin with `_`.
    """
    return code if _PLAIN.fullmatch(code) else f"_{hashlib.sha256(code.encode()).hexdigest()[:16]}"


def item_path(kind: Kind, code: str) -> str:
    """The path of a record's page, or of its place on one."""
    if kind.name == "disclosure":
        return disclosure_path(code)
    if kind.name == "organisation":
        return union_path(code)
    return f"records/{kind.name}/{slug(code)}.html"


def up(path: str) -> str:
    """The prefix that leads from a page back to the site's root."""
    return "../" * path.count("/")
