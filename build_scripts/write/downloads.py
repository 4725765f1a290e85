"""Every table for download: CSV for spreadsheets, XLSX with typed texts, JSON for programs."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import xlsxwriter

from build_scripts.parse.inert import safe as safe
from build_scripts.write.output import Output

_BORN = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a workbook carries the day it was made: always the same one
_MOST_ROWS = 1_048_575
_WORTH_A_WORKBOOK = 10_000


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a download: field name (JSON), Chinese title (CSV, XLSX), whether it holds numbers."""

    name: str
    title: str
    number: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a whole table: field name (JSON), Chinese title (XLSX), text."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Download:
    """A table to download: `downloads/<name>.csv|xlsx|json`; `note` stands in front of the data where they are invented.

    `facts` go with it: in the JSON as `metadata`, in the workbook on a sheet of their own (`about`); the CSV, which has no place beside
    its rows, leaves them to datapackage.json.
    """

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: pd.DataFrame
    note: str
    facts: tuple[Fact, ...] = ()
    about: str = ""

    @property
    def workbook(self) -> bool:
        """Whether there is an XLSX: records always, as far as a sheet goes; long statistics, which repeat them, as CSV and JSON only."""
        return len(self.rows) <= (_WORTH_A_WORKBOOK if self.name.startswith("statistics-") else _MOST_ROWS)


def files(download: Download) -> Iterator[Output]:
    """The forms of one table."""
    columns = [_column(download.rows, heading) for heading in download.headings]
    rows = list(zip(*columns, strict=True))
    stem = f"downloads/{download.name}"
    yield Output(f"{stem}.csv", spread(download.headings, rows))
    yield Output(f"{stem}.json", _json(download, rows))
    if download.workbook:
        yield Output(f"{stem}.xlsx", _xlsx(download, rows))


def _column(rows: pd.DataFrame, heading: Heading) -> list[Any]:
    """Python values, None where missing; whole numbers without a decimal point, as they were stated."""
    values = rows[heading.name].tolist()
    if not heading.number:
        return [value if isinstance(value, str) else None for value in values]
    return [None if pd.isna(value) else int(value) if float(value).is_integer() else float(value) for value in values]


def spread(headings: Sequence[Heading], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as CSV: UTF-8 with BOM, or WPS and Excel show garbage; the last column says of every invented row that it is."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([heading.title for heading in headings])
    writer.writerows([safe(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _json(download: Download, rows: Sequence[tuple[Any, ...]]) -> bytes:
    document = {
        "name": download.name,
        "title": download.title,
        "note": download.note,
        "metadata": {fact.name: fact.text for fact in download.facts},
        "columns": [{"name": heading.name, "title": heading.title} for heading in download.headings],
        "rows": rows,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _xlsx(download: Download, rows: Sequence[tuple[Any, ...]]) -> bytes:
    memory = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(memory, options)
    workbook.set_properties({"title": download.title, "comments": download.note, "created": _BORN})
    sheet = workbook.add_worksheet(re.sub(r"[\[\]:*?/\\]", "", download.title)[:31])
    bold, as_text = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "@"})
    for column, heading in enumerate(download.headings):
        sheet.write_string(0, column, heading.title, bold)
        sheet.set_column(column, column, 14, None if heading.number else as_text)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell, as_text)
            elif cell is not None:
                sheet.write_number(line, column, cell)
    sheet.freeze_panes(1, 0)
    if download.facts:
        _about(workbook.add_worksheet(download.about), download.facts, bold)
    workbook.close()
    return memory.getvalue()


def _about(sheet: Any, facts: Sequence[Fact], bold: Any) -> None:
    """The second sheet: what is known of the table, a line a fact."""
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 90)
    for line, fact in enumerate(facts):
        sheet.write_string(line, 0, fact.title, bold)
        sheet.write_string(line, 1, fact.text)
