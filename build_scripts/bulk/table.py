"""A table to download (数据表): its columns as they are declared, its rows, and what is known of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

TEXT, INTEGER, NUMBER, DECIMAL, DATE, BOOLEAN = "string", "integer", "number", "decimal", "date", "boolean"
NATURE, FLAG = "data_nature", "_demo"
"""What says of a row that it is invented: a text for people, a claim for programs; no field of a kind is called so."""

_TYPES = {INTEGER: pa.int64(), NUMBER: pa.float64(), BOOLEAN: pa.bool_()}
WORTH_A_WORKBOOK = 10_000
_WORTH_LINES = 100_000

Column = Any
"""An array of Arrow: large_string for texts and dates, int64, float64, decimal128 or bool for the others; null is what is not stated."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: field name (JSON), Chinese title (CSV, XLSX), type; in which unit it counts, what it means, which kind it refers to."""

    name: str
    title: str
    type: str = TEXT
    unit: str = ""
    about: str = ""
    refers: str = ""
    required: bool = False

    @property
    def is_number(self) -> bool:
        """Whether a spreadsheet holds it as a number."""
        return self.type in (INTEGER, NUMBER, DECIMAL)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a whole table: field name (JSON), Chinese title (XLSX), text."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Download:
    """A table to download as `downloads/<name>.…`; `note` stands in front of the data where they are invented.

    `facts` go with it: in JSON and Parquet as metadata, in the workbook on a sheet of their own (`about`); the CSV, which has no place
    beside its rows, leaves them to datapackage.json. `key` names the columns that identify a row, none of a statistic. `flag` is the
    title of the column that tells programs which rows are invented.
    """

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: pd.DataFrame
    note: str
    facts: tuple[Fact, ...] = ()
    about: str = ""
    key: tuple[str, ...] = ()
    flag: str = ""

    @property
    def workbook(self) -> bool:
        """Whether the whole table is also an XLSX; of longer ones there is one for each place and year."""
        return len(self.rows) <= WORTH_A_WORKBOOK

    @property
    def typed(self) -> tuple[Heading, ...]:
        """The columns for programs: as declared, and the claim in place of the text that says which rows are invented."""
        return (*(each for each in self.headings if each.name != NATURE), Heading(FLAG, self.flag, BOOLEAN, required=True))

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The forms of the whole table, those that most people open first; of long ones the JSON has one record a line (JSON Lines)."""
        return (*forms(len(self.rows)), *(("parquet",) if self.key else ()))

    @property
    def paths(self) -> tuple[str, ...]:
        """Where they lie."""
        return tuple(f"downloads/{self.name}.{suffix}" for suffix in self.suffixes)


def forms(rows: int) -> tuple[str, ...]:
    """The forms of every whole table of so many rows."""
    return (*(("xlsx",) if rows <= WORTH_A_WORKBOOK else ()), "csv", "json" if rows <= _WORTH_LINES else "jsonl")


def columns(rows: pd.DataFrame, headings: Sequence[Heading]) -> list[Column]:
    """The columns of some rows, in the order of the headings."""
    return [_column(rows[heading.name], heading.type) for heading in headings]


def _column(values: pd.Series, sort: str) -> Column:
    if sort == DECIMAL:
        return _whole(pa.array(values, from_pandas=True))
    if sort in _TYPES:
        return _whole(pa.array(values, from_pandas=True).cast(_TYPES[sort]))
    if isinstance(values.dtype, pd.CategoricalDtype):
        return pa.array(values.astype("str"), pa.large_string())
    if not isinstance(values.dtype, pd.StringDtype):
        return pa.array([value if isinstance(value, str) else None for value in values.tolist()], pa.large_string())
    return _whole(pa.array(values, from_pandas=True)).cast(pa.large_string())


def _whole(array: Any) -> Column:
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
