"""Checks of one built page: what it loads, where it leads, what it must carry."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.publish.alone_check import apart
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.figure_check import Cited, Proved, cited, proved
from build_scripts.publish.heads import NO_INDEX, own_address
from build_scripts.publish.links import Address, address
from build_scripts.publish.markup import MarkupError, Tag, parted, pieces
from build_scripts.publish.policy import (
    CONTENT_SECURITY_POLICY,
    LINK_RELATION,
    MAP_NOTES,
    PACK_BUDGET,
    PACKS,
    PAGE_BUDGET,
    SENTINELS,
    TILE_NOTES,
    UNIONS,
)
from build_scripts.publish.sheet_check import astray, set_aside
from build_scripts.publish.strict_json import NotStrictError, parse_strict
from build_scripts.publish.tag_check import Seen, seen_in

_NO_INDEX = NO_INDEX.encode()
_LEADS = frozenset({"a", "area"})
_NAMING = (b"href=", b"src=")
_JSON = re.compile(rb"<script\b[^<>]*\bapplication/(?:ld\+)?json\b[^<>]*>([^<]*)</script", re.IGNORECASE)
_MAP = re.compile(rb"""<figure\b[^<>]*\bclass\s*=\s*["']?[^<>"']*\bgk-map(?![\w-])[^<>]*>.*?</figure""", re.IGNORECASE | re.DOTALL)
_TILES = re.compile(rb"^<figure[^<>]*\bgk-map-tiles\b")
_FOOT = re.compile(rb"""<(ul|ol)\b[^<>]*\bgk-map-foot\b[^<>]*>(.*?)</\1""", re.DOTALL)
_NOTE = re.compile(rb"<li\b[^<>]*>\s*[^<\s]")


@dataclass(slots=True)
class PageFacts:
    """What one page showed: its ids, the places in other pages it points at, how much was looked at, and the findings."""

    path: str
    ids: set[str] = field(default_factory=set)
    wanted: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """Tag of the first link by (page, fragment)."""
    figures: Cited = field(default_factory=dict)
    """Texts of the figures that lead to their evidence, by (page, fragment)."""
    proofs: Proved = field(default_factory=dict)
    """Texts of the figures that are proved here, by the id of their part."""
    links: int = 0
    outside: int = 0
    maps: int = 0
    elements: int = 0
    indexed: bool = True
    """Whether search engines may keep it."""
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, line: int, /, **facts: str) -> None:
        """Note a finding at a line, 0 for the page as a whole."""
        self.findings.append(Finding(code, Place(self.path, line), facts))


@dataclass(frozen=True, slots=True)
class Page:
    """The page being checked, the policy that it must state, and the tag by which it states the one address it is known by."""

    data: bytes
    facts: PageFacts
    policy: str = CONTENT_SECURITY_POLICY
    canonical: bytes = b""

    def line(self, token: bytes) -> int:
        """Line of the first such token; looked up only when there is something to tell."""
        return self.data.count(b"\n", 0, self.data.find(token)) + 1


class Pages:
    """The checks of pages, each by itself; `paths` are all files of the site, `root` is its address, empty where it has none.

    What can be read on the pages is left in `exposure`. Most pages of a large site need no such look; see `page_sieve`.
    """

    def __init__(self, paths: Set[str], exposure: Exposure, root: str = "") -> None:
        self._paths = paths
        self._root = root
        self._exposure = exposure

    def check(self, path: str, data: bytes) -> PageFacts:
        """Check the page at `path`; links to anchors of other pages are left in `wanted`.

        A report pack stands alone: it may hold one script and one style, which its policy must name, and lead nowhere inside the site.
        """
        alone = apart(data) if path.startswith(PACKS) else None
        facts = PageFacts(path, findings=list(alone.findings(path, self._exposure)) if alone else [])
        if alone:
            return Pages(frozenset({path}), self._exposure)._checked(Page(alone.rest, facts, alone.policy), data)
        rest, codes = set_aside(data)
        if codes or path.startswith(UNIONS):
            for name in astray(path, data):
                facts.add("E951", 0, name=name)
        return self._checked(Page(rest, facts, canonical=canonical_tag(self._root, path)), data)

    def _checked(self, page: Page, data: bytes) -> PageFacts:
        facts = page.facts
        _check_whole(page, len(data))
        try:
            cut = pieces(page.data)
            self._check_tags(page, Counter([parted(piece)[0] for piece in cut[1:]]))
            self._exposure.page(facts.path, cut)
        except MarkupError as fault:
            facts.add("E918", 0, reason=str(fault))
            return facts
        facts.elements, facts.links = counted(page.data)
        check_parts(page, data)
        for (target, fragment), token in facts.wanted.items():
            if target == facts.path and fragment not in facts.ids:
                facts.add("E903", page.line(token), target=f"#{fragment}")
        facts.wanted = {wish: token for wish, token in facts.wanted.items() if wish[0] != facts.path}
        return facts

    def _check_tags(self, page: Page, tags: Mapping[bytes, int]) -> None:
        facts = page.facts
        policies: list[str] = []
        fault: MarkupError | None = None
        for token, count in tags.items():
            if token == page.canonical:
                continue
            try:
                seen = seen_in(token)
            except MarkupError as found:
                fault = found
                continue
            if seen is not None:
                self._check_tag(page, token, seen, count)
                policies += [seen.policy] * count if seen.policy is not None else []
        if policies != [page.policy]:
            facts.add("E911", 0, found=" | ".join(policies))
        if fault:
            raise fault

    def _check_tag(self, page: Page, token: bytes, seen: Seen, count: int) -> None:
        facts = page.facts
        for code, told in seen.faults:
            facts.add(code, page.line(token), **told)
        for name, unique in seen.ids:
            if unique and (count > 1 or name in facts.ids):
                facts.add("E916", page.line(token), name=name)
            facts.ids.add(name)
        for written in seen.addresses:
            where = address(facts.path, written)
            for code, told in amiss(seen.tag, written, where, self._paths):
                facts.add(code, page.line(token), **told)
            if leads_to_part(where, self._paths):
                facts.wanted.setdefault((where.path, where.fragment), token)
            facts.outside += count if where.host else 0


def amiss(tag: Tag, written: str, where: Address, paths: Set[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What is wrong with an address of a tag, as it is written and as it leads; `paths` are all files of the site."""
    if where.host:
        if tag.name not in _LEADS:
            yield "E904", {"host": where.host}
        elif not set((tag.get("rel") or "").lower().split()) >= LINK_RELATION:
            yield "E905", {"target": written, "rel": tag.get("rel") or ""}
    elif where.scheme:
        if where.scheme != "data" or tag.name not in ("img", "image"):
            yield "E909", {"target": written[:80]}
    elif where.path not in paths:
        yield "E902", {"target": written}


def leads_to_part(where: Address, paths: Set[str]) -> bool:
    """Whether an address leads to a part of a page of the site, which must be there."""
    return where.path in paths and where.fragment not in ("", "top")


def canonical_tag(root: str, path: str) -> bytes:
    """The tag by which a page states the one address it is known by; empty where it has none."""
    address = own_address(root, path)
    return f'<link rel="canonical" href="{address}">'.encode() if address else b""


def _check_whole(page: Page, weight: int) -> None:
    """What a page weighs, what of the shell is left over in it, and what it says of itself to search engines."""
    facts = page.facts
    budget = PACK_BUDGET if facts.path.startswith(PACKS) else PAGE_BUDGET
    if weight > budget:
        facts.add("E914", 0, size=str(weight), budget=str(budget))
    for sentinel in SENTINELS:
        if sentinel in page.data:
            facts.add("E915", page.line(sentinel), name=sentinel.decode())
    facts.indexed = _NO_INDEX not in page.data
    if page.canonical and page.data.count(page.canonical) != 1:
        facts.add("E920", 0, count=str(page.data.count(page.canonical)))


def counted(markup: bytes) -> tuple[int, int]:
    """How many elements begin in it, and how many addresses it names."""
    return markup.count(b"<") - markup.count(b"</") - markup.count(b"<!"), sum(map(markup.count, _NAMING))


def check_parts(page: Page, data: bytes) -> None:
    """What takes more than a tag: JSON that scripts read, the footers of maps, figures and their evidence; `data`: the page as it lies."""
    small = page.data.lower()
    for match in _JSON.finditer(page.data) if b"json" in small else ():
        try:
            parse_strict(match[1])
        except NotStrictError as fault:
            page.facts.add("E913", page.line(match[0]), reason=str(fault))
    for match in _MAP.finditer(page.data) if b"<figure" in small else ():
        page.facts.maps += 1
        foot = _FOOT.search(match[0])
        found, expected = len(_NOTE.findall(foot[2])) if foot else 0, TILE_NOTES if _TILES.match(match[0]) else MAP_NOTES
        if found < expected:
            line = page.data.count(b"\n", 0, match.start()) + 1
            page.facts.add("E912", line, found=str(found), expected=str(expected))
    path = page.facts.path
    proving = data if path.startswith(PACKS) else page.data
    page.facts.figures, page.facts.proofs = cited(path, proving), proved(proving)
