"""What stands in the head of each page for those who never see the page: the one address it is known by, and what a shared link shows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any
from urllib.parse import quote

PLACE = "GKSHELLHEAD"
_PLACE = re.compile(rf"""<meta\s+name=["']?gk-head["']?\s+content=["']?{PLACE}["']?\s*/?>""")
_TITLE = re.compile(r"<title>([^<]*)</title>")

UNLISTED = frozenset({"404.html"})
"""Rendered pages that no search engine should keep; served for any address, so they have none of their own."""

NO_INDEX = '<meta name="robots" content="noindex">'

_SEARCH = {"assets/gk/find.js": 'as="script"', "find/index.jz": 'as="fetch" crossorigin', "find/runs.nz": 'as="fetch" crossorigin'}
AHEAD = {"search.html": "".join(f'<link rel="preload" href="{href}" {form}>' for href, form in _SEARCH.items())}
"""By page, what its script cannot answer without: a browser would find it only when all that stands before the script has run.

A script's `fetch` takes what was fetched ahead only where the link says `crossorigin`."""


class HeadError(Exception):
    """A rendered page has no place for its head, or two; the theme is ours, so this is our bug."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Makes heads. `address` is that of the site without a slash at its end, empty where it has none; `common` is said on every page.

    `ahead`: by page, links to what is to be fetched with it.

    A shared link shows the title of <title>, the text of the description (which is `og:description` as well) and the site's name; there is
    no `og:url`, for those who read it read the canonical address, too.
    """

    address: str = ""
    common: str = ""
    ahead: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, site: Mapping[str, Any]) -> "Heads":
        """The heads of the site with that record."""
        name = escape(str(site["name"]))
        common = '<meta property="og:type" content="website"><meta property="og:locale" content="zh_CN">'
        return cls(root_of(site["address"]), f'{common}<meta property="og:site_name" content="{name}">', AHEAD)

    def head(self, path: str, title: str, *, indexed: bool = True) -> str:
        """The head of the page at `path`; `title` was escaped."""
        own = own_address(self.address, path)
        link = f'<link rel="canonical" href="{own}">' if own else ""
        return f'{link}<meta property="og:title" content="{title}">{self.common}{"" if indexed else NO_INDEX}{self.ahead.get(path, "")}'

    def fill(self, pages: Mapping[str, str]) -> dict[str, str]:
        """Rendered pages by path, each with its head.

        Raises:
            HeadError: a page has no place for a head, or several.
        """
        return {path: self._filled(path, page) for path, page in pages.items()}

    def _filled(self, path: str, page: str) -> str:
        title = _TITLE.search(page)
        head = self.head(path, escape(unescape(title[1])) if title else "", indexed=path not in UNLISTED)
        filled, count = _PLACE.subn(lambda _: head, page)
        if count != 1 or title is None:
            raise HeadError(f"{path}: {count} places for a head")
        return filled


def bared(page: str) -> str:
    """The page with the place of its head laid bare, for those who cut it there; as it is where there is none."""
    return _PLACE.sub(PLACE, page)


def root_of(address: object) -> str:
    """The site's address as its record states it, without a slash at its end; empty where it states none."""
    return str(address).rstrip("/") if isinstance(address, str) else ""


def own_address(root: str, path: str) -> str:
    """The whole address of a page, escaped for an attribute; empty where the site has no address or the page none of its own."""
    return f"{root}/{quote(path)}".replace("&", "&amp;").replace('"', "&quot;") if root and path not in UNLISTED else ""
