"""Addresses in pages: where each leads, inside the site or out of it."""

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PLAIN = re.compile(r"((?:\.\./)*)([\w-]+(?:[./][\w-]+)*)?(?:#([\w.-]*))?", re.ASCII)
"""Addresses in which there is nothing to resolve but the folders above; nearly all of ours."""

_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20]+")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an address leads: `path` and `fragment` inside the site, or `host` outside it, or a `scheme` that is neither."""

    path: str = ""
    fragment: str = ""
    host: str = ""
    scheme: str = ""


def address(page: str, written: str) -> Address:
    """Resolve what stands in an attribute of `page` (its path in the site) the way a browser does.

    Blanks and control characters go first, because browsers ignore them inside a scheme; a backslash counts as a slash.
    A path that leaves the root keeps its `..`, so that no file matches it.
    """
    where = _from_folder(page.rpartition("/")[0], written)
    return where if where.path or where.host or where.scheme else Address(page, where.fragment)


@lru_cache(maxsize=100_000)
def _from_folder(folder: str, written: str) -> Address:
    """The same for any page of the folder, without path where the address stays in the page; menus repeat on each page."""
    plain = _PLAIN.fullmatch(written)
    above = folder.split("/") if folder else []
    if plain and len(above) >= len(plain[1]) // 3 and (plain[2] or not plain[1]):
        kept = above[: len(above) - len(plain[1]) // 3]
        return Address("/".join([*kept, plain[2]]) if plain[2] else "", plain[3] or "")
    text = _IGNORED_BY_BROWSERS.sub("", written).replace("\\", "/")
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return Address(scheme=scheme[1].lower())
    if scheme or text.startswith("//"):
        host = text[scheme.end() if scheme else 0 :].lstrip("/")
        return Address(host=re.split(r"[/?#]", host, maxsplit=1)[0] or "?", scheme=scheme[1].lower() if scheme else "")
    rest, _, fragment = text.partition("#")
    path = unquote(rest.partition("?")[0])
    if not path:
        return Address(fragment=unquote(fragment))
    base = "" if path.startswith("/") else folder
    target = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
    # A folder is no page: opened from a disk it lists files.
    return Address(f"{target}/" if path.endswith("/") else target, unquote(fragment))
