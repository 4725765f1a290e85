"""Everything in one SQLite file: a table a kind and a statistic, and what their columns mean; the same records give the same bytes."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.bulk.table import BOOLEAN, DECIMAL, INTEGER, NUMBER, Column, Download, columns

PATH = "downloads/gongkai.sqlite"
_TYPES = {INTEGER: "INTEGER", NUMBER: "REAL", BOOLEAN: "INTEGER"}
_SETTINGS = (
    "page_size = 4096",
    "journal_mode = OFF",
    "synchronous = OFF",
    "encoding = 'UTF-8'",
    "cache_size = -65536",
)
_ROWS_AT_ONCE = 50_000
_PIECE = 1 << 22
_VERSION = 96
"""Where the file names the library that wrote it, which nothing depends on: it is always the same one."""

_WRITTEN_BY = (3_040_001).to_bytes(4, "big")
_TABLES = """CREATE TABLE release (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE tables (name TEXT PRIMARY KEY, title TEXT NOT NULL, rows INTEGER NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL) STRICT;
CREATE TABLE fields ("table" TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, type TEXT NOT NULL, unit TEXT NOT NULL,
 description TEXT NOT NULL, refers TEXT NOT NULL, PRIMARY KEY ("table", name)) STRICT;
"""


def database(downloads: Sequence[Download], release: Mapping[str, str]) -> bytes:
    """The file; `release` tells of the whole: title, publisher, date of the data."""
    return b"".join(pieces(downloads, release))


def pieces(downloads: Sequence[Download], release: Mapping[str, str]) -> Iterator[bytes]:
    """The same in pieces: of a million records it has more than a gigabyte."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gongkai.sqlite"
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _fill(connection, downloads, release)
        finally:
            connection.close()
        with path.open("r+b") as file:
            file.seek(_VERSION)
            file.write(_WRITTEN_BY)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _fill(connection: sqlite3.Connection, downloads: Sequence[Download], release: Mapping[str, str]) -> None:
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN")
    for statement in _TABLES.split(";\n")[:-1]:
        connection.execute(statement)
    connection.executemany("INSERT INTO release VALUES (?, ?)", sorted(release.items()))
    for download in downloads:
        facts = {fact.name: fact.text for fact in download.facts}
        about = (_table(download), download.title, len(download.rows), download.note, facts.get("source", ""))
        connection.execute("INSERT INTO tables VALUES (?, ?, ?, ?, ?)", about)
        told = [(_table(download), h.name, h.title, h.type, h.unit, h.about, h.refers) for h in download.typed]
        connection.executemany("INSERT INTO fields VALUES (?, ?, ?, ?, ?, ?, ?)", told)
        _put(connection, download)
    connection.execute("COMMIT")


def _put(connection: sqlite3.Connection, download: Download) -> None:
    """The rows of a table, then its indexes, which are quicker made of all rows at once: its key, its references, its days."""
    table = _table(download)
    kept = ", ".join(f"{_quoted(h.name)} {_TYPES.get(h.type, 'TEXT')}{' NOT NULL' if h.required else ''}" for h in download.typed)
    connection.execute(f"CREATE TABLE {_quoted(table)} ({kept}) STRICT")
    marks = ", ".join("?" * len(download.typed))
    for start in range(0, len(download.rows), _ROWS_AT_ONCE):
        rows = _rows(download, start)
        connection.executemany(f"INSERT INTO {_quoted(table)} VALUES ({marks})", rows)  # noqa: S608  names are our own
    if download.key:
        key = ", ".join(map(_quoted, download.key))
        connection.execute(f"CREATE INDEX {_quoted(f'{table}_key')} ON {_quoted(table)} ({key})")
    for heading in download.typed:
        if heading.refers and heading.name not in download.key[:1]:
            connection.execute(f"CREATE INDEX {_quoted(f'{table}_{heading.name}')} ON {_quoted(table)} ({_quoted(heading.name)})")


def _rows(download: Download, start: int) -> Iterable[tuple[Any, ...]]:
    """Rows as SQLite takes them; exact decimals as text."""
    found = columns(download.rows.iloc[start : start + _ROWS_AT_ONCE], download.typed)
    exact = [column.cast(pa.large_string()) if h.type == DECIMAL else column for h, column in zip(download.typed, found, strict=True)]
    return zip(*map(_values, exact), strict=True)


def _values(column: Column) -> list[Any]:
    """The values of a column, of texts each once however often it stands there: that is quicker, and takes less memory."""
    if not pa.types.is_large_string(column.type):
        values: list[Any] = column.to_pylist()
        return values
    coded = column.dictionary_encode()
    texts = np.array([*coded.dictionary.to_pylist(), None], dtype=object)
    found: list[Any] = texts[pc.fill_null(coded.indices, len(texts) - 1).to_numpy(zero_copy_only=False)].tolist()
    return found


def _table(download: Download) -> str:
    return download.name.replace("-", "_")


def _quoted(name: str) -> str:
    """A name in SQL; names of kinds and fields hold no quotation mark."""
    if '"' in name:
        raise ValueError(f"not a name: {name!r}")
    return f'"{name}"'
