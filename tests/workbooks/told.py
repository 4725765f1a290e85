"""What becomes of every workbook here, as text that a person can read and hold against what Excel and WPS show.

`python -m tests.workbooks.told` writes `expected.txt` again; read the difference before it is committed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from build_scripts.findings import Finding
from build_scripts.parse.book import parse
from build_scripts.parse.grid import TRAP, VISIBLE, Book, Grid
from build_scripts.place import Place, letters
from build_scripts.sentences import line
from tests.workbooks.cells import CELLS
from tests.workbooks.old import OLD
from tests.workbooks.refused import BOMBS, REFUSED
from tests.workbooks.sheets import SHEETS

EXPECTED = Path(__file__).with_name("expected.txt")
ALL: Mapping[str, bytes] = {**CELLS, **SHEETS, **REFUSED, **BOMBS, **OLD}
_FILE = "示例"


def told(book: Book) -> Iterator[str]:
    """Everything a book says, a line each."""
    if book.code:
        yield line(Finding(book.code, Place(_FILE), book.facts))
    for grid in book.grids:
        yield from _grid(grid)
    names = {grid.name for grid in book.grids}
    yield from (f"aside {aside!r}" for aside in book.asides if aside not in names)


def _grid(grid: Grid) -> Iterator[str]:
    if grid.state != VISIBLE or grid.name != "Sheet1":
        yield f"sheet {grid.name} {grid.state}"
    for row, cells in grid.cells.items():
        for column, cell in cells.items():
            place = Place(_FILE, row, column, sheet=grid.name)
            yield line(Finding(cell.code, place, cell.facts)) if cell.sort == TRAP else f"{letters(column)}{row} {cell.sort} {cell.text!r}"
    for top, left, bottom, right in grid.merged:
        yield f"merged {letters(left)}{top}:{letters(right)}{bottom}"
    if grid.hidden_rows:
        yield f"hidden rows {sorted(grid.hidden_rows)}"
    if grid.hidden_columns:
        yield f"hidden columns {[letters(column) for column in sorted(grid.hidden_columns)]}"
    for (row, column), text in grid.comments.items():
        yield f"comment {letters(column)}{row} {text!r}"


def all_told() -> str:
    """Every workbook by name, and below it what it says."""
    return "".join(f"[{name}]\n" + "".join(f"{said}\n" for said in told(parse(data))) + "\n" for name, data in ALL.items())


if __name__ == "__main__":
    EXPECTED.write_text(all_told(), "utf-8")
