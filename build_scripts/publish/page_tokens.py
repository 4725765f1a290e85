"""What a token of a page says, whatever page of its folder it stands on; each distinct token is judged once."""

import re
from collections.abc import Set
from enum import IntEnum
from html import unescape
from typing import NamedTuple

from build_scripts.publish.heads import NO_INDEX
from build_scripts.publish.links import address
from build_scripts.publish.looked import place_of
from build_scripts.publish.markup import MarkupError
from build_scripts.publish.page_check import amiss, counted, leads_to_part
from build_scripts.publish.page_texts import END, JOINTS, joint_of, said_in
from build_scripts.publish.policy import CONTENT_SECURITY_POLICY
from build_scripts.publish.tag_check import Seen, seen_in

NONE = -1
AWAY = -2
"""In place of the number of a page that lies in another folder."""

ADDRESS = 1 << 16
_FAR = (b"figure", b"gk-why", b"gk-proof")
"""What is looked at over more than one token: a page with a tag that names it is looked at for that as well."""

_DATA = re.compile(rb"<script\b[^<>]*\bapplication/(?:ld\+)?json\b", re.IGNORECASE)
_CONTENT = re.compile(rb'(<meta (?:property="og:title"|name="?description"?(?: property="?og:description"?)?) content=")([^"<>]+)">')
"""Tags that tell what a page is called, and of what it is: another on each page, and nothing more than their text."""

_OTHERS = rb'(?: [a-z-]+="[^"<>&]*")*'
_VARIED = re.compile(rb"(<[a-z0-9]+" + _OTHERS + rb'?) (id|href)="([^"<>&]+)"(' + _OTHERS + rb">)")
"""Tags that differ from one another in an id or in an address."""

_LINK = re.compile(rb'<a href="((?:\.\./)*)([A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*)(?:#([A-Za-z0-9_-]+))?">')
"""The commonest tag that is another on each page."""

_NUMBERS = ("value", "cx", "cy", "r", "x", "y", "x1", "x2", "y1", "y2", "width", "height")
_NUMBER = re.compile(rf' (?:{"|".join(_NUMBERS)})="([0-9.-]*)"'.encode())
_NUMBERED = re.compile(rb"<(?:data|circle|rect|line)(?:" + _NUMBER.pattern + rb")+/?>")
"""Tags that differ in numbers alone, which readers may see."""

_HIDDEN = NO_INDEX.encode()


class Says(IntEnum):
    """What a token says that not every token says; sums of these."""

    FAULT = 1
    """Something is wrong with it, wherever it stands, or the columns cannot tell."""
    NAMES = 2
    """It has an id, or leads to a part of a page."""
    OUTSIDE = 4
    """It leads to another host."""
    POLICY = 8
    """It states the policy that every page must state."""
    FAR = 16
    """The page is to be looked at for more than its tokens."""
    DATA = 32
    """Data for scripts follow it."""
    HIDDEN = 64
    """It keeps search engines off the page."""


_NAMES = int(Says.NAMES)


class Token(NamedTuple):
    """A token judged, in numbers.

    `says`: of `Says`. `joint`: what it puts between texts, of `JOINTS`. `counts`: elements, and addresses times `ADDRESS`. `id`, the part
    of its `own` page, and the `page` and its `part` to which it leads: numbers of names; `place`: that part of that page, as in `looked`.
    """

    says: int = 0
    joint: int = 0
    counts: int = 0
    id: int = NONE
    own: int = NONE
    page: int = NONE
    part: int = NONE
    place: int = NONE


STATED = Token(joint=JOINTS.index(END), counts=1 + ADDRESS)
"""The tag by which a page states its one address: sound on that page alone."""

_JOINT, _COUNTS = JOINTS.index(joint_of(b"<a>")), 1 + ADDRESS
_LINKED = Token(0, _JOINT, _COUNTS)
"""A link to a page."""


class Judge:
    """Judges the tokens of one folder's pages; `paths` are all files of the site, `common` the tokens that say the same in every folder.

    `names` by number and `numbers` by name: ids, parts and pages. `said`: what tokens themselves say to readers, until somebody takes it.
    """

    def __init__(self, folder: str, paths: Set[str], common: dict[bytes, Token]) -> None:
        self._probe, self._paths, self._common = f"{folder}/\n", paths, common
        above = folder.split("/") if folder else []
        self._folders = ["".join(f"{name}/" for name in above[: len(above) - levels]) for levels in range(len(above) + 1)]
        self._known: dict[bytes, Token] = {}
        self.numbers: dict[str, int] = {}
        self.names: list[str] = []
        self.said: list[str] = []

    def __call__(self, token: bytes) -> Token:
        """The token judged; at fault where anything about it is odd."""
        known = self._known.get(token)
        if known is None:
            known = self._known[token] = self._common.get(token) or self._judge(token)
        return known

    def _judge(self, token: bytes) -> Token:
        link = _LINK.fullmatch(token)
        told = self._link(*link.groups()) if link else None
        if told is not None:
            return told
        content = _CONTENT.fullmatch(token)
        if content:
            self.said.append(unescape(content[2].decode()))
            return self(content[1] + b'">')
        if _NUMBERED.fullmatch(token):
            self.said += [number.decode() for number in _NUMBER.findall(token)]
            return self(_NUMBER.sub(b"", token))
        varied = _VARIED.fullmatch(token)
        return (self._varied(*varied.groups()) if varied else None) or self._whole(token)

    def _link(self, above: bytes, page: bytes, part: bytes | None) -> Token | None:
        """A link that has nothing but its address, to another page of the site; None where there is none."""
        levels = len(above) // 3
        if levels >= len(self._folders):
            return None
        path = self._folders[levels] + page.decode()
        if path not in self._paths:
            return None
        if part is None or part == b"top":
            return _LINKED
        fragment = part.decode()
        if not path.startswith(self._folders[0]):
            return Token(_NAMES, _JOINT, _COUNTS, NONE, NONE, AWAY, NONE, place_of(path, fragment))
        return Token(_NAMES, _JOINT, _COUNTS, NONE, NONE, *self._leads(path, fragment))

    def _varied(self, before: bytes, name: bytes, value: bytes, behind: bytes) -> Token | None:
        """A tag with an id, or with an address inside the site, told from the tag without it; None where that does not tell."""
        known, written = self(before + behind), value.decode()
        if known.says & Says.FAULT or before.startswith(b"<script") or any(far in value for far in _FAR):
            return None
        if name == b"id":
            return known._replace(says=known.says | _NAMES, id=self._number(written)) if known.id == NONE else None
        where = address(self._probe, written)
        counts = known.counts + ADDRESS
        if where.path == self._probe and known.own == NONE:
            if not leads_to_part(where, {self._probe}):
                return known._replace(counts=counts)
            return known._replace(says=known.says | _NAMES, counts=counts, own=self._number(where.fragment))
        if where.path not in self._paths or known.page != NONE:
            return None
        if not leads_to_part(where, self._paths):
            return known._replace(counts=counts)
        page, part, place = self._leads(where.path, where.fragment)
        return known._replace(says=known.says | _NAMES, counts=counts, page=page, part=part, place=place)

    def _whole(self, token: bytes) -> Token:
        try:
            seen = seen_in(token)
        except MarkupError:
            return Token(Says.FAULT)
        self.said += said_in(token)
        elements, links = counted(token)
        found = Token(0, JOINTS.index(joint_of(token)), elements + links * ADDRESS)
        if seen is None:
            return self._common.setdefault(token, found)
        says = int(Says.DATA) if _DATA.match(token) else 0
        says |= Says.HIDDEN if token == _HIDDEN else 0
        says |= Says.FAR if any(far in token.lower() for far in _FAR) else 0
        told = self._named(seen, found._replace(says=says))
        return told if seen.addresses or seen.ids else self._common.setdefault(token, told)

    def _named(self, seen: Seen, found: Token) -> Token:
        """With the names that it has or leads to; more than one of a sort is more than a column holds."""
        leads = [(written, address(self._probe, written)) for written in seen.addresses]
        own = {where.fragment for _, where in leads if where.path == self._probe and leads_to_part(where, {self._probe})}
        others = [(written, where) for written, where in leads if where.path != self._probe]
        parts = {(where.path, where.fragment) for _, where in others if leads_to_part(where, self._paths)}
        outside = [where for _, where in others if where.host]
        odd = any(len(each) > 1 for each in (own, parts, outside, seen.ids)) or not all(unique for _, unique in seen.ids)
        wrong = any(True for written, where in others for _ in amiss(seen.tag, written, where, self._paths))
        wrong |= seen.policy not in (None, CONTENT_SECURITY_POLICY)
        says = found.says
        says |= Says.FAULT if odd or wrong or seen.faults else 0
        says |= Says.OUTSIDE if outside else 0
        says |= Says.POLICY if seen.policy is not None else 0
        says |= _NAMES if own or parts or seen.ids else 0
        first = (next(iter(each), None) for each in ([name for name, _ in seen.ids], own))
        identity, part = (NONE if name is None else self._number(name) for name in first)
        return Token(says, found.joint, found.counts, identity, part, *(self._leads(*next(iter(parts))) if parts else ()))

    def _leads(self, page: str, part: str) -> tuple[int, int, int]:
        return self._number(page), self._number(part), place_of(page, part)

    def _number(self, name: str) -> int:
        number = self.numbers.setdefault(name, len(self.names))
        if number == len(self.names):
            self.names.append(name)
        return number
