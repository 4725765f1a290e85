"""A drawing as a sheet of its own, for a report: where title, legend, map, every unit's figure, sums and footer stand, none in the way."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.draw.drawing import Drawing
from build_scripts.draw.lettering import Lettering, lettering, step
from build_scripts.draw.sheet_rows import EDGE, ROOM, WIDTH, Entry, Item, flow, rows
from build_scripts.draw.sheet_units import Cell, Label, cells, columns, labels, listed

HEIGHT = 1100  # sixteen to eleven, as A4 lies; a sheet grows where its text needs more
_GAP = 24
_TITLE, _TEXT, _STRIP, _FOOT = 40, 20, 17, 16
_STAMP = (230, 92)  # kept free at the right of the title where the sheet is stamped
_LEAST = 420  # at least how high the map is
_SPREAD = (0.25, 0.5, 0.75)  # where the mark of invented figures stands across the map, so that no part of it goes without


@dataclass(frozen=True, slots=True)
class Told:
    """The texts of a sheet that are not those of its units.

    `warning` and `stamp` are empty unless figures are invented; `sums` are whole sentences; `notes` the lines of the footer by kind;
    `units` and `off_map` head the lists, `target` marks the class that begins with it.
    """

    title: str
    subtitle: str
    warning: str
    stamp: str
    units: str
    off_map: str
    target: str
    sums: tuple[str, ...]
    notes: Mapping[str, str]

    @property
    def about(self) -> tuple[str, ...]:
        """What is said of the whole sheet, for those who do not see it."""
        return tuple(text for text in (self.warning, *self.notes.values()) if text)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the map, down to `end`; `stamp` is the middle of the stamp."""

    title: Lettering
    subtitle: Lettering
    warning: Lettering | None
    stamp: tuple[int, int] | None
    legend: tuple[Entry, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Body:
    """The map or tiles, and the list of units. Regions and labels are drawn from x, y at `scale`; `marks` are middles of marks."""

    x: int
    y: int
    scale: float
    labels: tuple[Label, ...]
    marks: tuple[tuple[int, int], ...]
    cells: tuple[Cell, ...]
    title: Lettering
    units: tuple[Entry, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands under the map, down to `end`: units off the map, sums, and below the rule (left, right, height) the notes by kind."""

    off_map_title: Lettering | None
    off_map: tuple[Entry, ...]
    sums: tuple[Lettering, ...]
    rule: tuple[int, int, int]
    notes: tuple[tuple[str, Lettering], ...]
    end: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands where on a sheet `width` by `height` units."""

    width: int
    height: int
    head: Head
    body: Body
    foot: Foot


def sheet(drawing: Drawing, told: Told) -> Sheet:
    """The drawing as a sheet with these texts."""
    head = _head(drawing, told)
    below = _foot(drawing, told, 0).end
    body = _body(drawing, told, head.end, HEIGHT - EDGE - below - _GAP)
    foot = _foot(drawing, told, body.end + _GAP)
    return Sheet(WIDTH, max(foot.end + EDGE, HEIGHT), head, body, foot)


def _head(drawing: Drawing, told: Told) -> Head:
    room = ROOM - (_STAMP[0] if told.stamp else 0)
    title = lettering(told.title, (EDGE, EDGE - 8), _TITLE, room)
    subtitle = lettering(told.subtitle, (EDGE, EDGE - 8 + title.height), _TEXT, room)
    y = EDGE - 8 + title.height + subtitle.height
    warning = lettering(told.warning, (EDGE, y), _TEXT, room) if told.warning else None
    y = max(y + (warning.height if warning else 0), EDGE + _STAMP[1] if told.stamp else 0)
    items = [Item(entry.css, entry.mark, entry.text, badge=told.target if entry.is_target else "") for entry in drawing.legend]
    legend, y = flow(items, y + 12, _TEXT)
    stamp = (WIDTH - EDGE - _STAMP[0] // 2, EDGE + _STAMP[1] // 2) if told.stamp else None
    return Head(title, subtitle, warning, stamp, legend, y + 8)


def _body(drawing: Drawing, told: Told, top: int, bottom: int) -> Body:
    """Between the two heights; it goes deeper where the list of units is too long for them."""
    found = columns(drawing.units, max(bottom - top, _LEAST))
    wide, high = ROOM - found.width - 2 * _GAP, max(bottom - top, _LEAST, found.height)
    left = WIDTH - EDGE - found.width
    scale = min(wide / max(drawing.width, 1), high / max(drawing.height, 1))
    return Body(
        x=EDGE + round((wide - drawing.width * scale) / 2),
        y=top + round((high - drawing.height * scale) / 2),
        scale=round(scale, 4),
        labels=labels(drawing),
        marks=tuple((EDGE + round(wide * part), top + round(high * part)) for part in _SPREAD) if told.stamp else (),
        cells=cells(drawing, top, (wide, high)),
        title=lettering(told.units, (left, top), found.size, found.width),
        units=listed(found, left, top + step(found.size)),
        end=top + high,
    )


def _foot(drawing: Drawing, told: Told, y: int) -> Foot:
    title, strip = None, tuple[Entry, ...]()
    if drawing.off_map:
        title = lettering(told.off_map, (EDGE, y), _STRIP, ROOM)
        items = [Item(unit.css, unit.mark, unit.name, unit.value_text) for unit in drawing.off_map]
        strip, y = flow(items, y + title.height, _STRIP)
    sums, y = rows(told.sums, y, _STRIP)
    notes, end = rows(tuple(told.notes.values()), y + 16, _FOOT)
    return Foot(title, strip, sums, (EDGE, WIDTH - EDGE, y + 8), tuple(zip(told.notes, notes, strict=True)), end)
