"""A table as Parquet (zstd): typed columns with Chinese titles, units and meanings; the same rows give the same bytes."""

import io
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from build_scripts.bulk.table import DATE, Column, Download, Heading, columns

_LEVEL = 3
_ROWS_AT_ONCE = 100_000
"""Rows of a row group: what a reader that wants one county has to open at least."""


def parquet(download: Download) -> bytes:
    """The whole table."""
    headings = download.typed
    arrays = [_typed(column, heading) for column, heading in zip(columns(download.rows, headings), headings, strict=True)]
    fields = [pa.field(heading.name, array.type, metadata=_told(heading)) for heading, array in zip(headings, arrays, strict=True)]
    facts = {fact.name: fact.text for fact in download.facts} | {"title": download.title, "note": download.note}
    table = pa.table(arrays, schema=pa.schema(fields, metadata=dict(sorted(facts.items()))))
    memory = io.BytesIO()
    pq.write_table(table, memory, row_group_size=_ROWS_AT_ONCE, compression="zstd", compression_level=_LEVEL)
    return memory.getvalue()


def _typed(column: Column, heading: Heading) -> Column:
    """Days as dates; the rest as it is."""
    return column.cast(pa.date32()) if heading.type == DATE else column


def _told(heading: Heading) -> Mapping[str, str]:
    told = {"title": heading.title, "unit": heading.unit, "description": heading.about, "refers": heading.refers}
    return {name: text for name, text in told.items() if text}
