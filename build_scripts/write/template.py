"""Templates (报表模板): the workbook or CSV file that a clerk fills in, made from a kind's declaration and what the unit last reported."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import xlsxwriter

from build_scripts.check.column import check_column
from build_scripts.declare import Field, Kind
from build_scripts.merge.federation import Federation
from build_scripts.merge.periods import period_end
from build_scripts.parse.inert import safe
from build_scripts.phrases import COMMANDS
from build_scripts.read.csv_text import TEXT
from build_scripts.read.header import nearest
from build_scripts.write.template_asked import Asked
from build_scripts.write.template_before import period_field
from build_scripts.write.template_form import form
from build_scripts.write.template_guide import places, write_guide, write_options
from build_scripts.write.template_sheet import formats, write_sheet

_FONT = {"font_name": "Microsoft YaHei", "font_size": 10}
_UNSAFE_NAME = re.compile(r'[\\/:*?"<>|\s]+')


def template(kind: Kind, federation: Federation, unit: str, period: str) -> bytes:
    """The template as a workbook (.xlsx): the sheet to fill in, 填写说明, and 选项 where drop-downs need it.

    Args:
        kind: the record kind.
        federation: the records that are there.
        unit: the code of a registered unit.
        period: a period with an end, for a kind that has one in its key (see `ask`); for others the empty text.

    Returns:
        The same bytes for the same records: the workbook's own date is that of the data.
    """
    made = form(Asked(kind, federation, unit, period))
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(memory, options | {"default_format_properties": _FONT})
    workbook.set_properties({"title": made.titles[0], "created": datetime.fromisoformat(federation.as_of)})
    write_sheet(workbook, formats(workbook), made, places(made))
    write_guide(workbook, made)
    write_options(workbook, made)
    workbook.close()
    return memory.getvalue()


def template_csv(kind: Kind, federation: Federation, unit: str, period: str) -> bytes:
    """The same as CSV: header, example and prepared rows in UTF-8 with BOM, or WPS shows garbage.

    A spreadsheet takes a cell that begins with = + - @ for a formula, so such a text of a record that is there gets a leading '.
    """
    made = form(Asked(kind, federation, unit, period))
    free = [column.field is not None and column.field.grammar.name in ("text", "paragraph") for column in made.columns]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.header for column in made.columns])
    for row in (made.example, *made.rows):
        writer.writerow([safe(cell) if risky else cell for cell, risky in zip(row, free, strict=True)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


@dataclass(frozen=True, slots=True)
class Misuse:
    """Why no template can be made: a key of `COMMANDS`, and what that text names."""

    key: str
    facts: Mapping[str, str]


def ask(kind: Kind, federation: Federation, unit: str, period: str) -> Asked | Misuse:
    """What is asked for in words: a unit by its code or a registered name, a period as the kind writes it (not read where it has none)."""
    register = federation.registers["unit"]
    codes = (unit,) if unit in register.published else register.names.get(unit, ())
    if not codes:
        near = nearest(unit, [*register.names, *register.published])
        return Misuse("no_unit", {"found": unit, "near": COMMANDS["near_unit"].format(near=near) if near else ""})
    if len(codes) > 1:
        return Misuse("many_units", {"found": unit, "codes": "、".join(codes)})
    field = period_field(kind)
    if field is not None and not _is_period(period, field):
        return Misuse("no_period" if period else "need_period", {"found": period, "kind": kind.title})
    return Asked(kind, federation, codes[0], period if field is not None else "")


def _is_period(text: str, field: Field) -> bool:
    """Whether the text is a period of the calendar; 未注明 has no end and is none."""
    return bool(period_end(text)) if text and not check_column(pd.Series([text], dtype=TEXT), field).refused[0] else False


def file_name(asked: Asked) -> str:
    """What a template is called where nobody says otherwise, as 统计数据-远安县-2018-Q2.xlsx."""
    name = asked.federation.tables["unit"].set_index("code").at[asked.unit, "name"]
    return "-".join(_UNSAFE_NAME.sub("-", part) for part in (asked.kind.title, name, asked.period) if part) + ".xlsx"
