"""Texts of a submission that stand in no record: its name, sheet names, comments, properties, titles, footers."""

from collections.abc import Iterable

from build_scripts.guard.identifiers import identifiers
from build_scripts.guard.markings import marking
from build_scripts.guard.signs import plain


def exposed(texts: Iterable[str]) -> list[tuple[str, str]]:
    """What the texts give away, each once and in order: sort (see `IDENTIFIERS`) and how it may be shown; a marking is shown as it is."""
    found: dict[tuple[str, str], None] = {}
    for text in texts:
        found |= dict.fromkeys(identifiers(text))
        mark = marking(plain(text))
        if mark:
            found["marking", mark] = None
    return list(found)
