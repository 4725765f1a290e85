"""CSV files: RFC 4180, strict. Arrow cuts them; one with a quotation mark out of place is left to the standard reader, which is slow."""

import codecs
import csv
import io
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.read.csv_layout import CsvLocator, Ints, Layout, filled, lay_out, line_ends, place_in
from build_scripts.read.encoding import decode
from build_scripts.read.header import match_header
from build_scripts.read.raw import Lost, RawTable, RefusedFile, codes_in

TEXT = pd.StringDtype(na_value=float("nan"))
_ARROW_TEXT = pa.large_string()  # what TEXT rests on, so that pandas takes the columns over without a copy
_BATCH = 65_536
_BLOCK = 1 << 20
Read = tuple[RawTable | RefusedFile, list[Finding]]


class _Ragged(NamedTuple):
    """A record that has not as many cells as the header: the line it begins on, its text, its cells, and how many of them hold anything."""

    line: int
    text: str
    width: int
    stated: int


Cut = tuple[pa.Table, Ints, list[_Ragged]]


class _OpenQuote(Exception):  # noqa: N818  a state of the text, not an error of ours
    """A quotation mark that is never closed, or is followed by more text, in the record that begins on `line`."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def read_csv(kind: Kind, file: str, data: bytes, demo: bool) -> Read:
    """The records of one CSV file.

    Args:
        kind: the record kind, by the folder the file lies in.
        file: the file's path below the data folder.
        data: its bytes.
        demo: whether the records are invented.

    Returns:
        The table and its findings; a RefusedFile where the encoding (E001), the quoting (E003) or the header (E010..E013) is at fault.
        A row with too few or too many cells (E014) is left out of the table and counted by its finding.
    """
    text = _plain(data)
    if text is None:
        return _refused(kind, data, [Finding("E001", Place(file))])
    first = io.BytesIO(text).readline().decode().removesuffix("\n")
    if not first.strip(",\ufeff \t"):
        return _refused(kind, data, [Finding("E010", Place(file, 1))])
    try:
        header = next(csv.reader([first]))
    except csv.Error:  # a cell longer than the standard reader takes
        return _refused(kind, data, [Finding("E003", Place(file, 1))])
    fields, findings = match_header(kind, header, [place_in(file, first, 1, cell) for cell in range(len(header))])
    if findings:
        return _refused(kind, data, findings)
    layout = lay_out(text)
    try:
        table, starts, ragged = _cut(file, layout, fields) if layout else _cut_slowly(text, fields)
    except _OpenQuote as fault:
        return _refused(kind, data, [Finding("E003", Place(file, fault.line))])
    held = _with_content(table)
    if held is not None:
        table, starts = table.filter(held), starts[held.to_numpy()]
    locator = CsvLocator(file, text, tuple(fields), starts, layout.lines if layout else line_ends(text))
    cells = table.to_pandas(types_mapper={_ARROW_TEXT: TEXT}.get)
    faults = [Finding("E014", Place(file, row.line), {"found": str(row.width), "expected": str(len(fields))}) for row in ragged]
    lost = tuple(Lost(row.line, "E014", codes_in(row.text.encode()), row.stated) for row in ragged)
    return RawTable(kind, file, cells, locator, lost, demo), faults


def _refused(kind: Kind, data: bytes, findings: list[Finding]) -> Read:
    rows, cells = csv_records(data)
    return RefusedFile(kind.name, findings[0].place.file, rows, findings[0].code, codes_in(data), cells), findings


def csv_records(data: bytes) -> tuple[int, tuple[int, ...]]:
    """How many records a CSV file seems to hold that nobody reads, and how many cells each of them states.

    They are its rows below the first one that holds anything, empty rows of the same width apart; where it cannot be cut into cells, its
    non-empty lines less one.
    """
    text = decode(data)
    if text is not None:
        try:
            rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
        except csv.Error:
            rows = []
        while rows and not any(rows[0]):
            del rows[0]
        if rows:
            cells = tuple(sum(map(bool, row)) for row in rows[1:] if any(row) or len(row) != len(rows[0]))
            return len(cells), cells
    return max(sum(bool(line.strip()) for line in data.splitlines()) - 1, 0), ()


def _plain(data: bytes) -> bytes | None:
    """The text in UTF-8 without BOM, every line ended by a line feed; None where it is in no known encoding."""
    if _is_utf8(data):
        plain = data.removeprefix(codecs.BOM_UTF8)
    else:
        text = decode(data)
        if text is None:
            return None
        plain = text.encode()
    if b"\r" in plain:
        plain = plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not plain.endswith(b"\n"):
        plain += b"\n"
    return plain


def _is_utf8(data: bytes) -> bool:
    """Whether `decode` would take the bytes for UTF-8, found without making a text of them."""
    bounds = pa.py_buffer(np.array([0, len(data)], dtype=np.int64))
    try:
        pa.LargeStringArray.from_buffers(1, bounds, pa.py_buffer(data)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return b"\0" not in data


def _cut(file: str, layout: Layout, fields: Sequence[str]) -> Cut:
    """Cut a text whose quotation marks stand where they may: Arrow makes the columns, the layout tells which records it passes over."""
    table = _columns(layout, fields)
    starts = layout.starts
    if len(starts) == len(table):
        return table, starts, []
    widths = layout.widths()
    whole = widths == len(fields)
    odd = np.flatnonzero(~whole & (widths > 0))
    if len(table) != whole.sum():
        raise RuntimeError(f"{file}: {len(table)} rows were cut where {whole.sum()} were counted")
    texts = [layout.record(row) for row in odd.tolist()]
    ragged = map(_Ragged, starts[odd].tolist(), texts, widths[odd].tolist(), map(filled, texts))
    return table, starts[whole], list(ragged)


def _columns(layout: Layout, fields: Sequence[str]) -> pa.Table:
    if re.search(rb"\n[^\n]", layout.data) is None:
        return _no_rows(fields)
    quoted = len(layout.quotes) > 0
    longest = int(np.diff(layout.lines[layout.records]).max())
    return arrow_csv.read_csv(
        pa.BufferReader(layout.data),
        read_options=arrow_csv.ReadOptions(column_names=fields, skip_rows=1, block_size=max(_BLOCK, longest + 1)),
        parse_options=arrow_csv.ParseOptions(
            quote_char='"' if quoted else False, newlines_in_values=quoted, invalid_row_handler=lambda _row: "skip"
        ),
        convert_options=arrow_csv.ConvertOptions(
            check_utf8=False, column_types=dict.fromkeys(fields, _ARROW_TEXT), strings_can_be_null=False
        ),
        memory_pool=pa.system_memory_pool(),  # the default one clears huge pages that are never filled: three times the CPU
    )


def _no_rows(fields: Sequence[str]) -> pa.Table:
    return pa.table({name: pa.array([], _ARROW_TEXT) for name in fields})


def _cut_slowly(text: bytes, fields: Sequence[str]) -> Cut:
    """Cut a text by the standard reader, which takes a quotation mark inside a cell for what it is."""
    reader = csv.reader(io.StringIO(text.decode(), newline=""), strict=True)
    starts: list[int] = []
    ragged: list[_Ragged] = []
    batches: list[pa.Table] = [_no_rows(fields)]
    rows: list[list[str]] = []
    start = 1
    try:
        next(reader)
        start = reader.line_num + 1
        for row in reader:
            if len(row) == len(fields):
                rows.append(row)
                starts.append(start)
            elif row:
                ragged.append(_Ragged(start, ",".join(row), len(row), sum(map(bool, row))))
            if len(rows) == _BATCH:
                batches.append(_batch(rows, fields))
                rows = []
            start = reader.line_num + 1
    except csv.Error as fault:
        raise _OpenQuote(start) from fault
    table = pa.concat_tables([*batches, _batch(rows, fields)])
    return table, np.array(starts, dtype=np.int64), ragged


def _batch(rows: list[list[str]], fields: Sequence[str]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [[]] * len(fields)
    return pa.table([pa.array(column, _ARROW_TEXT) for column in columns], names=list(fields))


def _with_content(table: pa.Table) -> pa.ChunkedArray | None:
    """Which rows hold anything, or None where all do; spreadsheets leave rows of bare commas."""
    empty = None
    for column in table.columns:
        blank = pc.equal(column, "")
        empty = blank if empty is None else pc.and_(empty, blank)
        if not pc.any(empty).as_py():
            return None
    return pc.invert(empty) if empty is not None else None
