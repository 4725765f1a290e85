"""What can be read in tables of many rows: CSV, JSON Lines, Parquet, SQLite; each text once, so that a million rows fit into memory."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.json as pajson
import pyarrow.parquet as pq

from build_scripts.publish.strings import UnreadableError, strings

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]+")
_SHORT, _LONG_NUMBER = 8, 11
_LINES_AT_ONCE = 20_000
_LONG = 100_000
"""Bytes from which reading by the column is quicker."""

_BLOCK = 1 << 23
_HEADER = b"SQLite format 3\0"


def in_csv(data: bytes) -> set[str]:
    """Every cell but quantities: long bare numbers in a column that holds numbers alone, short ones among them."""
    if len(data) > _LONG:
        read = _columns(data)
        if read is not None:
            return set(chain.from_iterable(map(_cells, read)))
    try:
        cells = set(chain.from_iterable(_rows(data)))
        for number in [cell for cell in cells if len(cell) >= _LONG_NUMBER and _WHOLE.fullmatch(cell)]:
            columns = zip_longest(*_rows(data), fillvalue="")
            if all(map(_is_numeric, (column[1:] for column in columns if number in column))):
                cells.discard(number)
    except (ValueError, csv.Error) as fault:
        raise UnreadableError(str(fault)) from fault
    return cells


def _columns(data: bytes) -> list[list[str]] | None:
    """The distinct cells of each column, the title first; None where the file is not as regular as ours are."""
    try:
        width = len(next(_rows(data)))
        names = [str(number) for number in range(width)]
        convert = pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False)
        read = pacsv.ReadOptions(column_names=names, use_threads=False, block_size=_BLOCK)
        parse = pacsv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
        found: list[dict[str, None]] = [{} for _ in names]
        for batch in pacsv.open_csv(io.BytesIO(data), read, parse, convert):
            for cells, column in zip(found, batch.columns, strict=True):
                cells.update(dict.fromkeys(column.unique().to_pylist()))
    except (pa.ArrowException, ValueError, StopIteration, csv.Error):
        return None
    return list(map(list, found))


def _cells(column: Sequence[str]) -> list[str]:
    """The cells of one column but quantities."""
    title, *cells = column
    numeric = _is_numeric(cells)
    return [title, *(cell for cell in cells if not (numeric and len(cell) >= _LONG_NUMBER and _WHOLE.fullmatch(cell)))]


def _rows(data: bytes) -> Iterator[list[str]]:
    return csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline=""))


def _is_numeric(column: Sequence[str]) -> bool:
    cells = [cell for cell in column if cell]
    return all(map(_NUMBER.fullmatch, cells)) and any(len(cell) < _SHORT for cell in cells)


def in_json_lines(data: bytes) -> set[str]:
    """Every string and every key of the values, one a line."""
    if len(data) > _LONG:
        texts = _members(data)
        if texts is not None:
            return texts
    found: set[str] = set()
    for line in io.BytesIO(data):
        try:
            found |= strings(json.loads(line))
        except (ValueError, RecursionError) as fault:
            raise UnreadableError(str(fault)) from fault
    return found


def in_records(lines: bytes) -> set[str] | None:
    """Every string and every key of objects, a line each, a comma behind all but the last; None where they are to be read otherwise."""
    if len(lines) < _LONG or lines.count(b"\n") != lines.count(b"},\n") + 1:
        return None
    return _members(lines.replace(b"},\n", b"}\n"))


def _members(data: bytes) -> set[str] | None:
    """Every string and every key, read by the column; None where that is not as good: anything nested, a number that is none, a fault."""
    found: set[str] = set()
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _BLOCK) + 1 or len(data)
        texts = _in_block(data[start:end])
        if texts is None:
            return None
        found |= texts
        start = end
    return found


def _in_block(lines: bytes) -> set[str] | None:
    try:
        table = pajson.read_json(io.BytesIO(lines), pajson.ReadOptions(use_threads=False, block_size=2 * _BLOCK))
    except (pa.ArrowException, ValueError):
        return None
    if table.num_rows != lines.count(b"\n"):
        return None
    found = set(table.schema.names)
    for column in table.columns:
        sort = column.type
        if pa.types.is_nested(sort) or (pa.types.is_floating(sort) and pc.all(pc.is_finite(column)).as_py() is False):
            return None
        if pa.types.is_string(sort):
            found.update(text for text in pc.unique(column).to_pylist() if text is not None)
    return found


def in_parquet(data: bytes) -> Iterator[str]:
    """Texts and bytes of all columns, names, and what is said of columns and of the whole."""
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        for name, text in chain.from_iterable((told or {}).items() for told in (file.metadata.metadata, file.schema_arrow.metadata)):
            yield from (name.decode("utf-8", "replace"), text.decode("utf-8", "replace"))
        for field in file.schema_arrow:
            yield field.name
            yield from (part.decode("utf-8", "replace") for pair in (field.metadata or {}).items() for part in pair)
        for number in range(file.num_row_groups):
            for column in file.read_row_group(number).columns:
                yield from _texts(column)
    except (pa.ArrowException, OSError) as fault:
        raise UnreadableError(str(fault)) from fault


def _texts(column: "pa.ChunkedArray") -> Iterator[str]:
    """Texts as they are; of anything nested what Python shows of it; numbers, claims and days are quantities."""
    sort = column.type
    if pa.types.is_dictionary(sort):
        sort = sort.value_type
    if pa.types.is_primitive(sort) or pa.types.is_decimal(sort) or pa.types.is_null(sort):
        return
    for value in pc.unique(column).to_pylist() if not pa.types.is_nested(sort) else column.to_pylist():
        if isinstance(value, bytes):
            yield value.decode("utf-8", "replace")
        elif value is not None:
            yield value if isinstance(value, str) else str(value)


def in_sqlite(data: bytes) -> set[str]:
    """Texts of all tables, names, and the words in which tables are made; refused where deleted rows may lie in the file."""
    if not data.startswith(_HEADER):
        raise UnreadableError("SQLite")
    found: set[str] = set()
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        pages, size, free = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size", "freelist_count"))
        if free or pages * size != len(data):
            raise UnreadableError("SQLite: pages that no table holds")
        made = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        found.update(cell for row in made for cell in row if cell)
        for table in [name for sort, name, _ in made if sort == "table"]:
            cursor = connection.execute(f'SELECT * FROM "{table.replace(chr(34), chr(34) * 2)}"')  # noqa: S608  a name out of the file
            found.update(column[0] for column in cursor.description)
            while rows := cursor.fetchmany(_LINES_AT_ONCE):
                found.update(map(_text, set(chain.from_iterable(rows))))
    except sqlite3.Error as fault:
        raise UnreadableError(str(fault)) from fault
    finally:
        connection.close()
    return found


def _text(cell: object) -> str:
    """A cell as text; numbers are quantities."""
    return cell if isinstance(cell, str) else cell.decode("utf-8", "replace") if isinstance(cell, bytes) else ""
