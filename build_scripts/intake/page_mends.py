"""What has to be mended, as the table of a receipt: alike findings as one line, at most ten of a code, and then how many more."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.intake.page_places import Places, Spot
from build_scripts.intake.receipt import Receipt

MOST_ALIKE = 10
LEVELS = ("E", "W", "N")
"""Errors first, then what is withheld, then notes."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One line: where, what is wrong, how to mend it."""

    place: str
    problem: str
    mend: str
    code: str


@dataclass(frozen=True, slots=True)
class Mends:
    """The lines of one level under their title; `folded`: not every message is among them."""

    level: str
    title: str
    lines: Sequence[Mend]
    folded: bool


def mends(receipt: Receipt, places: Places) -> list[Mends]:
    """The findings by level, in the order of the file; levels without any are left out."""
    found: dict[str, dict[tuple[str, str], list[Spot]]] = {level: {} for level in LEVELS}
    for finding in receipt["findings"]:
        alike = found[finding["code"][0]]
        alike.setdefault((finding["code"], finding["message"]), []).append(places.spot(finding["place"]))
    return [_of_level(level, alike, places) for level, alike in found.items() if alike]


def halves(message: str, places: Places) -> tuple[str, str]:
    """A message as problem and mend; submitted text stands before the mend, so the last mark parts them."""
    problem, mark, mend = message.rpartition(places.words("receipt.mend_mark"))
    return (problem, mend) if mark else (message, "")


def _of_level(level: str, alike: dict[tuple[str, str], list[Spot]], places: Places) -> Mends:
    words = places.words
    lines: list[Mend] = []
    beyond: dict[str, list[Spot]] = {}
    shown: dict[str, int] = {}
    for (code, message), spots in alike.items():
        shown[code] = shown.get(code, 0) + 1
        if shown[code] > MOST_ALIKE:
            beyond.setdefault(code, []).extend(spots)
        else:
            problem, mend = halves(message, places)
            lines.append(Mend(places.runs(spots, MOST_ALIKE), problem, mend or words("receipt.mend_nothing"), code))
    for code, spots in beyond.items():
        problem = words("receipt.mend_more", code=code, count=f"{len(spots):,}")
        lines.append(Mend(places.runs(spots, MOST_ALIKE), problem, words("receipt.mend_same", code=code), code))
    count = sum(map(len, alike.values()))
    return Mends(level, words(f"receipt.mends_{level}", count=f"{count:,}"), lines, bool(beyond))
