"""A tile grid: one cell of equal size a unit, near where it lies. It draws no boundary, and reads well on a phone."""

import pandas as pd

from build_scripts.draw.classes import Key
from build_scripts.draw.drawing import NOTHING, Beside, Drawing, Tile, legend_for, units, units_beside

MOST_COLUMNS, MOST_ROWS = 12, 12  # map.css has a class for each, because a strict page carries no style attribute


def tile_grid(table: pd.DataFrame, cells: pd.DataFrame, key: Key, beside: Beside = NOTHING) -> Drawing:
    """A tile grid of the units in `table`, with legend, strip and sums as in `choropleth`.

    Args:
        table: one row a unit, as `drawing.units` takes it.
        cells: index code (str), columns `column` and `row` (whole numbers from 1); may hold more units than the table.
        key: classes and the words of the legend.
        beside: units without a cell, and sums.

    Raises:
        ValueError: a unit has no cell, or shares one, or its cell lies outside the grid that the style sheet knows.
    """
    own = _own_cells(table.index, cells)
    placed, off_map = units(table, key.classes), units_beside(table, beside, key.classes)
    grid = zip(placed, own["column"].tolist(), own["row"].tolist(), strict=True)
    return Drawing(
        kind="tiles",
        width=max(own["column"], default=0),
        height=max(own["row"], default=0),
        regions=(),
        tiles=tuple(Tile(unit, column, row) for unit, column, row in grid),
        off_map=off_map,
        legend=legend_for(key, (*placed, *off_map)),
        sums=beside.sums,
    )


def _own_cells(codes: pd.Index, cells: pd.DataFrame) -> pd.DataFrame:
    homeless = codes.difference(cells.index)
    if len(homeless):
        raise ValueError(f"unit {homeless[0]} has no cell in the tile grid")
    own = cells.loc[codes.sort_values(), ["column", "row"]].astype(int)
    shared = own.index[own.duplicated()]
    if len(shared):
        raise ValueError(f"unit {shared[0]} shares its cell in the tile grid with another one")
    outside = own.index[~(own["column"].between(1, MOST_COLUMNS) & own["row"].between(1, MOST_ROWS))]
    if len(outside):
        raise ValueError(f"the cell of unit {outside[0]} lies outside {MOST_COLUMNS} columns by {MOST_ROWS} rows")
    return own
