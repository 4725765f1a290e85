"""Rows of a sheet: entries of a legend, of a strip of units, lines of a footer, as many to a row as fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from build_scripts.draw.lettering import Lettering, lettering, width

WIDTH, EDGE = 1600, 40
ROOM = WIDTH - 2 * EDGE
_SWATCH = (58, 38)  # as the template draws it
_BETWEEN = 4  # from one row of entries to the next


@dataclass(frozen=True, slots=True)
class Swatch:
    """A sample of a fill, 58 by 38 units at `scale`, its upper left corner at x, y."""

    x: int
    y: int
    scale: float
    css: str
    mark: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A word in a frame."""

    text: Lettering
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A swatch with what it stands for; `value` is set in bold."""

    swatch: Swatch
    text: Lettering
    value: Lettering | None = None
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An entry that has no place yet."""

    css: str
    mark: str
    text: str
    value: str = ""
    badge: str = ""


def swatch(item: Item, corner: tuple[int, int], size: int) -> Swatch:
    """The sample beside letters of that size whose line begins at the corner."""
    return Swatch(corner[0], corner[1] + round(size * 0.12), round(size * 1.15 / _SWATCH[1], 3), item.css, item.mark)


def swatch_room(size: int) -> int:
    """How wide a sample is, with the space after it."""
    return ceil(size * 1.15 * _SWATCH[0] / _SWATCH[1]) + size // 2


def rows(texts: Sequence[str], y: int, size: int) -> tuple[tuple[Lettering, ...], int]:
    """The texts one after the other from y downwards, and where they end."""
    x, deepest, placed = EDGE, 0, []
    for text in texts:
        long = ceil(width(text, size))
        if x > EDGE and x + long > WIDTH - EDGE:
            x, y, deepest = EDGE, y + deepest, 0
        placed.append(lettering(text, (x, y), size, ROOM))
        deepest = max(deepest, placed[-1].height)
        x += long + 2 * size
    return tuple(placed), y + deepest


def flow(items: Sequence[Item], y: int, size: int) -> tuple[tuple[Entry, ...], int]:
    """The entries one after the other from y downwards, and where they end."""
    x, deepest, placed = EDGE, 0, []
    for item in items:
        long = swatch_room(size) + sum(ceil(width(text, size)) + size // 2 for text in (item.text, item.value, item.badge) if text)
        if x > EDGE and x + long > WIDTH - EDGE:
            x, y, deepest = EDGE, y + deepest + _BETWEEN, 0
        entry = _entry(item, (x, y), size)
        placed.append(entry)
        deepest = max(deepest, *(part.height for part in (entry.text, entry.value, entry.badge) if part))
        x += long + size
    return tuple(placed), y + deepest + _BETWEEN


def _entry(item: Item, corner: tuple[int, int], size: int) -> Entry:
    """Its texts side by side; where they are too long for one row, each has its share of it."""
    x, y = corner[0] + swatch_room(size), corner[1]
    texts = [text for text in (item.text, item.value, item.badge) if text]
    share = (ROOM - swatch_room(size)) // len(texts) - size
    tight = sum(width(text, size) + size for text in texts) > ROOM - swatch_room(size)
    placed = []
    for text in texts:
        placed.append(lettering(text, (x, y), size, share if tight else ROOM))
        x += ceil(max(width(line, size) for line in placed[-1].lines)) + size // 2
    told = iter(placed)
    name, value, badge = (next(told) if each else None for each in (item.text, item.value, item.badge))
    return Entry(swatch(item, corner, size), name or lettering("", corner, size, ROOM), value, _framed(badge) if badge else None)


def _framed(text: Lettering) -> Badge:
    wide = ceil(max(width(line, text.size) for line in text.lines))
    return Badge(text, text.x - 5, text.y - text.size, wide + 10, text.height)
