"""Tables made anew from what their cells say: no formula, no comment, nothing that a reader of the sheet would not see."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import xlsxwriter

from build_scripts.parse.grid import INTEGER, NUMBER, TRAP, VISIBLE, Book, Cell, Grid
from build_scripts.parse.inert import safe_beside_numbers
from build_scripts.renew.attachment import CSV, PAGE_END, XLSX, Attachment, Refusal, RefusedError, refused

_BORN = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a workbook carries the day it was made: always the same one
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NARROW, _WIDE = 8, 60
_BARRED_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")


def take_csv(text: str) -> Attachment:
    """The table as UTF-8 with BOM, RFC 4180; cells that a spreadsheet would take for a formula begin with an apostrophe.

    Raises:
        RefusedError: a quotation mark is not closed (E003), or there are not the same two or more columns throughout: no table (E070).
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        rows = [[visible(cell) for cell in row] for row in reader]
    except csv.Error as fault:
        raise RefusedError(Refusal("E003", line=reader.line_num)) from fault
    if {len(row) for row in rows if row} != {max(map(len, rows), default=0)} or len(rows[0]) < 2:
        raise refused("E070", found="txt")
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([safe_beside_numbers(cell) for cell in row] for row in rows)
    return Attachment(CSV, b"\xef\xbb\xbf" + written.getvalue().encode(), "\n".join("\t".join(row) for row in rows), 1)


def take_workbook(book: Book) -> Attachment:
    """The workbook with the values of its cells as text and numbers; merged cells stay merged.

    Raises:
        RefusedError: the book as a whole is refused (its own code), a sheet, row or column is hidden or a cell has a comment (E080), a cell
            cannot be taken exactly (its own code).
    """
    if book.code:
        raise RefusedError(Refusal(book.code, book.facts))
    for grid in book.grids:
        _refuse_hidden(grid)
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, _OPTIONS) as workbook:
        workbook.set_properties({"created": _BORN})
        plain = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "vcenter"})
        for name, grid in zip(_names(book.grids), book.grids, strict=True):
            _write(workbook.add_worksheet(name), grid, plain)
    texts = ["\n".join([visible(grid.name), *_lines(grid)]) for grid in book.grids]
    return Attachment(XLSX, memory.getvalue(), PAGE_END.join(texts), len(texts))


def visible(text: str) -> str:
    """The text without what nobody sees: control, format and broken characters; line ends and tabs stay."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in composed if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))


def _refuse_hidden(grid: Grid) -> None:
    if grid.state != VISIBLE:
        raise RefusedError(Refusal("E080", sheet=grid.name))
    for line in sorted(grid.hidden_rows):
        raise RefusedError(Refusal("E080", sheet=grid.name, line=line))
    for column in sorted(grid.hidden_columns):
        raise RefusedError(Refusal("E080", sheet=grid.name, column=column))
    for line, column in sorted(grid.comments):
        raise RefusedError(Refusal("E080", sheet=grid.name, line=line, column=column))
    for line, column, cell in _cells(grid):
        if cell.sort == TRAP:
            raise RefusedError(Refusal(cell.code, {"found": cell.text, **cell.facts}, grid.name, line, column))


def _cells(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    for line, cells in sorted(grid.cells.items()):
        for column, cell in sorted(cells.items()):
            yield line, column, cell


def _lines(grid: Grid) -> Iterator[str]:
    for _, cells in sorted(grid.cells.items()):
        yield "\t".join(visible(cell.text) for _, cell in sorted(cells.items()))


def _names(grids: Sequence[Grid]) -> list[str]:
    """The sheets' names as every spreadsheet takes them, a number where one would be empty or stand twice."""
    names: list[str] = []
    for number, grid in enumerate(grids, 1):
        name = visible(grid.name).translate(_BARRED_IN_NAMES).strip()[:31]
        taken = not name or name.lower() in [*map(str.lower, names), "history"]
        names.append(f"Sheet{number}-{len(grids)}" if taken else name)
    return names


def _write(sheet: xlsxwriter.worksheet.Worksheet, grid: Grid, plain: xlsxwriter.format.Format) -> None:
    inside = {(line, column) for merged in grid.merged for line, column in _spots(merged)}
    widths: dict[int, int] = {}
    for line, column, cell in _cells(grid):
        text = visible(cell.text)
        if (line, column) not in inside:
            widths[column] = max(widths.get(column, _NARROW), *(len(part.encode("gb18030", "replace")) for part in text.split("\n")))
        if cell.sort in (INTEGER, NUMBER):
            refusing = sheet.write_number(line - 1, column - 1, float(text))
        else:
            refusing = sheet.write_string(line - 1, column - 1, text, plain)
        if refusing:  # longer than a cell can be
            raise RefusedError(Refusal("E074", {}, grid.name, line, column))
    for column, width in sorted(widths.items()):
        sheet.set_column(column - 1, column - 1, min(width + 2, _WIDE))
    for top, left, bottom, right in grid.merged:
        said = visible(grid.cells.get(top, {}).get(left, Cell("")).text)
        if (top, left) != (bottom, right):
            try:
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, said, plain)
            except xlsxwriter.exceptions.OverlappingRange as fault:
                raise RefusedError(Refusal("E074", {}, grid.name, top, left)) from fault


def _spots(merged: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    top, left, bottom, right = merged
    return ((line, column) for line in range(top, bottom + 1) for column in range(left, right + 1))
