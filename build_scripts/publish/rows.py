"""Files of very many texts, cut into rows: what gives somebody away in a cell does so in its row.

A fault of `FAULTS` says that a file is not as regular as ours are; it is then to be read the exact way.
"""

import csv
import io
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import pyarrow as pa

from build_scripts.find.files import unpacked
from build_scripts.guard.signs import SEAM, unmarked
from build_scripts.publish.strict_json import parse_strict
from build_scripts.publish.strings import strings
from build_scripts.publish.tables import columns_in_sqlite
from build_scripts.publish.workbooks import RUNS, in_cells, parts_of

FAULTS = (ValueError, RecursionError, pa.ArrowException, csv.Error, sqlite3.Error, zlib.error)

_BLOCK = 1 << 20
_BOM = b"\xef\xbb\xbf"
_CELL = r'(?:[^",\r\n]*|"[^"]*(?:""[^"]*)*")'
_TEXT = r'"[^"\\\x00-\x1f]*"'
_VALUE = rf"(?:{_TEXT}|null|true|false|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)"
_VALUES = rf"(?:{_TEXT}(?:q{_TEXT})*|{_VALUE})(?:,(?:{_TEXT}(?:q{_TEXT})*|{_VALUE}))*"
_KEY = re.compile(r"[a-z_]+")


def _nothing_odd(row: str) -> Iterable[str]:
    raise ValueError(row)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How rows are read that may give somebody away: the texts in them, or a fault of `FAULTS`."""

    read: Callable[[Sequence[str]], Iterable[str]]
    """All texts of rows that are sound."""
    sound: str = ""
    """What a row matches that is as ours are."""
    odd: Callable[[str], Iterable[str]] = _nothing_odd
    """All texts of a row that is not."""
    hides: str = ""
    """Behind what else a text may hide in a row."""
    recurs: bool = False
    """Whether other files have the same rows, which need be asked only once."""


Rows = tuple[Form, list[bytes]]


def in_csv(data: bytes) -> Iterator[Rows]:
    """The lines; one with a quoted line end is whole."""
    held: list[bytes] = []
    for lines in _split(data, b"\n", len(_BOM) if data.startswith(_BOM) else 0, len(data)):
        broken = held or any(line.count(b'"') % 2 for line in [line for line in lines if b'"' in line])
        yield _CSV, list(_whole(lines, held)) if broken else lines
    if held:
        raise ValueError("a quote without an end")


def _whole(lines: Iterable[bytes], held: list[bytes]) -> Iterator[bytes]:
    for line in lines:
        if held or line.count(b'"') % 2:
            held.append(line)
            if len(held) > 1 and line.count(b'"') % 2:
                yield b"\n".join(held)
                held.clear()
        else:
            yield line


def _in_lines(rows: Sequence[str]) -> Iterable[str]:
    plain = ",".join(row.removesuffix("\r") for row in rows if '"' not in row)
    return chain(plain.split(","), *csv.reader(io.StringIO("\n".join(row for row in rows if '"' in row), newline="")))


def in_json_lines(data: bytes) -> Iterator[Rows]:
    """Objects, one a line, that all have the same keys."""
    return _objects(data, b"\n", 0, len(data.removesuffix(b"\n")))


def in_records(data: bytes) -> Iterator[Rows]:
    """A part of the API: what is said of it, and its records, one a line."""
    mark = b'"records": [\n'
    start = data.find(mark) + len(mark)
    return chain([_head(data[:start], mark)], _objects(data, b",\n", start, _end(data, b"\n]}\n")))


def in_table(data: bytes) -> Iterator[Rows]:
    """What is said of a table, and its rows as lists of values."""
    mark = b'"rows":[['
    start = data.find(mark) + len(mark)
    return chain([_head(data[:start], mark)], _lists(_TABLE, data, b"],[", start, _end(data, b"]]}")))


def in_index(data: bytes) -> Iterator[Rows]:
    """A packed file of the search index: lists of values."""
    opened = unpacked(data)
    if not opened.startswith(b"{"):
        raise ValueError("no lists")
    return _lists(_INDEX, opened, b"],", 1, _end(opened, b"]}"))


def _head(data: bytes, mark: bytes) -> Rows:
    """What a document says before it comes to its rows."""
    value = parse_strict(data[: -len(mark)] + mark[: mark.find(b"[") + 1] + b"]}")
    if not data.endswith(mark) or "type" in value:
        raise ValueError("no rows")
    return of_texts(strings(value))


def _end(data: bytes, mark: bytes) -> int:
    if not data.endswith(mark):
        raise ValueError("another end")
    return len(data) - len(mark)


def _objects(data: bytes, joint: bytes, start: int, end: int) -> Iterator[Rows]:
    first = data.find(joint, start, end)
    value = parse_strict(data[start : first if first >= 0 else end])
    if not isinstance(value, dict):
        raise ValueError("no object")
    form = _form_of(tuple(value))
    return ((form, rows) for rows in _split(data, joint, start, end))


@lru_cache(1000)
def _form_of(keys: tuple[str, ...]) -> Form:
    if not all(map(_KEY.fullmatch, keys)):
        raise ValueError("another key")
    sound = ",".join(f'"{key}":{_VALUE}' for key in keys)
    return Form(_quoted, rf"\A\{{{sound}\}}\z", _in_object, recurs=True)


def _lists(form: Form, data: bytes, joint: bytes, start: int, end: int) -> Iterator[Rows]:
    """Between two texts a letter stands for the comma, lest the digits of one seem to go on in the next (or for a text that is a comma)."""
    if b'"q"' in data:
        raise ValueError("another joint")
    return ((form, [row.replace(b'","', b'"q"') for row in rows]) for rows in _split(data, joint, start, end))


def _quoted(rows: Sequence[str]) -> Iterable[str]:
    return '""'.join(rows).split('"')[1::2]


def _in_object(row: str) -> Iterable[str]:
    return strings(parse_strict(row.encode()))


def _in_list(row: str) -> Iterable[str]:
    return strings(parse_strict(f"[{row}]".replace('"q"', '","').encode()))


def _in_column(row: str) -> Iterable[str]:
    return strings(json.loads(f"{{{row}]}}".replace('"q"', '","')))


def in_workbook(data: bytes) -> Iterator[Rows]:
    """The rows of sheets, and all other texts of the workbook."""
    for texts, cells in parts_of(data):
        yield _said(texts)
        if cells:
            yield from ((_SHEET, rows) for rows in _split(cells, b"<row ", 0, len(cells)))


@lru_cache(1000)
def _said(texts: tuple[str, ...]) -> Rows:
    """What parts say that recur; of the signs that are ours there is none in it."""
    return of_texts(map(unmarked, texts))


def _in_sheet(rows: Sequence[str]) -> Iterable[str]:
    return in_cells("".join(rows).encode())


def in_database(data: bytes) -> Iterator[Rows]:
    """The texts of each column, and all names."""
    for joined, count in columns_in_sqlite(data):
        texts = joined.split(SEAM.encode())
        if len(texts) != count:
            raise ValueError("a text with a joint in it")
        yield _CELLS, list(set(texts))


def _split(data: bytes, joint: bytes, start: int, end: int) -> Iterator[list[bytes]]:
    while start <= end:
        cut = data.find(joint, start + _BLOCK, end)
        stop = cut if cut >= 0 else end
        yield data[start:stop].split(joint)
        start = stop + len(joint)


def of_texts(texts: Iterable[str]) -> Rows:
    """Texts that are rows by themselves."""
    return TEXTS, [text.encode() for text in texts]


def _as_they_are(rows: Sequence[str]) -> Iterable[str]:
    return rows


TEXTS = Form(_as_they_are, recurs=True)
_CELLS = Form(_as_they_are)
_CSV = Form(_in_lines, rf"\A{_CELL}(?:,{_CELL})*\r?\z", recurs=True)
_TABLE = Form(_quoted, rf"\A{_VALUES}\z", _in_list)
_INDEX = Form(_quoted, rf'\A"[a-z_]+":\[(?:{_VALUES})?\z', _in_column)
_SHEET = Form(_in_sheet, hides=f"&|{RUNS}")
