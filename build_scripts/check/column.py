"""One column of text cells, accepted or refused by its grammar and typed, without a Python loop over records."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.declare import Field
from build_scripts.read.csv_text import TEXT

_ARROW_TEXT = pa.large_string()
_FREE = frozenset({"text", "paragraph", "reference"})
_DATED = frozenset({"day", "moment", "period"})
_SAMPLE = 4096
_FEW = 0.1

# Any text of these characters alone is in composed form (NFC); texts with others are composed and compared, which is slow.
# Radicals of the dictionary look like the characters that people mean by them, and are other characters.
RADICALS = "[\u2e80-\u2fd5]"
COMPOSED = "\x00-\u02ff\u2010-\u2027\u3000-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uff00-\uffef"

_DOUBTFUL_DAY = "/|-02-29|-02-3|-0[469]-31|-11-31"
"""Only ranges, and days that some months or years do not have, are looked up in the calendar."""

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
        Typed values with NA where the cell is empty or refused; index 0..n-1. Text columns without such cells share the memory of `texts`.
    """
    cells = _cells(texts)
    empty = pc.equal(cells, "")
    accepted = _by_distinct(cells, lambda distinct: _accepted(distinct, field))
    good = pc.and_not(accepted, empty)
    values = cells if pc.all(good).as_py() else pc.if_else(good, cells, pa.scalar(None, cells.type))
    return Column(_typed(values, field), _mask(empty), _mask(pc.invert(pc.or_(accepted, empty))))


def _cells(texts: pd.Series) -> pa.ChunkedArray:
    array = pa.array(texts, type=_ARROW_TEXT, from_pandas=True)
    chunked = array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])
    return chunked.fill_null("") if chunked.null_count else chunked


def _mask(condition: pa.ChunkedArray) -> Mask:
    return np.asarray(condition.to_numpy(), dtype=bool)


def _by_distinct(cells: pa.ChunkedArray, judge: Callable[[pa.ChunkedArray], pa.ChunkedArray]) -> pa.ChunkedArray:
    """What `judge` says of each cell; a column that repeats few texts is judged by those."""
    sample = cells.slice(0, _SAMPLE)
    if len(pc.unique(sample)) > _FEW * len(sample) or not len(sample):
        return judge(cells)
    coded = cells.dictionary_encode()  # all chunks share one dictionary
    verdict = judge(pa.chunked_array([coded.chunk(0).dictionary])).combine_chunks()
    return pa.chunked_array([verdict.take(chunk.indices) for chunk in coded.chunks])


def _accepted(cells: pa.ChunkedArray, field: Field) -> pa.ChunkedArray:
    accepted = pc.match_substring_regex(cells, rf"\A(?:{field.grammar.pattern})\z")
    if field.one_of:
        accepted = pc.and_(accepted, pc.is_in(cells, pa.array(field.one_of, cells.type)))
    if field.grammar.name in _FREE:
        accepted = pc.and_(accepted, pc.equal(cells, pc.utf8_trim_whitespace(cells)))
        accepted = pc.and_(accepted, pc.less_equal(pc.utf8_length(cells), field.most))
        accepted = pc.and_(accepted, _composed(cells))
    if field.grammar.name in _DATED:
        accepted = pc.and_(accepted, _real_days(cells))
    return accepted


def _composed(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """True where a text is in composed form (NFC) and holds no radical for a character."""
    doubtful = pc.match_substring_regex(cells, f"[^{COMPOSED}]")
    if not pc.any(doubtful).as_py():
        return pc.invert(doubtful)
    return pc.and_not(pc.equal(cells, pc.utf8_normalize(cells, form="NFC")), pc.match_substring_regex(cells, RADICALS))


def _real_days(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """False where a date as long as a day (or either end of a range) is not in the calendar, as 2018-02-30, or a range runs backwards."""
    doubtful = pc.match_substring_regex(cells, _DOUBTFUL_DAY)
    if not pc.any(doubtful).as_py():
        return pc.invert(doubtful)
    ends = cells.to_pandas(types_mapper={_ARROW_TEXT: TEXT}.get).str.split("/", n=1, expand=True)
    real = pd.Series(True, index=ends.index)
    for _, end in ends.items():
        days = end.where(end.str.len() == len("2018-06-30"))
        real &= days.isna() | pd.to_datetime(days, format="%Y-%m-%d", errors="coerce").notna()
    if 1 in ends:
        real &= ~ends_before(ends[1], ends[0])
    return pa.chunked_array([pa.array(real.to_numpy())])


def ends_before(ends: pd.Series, starts: pd.Series) -> pd.Series:
    """True where a date lies before another one as far as both tell: 2018 is not before 2018-06, and 未注明 before nothing."""
    earlier = ((ends < starts) & starts.str[:1].str.isdigit()).fillna(False).astype(bool)
    doubtful = earlier[earlier].index
    within = [start.startswith(end) for start, end in zip(starts[doubtful], ends[doubtful], strict=True)]
    earlier.loc[doubtful] = ~np.array(within, dtype=bool)
    return earlier


def _typed(values: pa.ChunkedArray, field: Field) -> dict[str, pd.Series]:
    if field.grammar.name == "count":
        return {field.name: _numbers(values, pa.int64(), "Int64")}
    if field.grammar.name == "number":
        decimals = pc.utf8_length(pc.replace_substring_regex(values, r"^[^.]*\.?", ""))
        return {
            field.name: _numbers(values, pa.float64(), "Float64"),
            f"{field.name}_digits": _numbers(decimals, pa.int64(), "Int64"),
        }
    return {field.name: values.to_pandas(types_mapper={_ARROW_TEXT: TEXT}.get)}


def _numbers(values: pa.ChunkedArray, arrow: pa.DataType, dtype: str) -> pd.Series:
    numbers = values.cast(arrow)
    missing = _mask(pc.is_null(numbers))
    array = pd.arrays.IntegerArray if dtype == "Int64" else pd.arrays.FloatingArray
    return pd.Series(array(numbers.fill_null(0).to_numpy().astype(dtype.lower()), missing))
