"""Many pages of one folder at a time: which of them have no fault. What is wrong with the others, `page_check` tells.

A page is tokens and the texts between them. What the checks ask of a page follows from which tokens it holds, from its ids, and from how
its texts read. So each distinct token is judged once, and the rest is arithmetic with columns, a row for each token that stands anywhere.
What does not pass, an odd one too, is looked at closely: the sieve may hold back a sound page, but lets no faulty one through.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.publish.looked import Looked, place_of
from build_scripts.publish.page_check import Page, PageFacts, canonical_tag, check_parts
from build_scripts.publish.page_columns import Columns, Ints
from build_scripts.publish.page_texts import JSON
from build_scripts.publish.page_tokens import ADDRESS, AWAY, NONE, STATED, Judge, Says, Token
from build_scripts.publish.policy import PACKS, PAGE_BUDGET, SENTINELS
from build_scripts.publish.sheet_check import set_aside
from build_scripts.publish.sheet_columns import unproved
from build_scripts.publish.strict_json import NotStrictError, parse_strict
from build_scripts.publish.strings import strings

Read = Sequence[tuple[str, bytes]]
"""Pages with their bytes."""

_FEWEST = 4
"""Pages of a folder that are worth a sieve."""

_KEPT = 2000
"""Data for scripts that are remembered: those of all pages that go through the sieve together."""

_SCRIPT_ENDS = b"</script>"


@dataclass(frozen=True, slots=True)
class _Marks:
    """The tokens of a batch that say something: a row each, with the number of the page it is on, the token's number, and what it says."""

    of: Ints
    codes: Ints
    says: Ints

    def pages(self, says: Says) -> Ints:
        """The page of each token that says so."""
        return self.of[(self.says & says) > 0]

    def on(self, pages: np.ndarray[Any, np.dtype[np.bool_]]) -> "_Marks":
        """Those on some of the pages."""
        which = pages[self.of]
        return _Marks(self.of[which], self.codes[which], self.says[which])


class Sieves:
    """The sieves of all folders; `paths` are all files of the site, `root` its address, empty where it has none.

    What can be read on the pages that passed is gathered, for who reads it has to ask but once whether it gives anybody away.
    """

    def __init__(self, paths: Set[str], root: str) -> None:
        self._paths, self._root = paths, root
        self._common: dict[bytes, Token] = {}
        self._texts: list[Any] = []
        self.passed: list[str] = []

    def sift(self, folder: str, pages: Iterable[Read], looked: Looked) -> Iterator[tuple[str, bytes]]:
        """Note what was seen on the pages of a folder without a fault, some at a time; the others."""
        sieve = _Sieve(Judge(folder, self._paths, self._common), self._root)
        for some in pages:
            left = sieve.sift(some, looked, self._texts)
            back = {path for path, _ in left}
            self.passed += [path for path, _ in some if path not in back]
            yield from left

    def read(self) -> Any:
        """Everything that can be read on the pages that passed, as Arrow strings; and on some others."""
        return pa.chunked_array([*self._texts, pa.array(self.passed, pa.large_string())]).combine_chunks()


class _Sieve:
    """Passes the pages of one folder."""

    def __init__(self, judge: Judge, root: str) -> None:
        self._judge, self._root = judge, root

    def sift(self, pages: Read, looked: Looked, texts: list[Any]) -> Read:
        """Note what was seen on the pages without a fault, and add what can be read on them; the others."""
        bare, pictures = zip(*(set_aside(data) for _, data in pages), strict=True)
        columns = Columns.cut(bare) if len(pages) >= _FEWEST else None
        if columns is None or any(sentinel in columns.held for sentinel in SENTINELS):
            return pages
        paths = [path for path, _ in pages]
        stated = [canonical_tag(self._root, path) for path in paths]
        known = frozenset(stated)
        tokens = [STATED if token in known else self._judge(token) for token in columns.distinct]
        says, joints, counts, *names = np.fromiter(chain.from_iterable(tokens), np.int64).reshape(len(tokens), -1).T
        rows = np.flatnonzero(says[columns.codes])
        marks = _Marks(columns.of[rows], columns.codes[rows], says[columns.codes[rows]])
        passes = np.array([len(data) <= PAGE_BUDGET and not path.startswith(PACKS) for path, data in pages])
        told = (*_misstated(columns, stated), *self._amiss(marks, names, paths))
        for at_fault in (*told, _spoilt_data(columns, rows, marks), unproved(columns, paths, pictures)):
            passes[at_fault] = False
        texts += self._read(columns, joints)
        far = dict(self._far(bare, marks, paths))
        passes[[number for number, facts in far.items() if facts.findings]] = False
        self._note(looked, marks.on(passes), names, paths)
        looked.proving += [facts for number, facts in far.items() if passes[number] and (facts.figures or facts.proofs)]
        hidden = set(marks.pages(Says.HIDDEN).tolist())
        looked.indexed += [paths[number] for number in np.flatnonzero(passes).tolist() if number not in hidden]
        links, elements = np.divmod(np.add.reduceat(counts[columns.codes], columns.starts[:-1])[passes], ADDRESS)
        maps = sum(facts.maps for number, facts in far.items() if passes[number])
        looked.counts.update(pages=len(links), elements=int(elements.sum()), links=int(links.sum()), maps=maps)
        return [page for page, passed in zip(pages, passes.tolist(), strict=True) if not passed]

    def _amiss(self, marks: _Marks, names: Sequence[Ints], paths: Sequence[str]) -> Iterator[Ints]:
        """The pages with a tag at fault, with no policy or two, with an id twice, with a link to no part of their own, by their numbers."""
        yield marks.pages(Says.FAULT)
        yield np.flatnonzero(np.bincount(marks.pages(Says.POLICY), minlength=len(paths)) != 1)
        size = len(self._judge.names) + 1
        ids, own, page, part, _ = (each[marks.codes] for each in names)
        own = np.where(self._to_itself(marks, page, paths), part, own)
        placed, wanted = (np.sort(marks.of[each != NONE] * size + each[each != NONE]) for each in (ids, own))
        yield placed[1:][placed[1:] == placed[:-1]] // size
        yield wanted[~np.isin(wanted, placed)] // size

    def _to_itself(self, marks: _Marks, page: Ints, paths: Sequence[str]) -> Any:
        """Whether a tag leads to a part of the page that it stands on, by that page's name."""
        numbers = np.array([self._judge.numbers.get(path, AWAY - 1) for path in paths])
        return page == numbers[marks.of]

    def _read(self, columns: Columns, joints: Ints) -> tuple[Any, Any]:
        """Everything that can be read on the pages, as Arrow strings."""
        texts = pc.utf8_slice_codeunits(columns.read(joints), 1)
        data = pc.starts_with(texts, JSON.decode())
        told = [text for each in texts.filter(data).to_pylist() for text in _data(each[1:]) or ()]
        shown = texts.filter(pc.invert(data))
        coded = pc.match_substring(shown, "&")
        told += [unescape(text) for text in shown.filter(coded).to_pylist()]
        told += self._judge.said
        self._judge.said.clear()
        return shown.filter(pc.invert(coded)), pa.array(told, pa.large_string())

    def _far(self, bare: Sequence[bytes], marks: _Marks, paths: Sequence[str]) -> Iterator[tuple[int, PageFacts]]:
        """The pages that are looked at for more than their tokens, by number, with what was seen."""
        for number in np.unique(marks.pages(Says.FAR)).tolist():
            facts = PageFacts(paths[number])
            check_parts(Page(bare[number], facts), bare[number])
            yield number, facts

    def _note(self, looked: Looked, marks: _Marks, names: Sequence[Ints], paths: Sequence[str]) -> None:
        """Note the places that there are, and those of other pages that links name."""
        ids, _, page, _, place = (each[marks.codes] for each in names)
        of, shown = marks.of[ids != NONE].tolist(), ids[ids != NONE].tolist()
        looked.ids.extend([place_of(paths[number], self._judge.names[name]) for number, name in zip(of, shown, strict=True)])
        others = (page != NONE) & ~self._to_itself(marks, page, paths)
        looked.take(paths, marks.of[others], place[others])
        looked.counts["outside_links"] += len(marks.pages(Says.OUTSIDE))


def _misstated(columns: Columns, stated: Sequence[bytes]) -> Iterator[Ints]:
    """The pages that do not state their own address once, and those that state one of another page."""
    numbers = np.array([columns.tokens.get(tag, NONE) for tag in stated])
    rows = np.flatnonzero(np.isin(columns.codes, numbers[numbers != NONE]))
    of, own = columns.of[rows], columns.codes[rows] == numbers[columns.of[rows]]
    yield of[~own]
    yield np.flatnonzero(np.array([bool(tag) for tag in stated]) & (np.bincount(of[own], minlength=len(stated)) != 1))


def _spoilt_data(columns: Columns, rows: Ints, marks: _Marks) -> Ints:
    """The pages with data for scripts that are no strict JSON, or that something else follows than the end of the script."""
    rows = rows[(marks.says & Says.DATA) > 0]
    behind = np.append(columns.codes, NONE)[rows + 1]
    ends = columns.tokens.get(_SCRIPT_ENDS, NONE - 1)
    texts = columns.texts(rows)
    wrong = [row for row, text, after in zip(rows, texts, behind.tolist(), strict=True) if after != ends or _data(text) is None]
    return columns.of[wrong]


@lru_cache(_KEPT)
def _data(text: str) -> tuple[str, ...] | None:
    """The strings in data for scripts; None where they are no strict JSON."""
    try:
        return tuple(sorted(strings(parse_strict(text.encode()))))
    except NotStrictError:
        return None
