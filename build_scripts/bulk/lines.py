"""Rows as lines of text, a column at a time: cells of CSV, values of JSON, cells of a sheet.

A million rows are written so in seconds: texts that nothing in them sets apart are joined as they are, and only the others (found by one
search of the column) are spelled one by one.
"""

import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.bulk.table import Column
from build_scripts.parse.inert import kept

Texts = Any
"""A large_string array of Arrow without null."""

Parts = list[Texts | str]
"""What stands in each row one behind another: texts of rows, and texts that are the same in all."""

_CSV_SPECIAL = r"""^'*[=+\-@＝＋－＠]|[",\r\n\t]"""
_JSON_SPECIAL = r'["\\\x00-\x1f\x7f]'
_XML_SPECIAL = r"[&<>\x00-\x1f\x{fffe}\x{ffff}]|^\s|\s$|_x[0-9A-Fa-f]{4}_"
_XML_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_QUOTED = re.compile(r'[",\r\n]')


def csv_cells(column: Column) -> Parts:
    """Cells of a CSV file: texts that no spreadsheet takes for a formula, quoted where they must be; empty where nothing is stated."""
    if not pa.types.is_large_string(column.type):
        return _stated([_spelled(column)], "")
    found = _found(column, _CSV_SPECIAL)
    return _stated([column if found is None else _respelled(column, column, found, csv_text)], "")


def csv_text(text: str) -> str:
    """One text as a cell of a CSV file."""
    inert = kept(text)
    return '"' + inert.replace('"', '""') + '"' if _QUOTED.search(inert) else inert


def json_values(column: Column) -> Parts:
    """Values of JSON, null where nothing is stated."""
    if not pa.types.is_large_string(column.type):
        return _stated([_spelled(column)], "null")
    found = _found(column, _JSON_SPECIAL)
    if found is None:
        return _stated(['"', column, '"'], "null")
    quoted = joined(['"', column, '"'])
    return _stated([_respelled(column, quoted, found, partial(json.dumps, ensure_ascii=False))], "null")


def sheet_cells(column: Column, letters: str, numbers: Texts, style: int) -> Parts:
    """Cells of a sheet below those letters, in rows of those numbers: texts as texts in that style, numbers as numbers, no formulas."""
    if not pa.types.is_large_string(column.type):
        return _stated([f'<c r="{letters}', numbers, '"><v>', _spelled(column), "</v></c>"], "")
    start = [f'<c r="{letters}', numbers, f'" s="{style}" t="inlineStr"><is>']
    found = _found(column, _XML_SPECIAL)
    if found is None:
        return _stated([*start, "<t>", column, "</t></is></c>"], "")
    inner = _respelled(column, joined(["<t>", column, "</t>"]), found, sheet_text)
    return _stated([*start, inner, "</is></c>"], "")


def sheet_text(text: str) -> str:
    """One text in a cell of a sheet; what XML cannot hold is written as Excel does (ECMA-376, ST_Xstring)."""
    plain = _XML_HIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return f'<t xml:space="preserve">{escape(plain)}</t>'


def joined(parts: Sequence[Texts | str]) -> Texts:
    """The parts of each row one behind another; null where a part of it is."""
    return pc.binary_join_element_wise(*(pa.scalar(part, pa.large_string()) if isinstance(part, str) else part for part in (*parts, "")))


def csv_rows(columns: Sequence[Column]) -> Texts:
    """Rows of a CSV file, each with its end."""
    return joined([*_marked(list(map(csv_cells, columns)), ","), "\r\n"])


def json_rows(columns: Sequence[Column]) -> Texts:
    """Rows as arrays of JSON, each with a comma behind it."""
    return joined(["[", *_marked(list(map(json_values, columns)), ","), "],"])


def json_objects(names: Sequence[str], columns: Sequence[Column], end: str) -> Texts:
    """Rows as objects of JSON, each with that end."""
    members = [[f"{json.dumps(name)}:", *json_values(column)] for name, column in zip(names, columns, strict=True)]
    return joined(["{", *_marked(members, ","), "}" + end])


def run(lines: Texts, start: int, stop: int) -> bytes:
    """The lines from one number to another as they stand, one right behind another."""
    if start >= stop:
        return b""
    part = lines[start:stop]
    _, offsets, data = part.buffers()
    ends = memoryview(offsets).cast("q")
    return bytes(memoryview(data)[ends[part.offset] : ends[part.offset + len(part)]])


def _marked(cells: Sequence[Sequence[Texts | str]], mark: str) -> Parts:
    return [part for place, cell in enumerate(cells) for part in ((mark, *cell) if place else cell)]


def _stated(parts: Parts, absent: str) -> Parts:
    """The parts as they are where each row has all of them; else in one, with another text where nothing is stated."""
    if not any(part.null_count for part in parts if not isinstance(part, str)):
        return parts
    return [pc.fill_null(joined(parts), absent)]


def _found(column: Column, special: str) -> Texts | None:
    """In which texts the pattern finds something; None where in none."""
    found = pc.fill_null(pc.match_substring_regex(column, special), False)
    return found if pc.any(found).as_py() else None


def _respelled(column: Column, plain: Texts, found: Texts, spell: Callable[[str], str]) -> Texts:
    """The texts of a column in their plain spelling, those that were found spelled one by one."""
    respelled = pa.array(list(map(spell, column.filter(found).to_pylist())), pa.large_string())
    return pc.replace_with_mask(plain, found, respelled)


def _spelled(column: Column) -> Texts:
    """Numbers and claims as text; whole numbers without a decimal point, as they were stated."""
    if not pa.types.is_floating(column.type):
        return column.cast(pa.large_string())
    coded = column.dictionary_encode()
    texts = [str(int(value)) if value.is_integer() else repr(value) for value in coded.dictionary.to_pylist()]
    return pc.take(pa.array(texts, pa.large_string()), coded.indices)
