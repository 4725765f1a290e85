"""The sheets of a template beside the one to fill in: how to fill it in, to be read or printed, and all that may be chosen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from build_scripts.phrases import TEMPLATE
from build_scripts.write.template_form import Form, duty, manner
from build_scripts.write.template_options import Options
from build_scripts.write.template_sheet import wide
from build_scripts.write.template_validation import literal

_A4 = 9
_LINE = 16
_WIDTHS = (15, 9, 30, 34, 18)
_WIDEST = 50
_LOOK: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {},
    "head": {"bold": True, "bg_color": "#E9E4DA", "border": 1, "text_wrap": True},
    "cell": {"border": 1, "text_wrap": True, "num_format": "@"},
}


def write_guide(workbook: xlsxwriter.Workbook, form: Form) -> None:
    """Add the sheet 填写说明: each column with its duty, manner, meaning and sample; the indicators in it; what to do next."""
    looks = _looks(workbook)
    sheet = workbook.add_worksheet(TEMPLATE["guide"])
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, TEMPLATE["guide_title"].format(kind=form.asked.kind.title), looks["title"])
    sheet.write_string(1, 0, form.asked.kind.about, looks["plain"])
    row = _table(sheet, 3, [TEMPLATE["guide_head"].split("|"), *_fields(form)], looks)
    defined = list(_indicators(form))
    if defined:
        sheet.write_string(row + 1, 0, TEMPLATE["indicators"], looks["title"])
        row = _table(sheet, row + 2, [TEMPLATE["indicators_head"].split("|"), *defined], looks)
    sheet.write_string(row + 1, 0, TEMPLATE["next"], looks["title"])
    steps = [*TEMPLATE["steps"].split("|"), *([TEMPLATE["step_correct"]] if form.asked.kind.version else [])]
    for number, step in enumerate(steps, row + 2):
        sheet.write_string(number, 0, step, looks["plain"])
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def _table(sheet: Any, top: int, lines: Sequence[Sequence[str]], looks: Mapping[str, Any]) -> int:
    """Write a table; returns the row after it."""
    for row, texts in enumerate(lines, top):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, looks["cell" if row > top else "head"])
        sheet.set_row(row, _LINE * max(-(-wide(text) // width) or 1 for text, width in zip(texts, _WIDTHS, strict=False)))
    return top + len(lines)


def _fields(form: Form) -> Iterator[list[str]]:
    for column, sample in zip(form.columns, form.samples, strict=True):
        if column.field:
            told = manner(column.field, form.options.get(column.field.name))
            yield [column.header, duty(column.field), told, column.field.help, sample]


def _indicators(form: Form) -> Iterator[list[str]]:
    """The indicators of the prepared rows: name, unit, numerator and denominator, meaning; none where the kind has no indicator."""
    kind, federation = form.asked.kind, form.asked.federation
    field = next((each for each in kind.fields if each.refers == "indicator" and each.name in kind.key), None)
    if field is None:
        return
    place = [column.field for column in form.columns].index(field)
    named = dict.fromkeys(row[place] for row in form.rows if row[place])
    rows = federation.tables["indicator"].set_index("code")
    for entry in named:
        code = federation.registers["indicator"].names.get(entry, (entry,))[0]
        row = rows.loc[code]
        parts = [TEMPLATE[part].format(said=_said(row, part)) for part in ("numerator", "denominator") if not pd.isna(row[part])]
        told = [row[name] for name in ("gloss", "pitfall") if not pd.isna(row[name])]
        yield [entry, row["unit"], "；".join(parts), "".join(told)]


def _said(row: "pd.Series[Any]", part: str) -> str:
    """What the numerator or the denominator is, with its unit in brackets."""
    unit = row[f"{part}_unit"]
    return str(row[part]) if pd.isna(unit) else TEMPLATE["in_unit"].format(said=row[part], unit=unit)


def long_options(form: Form) -> dict[str, Options]:
    """The options that a drop-down's rule cannot hold, by field."""
    return {name: options for name, options in form.options.items() if not literal(options)}


def places(form: Form) -> dict[str, str]:
    """Where on the sheet 选项 the entries of each field stand, as a formula names it."""
    found = {}
    column = 0
    for name, options in long_options(form).items():
        found[name] = f"'{TEMPLATE['options']}'!{xl_range_abs(1, column, len(options.entries), column)}"
        column += len(_parts(form, name))
    return found


def write_options(workbook: xlsxwriter.Workbook, form: Form) -> None:
    """Add the sheet 选项 where a drop-down needs it: the entries of each field and, where they are codes, their meanings beside them."""
    parts = [part for name in long_options(form) for part in _parts(form, name)]
    if not parts:
        return
    looks = _looks(workbook)
    sheet = workbook.add_worksheet(TEMPLATE["options"])
    for column, (head, texts) in enumerate(parts):
        sheet.set_column(column, column, min(max(map(wide, (head, *texts))) + 2, _WIDEST))
        sheet.write_string(0, column, head, looks["head"])
        for row, text in enumerate(texts, 1):
            sheet.write_string(row, column, text, looks["cell"])
    sheet.freeze_panes(1, 0)
    sheet.protect("", {"format_columns": True})
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _parts(form: Form, name: str) -> list[tuple[str, tuple[str, ...]]]:
    """The columns of one field on the sheet 选项: header and texts."""
    options = form.options[name]
    meanings = [(TEMPLATE["meaning"], options.meanings)] if any(options.meanings) else []
    return [(form.asked.kind.field(name).title, options.entries), *meanings]


def _looks(workbook: xlsxwriter.Workbook) -> dict[str, Any]:
    common = {"valign": "vcenter", "border_color": "#C9C3B8"}
    return {name: workbook.add_format({**common, **look}) for name, look in _LOOK.items()}
