"""Runs of digits in a plain text: the groups in which they were written, what stands between the groups, and how people cut numbers."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from build_scripts.guard.signs import SEAM

SOFT = rf" \n\-._·()\[\]{SEAM}"
"""What people put between the digits of one number."""

HARD = r",;:/\\+~'、"
"""What rather parts two numbers; a number is cut by it only where its groups are those of such a number."""

LONGEST = 19
_FEWEST = 7
_RUN = re.compile(rf"[0-9]+(?:[{SOFT}{HARD}|]{{1,3}}[0-9]+)*(?:[{SOFT}{HARD}|]{{0,3}}[Xx×](?![0-9A-Za-z]))?")
_GROUP = re.compile(r"([^0-9Xx×]*)([0-9]+|[Xx×])")
_IS_HARD = re.compile(f"[{HARD}|]")
_LETTERS_BEFORE = re.compile(r"[0-9A-Za-z]*$")
_LETTERS_AFTER = re.compile(r"[0-9A-Za-z]*")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits written together (or the X that closes an identity number), what parts them from those before, and where they stand."""

    digits: str
    gap: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """Some neighbouring groups read as one number.

    `lengths` are those of its groups, groups without a visible gap counted as one; `gaps` the different things between them; `beside`
    what parts them from the groups before and after.
    """

    digits: str
    lengths: tuple[int, ...]
    gaps: frozenset[str]
    beside: tuple[str, str]
    start: int
    end: int

    @property
    def whole(self) -> bool:
        """Written in one piece."""
        return len(self.lengths) == 1

    @property
    def hard(self) -> bool:
        """Cut by a sign that rather parts two numbers."""
        return any(_IS_HARD.search(gap) for gap in self.gaps)

    @property
    def alike(self) -> bool:
        """Cut by the same sign throughout."""
        return len(self.gaps) <= 1

    @property
    def even(self) -> bool:
        """Cut by the same sign throughout, and not a decimal fraction."""
        return self.alike and not (len(self.lengths) == 2 and self.gaps == {"."})

    @property
    def single(self) -> bool:
        """Cut after each digit."""
        return set(self.lengths) == {1}

    @property
    def fours(self) -> bool:
        """Cut after every fourth digit."""
        return set(self.lengths[:-1]) == {4} and self.lengths[-1] <= 4

    @property
    def regular(self) -> bool:
        """Cut after every so many digits by the same sign."""
        return self.even and self.lengths[-1] <= self.lengths[0] and len(set(self.lengths[:-1])) <= 1

    @property
    def bounded(self) -> bool:
        """What cuts it does not go on before or after it, as it would in a list."""
        return not self.gaps & set(self.beside)

    def listed(self, cuts: Set[tuple[int, ...]]) -> bool:
        """Cut as lists of numbers are: by a hard sign, and not by the same throughout into ones, fours or one of these cuts."""
        return self.hard and not (self.even and self.bounded and (self.single or self.fours or self.lengths in cuts))

    def without(self, prefix: int) -> "Number":
        """The same number without so many digits at its beginning."""
        lengths = list(self.lengths)
        left = prefix
        while left and lengths:
            taken = min(left, lengths[0])
            left -= taken
            lengths[0] -= taken
            if not lengths[0]:
                del lengths[0]
        gaps = self.gaps if len(lengths) > 1 else frozenset[str]()
        return Number(self.digits[prefix:], tuple(lengths), gaps, self.beside, self.start, self.end)


def runs(text: str, written: str) -> Iterator[list[Group]]:
    """Every run of groups with seven digits or more.

    Args:
        text: a plain text, or the same `counted`.
        written: the plain text before it was counted: where it has no digit, each sign is a group of its own.
    """
    for run in _RUN.finditer(text):
        if run.end() - run.start() >= _FEWEST:
            found = _GROUP.finditer(text, run.start(), run.end())
            yield [part for group in found for part in _parts(group[1], group[2], group.start(2), written)]


def _parts(gap: str, digits: str, start: int, written: str) -> Iterator[Group]:
    """A group, or where Chinese numerals stand in it one for each of them and for what stands between."""
    own = written[start : start + len(digits)]
    if own == digits or own.isascii():
        yield Group(digits.upper().replace("×", "X"), gap, start, start + len(digits))
        return
    first = 0
    for place in range(1, len(digits) + 1):
        if place == len(digits) or not (own[place].isascii() and own[place - 1].isascii()):
            yield Group(digits[first:place], "" if first else gap, start + first, start + place)
            first = place


def beginning(groups: Sequence[Group], first: int) -> Iterator[Number]:
    """The numbers with which the groups from this one on begin, the shortest first, none longer than 19 digits."""
    digits, lengths, gaps = "", [0], set[str]()
    for place in range(first, len(groups)):
        group = groups[place]
        digits += group.digits
        if len(digits) > LONGEST:
            return
        if place > first and _visible(group):
            lengths.append(0)
            gaps.add(_visible(group))
        lengths[-1] += len(group.digits)
        beside = (_visible(groups[first]), _visible(groups[place + 1]) if place + 1 < len(groups) else "")
        yield Number(digits, tuple(lengths), frozenset(gaps), beside, groups[first].start, group.end)


def _visible(group: Group) -> str:
    return group.gap.replace(SEAM, "")


def attached(number: Number, text: str) -> tuple[str, str]:
    """The letters and digits that stand before and after the number without a gap."""
    before = _LETTERS_BEFORE.search(text[max(0, number.start - 64) : number.start])
    after = _LETTERS_AFTER.match(text, number.end)
    return before[0] if before else "", after[0] if after else ""
