"""Checks of one built page: what it loads, where it leads, what it must carry. Each distinct tag is looked at once."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.publish.alone_check import apart
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.figure_check import Cited, Proved, cited, proved
from build_scripts.publish.heads import NO_INDEX, own_address
from build_scripts.publish.links import address
from build_scripts.publish.markup import MarkupError, Tag, parsed, pieces
from build_scripts.publish.policy import (
    CONTENT_SECURITY_POLICY,
    LANGUAGE,
    LINK_RELATION,
    MAP_NOTES,
    PACK_BUDGET,
    PACKS,
    PAGE_BUDGET,
    SENTINELS,
    SLOT_ATTRIBUTE,
    TILE_NOTES,
)
from build_scripts.publish.strict_json import NotStrictError, parse_strict

_FORBIDDEN = frozenset({"iframe", "frame", "object", "embed", "applet", "base", "portal", "fencedframe", "plaintext", "xmp", "noembed"})
_LOADS = frozenset({"src", "srcset", "imagesrcset", "poster", "data", "background", "manifest", "action", "formaction", "href"})
_LOADED_BY_SCRIPT = frozenset(
    {
        "data-src",
        "data-script",
        "data-style",
        "data-library",
        "data-cube",
        "data-topology",
        "data-units",
        "data-leaflet-js",
        "data-leaflet-css",
    }
)
"""Addresses that our own scripts read."""

_NO_INDEX = NO_INDEX.encode()
_LEADS = frozenset({"a", "area"})
_JSON_TYPES = frozenset({"application/json", "application/ld+json"})
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
class _Page:
    """The page being checked, the files its links may name, the policy and the canonical address that it must state."""

    data: bytes
    paths: Set[str]
    facts: PageFacts
    policy: str = CONTENT_SECURITY_POLICY
    canonical: str = ""

    def line(self, token: bytes) -> int:
        """Line of the first such token; looked up only when there is something to tell."""
        return self.data.count(b"\n", 0, self.data.find(token)) + 1


def check_page(path: str, data: bytes, paths: Set[str], exposure: Exposure, root: str = "") -> PageFacts:
    """Check the page at `path`; `paths` are all files of the site, `root` is its address, empty where it has none.

    Links to anchors of other pages are left in `wanted`, what can be read on the page in `exposure`. A report pack stands alone: it may
    hold one script and one style, which its policy must name, and lead nowhere inside the site.
    """
    facts = PageFacts(path)
    alone = apart(data) if path.startswith(PACKS) else None
    page = (
        _Page(alone.rest, frozenset({path}), facts, alone.policy) if alone else _Page(data, paths, facts, canonical=_canonical(root, path))
    )
    budget = PACK_BUDGET if path.startswith(PACKS) else PAGE_BUDGET
    if len(data) > budget:
        facts.add("E914", 0, size=str(len(data)), budget=str(budget))
    if alone:
        facts.findings += alone.findings(path, exposure)
    for sentinel in SENTINELS:
        if sentinel in data:
            facts.add("E915", page.line(sentinel), name=sentinel.decode())
    try:
        cut, tags = pieces(page.data)
        _check_tags(page, tags)
    except MarkupError as fault:
        facts.add("E918", 0, reason=str(fault))
        return facts
    exposure.page(path, cut)
    _check_parts(page)
    facts.figures, facts.proofs = cited(path, data), proved(data)
    for (target, fragment), token in facts.wanted.items():
        if target == path and fragment not in facts.ids:
            facts.add("E903", page.line(token), target=f"#{fragment}")
    facts.wanted = {wish: token for wish, token in facts.wanted.items() if wish[0] != path}
    return facts


def _check_tags(page: _Page, tags: Mapping[bytes, int]) -> None:
    policies = []
    own = page.canonical.encode()
    _check_head(page, tags, own)
    for token, count in tags.items():
        seen = _seen(token) if token != own else None
        if seen is None:
            continue
        page.facts.elements += count
        for code, facts in seen.faults:
            page.facts.add(code, page.line(token), **facts)
        for name, unique in seen.ids:
            if unique and (count > 1 or name in page.facts.ids):
                page.facts.add("E916", page.line(token), name=name)
            page.facts.ids.add(name)
        for written in seen.addresses:
            page.facts.links += count
            _check_address(page, seen.tag, token, written)
        if seen.policy is not None:
            policies += [seen.policy] * count
    if policies != [page.policy]:
        page.facts.add("E911", 0, found=" | ".join(policies))


def _check_head(page: _Page, tags: Mapping[bytes, int], own: bytes) -> None:
    """The page states the one address it is known by; `own` is the tag that does, the only one of its kind that may stand there."""
    page.facts.indexed = _NO_INDEX not in tags
    if own and tags.get(own) != 1:
        page.facts.add("E920", 0, count=str(tags.get(own, 0)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a tag says by itself, whatever page it stands in: its faults, ids (and whether they must be unique) and addresses."""

    tag: Tag
    faults: tuple[tuple[str, Mapping[str, str]], ...]
    ids: tuple[tuple[str, bool], ...]
    addresses: tuple[str, ...]
    policy: str | None


@lru_cache(maxsize=100_000)
def _seen(token: bytes) -> _Seen | None:
    tag = parsed(token)
    if tag is None:
        return None
    ids = tuple((value, name == "id") for name, value in tag.attributes if name == "id" or (name == "name" and tag.name == "a"))
    loads = [pair for pair in tag.attributes if pair[0] in _LOADS or pair[0] in _LOADED_BY_SCRIPT or pair[0].endswith(":href")]
    addresses = tuple(written for pair in loads for written in _candidates(*pair))
    policy = (tag.get("content") or "") if _directive(tag) == "content-security-policy" else None
    return _Seen(tag, (*_element_faults(tag), *_attribute_faults(tag)), ids, addresses, policy)


def _element_faults(tag: Tag) -> Iterator[tuple[str, Mapping[str, str]]]:
    if tag.name in _FORBIDDEN or _directive(tag) == "refresh":
        yield "E917", {"element": tag.name}
    if tag.name == "script" and tag.get("src") is None and (tag.get("type") or "").lower() not in _JSON_TYPES:
        yield "E906", {}
    if tag.name == "style":
        yield "E907", {"what": "<style>"}
    if tag.name == "link" and "canonical" in (tag.get("rel") or "").lower().split():
        yield "E919", {"found": (tag.get("href") or "")[:80]}
    if tag.name == "html" and tag.get("lang") != LANGUAGE:
        yield "E910", {"expected": LANGUAGE, "found": tag.get("lang") or ""}


def _attribute_faults(tag: Tag) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, value in tag.attributes:
        if name == "style":
            yield "E907", {"what": f"<{tag.name} style>"}
        elif name in ("srcdoc", "ping"):
            yield "E917", {"element": f"{tag.name} {name}"}
        elif name == SLOT_ATTRIBUTE:
            yield "E915", {"name": value}
        elif name.startswith("on"):
            yield "E908", {"element": tag.name, "name": name}


def _check_address(page: _Page, tag: Tag, token: bytes, written: str) -> None:
    facts = page.facts
    where = address(facts.path, written)
    if where.host:
        facts.outside += 1
        if tag.name not in _LEADS:
            facts.add("E904", page.line(token), host=where.host)
        elif not set((tag.get("rel") or "").lower().split()) >= LINK_RELATION:
            facts.add("E905", page.line(token), target=written, rel=tag.get("rel") or "")
    elif where.scheme:
        if where.scheme != "data" or tag.name not in ("img", "image"):
            facts.add("E909", page.line(token), target=written[:80])
    elif where.path not in page.paths:
        facts.add("E902", page.line(token), target=written)
    elif where.fragment and where.fragment != "top":
        facts.wanted.setdefault((where.path, where.fragment), token)


def _candidates(name: str, value: str) -> Iterator[str]:
    if name.endswith("srcset"):
        yield from (part.split()[0] for part in value.split(",") if part.strip())
    elif name not in ("action", "formaction") or value:
        yield value


def _check_parts(page: _Page) -> None:
    """JSON that scripts read, and the footers of maps."""
    for match in _JSON.finditer(page.data):
        try:
            parse_strict(match[1])
        except NotStrictError as fault:
            page.facts.add("E913", page.data.count(b"\n", 0, match.start()) + 1, reason=str(fault))
    for match in _MAP.finditer(page.data):
        page.facts.maps += 1
        foot = _FOOT.search(match[0])
        found, expected = len(_NOTE.findall(foot[2])) if foot else 0, TILE_NOTES if _TILES.match(match[0]) else MAP_NOTES
        if found < expected:
            line = page.data.count(b"\n", 0, match.start()) + 1
            page.facts.add("E912", line, found=str(found), expected=str(expected))


def _canonical(root: str, path: str) -> str:
    """The tag by which a page states the one address it is known by; empty where it has none."""
    address = own_address(root, path)
    return f'<link rel="canonical" href="{address}">' if address else ""


def _directive(tag: Tag) -> str:
    """What a meta element tells the browser to do; "" for any other element."""
    return (tag.get("http-equiv") or "").strip().lower() if tag.name == "meta" else ""
