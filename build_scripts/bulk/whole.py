"""A whole table in each of its forms."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from build_scripts.bulk.lines import csv_rows, json_objects, json_rows, run
from build_scripts.bulk.parquet import parquet
from build_scripts.bulk.table import Download, Heading, columns
from build_scripts.bulk.workbook import sheet_rows, workbook
from build_scripts.parse.inert import kept
from build_scripts.write.output import Output, Stream

_BOM = b"\xef\xbb\xbf"
_ROWS_AT_ONCE = 100_000
"""Rows spelled at once, so that a million of them take little more memory than their file."""


def files(download: Download, suffixes: Sequence[str]) -> Iterator[Output]:
    """The table in these forms."""
    for suffix in suffixes:
        path = f"downloads/{download.name}.{suffix}"
        poured = _POURED.get(suffix)
        yield Stream(path, partial(poured, download)) if poured else Output(path, _FORMS[suffix](download))


def csv_head(headings: Sequence[Heading]) -> bytes:
    """The titles as the first line of a CSV file, behind the mark (BOM) without which WPS and Excel show garbage."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([kept(heading.title) for heading in headings])
    return _BOM + text.getvalue().encode()


def spread(headings: Sequence[Heading], rows: Iterable[Sequence[Any]]) -> bytes:
    """A few rows of plain values as CSV, by the rules of `lines.csv_rows`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([kept(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row] for row in rows)
    return csv_head(headings) + text.getvalue().encode()


def _csv(download: Download) -> Iterator[bytes]:
    yield csv_head(download.headings)
    for each in _slices(download, download.headings):
        lines = csv_rows(each)
        yield run(lines, 0, len(lines))


def _json(download: Download) -> bytes:
    """Titles once, then rows as arrays: half the bytes of objects."""
    document = {
        "name": download.name,
        "title": download.title,
        "note": download.note,
        "metadata": {fact.name: fact.text for fact in download.facts},
        "columns": [{"name": heading.name, "title": heading.title} for heading in download.headings],
    }
    head = json.dumps(document, ensure_ascii=False, separators=(",", ":"))[:-1] + ',"rows":['
    lines = json_rows(columns(download.rows, download.headings))
    return head.encode() + run(lines, 0, len(lines)).removesuffix(b",") + b"]}"


def _json_lines(download: Download) -> Iterator[bytes]:
    names = [heading.name for heading in download.typed]
    for each in _slices(download, download.typed):
        lines = json_objects(names, each, "\n")
        yield run(lines, 0, len(lines))


def _xlsx(download: Download) -> bytes:
    lines = sheet_rows(columns(download.rows, download.headings), range(2, len(download.rows) + 2))
    return workbook(download, run(lines, 0, len(lines)))


def _slices(download: Download, headings: Sequence[Heading]) -> Iterator[list[Any]]:
    for start in range(0, len(download.rows), _ROWS_AT_ONCE):
        yield columns(download.rows.iloc[start : start + _ROWS_AT_ONCE], headings)


_FORMS = {"xlsx": _xlsx, "json": _json, "parquet": parquet}
_POURED = {"csv": _csv, "jsonl": _json_lines}
"""Forms that tables of any length have, which come in pieces."""
