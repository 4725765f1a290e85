"""Every unit with its figure: the list beside the map, names on the map, and the tiles of a grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from build_scripts.draw.choropleth import LABEL_SIZES
from build_scripts.draw.drawing import Drawing, Unit
from build_scripts.draw.lettering import Lettering, broken, lettering, step, width
from build_scripts.draw.sheet_rows import EDGE, Entry, Item, swatch, swatch_room

_SIZES = (20, 18, 16, 15, 14, 13)  # of the list's letters, the largest that fits
_NAME, _VALUE = 6.3, 5.5  # ems of a name and of a figure; longer ones take another line
_MOST = 520  # at most how wide the list is
_TILE = (176, 104)  # at most how large a tile is
BAND = 13  # how high the band for a tile's mark is
_LARGEST, _SMALLEST = 22, 11  # letters in a tile


@dataclass(frozen=True, slots=True)
class Columns:
    """The list of units: its columns, the size of its letters, how wide names and figures are, how many lines the longest column has."""

    units: tuple[tuple[Unit, ...], ...]
    size: int
    name: int
    value: int
    lines: int

    @property
    def pitch(self) -> int:
        """From one column to the next."""
        return swatch_room(self.size) + self.name + self.size // 2 + self.value + self.size

    @property
    def width(self) -> int:
        """Of all columns."""
        return self.pitch * len(self.units) - self.size

    @property
    def height(self) -> int:
        """With the line of the title over them."""
        return step(self.size) * (self.lines + 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A tile with its place on the sheet, its texts, in the middle, where there is room for them, and the top of the band for its mark."""

    unit: Unit
    x: int
    y: int
    width: int
    height: int
    band: int
    name: Lettering | None
    value: Lettering | None


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map, in the units of the drawing; x is its middle, y its base line."""

    text: str
    css: str
    x: int
    y: int
    size: int


def columns(units: Sequence[Unit], height: int) -> Columns:
    """The list in the largest letters with which it keeps to its room; in the smallest, and longer than the room, where it must be."""
    for size in _SIZES:
        found = _filled(units, size, height // step(size) - 1)
        if found.width <= _MOST:
            return found
    while found.width > _MOST and len(found.units) > 1:
        found = _filled(units, size, found.lines + 1)
    return found


def _filled(units: Sequence[Unit], size: int, lines: int) -> Columns:
    """Columns of that many lines, filled one after the other."""
    name = ceil(min(max((width(unit.name, size) for unit in units), default=0), _NAME * size))
    value = ceil(min(max((width(unit.value_text, size) for unit in units), default=0), _VALUE * size))
    filled: list[list[Unit]] = [[]]
    used, most = 0, 1
    for unit in units:
        needed = max(len(broken(unit.name, size, name)), len(broken(unit.value_text, size, value)))
        if used + needed > lines and filled[-1]:
            filled.append([])
            used = 0
        filled[-1].append(unit)
        used += needed
        most = max(most, used)
    return Columns(tuple(map(tuple, filled)), size, name, value, most)


def listed(found: Columns, left: int, top: int) -> tuple[Entry, ...]:
    """The entries of the list, whose first line begins there."""
    entries = []
    for number, column in enumerate(found.units):
        x, y = left + number * found.pitch, top
        for unit in column:
            name = lettering(unit.name, (x + swatch_room(found.size), y), found.size, found.name)
            value = lettering(unit.value_text, (name.x + found.name + found.size // 2, y), found.size, found.value)
            entries.append(Entry(swatch(Item(unit.css, unit.mark, ""), (x, y), found.size), name, value))
            y += max(name.height, value.height)
    return tuple(entries)


def labels(drawing: Drawing) -> tuple[Label, ...]:
    """The names that have room on the map."""
    sized = [(region, LABEL_SIZES[region.label_size]) for region in drawing.regions if region.label]
    return tuple(Label(region.label, region.unit.css, region.x, region.y + round(size * 0.36), size) for region, size in sized)


def cells(drawing: Drawing, top: int, room: tuple[int, int]) -> tuple[Cell, ...]:
    """The tiles in the middle of a room at the left edge, that wide and high."""
    if not drawing.tiles:
        return ()
    wide, high = min(room[0] // drawing.width, _TILE[0]), min(room[1] // drawing.height, _TILE[1])
    x, y = EDGE + (room[0] - wide * drawing.width) // 2, top + (room[1] - high * drawing.height) // 2
    return tuple(_cell(tile.unit, (x + (tile.column - 1) * wide, y + (tile.row - 1) * high), (wide, high)) for tile in drawing.tiles)


def _cell(unit: Unit, corner: tuple[int, int], pitch: tuple[int, int]) -> Cell:
    (x, y), (wide, high) = corner, (pitch[0] - 4, pitch[1] - 4)
    name = _fitting(unit.short, (x + wide // 2, y + high // 10), (wide - 8, high // 3))
    value = _fitting(unit.value_text, (x + wide // 2, y + high * 9 // 20), (wide - 8, high // 3))
    return Cell(unit, x, y, wide, high, y + high - BAND - 1, name, value)


def _fitting(text: str, corner: tuple[int, int], room: tuple[int, int]) -> Lettering | None:
    """The text on one line, in smaller letters where it must be; None where even the smallest have no room."""
    sizes = range(_LARGEST, _SMALLEST - 1, -1)
    fitting = next((size for size in sizes if width(text, size) <= room[0] and step(size) <= room[1]), 0)
    return lettering(text, corner, fitting, room[0]) if fitting else None
