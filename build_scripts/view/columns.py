"""Texts by the thousand: a column holds one text for each row, and columns are put together without touching a row.

A column is an Arrow array of strings, none of them missing: what is not there is the empty text. A cell is a column, or one text that
stands in every row. Texts become columns here alone, so that no number gets into one without its evidence (view/figure.py); and what is
finished HTML is an `Html`, so that no text is ever taken for it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape as escape_text
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from markupsafe import Markup, escape

from build_scripts.view.figure import BareFigureError

Column = Any
"""`pa.LargeStringArray` without nulls; pyarrow tells mypy nothing."""

Cell = Column | str
Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

_TEXT = frozenset({str})
_NOTHING = pa.scalar("", pa.large_string())
_TELLING = "&<>\"'"


def column(texts: Iterable[str]) -> Column:
    """Texts as a column.

    Raises:
        BareFigureError: one of them is none, or is a number without its evidence.
    """
    listed = texts if isinstance(texts, list) else list(texts)
    if not _TEXT.issuperset(map(type, listed)):
        raise BareFigureError(next(text for text in listed if type(text) is not str))
    return pa.array(listed, pa.large_string())


def stored(table: pd.DataFrame, name: str) -> Column:
    """A field of published records that holds texts, empty where it holds nothing."""
    return given(table, name).fill_null("")


def given(table: pd.DataFrame, name: str) -> Any:
    """A field of published records as an Arrow array of texts, null where it holds nothing."""
    array = pa.array(table[name].array, from_pandas=True)
    whole = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    return whole if whole.type == pa.large_string() else whole.cast(pa.large_string())


def told(tell: Callable[..., str], *keys: Any) -> Column:
    """What `tell` makes of each row's keys (columns or numbers), asked once for each that occurs."""
    codes, sizes, values = [], [], []
    for key in keys:
        if isinstance(key, np.ndarray):
            distinct, code = np.unique(key, return_inverse=True)
            listed: Sequence[Any] = distinct.tolist()
        else:
            encoded = key.dictionary_encode()
            listed, code = encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False)
        codes.append(code.astype(np.int64))
        sizes.append(max(len(listed), 1))
        values.append(listed)
    if len(keys) == 1:
        return column([tell(each) for each in values[0]]).take(pa.array(codes[0]))
    whole, places = np.unique(np.ravel_multi_index(codes, sizes), return_inverse=True)
    asked = zip(*(np.asarray(each) for each in np.unravel_index(whole, sizes)), strict=True)
    return column([tell(*(listed[at] for listed, at in zip(values, each, strict=True))) for each in asked]).take(pa.array(places))


def positions(numbers: Ints) -> Column:
    """Numbers that say where something stands, as `figure.position` tells each."""
    return pa.array(np.asarray(numbers, np.int64)).cast(pa.large_string())


def scattered(count: int, texts: Mapping[int, str]) -> Cell:
    """Texts that few of so many rows have, by the number of the row."""
    return column([texts.get(number, "") for number in range(count)]) if texts else ""


@dataclass(frozen=True, slots=True)
class Html:
    """Finished HTML in each row, made by a hollow macro (view/hollow.py) or a template; whoever makes one by hand answers for it."""

    cell: Cell = ""

    @classmethod
    def joined(cls, *parts: "Html") -> "Html":
        """In each row all parts, one behind the other."""
        return cls(joined(*(part.cell for part in parts)))

    @classmethod
    def scattered(cls, count: int, parts: Mapping[int, Markup]) -> "Html":
        """What few of so many rows have, by the number of the row."""
        return cls(scattered(count, {number: str(part) for number, part in parts.items()}))

    @classmethod
    def stacked(cls, *parts: "Html") -> "Html":
        """The rows of all parts, one below the other; each part has rows of its own."""
        return cls(pa.concat_arrays([part.cell for part in parts]))

    def ordered(self, rows: Ints, count: int) -> "Html":
        """As a column of so many rows, in which each row stands at the number given for it; nothing elsewhere."""
        places = np.full(count, -1, np.int64)
        places[rows] = np.arange(len(rows))
        return Html(spread(self.cell, len(rows)).take(pa.array(places, mask=places < 0)).fill_null(""))

    def grouped(self, starts: Ints) -> "Html":
        """Neighbouring rows as one; see `grouped`."""
        return Html(grouped(self.cell, starts))

    def of_groups(self, starts: Ints) -> list[Markup]:
        """Neighbouring rows as one text each; see `grouped`."""
        return [Markup(piece.decode()) for piece in pieces(grouped(self.cell, starts))]  # noqa: S704  finished HTML

    def where(self, which: Flags | bool) -> "Html":
        """Nothing in the other rows."""
        if isinstance(which, bool) or which.all():
            return self if np.all(which) else Html()
        return Html(where(which, self.cell))

    def whole(self) -> Markup:
        """All rows, one behind the other."""
        return Markup(self.cell if isinstance(self.cell, str) else b"".join(pieces(self.cell)).decode())  # noqa: S704  finished HTML

    def __str__(self) -> str:
        raise TypeError("a column of HTML is not one text; ask for its pieces")


def sought(known: Mapping[str, Any], keys: Column) -> dict[int, Any]:
    """What is known of some rows, by the number of the row; `keys` of all of them."""
    return {number: known[key] for number, key in enumerate(keys.to_pylist()) if key in known} if known else {}


def filled(cell: Cell) -> Flags | bool:
    """Which rows hold a text."""
    if isinstance(cell, str):
        return bool(cell)
    return np.diff(_offsets(cell)) > 0


def where(which: Flags, cell: Cell, other: Cell = "") -> Column:
    """The cell's text where so it is, elsewhere the other's."""
    return pc.if_else(pa.array(which), _argument(cell), _argument(other))


def joined(*cells: Cell) -> Cell:
    """In each row the texts of all cells, one behind the other."""
    kept: list[Cell] = []
    for cell in cells:
        if isinstance(cell, str) and kept and isinstance(kept[-1], str):
            kept[-1] = str(kept[-1]) + str(cell)
        elif not isinstance(cell, str) or cell:
            kept.append(cell)
    if not kept:
        return ""
    return kept[0] if len(kept) == 1 else pc.binary_join_element_wise(*map(_argument, kept), _NOTHING)


def grouped(cell: Cell, starts: Ints) -> Column:
    """The texts of neighbouring rows as one: group n holds the rows from starts[n] to starts[n + 1]."""
    if isinstance(cell, str):
        return pa.array([cell * count for count in np.diff(starts).tolist()], pa.large_string())
    offsets = _offsets(cell)[starts]
    return pa.LargeStringArray.from_buffers(len(starts) - 1, pa.py_buffer(np.ascontiguousarray(offsets)), cell.buffers()[2])


def picked(cell: Cell, rows: Ints) -> Cell:
    """The rows with these numbers."""
    return cell if isinstance(cell, str) else cell.take(pa.array(rows))


def spread(cell: Cell, count: int) -> Column:
    """As a column of so many rows."""
    return pa.repeat(_argument(cell), count) if isinstance(cell, str) else cell


def escaped(cell: Cell, *, attribute: bool = False) -> Cell:
    """Each text with its markup escaped, as templates do it, or as `html.escape` does; most texts have none, which is seen at once."""
    escape_one = escape_text if attribute else escape
    if isinstance(cell, str):
        return str(escape_one(cell)) if any(sign in cell for sign in _TELLING) else cell
    held = bytes(cell.buffers()[2] or b"")
    signs = [sign for sign in _TELLING if sign.encode() in held]
    for sign in signs:
        cell = pc.replace_substring(cell, sign, str(escape_one(sign)))
    return cell


def pieces(cell: Column) -> Iterator[bytes]:
    """Each text in UTF-8."""
    held = memoryview(cell.buffers()[2] or b"")
    for start, end in pairwise(_offsets(cell).tolist()):
        yield bytes(held[start:end])


def _argument(cell: Cell) -> Any:
    return pa.scalar(str(cell), pa.large_string()) if isinstance(cell, str) else cell


def _offsets(cell: Column) -> Ints:
    found: Ints = np.frombuffer(cell.buffers()[1], np.int64, len(cell) + 1, cell.offset * 8) if len(cell) else np.zeros(1, np.int64)
    return found
