"""What the checks of pages remember of a folder: most of a page is what other pages of its folder hold as well."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from build_scripts.publish.likeness import Likeness, Lines
from build_scripts.publish.links import address
from build_scripts.publish.markup import parted, pieces
from build_scripts.publish.moulds import Cast, Moulds
from build_scripts.publish.page_texts import ends_text, joint_of
from build_scripts.publish.tag_check import seen_in

_COMPARED = 8
"""Pages of a folder that are compared at most."""

_NAMING = (b"href=", b"src=")


@dataclass(slots=True)
class Folder:
    """What was looked at on the pages of a folder and need not be on the next.

    `tokens`, `pieces`: neither an id nor an anchor of the page itself, no fault. `known`: some of its pages, cut. `like`: what they have in
    common, and what of it counts on every page: ids, tags of links to their own parts, policies, elements, links.
    """

    tokens: set[bytes] = field(default_factory=set)
    pieces: set[bytes] = field(default_factory=set)
    known: list[Sequence[bytes]] = field(default_factory=list)
    like: Likeness | None = None
    lines: Lines = field(default_factory=Lines)
    moulds: Moulds = field(default_factory=Moulds)
    ids: Set[str] = frozenset()
    own: Mapping[str, bytes] = field(default_factory=dict)
    policies: Sequence[str] = ()
    elements: int = 0
    links: int = 0

    def unseen(self, counts: Mapping[bytes, int]) -> dict[bytes, int]:
        """How often each token stands in a page that needs a look; `counts` are those of its pieces."""
        tags: defaultdict[bytes, int] = defaultdict(int)
        for piece in set(counts).difference(self.pieces):
            token = parted(piece)[0]
            if token in self.tokens:
                self.pieces.add(piece)
            else:
                tags[token] += counts[piece]
        return tags

    def left(self, page: bytes) -> "Left | None":
        """What of a page needs a look; None where it is not like the others."""
        rest = self.like.rest(page, ends_text) if self.like else None
        if rest is None:
            return None
        beside, casts, odd = self.moulds.take(rest)
        return Left(rest, beside, self.lines.left(beside, ends_text), casts, odd)

    def learn(self, path: str, cut: Sequence[bytes], left: "Left | None") -> None:
        """From a page without a fault: find what pages have in common, the more of them the nearer to the truth, and what recurs."""
        if left is not None:
            self.moulds.learn(left.odd, joint_of, ends_text, self.tokens.__contains__)
            self.lines.learn(left.beside, self._is_dull)
        elif len(self.known) < _COMPARED:
            self.known.append(cut)
            self.like = Likeness.of(self.known, ends_text) if len(self.known) > 1 else None
            if self.like is not None:
                self._hold(path, self.like)

    def _is_dull(self, line: bytes) -> bool:
        cut = line.split(b"<")
        return ends_text(cut[0]) and all(parted(piece)[0] in self.tokens for piece in cut)

    def _hold(self, path: str, like: Likeness) -> None:
        shared = b"".join(like.stretches)
        tags = [(token, seen_in(token)) for token in (parted(piece)[0] for piece in pieces(shared)[1:])]
        seen = [(token, each) for token, each in tags if each is not None]
        self.ids = {name for _, each in seen for name, _ in each.ids}
        leads = [(token, address(path, written)) for token, each in seen for written in each.addresses]
        self.own = {where.fragment: token for token, where in leads if where.path == path and where.fragment not in ("", "top")}
        self.policies = [each.policy for _, each in seen if each.policy is not None]
        self.elements, self.links = counted(shared)


@dataclass(frozen=True, slots=True)
class Left:
    """What of a page is not as on all others: all of it, what stands beside its articles, what of that needs a look; its articles."""

    rest: bytes
    beside: bytes
    unseen: bytes
    casts: Sequence[Cast]
    odd: Sequence[bytes]


def counted(markup: bytes) -> tuple[int, int]:
    """How many elements begin in it, and how many addresses it names."""
    return markup.count(b"<") - markup.count(b"</") - markup.count(b"<!"), sum(map(markup.count, _NAMING))
