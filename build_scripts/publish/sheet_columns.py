"""The QR codes of many pages at a time: whether each stands where ours do, and is the one that it must be there.

`sheet_check` reads a page to find that out; here the columns of tokens tell. A page with anything unexpected is left to it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np

from build_scripts.publish.page_columns import Columns, Ints
from build_scripts.publish.sheet_check import ARTICLE, AT, BARE, ID, MARK, SEAL, VERIFY, places_of
from build_scripts.view.sheet import codes, page_address, sheet_address

_BEFORE, _BEHIND = SEAL, (VERIFY, b"<b>", b"</b>", b"<span>", b"<i>", b"</i>", b"<code>")
"""The tokens around the code of a disclosure; behind the last stand the letters of its fingerprint."""

_EMPTY = (-1, 0, 1, 3, 4)
"""Behind which tokens, counted from the code, no text stands."""

_LETTERS = re.compile("[A-Z ]+")
_ENDS = b"</article>"


def unproved(columns: Columns, paths: Sequence[str], pictures: Sequence[Sequence[bytes]]) -> Ints:
    """The pages, by number, whose codes are not known to be what they must be; `pictures`: those set aside from each, in their order."""
    images = _rows(columns, BARE)
    sites = _sites(columns, paths)
    lone = np.setdiff1d(_rows(columns, VERIFY), images + 1)
    odd = np.bincount(columns.of[images], minlength=len(paths)) != [len(each) for each in pictures]
    odd[columns.of[_holding(columns, MARK, BARE)]] = True
    odd[[page for page, site in sites.items() if not site]] = True
    odd[[page for page in columns.of[lone].tolist() if page in sites]] = True
    images = images[~odd[columns.of[images]]]
    addresses = list(_addresses(columns, images, paths, sites))
    drawn = iter(codes(list(chain.from_iterable(addresses))))
    shown = [picture for each, left in zip(pictures, odd.tolist(), strict=True) if not left for picture in each]
    told = zip(columns.of[images].tolist(), addresses, shown, strict=True)
    odd[[page for page, each, picture in told if picture.decode() not in list(islice(drawn, len(each)))]] = True
    return np.flatnonzero(odd)


def _rows(columns: Columns, token: bytes) -> Ints:
    """Where a token stands."""
    return np.flatnonzero(columns.codes == columns.tokens.get(token, -1))


def _holding(columns: Columns, part: bytes, other: bytes = b"") -> Ints:
    """Where tokens stand that hold something, but for one."""
    numbers = [number for number, token in enumerate(columns.distinct) if part in token and token != other]
    return np.flatnonzero(np.isin(columns.codes, numbers))


def _sites(columns: Columns, paths: Sequence[str]) -> Mapping[int, str]:
    """The address of the site as each page states it in words, by the page's number; empty where what it states is not its own address."""
    rows = _rows(columns, AT)
    stated = list(zip(columns.of[rows].tolist(), columns.texts(rows), strict=True))
    ends = {page: f"/{paths[page]}" for page, _ in stated}
    return {page: text.removesuffix(ends[page]) if text.endswith(ends[page]) else "" for page, text in reversed(stated)}


def _addresses(columns: Columns, images: Ints, paths: Sequence[str], sites: Mapping[int, str]) -> Iterator[list[str]]:
    """The addresses of which each code must hold one; none where it stands in an article, but not as ours do, or as a second one."""
    begin = _holding(columns, ARTICLE)
    marks = np.sort(np.concatenate([begin, _rows(columns, _ENDS)]))
    nearest = np.append(-1, marks)[np.searchsorted(marks, images)]
    inside = np.isin(nearest, begin) & (columns.of[nearest] == columns.of[images])
    sealed = inside & _is_sealed(columns, images) & np.append(True, np.diff(nearest) != 0)[: len(images)]
    printed = columns.texts(np.minimum(images + len(_BEHIND), len(columns.codes) - 1))
    ids = {number: ID.match(columns.distinct[number], len(ARTICLE)) for number in np.unique(columns.codes[begin]).tolist()}
    each = zip(columns.of[images].tolist(), inside.tolist(), sealed.tolist(), columns.codes[nearest].tolist(), printed, strict=True)
    for page, within, ours, article, letters in each:
        if not within:
            yield [page_address(sites.get(page, ""), paths[page])]
        elif ours and (number := ids[article]) and _LETTERS.fullmatch(letters):
            name = number[1].decode()
            yield [sheet_address(sites.get(page, ""), f"{place}#{name}", letters) for place in places_of(paths[page])]
        else:
            yield []


def _is_sealed(columns: Columns, images: Ints) -> Any:
    """Whether the tokens and texts around each code are those of a disclosure."""
    around = np.concatenate([columns.codes, np.full(len(_BEHIND) + 1, -1)])
    lengths = np.append(columns.lengths, np.full(len(_BEHIND) + 1, 1))
    expected = [columns.tokens.get(token, -2) for token in _BEHIND]
    found = around[images - 1] == columns.tokens.get(_BEFORE, -2)
    for place, token in enumerate(expected, 1):
        found &= around[images + place] == token
    for place in _EMPTY:
        found &= lengths[images + place] == 0
    return found
