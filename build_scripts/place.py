"""Where something stands in a submitted file."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file, with line and column counted from 1; 0 means the file (or the line) as a whole.

    In a workbook `sheet` names the sheet, and the place is written as spreadsheets write it: `报表.xlsx:Sheet1!B5`.
    """

    file: str
    sheet: str = field(default="", kw_only=True)
    line: int = 0
    column: int = 0

    @property
    def spot(self) -> str:
        """The place inside its file: `5:2`, `Sheet1!B5`, or the empty text for the file as a whole."""
        if not self.sheet:
            return ":".join(str(number) for number in (self.line, self.column if self.line else 0) if number)
        cell = letters(self.column) + (str(self.line) if self.line else "")
        return f"{self.sheet}!{cell}" if cell else self.sheet

    def __str__(self) -> str:
        return f"{self.file}:{self.spot}" if self.spot else self.file


def letters(column: int) -> str:
    """The name of a column of a sheet: 1 is A, 27 is AA, 0 the empty text."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
