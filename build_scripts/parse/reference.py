"""Names of cells and ranges of a sheet: `B5` is row 5, column 2."""

import re

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def cell_at(reference: str) -> tuple[int, int]:
    """The row and column of a cell; (0, 0) where the text names none."""
    match = _CELL.fullmatch(reference)
    if match is None:
        return 0, 0
    row, column = int(match[2]), column_of(match[1])
    return (row, column) if row <= MOST_ROWS and column <= MOST_COLUMNS else (0, 0)


def cells_of(reference: str) -> Range:
    """The range from `A1:B5`, or of one cell; all zeros where the text names none."""
    first, _, last = reference.partition(":")
    top, left = cell_at(first)
    bottom, right = cell_at(last or first)
    if not top or not bottom:
        return 0, 0, 0, 0
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def column_of(letters: str) -> int:
    """The number of a column by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
