"""Rows as a workbook (XLSX) of typed texts: every text cell an inline string in text format, every number a number; no formula, no link.

The rows come as finished XML (`lines.sheet_cells`), so that a workbook costs what its bytes cost; beside xlsxwriter, which asks for each
cell, that is a fraction of the time (benchmarks/bulk_downloads.py).
"""

from collections.abc import Sequence
from functools import lru_cache

import pyarrow as pa
from xlsxwriter.utility import xl_col_to_name

from build_scripts.bulk.lines import Texts, joined, sheet_cells, sheet_text
from build_scripts.bulk.package import BOLD_STYLE, HEAD, MAIN, TEXT_STYLE, Sheet, packed
from build_scripts.bulk.table import Column, Download, Fact, Heading

_FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
    "</sheetViews>"
)


def workbook(download: Download, rows: bytes) -> bytes:
    """The workbook of a table; `rows` as `sheet_rows` makes them, facts on a sheet of their own."""
    sheets = [Sheet(download.title, _table(download.headings, rows))]
    if download.facts:
        sheets.append(Sheet(download.about, _about(download.facts)))
    return packed(sheets, download.title, download.note)


def sheet_rows(columns: Sequence[Column], numbers: Sequence[int]) -> Texts:
    """Each row as XML; `numbers` are the lines of the sheet that they will stand on, 2 being the first below the titles."""
    lines = pa.array(numbers, pa.int64()).cast(pa.large_string())
    cells = [part for place, column in enumerate(columns) for part in sheet_cells(column, xl_col_to_name(place), lines, TEXT_STYLE)]
    return joined(['<row r="', lines, '">', *cells, "</row>"])


def _table(headings: Sequence[Heading], rows: bytes) -> bytes:
    return b"".join([_start(tuple(headings)), rows, b"</sheetData></worksheet>"])


@lru_cache(maxsize=256)
def _start(headings: tuple[Heading, ...]) -> bytes:
    """A sheet down to its titles; all parts of a table begin alike."""
    titles = _row(1, [(heading.title, BOLD_STYLE) for heading in headings])
    styles = [0 if heading.is_number else TEXT_STYLE for heading in headings]
    columns = "".join(f'<col min="{n}" max="{n}" width="14" style="{style}" customWidth="1"/>' for n, style in enumerate(styles, 1))
    return f'{HEAD}<worksheet xmlns="{MAIN}">{_FROZEN}<cols>{columns}</cols><sheetData>{titles}'.encode()


def _about(facts: Sequence[Fact]) -> bytes:
    """The second sheet: what is known of the table, a line a fact."""
    rows = "".join(_row(line, [(fact.title, BOLD_STYLE), (fact.text, TEXT_STYLE)]) for line, fact in enumerate(facts, 1))
    columns = '<col min="1" max="1" width="12" customWidth="1"/><col min="2" max="2" width="90" customWidth="1"/>'
    return f'{HEAD}<worksheet xmlns="{MAIN}"><cols>{columns}</cols><sheetData>{rows}</sheetData></worksheet>'.encode()


def _row(line: int, cells: Sequence[tuple[str, int]]) -> str:
    texts = (
        f'<c r="{xl_col_to_name(place)}{line}" s="{style}" t="inlineStr"><is>{sheet_text(text)}</is></c>'
        for place, (text, style) in enumerate(cells)
    )
    return f'<row r="{line}">{"".join(texts)}</row>'
