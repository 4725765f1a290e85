"""The sheet of a template that the clerk fills in."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from build_scripts.write.template_form import Column, Form
from build_scripts.write.template_validation import untouched, validation

LAST_ROW = 1999
"""The last row (from 0) in which a drop-down and a prompt help; the formats go on below."""

_NARROWEST, _WIDEST = 6, 34
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]*[1-9])?")
_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?")
_MOST_DIGITS = 15
_LAST_COLUMN = 16383
_PERMITTED = ("format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter")
_LOOK: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "locked": True},
    "note": {"font_color": "#57606A", "locked": True},
    "required": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#B4232A", "text_wrap": True, "align": "center", "border": 1},
    "optional": {"bold": True, "bg_color": "#E9E4DA", "text_wrap": True, "align": "center", "border": 1},
    "beside": {"font_color": "#57606A", "bg_color": "#E6E6E6", "text_wrap": True, "align": "center", "border": 1},
    "example": {"italic": True, "font_color": "#6E7781", "bg_color": "#F6F4F0", "num_format": "@", "border": 1},
    "example_number": {"italic": True, "font_color": "#6E7781", "bg_color": "#F6F4F0", "align": "right", "border": 1},
    "text": {"num_format": "@", "text_wrap": True, "locked": False, "border": 1},
    "count": {"num_format": "0", "align": "right", "locked": False, "border": 1},
    "number": {"num_format": "General", "align": "right", "locked": False, "border": 1},
    "beyond": {"locked": False},
    "looked_at_text": {"num_format": "@", "font_color": "#57606A", "bg_color": "#F0F0F0", "align": "center", "locked": False, "border": 1},
    "looked_at": {"font_color": "#57606A", "bg_color": "#F0F0F0", "align": "right", "locked": False, "border": 1},
}
_MOST_PLACES = 6
Formats = Mapping[str, Any]


def formats(workbook: xlsxwriter.Workbook) -> Formats:
    """The looks of cells; `looked_at_1` and so on show a number with that many places."""
    common = {"valign": "vcenter", "border_color": "#C9C3B8"}
    places = {f"looked_at_{count}": {**_LOOK["looked_at"], "num_format": f"0.{'0' * count}"} for count in range(1, _MOST_PLACES + 1)}
    return {name: workbook.add_format({**common, **look}) for name, look in {**_LOOK, **places}.items()}


def write_sheet(workbook: xlsxwriter.Workbook, looks: Formats, form: Form, listed: Mapping[str, str]) -> None:
    """Add the sheet: titles, header, example, prepared rows, drop-downs and prompts; header and example cannot be changed.

    Args:
        workbook: the workbook; this is its first sheet.
        looks: see `formats`.
        form: the template.
        listed: by field, where in the workbook the entries stand that are too many for a drop-down's rule.
    """
    sheet = workbook.add_worksheet(form.asked.kind.title)
    head = len(form.titles)
    for column, each in enumerate(form.columns):
        sheet.set_column(column, column, _width(form, column), looks[_look(each)])
        for row in range(head):
            sheet.write_blank(row, column, None, looks["note"])
    sheet.set_column(len(form.columns), _LAST_COLUMN, None, looks["beyond"])  # a row with one locked cell could not be deleted
    for row, title in enumerate(form.titles):
        sheet.write_string(row, 0, title, looks["note" if row else "title"])
    sheet.set_row(head, 32)
    for column, each in enumerate(form.columns):
        sheet.write_string(head, column, each.header, looks["required" if each.required else "optional" if each.field else "beside"])
        _write(sheet, (head + 1, column), form.example[column], looks["example_number" if each.number else "example"])
        for row, texts in enumerate(form.rows, head + 2):
            _write(sheet, (row, column), texts[column], looks[_look(each, texts[column])])
        _guide(sheet, form, column, listed)
    _finish(sheet, form)


def _look(column: Column, text: str = "") -> str:
    """The look of a cell; one of the last figures that is 85.0 shows its places as a number, for nobody hands it in again."""
    if column.field is None and column.number:
        places = len(text.partition(".")[2]) if _FIGURE.fullmatch(text) else 0
        return f"looked_at_{places}" if 0 < places <= _MOST_PLACES else "looked_at"
    if column.field is None:
        return "looked_at_text"
    return column.field.grammar.name if column.number else "text"


def _write(sheet: Any, at: tuple[int, int], text: str, look: Any) -> None:
    """A number where the cell is one and shows the very text; else text."""
    shown = _FIGURE if look.num_format.startswith("0.") else _NUMBER
    if look.num_format != "@" and shown.fullmatch(text) and sum(sign.isdigit() for sign in text) <= _MOST_DIGITS:
        sheet.write_number(*at, int(text) if text.lstrip("-").isdigit() else float(Decimal(text)), look)
    elif text:
        sheet.write_string(*at, text, look)
    else:
        sheet.write_blank(*at, None, look)


def _guide(sheet: Any, form: Form, column: int, listed: Mapping[str, str]) -> None:
    """The drop-down, the prompt and what is refused in the cells of one column."""
    first = len(form.titles) + 2
    field = form.columns[column].field
    if field is not None:
        cell = xl_rowcol_to_cell(first, column)
        rule = validation(field, form.options.get(field.name), cell, listed.get(field.name, ""))
    elif column:
        rule = untouched()
    else:
        return
    sheet.data_validation(first, column, LAST_ROW, column, rule)


def _finish(sheet: Any, form: Form) -> None:
    """Frozen panes, filter, protection, print."""
    head, last = len(form.titles), len(form.titles) + 1 + len(form.rows)
    sheet.freeze_panes(head + 2, _leading(form))
    sheet.autofilter(head + 1, 0, last, len(form.columns) - 1)  # the example heads what is filtered: so it stays where it is, and above
    sheet.set_selection(head + 2, *_first_empty(form), head + 2, *_first_empty(form))
    sheet.protect("", dict.fromkeys(_PERMITTED, True))
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.activate()


def _leading(form: Form) -> int:
    """How many columns stay in sight: the numbering and the fields of the key with which the record begins, at least one."""
    count = 1
    for column in form.columns[1:]:
        if column.field is None or (count > 1 and column.field.name not in form.asked.kind.key):
            break
        count += 1
    return count


def _first_empty(form: Form) -> tuple[int]:
    row: Sequence[str] = form.rows[0]
    return (next((number for number, text in enumerate(row) if not text and form.columns[number].required), 1),)


def _width(form: Form, column: int) -> float:
    texts = [form.example[column], *(row[column] for row in form.rows)]
    header = min(wide(form.columns[column].header), 10)
    return min(max(_NARROWEST, header + 2, *(wide(text) + 2 for text in texts)), _WIDEST)


def wide(text: str) -> int:
    """How many digits wide a text is."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
