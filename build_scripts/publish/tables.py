"""What can be read in tables of many rows: CSV, JSON Lines, Parquet, SQLite; each text once, so that a million rows fit into memory."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Set
from contextlib import contextmanager
from itertools import chain, islice, zip_longest

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from build_scripts.guard.signs import SEAM
from build_scripts.publish.strings import UnreadableError, strings

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]+")
_SHORT, _LONG_NUMBER = 8, 11
_LINES_AT_ONCE = 20_000
_ROWS_JOINED = 50_000
_JOINED = "CAST(group_concat({0}, char(31)) FILTER (WHERE {0} >= '') AS BLOB), count(*) FILTER (WHERE {0} >= '')"
"""All texts and bytes of a column, which come behind numbers in the order of the database."""

_HEADER = b"SQLite format 3\0"


def in_csv(data: bytes) -> set[str]:
    """Every cell but quantities: long bare numbers in a column that holds numbers alone, short ones among them."""
    titles: list[str] = []
    columns: list[set[str]] = []
    try:
        rows = csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline=""))
        titles = next(rows, [])
        while some := list(islice(rows, _LINES_AT_ONCE)):
            cells = list(zip_longest(*some, fillvalue=""))
            columns += [set() for _ in cells[len(columns) :]]
            for column, more in zip(columns, cells, strict=False):
                column.update(more)
    except (ValueError, csv.Error) as fault:
        raise UnreadableError(str(fault)) from fault
    return set(titles).union(*map(_told, columns))


def _told(column: Set[str]) -> set[str]:
    """The cells of one column but quantities."""
    numeric = all(map(_NUMBER.fullmatch, filter(None, column))) and any(0 < len(cell) < _SHORT for cell in column)
    return {cell for cell in column if not (numeric and len(cell) >= _LONG_NUMBER and _WHOLE.fullmatch(cell))}


def in_json_lines(data: bytes) -> set[str]:
    """Every string and every key of the values, one a line."""
    found: set[str] = set()
    for line in io.BytesIO(data):
        try:
            found |= strings(json.loads(line))
        except (ValueError, RecursionError) as fault:
            raise UnreadableError(str(fault)) from fault
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
    with _opened(data) as (connection, tables, found):
        for table in tables:
            cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608  a name out of the file, quoted
            while rows := cursor.fetchmany(_LINES_AT_ONCE):
                found.update(map(_text, set(chain.from_iterable(rows))))
    return found


def columns_in_sqlite(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The texts of columns, many rows at a time, joined by `SEAM` by the database itself, and how many there are; names and words last."""
    with _opened(data) as (connection, tables, found):
        if connection.execute("PRAGMA encoding").fetchone() != ("UTF-8",):
            raise UnreadableError("SQLite: another encoding")
        for table in tables:
            names = [_quoted(column[0]) for column in connection.execute(f"SELECT * FROM {table} LIMIT 0").description]  # noqa: S608
            asked = ", ".join(map(_JOINED.format, names))
            for start in _starts(*connection.execute(f"SELECT min(rowid), max(rowid), count(*) FROM {table}").fetchone()):  # noqa: S608
                between = f"FROM {table} WHERE rowid BETWEEN {start} AND {start + _ROWS_JOINED - 1}"
                told = connection.execute(f"SELECT {asked} {between}").fetchone()
                yield from ((texts, count) for texts, count in zip(told[::2], told[1::2], strict=True) if count)
        yield SEAM.encode().join(text.encode() for text in found), len(found)


def _starts(first: object, last: object, count: int) -> Iterator[int]:
    """Where runs of rows begin, which are numbered nearly without gaps."""
    if not count:
        return
    if not isinstance(first, int) or not isinstance(last, int) or last - first > 2 * count + _ROWS_JOINED:
        raise UnreadableError("SQLite: rows of other numbers")
    yield from range(first, last + 1, _ROWS_JOINED)


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[sqlite3.Connection, list[str], set[str]]]:
    """The database, the names of its tables as they are asked for, and all names and words in it."""
    if not data.startswith(_HEADER):
        raise UnreadableError("SQLite")
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        pages, size, free = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size", "freelist_count"))
        if free or pages * size != len(data):
            raise UnreadableError("SQLite: pages that no table holds")
        made = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        tables = [_quoted(name) for sort, name, _ in made if sort == "table"]
        found = {cell for row in made for cell in row if cell}
        for table in tables:
            found.update(column[0] for column in connection.execute(f"SELECT * FROM {table} LIMIT 0").description)  # noqa: S608
        yield connection, tables, found
    except sqlite3.Error as fault:
        raise UnreadableError(str(fault)) from fault
    finally:
        connection.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(cell: object) -> str:
    """A cell as text; numbers are quantities."""
    return cell if isinstance(cell, str) else cell.decode("utf-8", "replace") if isinstance(cell, bytes) else ""
