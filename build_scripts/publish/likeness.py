"""What the pages of a folder have in common, word for word: looked at once, and on every other page cut away before it is looked at.

A stretch that is the same on two pages is the same to every check, as long as nothing reaches over its edges. So stretches begin and end
between pieces (`markup.pieces`), in no text that goes on, and hold nothing that the checks look at from afar (`FAR`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

_LEAST = 24
"""Pieces of a stretch that is worth its search; the first is at hand however short it is."""

_LOST = 12
"""Pieces that differ side by side before two pages count as having gone apart."""

_SIGN = 48
"""Bytes by which the beginning of a stretch is found."""

FAR = (b"figure", b"gk-why", b"gk-proof")
FAR_IN_LINES = (*FAR, b"script")
_APART = b"\n<"

Ends = Callable[[bytes], bool]
"""Whether the text before a piece ends there."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The stretches in their order; the first begins a page, the last ends one."""

    stretches: tuple[bytes, ...]

    @classmethod
    def of(cls, pages: Sequence[Sequence[bytes]], ends: Ends) -> "Likeness | None":
        """What all these pages, cut into pieces, have in common; None where that is not worth a search."""
        one = pages[0]
        head = list(_runs(pages))
        tail = list(_runs([page[::-1] for page in pages]))
        if not head or head[0][0] != 0 or not tail or tail[0][0] != 0:
            return None
        first = [_stretch(one[start:end], one[end], ends) for start, end in head if end < len(one)]
        last = one[len(one) - tail[0][1] :]
        while last and not _opens(last[0], ends):
            last = last[1:]
        closing = b"".join(b"<" + piece for piece in last)
        found = [stretch for stretch in first if stretch]
        if not found or not closing or any(far in stretch.lower() for stretch in (*found, closing) for far in FAR):
            return None
        return cls((*found, closing))

    def rest(self, page: bytes, ends: Ends) -> bytes | None:
        """What else stands on a page; None where it does not hold the stretches, or a text goes on behind one."""
        *opening, closing = self.stretches
        rest, place = [], 0
        for number, stretch in enumerate(opening):
            start = page.find(stretch[:_SIGN], place) if number else 0
            if start < 0 or not page.startswith(stretch, start):
                return None
            rest.append(page[place:start])
            place = start + len(stretch)
        end = len(page) - len(closing)
        if end < place or not page.endswith(closing):
            return None
        rest.append(page[place:end])
        rest = [part for part in rest if part]
        return b"".join(rest) if all(map(partial(_begins, ends), rest)) else None


def _begins(ends: Ends, part: bytes) -> bool:
    """Whether a piece begins there, and with it another text."""
    return part.startswith(b"<") and ends(part[1:].split(b"<", 1)[0])


def _opens(piece: bytes, ends: Ends) -> bool:
    """Whether a stretch may begin there: the text before it ends, and it does not close what stands before it."""
    return not piece.startswith(b"/") and ends(piece)


def _runs(pages: Sequence[Sequence[bytes]]) -> Iterator[tuple[int, int]]:
    """Start and end of what is the same at the same place on all pages, until they go apart."""
    start, lost = 0, 0
    for place, pieces in enumerate(zip(*pages, strict=False)):
        if pieces.count(pieces[0]) == len(pieces):
            lost = 0
            continue
        if place - start >= _LEAST or not start:
            yield start, place
        start, lost = place + 1, lost + 1
        if lost > _LOST:
            return
    shorter = min(map(len, pages))
    if shorter - start >= _LEAST or not start:
        yield start, shorter


def _stretch(pieces: Sequence[bytes], behind: bytes, ends: Ends) -> bytes:
    """The run without what is no stretch: it begins, and what is behind it begins, where a text ends; empty where too little is left."""
    run, after = [*pieces], behind
    while run and not ends(after):
        after = run.pop()
    # The first piece of a page is the text before its first tag.
    opens = bool(run) and not run[0].strip()
    while run and not opens and not _opens(run[0], ends):
        run.pop(0)
    if not opens and len(run) < _LEAST:
        return b""
    return b"<".join(run) if opens else b"<" + b"<".join(run)


class Lines:
    """Lines that stand on many pages of a folder: looked at once, and left out from then on.

    A line that is left out begins where a text ends, so does the one behind it, and `dull` says that its tokens need no second look.
    """

    def __init__(self) -> None:
        self._once: set[bytes] = set()
        self._dull: set[bytes] = set()
        self._judged: set[bytes] = set()

    def left(self, markup: bytes, ends: Ends) -> bytes:
        """What begins with a tag, without the lines that need no second look."""
        left: list[bytes] = []
        skipped = b""
        for line in markup.split(_APART):
            if line in self._dull:
                skipped = line
                continue
            if skipped and not ends(line.split(b"<", 1)[0]):
                left.append(skipped)
            skipped = b""
            left.append(line)
        return _APART.join(left)

    def learn(self, markup: bytes, dull: Callable[[bytes], bool]) -> None:
        """Remember the lines of a page without a fault; those that come again and are dull."""
        lines = set(markup.split(_APART)[1:]).difference(self._judged)
        again = lines & self._once
        self._once |= lines
        self._judged |= again
        self._dull.update(line for line in again if not any(far in line.lower() for far in FAR_IN_LINES) and dull(line))
