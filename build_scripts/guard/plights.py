"""Illness or need told of a person (病情、困境): a word for it and a personal name in one text. Counts of such people may be told."""

import re
from collections.abc import Iterator

from build_scripts.guard.people import any_of, surnames
from build_scripts.guard.signs import BREAK, squeezed
from build_scripts.guard.words import ILLNESS_WORDS, NEED_WORDS

_PLIGHT = re.compile(any_of((*ILLNESS_WORDS, *NEED_WORDS)))
_STEP = 250
"""A long text is looked at in stretches of twice as many signs, each overlapping the next: what stands further apart is told apart."""


def plights(text: str) -> Iterator[str]:
    """The surname of each person of whom a cell of the plain text tells illness or need."""
    if not _PLIGHT.search(squeezed(text)):
        return
    for cell in text.split(BREAK):
        for start in range(0, max(1, len(cell) - _STEP), _STEP):
            stretch = cell[start : start + 2 * _STEP]
            words = squeezed(stretch)
            if _PLIGHT.search(words):
                yield from surnames(words, stretch.replace("\n", " "))
