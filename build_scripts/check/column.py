"""One column of text cells, accepted or refused by its grammar and typed, without a Python loop over records."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.declare import Field
from build_scripts.read.csv_text import TEXT

_FREE = frozenset({"text", "paragraph", "reference"})
_FEW = 0.5
Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Column:
    """The typed column (numbers bring a second one, `<name>_digits`), which cells are empty, and which were refused."""

    typed: dict[str, pd.Series]
    empty: Mask
    refused: Mask


def check_column(texts: pd.Series, field: Field) -> Column:
    """Check and type one column.

    Args:
        texts: text cells; the empty text means not stated.
        field: its declaration.

    Returns:
        Typed values with NA where the cell is empty or refused.
    """
    cells = pa.chunked_array(pa.array(texts, from_pandas=True)).cast(pa.string()).fill_null("")
    empty = pc.equal(cells, "")
    distinct = pc.unique(cells)
    if len(distinct) < _FEW * len(cells):
        position = pc.index_in(cells, distinct)
        accepted = pc.take(_accepted(pa.chunked_array([distinct]), field), position)
    else:
        accepted = _accepted(cells, field)
    good = pc.and_(accepted, pc.invert(empty))
    refused = pc.invert(pc.or_(accepted, empty))
    values = pc.if_else(good, cells, pa.scalar(None, pa.string()))
    return Column(_typed(values, field), _mask(empty), _mask(refused))


def _mask(condition: pa.ChunkedArray) -> Mask:
    return np.asarray(condition.to_numpy(), dtype=bool)


def _accepted(cells: pa.ChunkedArray, field: Field) -> pa.ChunkedArray:
    accepted = pc.match_substring_regex(cells, rf"\A(?:{field.grammar.pattern})\z")
    if field.one_of:
        accepted = pc.and_(accepted, pc.is_in(cells, pa.array(field.one_of)))
    if field.grammar.name in _FREE:
        accepted = pc.and_(accepted, pc.equal(cells, pc.utf8_trim_whitespace(cells)))
        accepted = pc.and_(accepted, pc.equal(cells, pc.utf8_normalize(cells, form="NFC")))
        accepted = pc.and_(accepted, pc.less_equal(pc.utf8_length(cells), field.most))
    if field.grammar.name in ("day", "moment", "period"):
        accepted = pc.and_(accepted, _real_days(cells))
    return accepted


def _real_days(cells: pa.ChunkedArray) -> pa.Array:
    """False where a date as long as a day (or either end of a range) is not in the calendar, as 2018-02-30."""
    texts = cells.to_pandas()
    ends = texts.str.split("/", n=1, expand=True)
    real = pd.Series(True, index=texts.index)
    for _, end in ends.items():
        days = end.where(end.str.len() == len("2018-06-30"))
        real &= days.isna() | pd.to_datetime(days, format="%Y-%m-%d", errors="coerce").notna()
    return pa.array(real.to_numpy())


def _typed(values: pa.ChunkedArray, field: Field) -> dict[str, pd.Series]:
    if field.grammar.name == "count":
        return {field.name: _numbers(values, pa.int64(), "Int64")}
    if field.grammar.name == "number":
        decimals = pc.utf8_length(pc.replace_substring_regex(values, r"^[^.]*\.?", ""))
        return {
            field.name: _numbers(values, pa.float64(), "Float64"),
            f"{field.name}_digits": _numbers(decimals, pa.int64(), "Int64"),
        }
    return {field.name: pd.Series(values.to_pandas(types_mapper={pa.string(): TEXT}.get))}


def _numbers(values: pa.ChunkedArray, arrow: pa.DataType, dtype: str) -> pd.Series:
    numbers = values.cast(arrow)
    missing = np.asarray(pc.is_null(numbers).to_numpy(), dtype=bool)
    filled = numbers.fill_null(0).to_numpy()
    array = pd.arrays.IntegerArray if dtype == "Int64" else pd.arrays.FloatingArray
    return pd.Series(array(filled.astype(dtype.lower()), missing))
