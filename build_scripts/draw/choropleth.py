"""A choropleth: the outlines of a level filled by class, with the units that have no outline beside it."""

from collections.abc import Mapping
from math import hypot

import pandas as pd

from build_scripts.draw.classes import Key
from build_scripts.draw.drawing import NOTHING, Beside, Drawing, Region, Unit, legend_for, units, units_beside
from build_scripts.draw.outlines import Outlines

# Letter heights in units of a 1600-wide view box, largest first; map.css shows `l` from 340 px of width, `m` from 570, `s` from 760,
# each then at least 12 px high.
LABEL_SIZES: Mapping[str, int] = {"l": 58, "m": 34, "s": 26}
# A name may reach beyond the inscribed circle, for regions are longer than wide; a large one less, because its neighbours' are large too.
_SLACK: Mapping[str, float] = {"l": 1.1, "m": 1.25, "s": 1.35}


def choropleth(table: pd.DataFrame, outlines: Outlines, key: Key, beside: Beside = NOTHING) -> Drawing:
    """A map of one level.

    Args:
        table: one row a unit on the map, as `drawing.units` takes it; its codes are exactly those of the outlines.
        outlines: where the units lie.
        key: classes and the words of the legend; the units beside the map are in the same classes.
        beside: units without an outline, and sums, which balance by construction.

    Raises:
        ValueError: table and outlines are not about the same units, a unit is both on and off the map, or `units` finds a fault.
    """
    apart = sorted(set(table.index) ^ set(outlines.paths))
    if apart:
        raise ValueError(f"unit {apart[0]} has a row and no outline, or an outline and no row")
    placed, off_map = units(table, key.classes), units_beside(table, beside, key.classes)
    return Drawing(
        kind="map",
        width=outlines.width,
        height=outlines.height,
        regions=tuple(_region(unit, outlines) for unit in placed),
        tiles=(),
        off_map=off_map,
        legend=legend_for(key, (*placed, *off_map)),
        sums=beside.sums,
    )


def _region(unit: Unit, outlines: Outlines) -> Region:
    x, y = outlines.labels[unit.code]
    label, size = _label(unit, outlines.room[unit.code])
    return Region(unit, outlines.paths[unit.code], x, y, label, size)


def _label(unit: Unit, room: int) -> tuple[str, str]:
    """The text that fits and its largest size. A zero is printed after the name, or alone where the name has no room."""
    candidates = (f"{unit.short} {unit.value_text}", unit.value_text) if unit.is_zero else (unit.short,)
    fitting = ((text, size) for text in candidates for size, height in LABEL_SIZES.items() if _reach(text, height) <= room * _SLACK[size])
    return next(fitting, ("", ""))


def _reach(text: str, height: int) -> float:
    """Half the diagonal of a line of text; Latin letters and figures are about half as wide as Chinese ones."""
    width = sum(0.5 if letter.isascii() else 1.0 for letter in text) * height
    return hypot(width, height) / 2
