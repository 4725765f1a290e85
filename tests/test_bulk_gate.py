"""Whoever is planted in a bulk file is found in it before it is published; files that cannot be read to the end are refused."""

import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small_bulk import Row, form, table

from build_scripts.bulk.database import database
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.file_check import check_file
from build_scripts.publish.strings import UnreadableError
from build_scripts.publish.tables import in_parquet, in_sqlite
from build_scripts.publish.texts import EXTRACTORS
from build_scripts.sentences import line

IDENTITY = "110105200101010005"


def parquet(values: pa.Array, name: str = "a", metadata: dict[str, str] | None = None) -> bytes:
    memory = io.BytesIO()
    schema = pa.schema([pa.field(name, values.type, metadata=metadata)], metadata=metadata)
    pq.write_table(pa.table([values], schema=schema), memory)
    return memory.getvalue()


def sqlite(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
        return connection.serialize()


PLANTED: dict[str, Callable[[], bytes]] = {
    "cell.parquet": lambda: form(
        table([("a", "x", None, None, None, False), ("b", f"证号{IDENTITY}", None, None, None, False)]), "parquet"
    ),
    "dictionary.parquet": lambda: parquet(pa.array([IDENTITY, "x"]).dictionary_encode()),
    "bytes.parquet": lambda: parquet(pa.array([IDENTITY.encode()])),
    "nested.parquet": lambda: parquet(pa.array([[{"b": IDENTITY}]])),
    "name.parquet": lambda: parquet(pa.array([1]), IDENTITY),
    "metadata.parquet": lambda: parquet(pa.array([1]), metadata={"note": IDENTITY}),
    "cell.sqlite": lambda: database([table([("a", IDENTITY, None, None, None, False)])], {}),
    "release.sqlite": lambda: database([table([])], {"title": f"身份证{IDENTITY}"}),
    "blob.sqlite": lambda: sqlite("CREATE TABLE a (b)", f"INSERT INTO a VALUES (x'{IDENTITY.encode().hex()}')"),  # noqa: S608
    "column.sqlite": lambda: sqlite(f'CREATE TABLE a ("{IDENTITY}")'),
    "view.sqlite": lambda: sqlite(f"CREATE VIEW a AS SELECT '{IDENTITY}'"),
    "cell.jsonl": lambda: form(table([("a", IDENTITY, None, None, None, False)]), "jsonl"),
    "escaped.jsonl": lambda: ('{"a":1}\n{"a":"' + "".join(f"\\u{ord(sign):04x}" for sign in IDENTITY) + '"}\n').encode(),
    "cell.csv": lambda: form(table([("a", IDENTITY, None, None, None, False)]), "csv"),
    "cell.xlsx": lambda: form(table([("a", IDENTITY, None, None, None, False)]), "xlsx"),
    "literal.ttl": lambda: f'<a> <b> "{IDENTITY}" .'.encode(),
    "value.jsonld": lambda: json.dumps({"@graph": [{"a": IDENTITY}]}).encode(),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_identity_number_is_found(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(PLANTED[name]())
    exposure = Exposure(tmp_path)
    exposure.file(name, PLANTED[name]())
    told = [line(finding) for finding in exposure.findings()]
    assert told
    assert all("E926" in text and IDENTITY not in text for text in told)


def test_sound_bulk_files_give_nobody_away(tmp_path: Path) -> None:
    rows: list[Row] = [("a", "x\n=1", "2018-01-01", 13800138000, 110105200101.5, True), ("b", "y", None, 5, 0.5, False)]
    exposure = Exposure(tmp_path)
    for suffix in ("csv", "jsonl", "xlsx", "parquet"):
        exposure.file(f"a.{suffix}", form(table(rows), suffix))
    exposure.file("a.sqlite", database([table(rows)], {}))
    assert exposure.findings() == []


def test_a_deleted_row_whose_page_is_still_there_is_refused() -> None:
    big = "x" * 9000
    data = sqlite("CREATE TABLE a (b)", f"INSERT INTO a VALUES ('{big}')", "DELETE FROM a")  # noqa: S608
    with pytest.raises(UnreadableError):
        in_sqlite(data)


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"x" * 5000, database([], {}) + b"110105200101010005"])
def test_what_is_no_database_to_its_end_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        in_sqlite(data)


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_what_is_no_parquet_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        list(in_parquet(data))


def test_every_text_of_a_table_is_read_from_every_form() -> None:
    download = table([(f"c{number}", f"文字{number}", None, number, 0.5, False) for number in range(300)])
    wanted = {f"文字{number}" for number in range(300)} | {f"c{number}" for number in range(300)}
    for suffix in ("csv", "json", "jsonl", "xlsx", "parquet"):
        assert wanted <= set(EXTRACTORS[f".{suffix}"](form(download, suffix))), suffix
    assert wanted <= set(in_sqlite(database([download], {})))


def records(rows: int, last: str = "") -> bytes:
    """A long part of the API."""
    lines = [json.dumps({"code": f"c{number}", "text": f"文字{number}\n", "count": number}, ensure_ascii=False) for number in range(rows)]
    return ('{"kind": "a", "records": [\n' + ",\n".join([*lines, *([last] if last else [])]) + "\n]}\n").encode()


def looked_at(path: str, data: bytes, folder: Path) -> set[str]:
    """The codes of what is found in a file."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)
    exposure = Exposure(folder)
    return {finding.code for finding in [*check_file(path, data, frozenset(), exposure), *exposure.findings()]}


LONG = 5_000
ENDS = {
    f'{{"code": "{IDENTITY}", "text": null, "count": 1}}': {"E926"},
    f'{{"code": "x", "text": "{"".join(f"{chr(92)}u{ord(sign):04x}" for sign in IDENTITY)}", "count": 1}}': {"E926"},
    f'{{"code": "x", "{IDENTITY}": 1}}': {"E926"},
    f'{{"code": {{"a": ["{IDENTITY}"]}}}}': {"E926"},
    '{"code": "x", "code": "y"}': {"E913"},
    '{"code": "x", "count": NaN}': {"E913"},
    '{"code": "x"} {"code": "y"}': {"E913"},
    '{"code": "x",}': {"E913"},
    '{"code": "x"}': set(),
}


@pytest.mark.parametrize("last", ENDS)
def test_long_parts_of_the_api_are_looked_through_as_strictly_as_short_ones(last: str, tmp_path: Path) -> None:
    assert looked_at("api/v1/a/page-1.json", records(LONG, last), tmp_path) == ENDS[last]
    assert looked_at("api/v1/a/page-2.json", records(5, last), tmp_path) == ENDS[last]
    assert looked_at("data/a.json", records(LONG, last), tmp_path) == ENDS[last]


def test_a_comma_that_is_missing_in_a_long_part_is_seen(tmp_path: Path) -> None:
    assert looked_at("api/a.json", records(LONG).replace(b"},\n", b"}\n", 1), tmp_path) == {"E913"}


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_long_and_short_tables_are_read_alike(suffix: str) -> None:
    rows: list[Row] = [(f"c{number}", "文\n=字'", "2018-01-01", 13800138000 + number % 3, 0.5, False) for number in range(LONG)]
    long = form(table([*rows, ("x", IDENTITY, None, 7, None, True)]), suffix)
    assert len(long) > 100_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("build_scripts.publish.tables._LONG", len(long) + 1)
        plain = set(EXTRACTORS[f".{suffix}"](long))
    read = set(EXTRACTORS[f".{suffix}"](long))
    dated = {text for text in plain - read if text[:4].isdecimal()}
    assert plain - read == dated  # days are quantities
    assert read <= plain
    assert IDENTITY in read
    assert not any(text.startswith("1380013") for text in read)


def test_a_long_table_of_ragged_rows_is_read_all_the_same() -> None:
    assert IDENTITY in EXTRACTORS[".csv"](b"a,b\n" + b"1,2\n" * 50_000 + f"1,2,{IDENTITY}\n".encode())
