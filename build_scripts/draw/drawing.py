"""What a template needs to draw a map or a tile grid: finished texts, CSS classes and shapes; nothing is left to compute on the page."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from build_scripts.draw.classes import BELOW, MARKS, VALUELESS, ZERO, Classes, Key, LegendEntry, css_of, legend, misses, shade

COLUMNS = ("name", "short", "value", "value_text", "mark", "href", "detail")

_RELATIVE = re.compile(r"(?![/\\])[^:\\]*")  # no scheme, no host: a link that stays on this site


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as drawn: texts as the reader sees them, `css` the fill (`gk-c1` … `gk-c5`, `gk-none`), `mark` one of `MARKS` or empty.

    A zero that misses the target has the mark `below`; `is_zero` tells it from other values. `value` is what `value_text` says, None where
    there is no figure.
    """

    code: str
    name: str
    short: str
    value_text: str
    css: str
    mark: str
    href: str
    detail: str
    is_zero: bool = False
    value: float | None = None

    def __post_init__(self) -> None:
        if not _RELATIVE.fullmatch(self.href):
            raise ValueError(f"{self.code}: a map links within the site only, not to {self.href!r}")

    def seen_from(self, root: str) -> "Unit":
        """The unit with its link, which leads from the site's root, as it is seen from a file for which `root` leads there."""
        return replace(self, href=root + self.href) if self.href else self

    @property
    def classes(self) -> str:
        """The CSS classes of the fill and of every mark."""
        return worn(self.css, self.mark, self.is_zero)

    @property
    def pieces(self) -> tuple[str, ...]:
        """The texts of the tooltip, in reading order, without the empty ones."""
        return tuple(piece for piece in (self.name, self.value_text, self.detail) if piece)


@dataclass(frozen=True, slots=True)
class Region:
    """A unit with its outline; `label` is printed in it around x, y at `label_size` (`l`, `m`, `s`); both are empty without room."""

    unit: Unit
    path: str
    x: int
    y: int
    label: str
    label_size: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A unit with its cell in a grid, column and row from 1."""

    unit: Unit
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Sum:
    """What the drawing adds up to, so that nothing is lost off the map: an instance that does not balance cannot be made."""

    label: str
    on_map: int
    off_map: int
    total: int

    def told(self, sentence: str) -> str:
        """The sentence with `{label}`, `{on_map}`, `{off_map}` and `{total}` filled in, thousands grouped."""
        return sentence.format(label=self.label, on_map=f"{self.on_map:,}", off_map=f"{self.off_map:,}", total=f"{self.total:,}")

    def __post_init__(self) -> None:
        try:
            reconcile(self.on_map, self.off_map, self.total)
        except ValueError as fault:
            raise ValueError(f"{self.label}: {fault}") from None


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes with a drawing: the table of the units without a place on it (columns `COLUMNS`), and what both add up to."""

    off_map: pd.DataFrame | None = None
    sums: tuple[Sum, ...] = ()


NOTHING = Beside()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map (`regions`, in a view box `0 0 width height`) or a tile grid (`tiles`, `width` columns by `height` rows), units in code order.

    `off_map` are units without a place on it, in the same classes and marks.
    """

    kind: Literal["map", "tiles"]
    width: int
    height: int
    regions: tuple[Region, ...]
    tiles: tuple[Tile, ...]
    off_map: tuple[Unit, ...]
    legend: tuple[LegendEntry, ...]
    sums: tuple[Sum, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that have a place, in code order."""
        return tuple(region.unit for region in self.regions) + tuple(tile.unit for tile in self.tiles)


def reconcile(on_map: int, off_map: int, total: int) -> None:
    """Raise ValueError, with both figures, unless what stands on the map and off the map is the total that the tables print."""
    if on_map + off_map != total:
        raise ValueError(f"{on_map} on the map and {off_map} off the map make {on_map + off_map}, but the total is {total}")


def units(table: pd.DataFrame, classes: Classes) -> tuple[Unit, ...]:
    """The rows of a table as units in code order, each with its class and mark.

    `below` is worked out here from the target, so that no caller can forget it.

    Args:
        table: index code (str), columns `COLUMNS`: `value` Float64, the others str; empty `mark` where a value is an ordinary one,
            empty `href` where there is no page. A row without value has one of the marks that say why.
        classes: the classes of the whole drawing, whether a unit has a place on it or not.

    Raises:
        ValueError: a code stands twice, a mark is unknown, or mark and value contradict each other.
    """
    rows = table.sort_index()[list(COLUMNS)]
    _check(rows)
    values = [None if pd.isna(value) else float(value) for value in rows["value"]]
    fills = [fill(value, mark, classes) for value, mark in zip(values, rows["mark"], strict=True)]
    css, marks = zip(*fills, strict=True) if fills else ((), ())
    texts = (rows.index, rows["name"], rows["short"], rows["value_text"], css, marks, rows["href"], rows["detail"])
    return tuple(Unit(*told) for told in zip(*texts, rows["mark"] == ZERO, values, strict=True))


def fill(value: float | None, mark: str, classes: Classes) -> tuple[str, str]:
    """The CSS class of one unit's fill (`gk-c1` … `gk-c5`, `gk-none`) and its mark, `below` for a value that misses the target."""
    if value is None or mark in VALUELESS:
        return "gk-none", mark
    return f"gk-c{shade(value, classes)}", BELOW if misses(value, classes) else mark


def worn(css: str, mark: str, is_zero: bool) -> str:
    """The CSS classes of a fill and its marks."""
    marks = dict.fromkeys((mark, ZERO if is_zero else ""))
    return " ".join((css, *(css_of(mark) for mark in marks if mark)))


def look(value: float | None, mark: str, classes: Classes) -> tuple[str, str]:
    """The CSS classes and the mark of one unit as drawn."""
    css, shown = fill(value, mark, classes)
    return worn(css, shown, mark == ZERO), shown


def units_beside(table: pd.DataFrame, beside: Beside, classes: Classes) -> tuple[Unit, ...]:
    """The units without a place, in code order; raises ValueError where one of them has a place as well and would be counted twice."""
    if beside.off_map is None:
        return ()
    both = table.index.intersection(beside.off_map.index)
    if len(both):
        raise ValueError(f"unit {both[0]} is on the map and off the map")
    return units(beside.off_map, classes)


def marks_of(drawn: Sequence[Unit]) -> tuple[str, ...]:
    """The marks that occur, in the order of `MARKS`."""
    occurring = {unit.mark for unit in drawn} | {ZERO for unit in drawn if unit.is_zero}
    return tuple(mark for mark in MARKS if mark in occurring)


def legend_for(key: Key, drawn: Sequence[Unit]) -> tuple[LegendEntry, ...]:
    """The legend of these units: the classes only where one of them is coloured, and the marks that occur."""
    entries = legend(key, marks_of(drawn))
    coloured = any(unit.css != "gk-none" for unit in drawn)
    return entries if coloured else tuple(entry for entry in entries if entry.mark in VALUELESS)


def units_json(drawing: Drawing, metadata: Mapping[str, object] | None = None) -> bytes:
    """The units of a drawing keyed by code, for the interactive map: CSS classes, mark, link and tooltip texts, the same as on the page.

    `metadata`, under a key of that name, which is no code, is for those who take the file away.
    """
    document: dict[str, Mapping[str, object]] = {
        unit.code: {"classes": unit.classes, "mark": unit.mark, "href": unit.href, "pieces": unit.pieces} for unit in drawing.units
    }
    if metadata:
        document["metadata"] = metadata
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _check(rows: pd.DataFrame) -> None:
    twice = rows.index[rows.index.duplicated()]
    if len(twice):
        raise ValueError(f"unit {twice[0]} stands more than once in the table of a map")
    unknown = rows["mark"][~rows["mark"].isin(("", *MARKS))]
    if len(unknown):
        raise ValueError(f"unit {unknown.index[0]}: unknown mark {unknown.iloc[0]!r}")
    empty = rows["value"].isna()
    silent = rows.index[empty & rows["mark"].isin(("", BELOW, ZERO))]
    if len(silent):
        raise ValueError(f"unit {silent[0]} has no value and no mark that says why")
    contradiction = rows.index[(~empty & rows["mark"].isin(set(VALUELESS) - {"unclear"})) | (rows["mark"].eq(ZERO) & rows["value"].ne(0))]
    if len(contradiction):
        raise ValueError(f"unit {contradiction[0]}: the mark {rows['mark'][contradiction[0]]!r} contradicts its value")
