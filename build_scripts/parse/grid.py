"""Sheets as they were submitted: every cell as text with its sort, and all that a reader of the sheet would not see at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TEXT, INTEGER, NUMBER, DATE, PERCENT, FLAG, TRAP = SORTS = ("text", "integer", "number", "date", "percent", "flag", "trap")
VISIBLE, HIDDEN, VERY_HIDDEN = STATES = ("visible", "hidden", "veryHidden")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says, exactly.

    `text` of a `text` cell is what was typed; of a number it is plain decimal notation with at most 15 significant digits (`1750`,
    `87.5`, never `1.75E3`): `integer` where the number is whole and its format shows it bare (General, 0 or text), else `number`; of a
    `date` ISO as far as its format shows (`2018-06-30`, `2018-06`, `2018`); of a `percent` as shown (`87.5%`); of a `flag` TRUE or FALSE.
    A `trap` cannot be taken exactly: `code` is the finding that says why, `facts` what that finding names.
    """

    text: str
    sort: str = TEXT
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. Rows and columns count from 1; cells without content are left out.

    `merged` holds (first row, first column, last row, last column); `comments` the cells that carry one, with its text.
    """

    name: str
    state: str
    cells: Mapping[int, Mapping[int, Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a workbook, in its order, or why it is refused as a whole (`code`, `facts`).

    `asides` are the texts that stand in no cell: document properties, sheet names, comments, headers and footers, defined names.
    """

    grids: tuple[Grid, ...] = ()
    asides: tuple[str, ...] = ()
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
