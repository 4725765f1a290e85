"""What gives a person away in a text: numbers of cards, permits and telephones, home addresses, illness or need told of somebody."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.guard.addresses import address
from build_scripts.guard.digits import Group, Number, beginning, runs
from build_scripts.guard.documents import document, may_be_document
from build_scripts.guard.numbers import sort_of
from build_scripts.guard.plights import plights
from build_scripts.guard.signs import counted, plain, squeezed, unmarked

NUMBERS = frozenset({"identity", "residence", "permit", "mobile", "bank", "passport", "travel"})
SORTS = NUMBERS | {"address", "plight"}
"""Every sort of identifier."""

_LINK = re.compile(r"(?:https?|ftp)://[!-~]+|www\.[!-~]+")
_CALLED = re.compile(r"(?:tel|phone|mobile|mob|sms|call|cell|shouji|dianhua)[a-z_]*[=/:]\+?$", re.IGNORECASE)
_FEWEST, _FEWEST_READ = 7, 3


def identifiers(text: str) -> Iterator[tuple[str, str]]:
    """Every identifier in a submitted text: its sort and how it may be shown (numbers 前3后2, names by their surname alone)."""
    yield from identifiers_in_pieces(unmarked(text))


def identifiers_in_pieces(text: str) -> Iterator[tuple[str, str]]:
    """The same of a text in which our own signs stand between its pieces (`SEAM`, `BREAK`)."""
    signs = plain(text)
    figures = counted(signs)
    found = dict.fromkeys(_numbers(signs, figures))
    home = address(squeezed(figures))
    if home:
        found["address", f"{home[0]}***{home[-1]}"] = None
    for surname in plights(signs):
        found["plight", f"{surname}**"] = None
    yield from found


def _numbers(signs: str, figures: str) -> Iterator[tuple[str, str]]:
    reading = _Reading(signs, figures, [found.span() for found in _LINK.finditer(signs)])
    for text in (signs, figures) if figures != signs else (signs,):
        for groups in runs(text, signs):
            yield from _in_run(groups, reading)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A plain text, the same counted, and where addresses of the web stand in it: they hold long numbers that are nobody's."""

    signs: str
    figures: str
    links: Sequence[tuple[int, int]]

    def sort(self, number: Number, led: bool) -> tuple[str, str]:
        """The sort of one number and its signs; two empty texts where it is none, or one only by letters read as digits."""
        start, end = number.start, number.end
        sort, signs = sort_of(number, self.signs), number.digits
        if not sort and led:
            sort, signs = document(number, self.signs)
        if not sort or len(signs) - self._letters(start, end) < _FEWEST_READ:
            return "", ""
        if any(first <= start < last for first, last in self.links):
            called = sort == "mobile" and _CALLED.search(self.signs[max(0, start - 20) : start])
            return (sort, signs) if number.whole and (called or sort in ("identity", "residence")) else ("", "")
        return sort, signs

    def _letters(self, start: int, end: int) -> int:
        """How many digits of a number are letters."""
        pairs = zip(self.signs[start:end], self.figures[start:end], strict=True)
        return sum(sign != figure and sign.isascii() for sign, figure in pairs)


def _in_run(groups: Sequence[Group], reading: _Reading) -> Iterator[tuple[str, str]]:
    led = may_be_document(reading.signs, groups[0].start)
    first = 0
    while first < len(groups):
        taken, found = 1, ("", "")
        for length, number in enumerate(beginning(groups, first), 1):
            if len(number.digits) >= _FEWEST:
                sort, shown = reading.sort(number, led and not first)
                if sort:
                    taken, found = length, (sort, _masked(shown))
        if found[0]:
            yield found
        first += taken


def _masked(number: str) -> str:
    return number[:3] + "*" * (len(number) - 5) + number[-2:]
