"""CSV files: RFC 4180, strict. A file without quotes is cut by Arrow, one with quotes by the standard reader; both yield the same."""

import csv
import io
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.read.encoding import decode
from build_scripts.read.header import match_header
from build_scripts.read.raw import Lost, RawTable, RefusedFile

_BATCH = 65_536
TEXT = pd.StringDtype(na_value=float("nan"))
Read = tuple[RawTable | RefusedFile, list[Finding]]


@dataclass(frozen=True)
class CsvLocator:
    """Finds a cell again by walking through the text; slow on purpose, asked only for faults."""

    file: str
    text: str
    fields: tuple[str, ...]
    rows: "array[int]"
    starts: "array[int]"

    def place(self, row: int, field: str = "") -> Place:
        """The place of the cell; column counts characters from 1, as an editor does."""
        line = self.starts[self.rows[row]]
        column = self.fields.index(field) if field in self.fields else 0
        return _walk(self.file, self._lines, line, column)

    def lines(self) -> Sequence[int]:
        """The line on which each row begins."""
        return [self.starts[row] for row in self.rows]

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")


def _walk(file: str, lines: list[str], line: int, cell: int) -> Place:
    """The place where the cell of that number begins in the record that begins on that line."""
    column, quoted = 0, False
    while cell:
        text = lines[line - 1]
        if column >= len(text):
            if not quoted or line >= len(lines):
                break
            line, column = line + 1, 0
            continue
        mark = text[column]
        quoted = quoted != (mark == '"')
        cell -= mark == "," and not quoted
        column += 1
    return Place(file, line, column + 1)


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
    text = decode(data)
    if text is None:
        return RefusedFile(kind.name, file, _lines_below_header(data), "E001"), [Finding("E001", Place(file))]
    text = text.replace("\r\n", "\n")
    first = text.split("\n", 1)[0]
    if not first.strip(",\ufeff \t"):
        return RefusedFile(kind.name, file, _lines_below_header(data), "E010"), [Finding("E010", Place(file, 1))]
    header = next(csv.reader([first]))
    fields, findings = match_header(kind, header, [_walk(file, [first], 1, cell) for cell in range(len(header))])
    if findings:
        return RefusedFile(kind.name, file, _lines_below_header(data), findings[0].code), findings
    try:
        columns, starts, findings = (_cut_quoted if '"' in text or "\r" in text else _cut_plain)(file, text, len(header))
    except csv.Error:
        line = _open_quote(text)
        return RefusedFile(kind.name, file, _lines_below_header(data), "E003"), [Finding("E003", Place(file, line))]
    table = pa.table(columns, names=fields) if columns else pa.table({name: pa.array([], pa.string()) for name in fields})
    kept = _rows_with_content(table)
    rows = array("q", range(len(table)) if kept is None else kept.to_pylist())
    locator = CsvLocator(file, text, tuple(fields), rows, starts)
    cells = (table if kept is None else table.take(kept)).to_pandas(types_mapper={pa.string(): TEXT}.get)
    lost = tuple(Lost(finding.place.line, finding.code) for finding in findings)
    return RawTable(kind, file, cells, locator, lost, demo), findings


def _cut_plain(file: str, text: str, width: int) -> "tuple[list[pa.ChunkedArray], array[int], list[Finding]]":
    """Cut a text without quotes: rows are lines, cells stand between commas."""
    ragged = False

    def skip(_row: object) -> str:
        nonlocal ragged
        ragged = True
        return "skip"

    body = text.partition("\n")[2]
    if not body.strip("\n"):
        return [], array("q"), []
    table = arrow_csv.read_csv(
        io.BytesIO(body.encode()),
        read_options=arrow_csv.ReadOptions(column_names=[str(cell) for cell in range(width)], block_size=1 << 22),
        parse_options=arrow_csv.ParseOptions(quote_char=False, invalid_row_handler=skip),
        convert_options=arrow_csv.ConvertOptions(
            column_types={str(cell): pa.string() for cell in range(width)}, strings_can_be_null=False
        ),
    )
    lines = body.split("\n")
    whole = ragged or not all(islice(lines, len(lines) - (not lines[-1])))
    starts = array("q", range(2, 2 + table.num_rows))
    findings: list[Finding] = []
    if whole:
        commas = [line.count(",") if line else -1 for line in lines]
        starts = array("q", (number for number, count in enumerate(commas, 2) if count == width - 1))
        findings = [_ragged(file, number, count + 1, width) for number, count in enumerate(commas, 2) if count not in (-1, width - 1)]
    return table.columns, starts, findings


def _cut_quoted(file: str, text: str, width: int) -> "tuple[list[pa.ChunkedArray], array[int], list[Finding]]":
    """Cut a text with quotes by the standard reader; raises csv.Error where a quote is never closed or is followed by more text."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    next(reader)
    starts, findings = array("q"), []
    batches: list[list[pa.Array]] = []
    rows: list[list[str]] = []
    start = reader.line_num + 1
    for row in reader:
        if len(row) == width:
            rows.append(row)
            starts.append(start)
        elif row:
            findings.append(_ragged(file, start, len(row), width))
        start = reader.line_num + 1
        if len(rows) == _BATCH:
            batches.append([pa.array(column, pa.string()) for column in zip(*rows, strict=True)])
            rows = []
    if rows:
        batches.append([pa.array(column, pa.string()) for column in zip(*rows, strict=True)])
    return [pa.chunked_array(list(chunks)) for chunks in zip(*batches, strict=True)], starts, findings


def _ragged(file: str, line: int, found: int, width: int) -> Finding:
    return Finding("E014", Place(file, line), {"found": str(found), "expected": str(width)})


def _rows_with_content(table: pa.Table) -> pa.Array | None:
    """The numbers of the rows that hold anything, or None where all do; spreadsheets leave rows of bare commas."""
    empty = None
    for column in table.columns:
        blank = pc.equal(column, "")
        empty = blank if empty is None else pc.and_(empty, blank)
        if not pc.any(empty).as_py():
            return None
    return pc.indices_nonzero(pc.invert(empty)) if empty is not None else None


def _open_quote(text: str) -> int:
    """The line on which the standard reader gives up begins its record: where the quote to be mended stands."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for _row in reader:
            line = reader.line_num + 1
    except csv.Error:
        return line
    return line


def _lines_below_header(data: bytes) -> int:
    return max(sum(bool(line.strip()) for line in data.splitlines()) - 1, 0)
