"""A book as bytes between two processes, and back: JSON, for the child that wrote it may have read something evil.

Cells, and the columns that a row fills, are told once each and then by number, so that what many share is sent, and stands in memory, once.
"""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from build_scripts.parse.grid import SORTS, TRAP, Book, Cell, Grid

_SIGNS = dict(zip(SORTS, "tindpf!", strict=True))
_NO_FACTS: dict[str, str] = {}


def packed(book: Book) -> bytes:
    """The book as bytes."""
    distinct = {id(cell): cell for grid in book.grids for line in grid.cells.values() for cell in line.values()}
    cells = list(distinct.values())
    numbers = dict(zip(distinct, range(len(cells)), strict=True))
    shapes: dict[tuple[int, ...], int] = {}
    grids = []
    for grid in book.grids:
        lines = [
            [row, shapes.setdefault(tuple(line), len(shapes)), [numbers[id(cell)] for cell in line.values()]]
            for row, line in grid.cells.items()
        ]
        remarks = [[row, column, text] for (row, column), text in grid.comments.items()]
        hidden = sorted(grid.hidden_rows), sorted(grid.hidden_columns)
        grids.append([grid.name, grid.state, lines, grid.merged, *hidden, remarks])
    told = {
        "texts": [cell.text for cell in cells],
        "sorts": "".join([_SIGNS[cell.sort] for cell in cells]),
        "traps": [[cell.code, dict(cell.facts)] for cell in cells if cell.sort == TRAP],
        "shapes": list(shapes),
        "grids": grids,
        "asides": book.asides,
        "code": book.code,
        "facts": dict(book.facts),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> Book:
    """The book that was packed. Raises ValueError, KeyError, IndexError or TypeError where the bytes are none."""
    with _without_collector():
        told = json.loads(data)
        cells = list(_cells(told))
        grids = tuple(_grid(said, cells, told["shapes"]) for said in told["grids"])
        return Book(grids, tuple(told["asides"]), told["code"], told["facts"])


@contextmanager
def _without_collector() -> Iterator[None]:
    """Many objects are made and none is thrown away: looking for such again and again would take longer than making them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _cells(told: Any) -> Iterator[Cell]:
    traps = iter(told["traps"])
    sorts = {sign: sort for sort, sign in _SIGNS.items()}
    for text, sign in zip(told["texts"], told["sorts"], strict=True):
        sort = sorts[sign]
        if sort == TRAP:
            code, facts = next(traps)
            yield Cell(text, TRAP, code, facts)
        else:
            yield Cell(text, sort, "", _NO_FACTS)


def _grid(said: Any, cells: list[Cell], shapes: list[list[int]]) -> Grid:
    name, state, lines, merged, rows, columns, remarks = said
    found = {row: dict(zip(shapes[shape], [cells[number] for number in line], strict=True)) for row, shape, line in lines}
    return Grid(
        name,
        state,
        found,
        tuple((top, left, bottom, right) for top, left, bottom, right in merged),
        frozenset(rows),
        frozenset(columns),
        {(row, column): text for row, column, text in remarks},
    )
