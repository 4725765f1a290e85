"""Tables of invented records to download, and each form of a table read back by somebody else's reader."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import pyarrow.parquet as pq

from build_scripts.bulk.database import database
from build_scripts.bulk.table import DATE, FLAG, INTEGER, NUMBER, Download, Fact, Heading
from build_scripts.bulk.whole import files

HEADINGS = (
    Heading("code", "代码", required=True),
    Heading("text", "文字", about="随便写"),
    Heading("day", "日期", DATE),
    Heading("count", "人数", INTEGER, "人"),
    Heading("amount", "金额", NUMBER, "元"),
)
Row = tuple[str, str | None, str | None, int | None, float | None, bool]
_KEPT = re.compile(r"^'(?='*[=+\-@\t\r＝＋－＠])")
_HIDDEN = re.compile(r"_x([0-9A-F]{4})_")


def table(rows: Sequence[Row], name: str = "training") -> Download:
    """A table of records; the last cell says whether a row is invented."""
    cells = list(zip(*rows, strict=True)) or [()] * 6
    dtypes = ("str", "str", "str", "Int64", "Float64", "bool")
    names = (*(heading.name for heading in HEADINGS), FLAG)
    frame = pd.DataFrame({name: pd.array(list(values), dtype=dtype) for name, values, dtype in zip(names, cells, dtypes, strict=True)})
    facts = (Fact("title", "表名", "培训 <&>"), Fact("source", "来源", "=1+1"))
    return Download(name, "培训/表", HEADINGS, frame, "虚构", facts, "说明", ("code",), "是否示例")


def form(download: Download, suffix: str) -> bytes:
    """One form of it."""
    return next(files(download, [suffix])).data


def from_csv(download: Download) -> list[list[Any]]:
    """Cells as texts; the rule by which they were kept from being formulas undone, empty for nothing stated."""
    data = form(download, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    _, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [[_KEPT.sub("", cell) if place < 3 else cell for place, cell in enumerate(row)] for row in rows]


def from_json(download: Download) -> list[list[Any]]:
    document = json.loads(form(download, "json"))
    assert [column["title"] for column in document["columns"]] == [heading.title for heading in HEADINGS]
    rows: list[list[Any]] = document["rows"]
    return rows


def from_json_lines(download: Download) -> list[dict[str, Any]]:
    return [json.loads(line) for line in form(download, "jsonl").split(b"\n") if line]


def from_workbook(download: Download) -> list[list[Any]]:
    return list(cells_of(form(download, "xlsx")))[1:]


def cells_of(data: bytes) -> Iterator[list[Any]]:
    """The cells of the first sheet, signs that XML cannot hold as they were; every one is a text or a number."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "n", "inlineStr"), cell.coordinate
            assert cell.hyperlink is None
        yield [_HIDDEN.sub(lambda found: chr(int(found[1], 16)), cell.value) if isinstance(cell.value, str) else cell.value for cell in row]
    book.close()


def from_parquet(download: Download) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(form(download, "parquet"))).to_pylist()
    return rows


def from_database(download: Download) -> list[dict[str, Any]]:
    return queried(database([download], {"title": "x"}), f'SELECT * FROM "{download.name}"')  # noqa: S608  a name of ours


def queried(data: bytes, question: str) -> list[dict[str, Any]]:
    """What a database answers."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(question)]


READERS: Mapping[str, Callable[[Download], Sequence[Any]]] = {
    "csv": from_csv,
    "json": from_json,
    "jsonl": from_json_lines,
    "xlsx": from_workbook,
    "parquet": from_parquet,
    "sqlite": from_database,
}
