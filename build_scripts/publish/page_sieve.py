"""Many pages of one folder at a time: which of them have no fault. What is wrong with the others, `page_check` tells.

A page is tokens and the texts between them. What the checks ask of a page follows from which tokens it holds, from its ids, and from how
its texts read. So each distinct token is judged once, and the rest is arithmetic with columns, a row for each token that stands anywhere.
What does not pass, an odd one too, is looked at closely: the sieve may hold back a sound page, but lets no faulty one through.
"""

import re
from collections.abc import Iterator, Sequence, Set
from enum import IntEnum
from functools import cache
from html import unescape
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.publish.exposure import Exposure
from build_scripts.publish.heads import NO_INDEX
from build_scripts.publish.links import address
from build_scripts.publish.looked import Looked
from build_scripts.publish.markup import MarkupError
from build_scripts.publish.page_check import Page, PageFacts, amiss, canonical_tag, check_parts, counted, leads_to_part
from build_scripts.publish.page_columns import Columns, Ints
from build_scripts.publish.page_texts import END, JOINTS, JSON, joint_of, said_in
from build_scripts.publish.policy import CONTENT_SECURITY_POLICY, PACKS, PAGE_BUDGET, SENTINELS, UNIONS
from build_scripts.publish.sheet_check import claims, hold, set_aside
from build_scripts.publish.strict_json import NotStrictError, parse_strict
from build_scripts.publish.strings import strings
from build_scripts.publish.tag_check import Seen, seen_in

Read = Sequence[tuple[str, bytes]]
"""Pages with their bytes."""

_FEWEST = 4
"""Pages of a folder that are worth a sieve."""

_FAR = (b"figure", b"gk-why", b"gk-proof")
"""What is looked at over more than one token: a page with a tag that names it is looked at for that as well."""

_DATA = re.compile(rb"<script\b[^<>]*\bapplication/(?:ld\+)?json\b", re.IGNORECASE)
_CONTENT = re.compile(rb'(<meta (?:property="og:title"|name="?description"?(?: property="?og:description"?)?) content=")([^"<>]+)">')
"""Tags that tell what a page is called, and of what it is: another on each page, and nothing more than their text."""

_HIDDEN, _SCRIPT_ENDS = NO_INDEX.encode(), b"</script>"
_NONE = -1


class _Say(IntEnum):
    """What a token says, each a column of numbers."""

    SOUND = 0
    """Whether nothing is wrong with it, wherever it stands."""
    OUTSIDE = 1
    """Links to other hosts."""
    JOINT = 2
    """What it puts between the texts beside it."""
    ID = 3
    OWN = 4
    """The part of its own page that it leads to."""
    PAGE = 5
    """The page to a part of which it leads."""
    POLICY = 6
    """That it states a policy: 1 the right one, 2 another."""
    FAR = 7
    DATA = 8
    """That data for scripts follow it."""
    HIDDEN = 9
    """That it keeps search engines off the page."""
    ELEMENT = 10
    LINKS = 11
    """How many addresses it names."""


_STATED = tuple(
    {_Say.JOINT: JOINTS.index(END), _Say.ID: _NONE, _Say.OWN: _NONE, _Say.PAGE: _NONE, _Say.ELEMENT: 1, _Say.LINKS: 1}.get(say, 0)
    for say in _Say
)
"""What the tag says by which a page states its one address: sound on that page alone."""


class Sieve:
    """Passes the pages of one folder; `paths` are all files of the site, `root` its address, empty where it has none."""

    def __init__(self, folder: str, paths: Set[str], exposure: Exposure, root: str) -> None:
        self._probe, self._paths, self._exposure, self._root = f"{folder}/\n", paths, exposure, root
        self._judged = cache(self._judge)
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._parts: dict[bytes, tuple[str, str]] = {}
        self._said: list[str] = []

    def sift(self, pages: Read, looked: Looked) -> Read:
        """Note what was seen on the pages without a fault; the others."""
        bare, coded = zip(*(set_aside(data) for _, data in pages), strict=True)
        columns = Columns.cut(bare) if len(pages) >= _FEWEST else None
        if columns is None or any(sentinel in columns.held for sentinel in SENTINELS):
            return pages
        paths = [path for path, _ in pages]
        stated = {canonical_tag(self._root, path) for path in paths}
        says = np.array([_STATED if token in stated else self._judged(token) for token in columns.distinct], np.int64).T
        passes = np.array([len(data) <= PAGE_BUDGET and not path.startswith(PACKS) for path, data in pages])
        for at_fault in (*self._amiss(columns, says, paths), _spoilt_data(columns, says), _false_claims(pages, coded)):
            passes[at_fault] = False
        if not self._exposure.none_in(self._read(columns, says, paths)):
            return pages
        far = np.unique(columns.of[says[_Say.FAR][columns.codes] > 0])
        for number, facts in enumerate(self._facts(columns, says, paths)):
            if number in far:
                check_parts(Page(bare[number], facts), bare[number])
            passes[number] &= not facts.findings
            if passes[number]:
                looked.add(facts)
        return [page for page, passed in zip(pages, passes.tolist(), strict=True) if not passed]

    def _judge(self, token: bytes) -> Sequence[int]:
        """What a token says; anything about it that the columns cannot tell makes it unsound."""
        content = _CONTENT.fullmatch(token)
        if content:
            self._said.append(unescape(content[2].decode()))
            return self._judged(content[1] + b'">')
        found = [0] * len(_Say)
        found[_Say.ID] = found[_Say.OWN] = found[_Say.PAGE] = _NONE
        try:
            seen = seen_in(token)
        except MarkupError:
            return found
        found[_Say.JOINT] = JOINTS.index(joint_of(token))
        self._said += said_in(token)
        found[_Say.SOUND] = 1
        found[_Say.DATA] = _DATA.match(token) is not None
        found[_Say.HIDDEN] = token == _HIDDEN
        found[_Say.FAR] = any(far in token.lower() for far in _FAR)
        found[_Say.ELEMENT], found[_Say.LINKS] = counted(token)
        if seen is not None:
            self._weigh(token, seen, found)
        return found

    def _weigh(self, token: bytes, seen: Seen, found: list[int]) -> None:
        leads = [(written, address(self._probe, written)) for written in seen.addresses]
        paths = {*self._paths, self._probe} if any(where.path == self._probe for _, where in leads) else self._paths
        wrong = [fault for written, where in leads for fault in amiss(seen.tag, written, where, paths)]
        parts = [where for _, where in leads if leads_to_part(where, paths)]
        if seen.faults or wrong or len(seen.ids) > 1 or len(parts) > 1 or not all(unique for _, unique in seen.ids):
            found[_Say.SOUND] = 0
        found[_Say.OUTSIDE] = sum(bool(where.host) for _, where in leads)
        for name, _ in seen.ids:
            found[_Say.ID] = self._number(name)
        for where in parts:
            if where.path == self._probe:
                found[_Say.OWN] = self._number(where.fragment)
            else:
                found[_Say.PAGE] = self._number(where.path)
                self._parts[token] = where.path, where.fragment
        if seen.policy is not None:
            found[_Say.POLICY] = 1 if seen.policy == CONTENT_SECURITY_POLICY else 2

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            self._numbers[name] = len(self._names)
            self._names.append(name)
        return self._numbers[name]

    def _amiss(self, columns: Columns, says: Ints, paths: Sequence[str]) -> Iterator[Ints]:
        """The numbers of the pages with a tag at fault, without its one address or policy, with an id twice, with a link to no part."""
        said, of, count = says[:, columns.codes], columns.of, len(paths)
        own = [canonical_tag(self._root, path) for path in paths]
        canonical = np.array([columns.tokens.get(tag, _NONE) for tag in own])
        stated = columns.codes == canonical[of]
        yield of[(said[_Say.SOUND] == 0) & ~stated]
        wanted = np.array([bool(tag) for tag in own])
        yield np.flatnonzero(wanted & (np.bincount(of[stated], minlength=count) != 1))
        yield np.flatnonzero(np.bincount(of[said[_Say.POLICY] == 1], minlength=count) != 1)
        yield of[said[_Say.POLICY] == 2]
        size = len(self._names) + 1
        ids, places = (of[rows] * size + said[say][rows] for say in (_Say.ID, _Say.OWN) for rows in [said[say] != _NONE])
        ids = np.sort(ids)
        yield ids[1:][ids[1:] == ids[:-1]] // size
        yield places[~np.isin(places, ids)] // size
        # A page that names its own address in a link to one of its parts is looked at, for its parts are not known elsewhere yet.
        numbers = np.array([self._numbers.get(path, _NONE - 1) for path in paths])
        yield of[said[_Say.PAGE] == numbers[of]]

    def _read(self, columns: Columns, says: Ints, paths: Sequence[str]) -> Any:
        """Everything that can be read on the pages, as Arrow strings."""
        texts = columns.read(says[_Say.JOINT])
        texts = pc.utf8_slice_codeunits(texts, 1)
        data = pc.starts_with(texts, JSON.decode())
        told = [text for each in texts.filter(data).to_pylist() for text in _data(each[1:])]
        shown = texts.filter(pc.invert(data))
        coded = pc.match_substring(shown, "&")
        told += [unescape(text) for text in shown.filter(coded).to_pylist()]
        told += [*self._said, *paths]
        self._said.clear()
        return pa.concat_arrays([shown.filter(pc.invert(coded)), pa.array(told, pa.large_string())])

    def _facts(self, columns: Columns, says: Ints, paths: Sequence[str]) -> Iterator[PageFacts]:
        """What was seen on each page, as long as it has no fault."""
        said = says[:, columns.codes]
        ids, parts = (np.flatnonzero(said[say] != _NONE) for say in (_Say.ID, _Say.PAGE))
        names = [self._names[number] for number in said[_Say.ID][ids].tolist()]
        tokens = [columns.distinct[number] for number in columns.codes[parts].tolist()]
        bounds = [np.searchsorted(rows, columns.starts).tolist() for rows in (ids, parts)]
        summed = (
            np.bincount(columns.of, said[say], len(paths)).astype(np.int64).tolist() for say in (_Say.OUTSIDE, _Say.ELEMENT, _Say.LINKS)
        )
        outside, elements, links = summed
        hidden = set(columns.of[said[_Say.HIDDEN] > 0].tolist())
        for number, path in enumerate(paths):
            own, leads = (each[bound[number] : bound[number + 1]] for each, bound in zip((names, tokens), bounds, strict=True))
            yield PageFacts(
                path,
                set(own),
                {self._parts[token]: token for token in reversed(leads)},
                outside=outside[number],
                elements=elements[number],
                links=links[number],
                indexed=number not in hidden,
            )


def _spoilt_data(columns: Columns, says: Ints) -> Ints:
    """The pages with data for scripts that are no strict JSON, or that something else follows than the end of the script."""
    rows = np.flatnonzero(says[_Say.DATA][columns.codes] > 0)
    behind = np.append(columns.codes, _NONE)[rows + 1]
    ends = columns.tokens.get(_SCRIPT_ENDS, _NONE - 1)
    texts = columns.texts.take(pa.array(rows)).to_pylist()
    wrong = [row for row, text, after in zip(rows, texts, behind.tolist(), strict=True) if after != ends or not _is_strict(text)]
    return columns.of[wrong]


def _is_strict(text: str) -> bool:
    try:
        parse_strict(text.encode())
    except NotStrictError:
        return False
    return True


def _data(text: str) -> list[str]:
    """The strings in data for scripts; nothing where they are no JSON, which keeps the page back anyway."""
    try:
        return sorted(strings(parse_strict(text.encode())))
    except NotStrictError:
        return [text]


def _false_claims(pages: Read, coded: Sequence[int]) -> Ints:
    """The numbers of the pages with a code that is not what it must be."""
    each = [
        (number, claim)
        for number, (path, data) in enumerate(pages)
        if coded[number] or path.startswith(UNIONS)
        for claim in claims(path, data)
    ]
    true = hold([claim for _, claim in each])
    return np.array([number for (number, _), holds in zip(each, true, strict=True) if not holds], np.int64)
