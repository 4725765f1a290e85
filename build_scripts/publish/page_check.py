"""Checks of one built page: what it loads, where it leads, what it must carry. Each distinct tag is looked at once."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.publish.alone_check import apart
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.figure_check import Cited, Proved, cited, proved
from build_scripts.publish.heads import NO_INDEX, own_address
from build_scripts.publish.links import Address, address
from build_scripts.publish.markup import MarkupError, Tag, pieces
from build_scripts.publish.moulds import Cast
from build_scripts.publish.page_folder import Folder, counted
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
    """The page being checked, the policy that it must state, and the tag by which it states the one address it is known by."""

    data: bytes
    facts: PageFacts
    policy: str = CONTENT_SECURITY_POLICY
    canonical: bytes = b""

    def line(self, token: bytes) -> int:
        """Line of the first such token; looked up only when there is something to tell."""
        return self.data.count(b"\n", 0, self.data.find(token)) + 1


class Pages:
    """The checks of many pages; `paths` are all files of the site, `root` is its address, empty where it has none.

    What can be read on the pages is left in `exposure`.
    """

    def __init__(self, paths: Set[str], exposure: Exposure, root: str = "") -> None:
        self._paths = paths
        self._root = root
        self._exposure = exposure
        self._folders: defaultdict[str, Folder] = defaultdict(Folder)

    def check(self, path: str, data: bytes) -> PageFacts:
        """Check the page at `path`; links to anchors of other pages are left in `wanted`, unless a page of the same folder had them before.

        A report pack stands alone: it may hold one script and one style, which its policy must name, and lead nowhere inside the site.
        """
        alone = apart(data) if path.startswith(PACKS) else None
        facts = PageFacts(path, findings=list(alone.findings(path, self._exposure)) if alone else [])
        if alone:
            return Pages(frozenset({path}), self._exposure)._checked(_Page(alone.rest, facts, alone.policy), data)
        rest, codes = set_aside(data)
        if codes or path.startswith(UNIONS):
            for name in astray(path, data):
                facts.add("E951", 0, name=name)
        return self._checked(_Page(rest, facts, canonical=_canonical(self._root, path)), data)

    def _checked(self, page: _Page, data: bytes) -> PageFacts:
        facts = page.facts
        folder = self._folders[facts.path.rpartition("/")[0]]
        try:
            left = folder.left(page.data)
            if left and not self._take_casts(page, left.casts):
                left = None
            held = left.rest if left else page.data
            cut = pieces(left.unseen if left else page.data)
            self._check_tags(page, folder, Counter(cut[1:]), whole=left is None)
            self._exposure.page(facts.path, cut, b"".join([cast.read for cast in left.casts]) if left else b"")
        except MarkupError as fault:
            _check_whole(page, len(data), page.data)
            facts.add("E918", 0, reason=str(fault))
            return facts
        _check_whole(page, len(data), held)
        facts.elements, facts.links = counted(held)
        if left:
            facts.elements, facts.links = facts.elements + folder.elements, facts.links + folder.links
        _check_parts(page, held)
        proving = data if facts.path.startswith(PACKS) else held
        facts.figures, facts.proofs = cited(facts.path, proving), proved(proving)
        for (target, fragment), token in facts.wanted.items():
            if target == facts.path and fragment not in facts.ids:
                facts.add("E903", page.line(token), target=f"#{fragment}")
        facts.wanted = {wish: token for wish, token in facts.wanted.items() if wish[0] != facts.path}
        if not facts.findings:
            folder.learn(facts.path, cut, left)
        return facts

    def _take_casts(self, page: _Page, casts: Sequence[Cast]) -> bool:
        """Take ids and links of articles that fit a mould; False where one is amiss: then the page is looked at whole, to say where."""
        facts = page.facts
        ids = [name for cast in casts for name in cast.ids]
        leads = [(address(facts.path, written), written) for cast in casts for written in cast.addresses]
        if len(set(ids)) < len(ids) or any(where.host or where.scheme or where.path not in self._paths for where, _ in leads):
            return False
        facts.ids.update(ids)
        for where, written in leads:
            if where.fragment and where.fragment != "top":
                facts.wanted.setdefault((where.path, where.fragment), f'href="{written}"'.encode())
        return True

    def _check_tags(self, page: _Page, folder: Folder, counts: Mapping[bytes, int], *, whole: bool) -> None:
        facts = page.facts
        policies: list[str] = []
        if not whole:
            facts.ids |= folder.ids
            facts.wanted |= {(facts.path, fragment): token for fragment, token in folder.own.items()}
            policies += folder.policies
        tags = folder.unseen(counts)
        tags.pop(page.canonical, None)
        fault: MarkupError | None = None
        for token, count in tags.items():
            try:
                seen = seen_in(token)
            except MarkupError as found:
                fault = found
                continue
            if seen is None or self._check_tag(page, token, seen, count):
                folder.tokens.add(token)
            elif seen.policy is not None:
                policies += [seen.policy] * count
        if policies != [page.policy]:
            facts.add("E911", 0, found=" | ".join(policies))
        if fault:
            raise fault

    def _check_tag(self, page: _Page, token: bytes, seen: Seen, count: int) -> bool:
        """Check a start tag; True where it need not be looked at on another page of the folder."""
        facts = page.facts
        before = len(facts.findings)
        for code, told in seen.faults:
            facts.add(code, page.line(token), **told)
        for name, unique in seen.ids:
            if unique and (count > 1 or name in facts.ids):
                facts.add("E916", page.line(token), name=name)
            facts.ids.add(name)
        own = False
        for written in seen.addresses:
            where = address(facts.path, written)
            own |= where.path == facts.path or bool(where.host)
            self._check_address(page, seen.tag, token, written, where)
            facts.outside += count if where.host else 0
        return not (seen.ids or own or seen.policy is not None or len(facts.findings) > before)

    def _check_address(self, page: _Page, tag: Tag, token: bytes, written: str, where: Address) -> None:
        facts = page.facts
        if where.host:
            if tag.name not in _LEADS:
                facts.add("E904", page.line(token), host=where.host)
            elif not set((tag.get("rel") or "").lower().split()) >= LINK_RELATION:
                facts.add("E905", page.line(token), target=written, rel=tag.get("rel") or "")
        elif where.scheme:
            if where.scheme != "data" or tag.name not in ("img", "image"):
                facts.add("E909", page.line(token), target=written[:80])
        elif where.path not in self._paths:
            facts.add("E902", page.line(token), target=written)
        elif where.fragment and where.fragment != "top":
            facts.wanted.setdefault((where.path, where.fragment), token)


def _canonical(root: str, path: str) -> bytes:
    """The tag by which a page states the one address it is known by; empty where it has none."""
    address = own_address(root, path)
    return f'<link rel="canonical" href="{address}">'.encode() if address else b""


def _check_whole(page: _Page, weight: int, left: bytes) -> None:
    """What a page weighs, what of the shell is left over in it, and what it says of itself to search engines."""
    facts = page.facts
    budget = PACK_BUDGET if facts.path.startswith(PACKS) else PAGE_BUDGET
    if weight > budget:
        facts.add("E914", 0, size=str(weight), budget=str(budget))
    for sentinel in SENTINELS:
        if sentinel in left:
            facts.add("E915", page.line(sentinel), name=sentinel.decode())
    facts.indexed = _NO_INDEX not in page.data
    if page.canonical and left.count(page.canonical) != 1:
        facts.add("E920", 0, count=str(left.count(page.canonical)))


def _check_parts(page: _Page, left: bytes) -> None:
    """JSON that scripts read, and the footers of maps, in what is left of a page."""
    small = left.lower()
    for match in _JSON.finditer(left) if b"json" in small else ():
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
