"""Whoever is planted in a bulk file is found in it before it is published; files that cannot be read to the end are refused."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from itertools import compress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_bulk import Row, form, table

from build_scripts.bulk.database import database
from build_scripts.find.files import packed_json
from build_scripts.guard.signs import unmarked
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.file_check import check_file
from build_scripts.publish.file_sieve import FileSieve, cut_of
from build_scripts.publish.rows import FAULTS
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


def looked_at(path: str, data: bytes, folder: Path) -> list[str]:
    """What is found in a file, first row by row."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)
    exposure = Exposure(folder)
    sieve = FileSieve(exposure)
    left = sieve.left() if sieve.takes(path, data) else [path]
    found = [finding for each in left for finding in check_file(each, data, frozenset(), exposure)]
    return sorted(map(line, (*found, *exposure.findings())))


def exactly(path: str, data: bytes, folder: Path) -> list[str]:
    """What is found in a file that is read the exact way."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)
    exposure = Exposure(folder)
    return sorted(map(line, (*check_file(path, data, frozenset(), exposure), *exposure.findings())))


def codes(lines: list[str]) -> set[str]:
    return {text.split()[2] for text in lines}


LONG = 300
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
    "5": set(),
}


@pytest.mark.parametrize("last", ENDS)
def test_parts_of_the_api_are_looked_through_as_strictly_by_rows(last: str, tmp_path: Path) -> None:
    for path, rows in (("api/v1/a/page-1.json", LONG), ("api/v1/a/page-2.json", 0), ("data/a.json", 5)):
        data = records(rows, last)
        assert codes(looked_at(path, data, tmp_path)) == ENDS[last]
        assert looked_at(path, data, tmp_path) == exactly(path, data, tmp_path)


def test_a_comma_that_is_missing_in_a_part_of_the_api_is_seen(tmp_path: Path) -> None:
    assert codes(looked_at("api/a.json", records(LONG).replace(b"},\n", b"}\n", 1), tmp_path)) == {"E913"}


def index(table: Sequence[Sequence[str]]) -> bytes:
    return packed_json("records/0", b"0000", {f"c{'ab'[place]}": list(cells) for place, cells in enumerate(zip(*table, strict=True))})[1]


def lines_of(table: Sequence[Sequence[str]]) -> list[str]:
    return [json.dumps({"code": code, "text": text, "count": None}, ensure_ascii=False) for code, text in table]


def cells(table: Sequence[Sequence[str]], **options: Any) -> bytes:
    text = io.StringIO()
    csv.writer(text, **options).writerows([("代码", "文字"), *table])
    return text.getvalue().encode()


def book(table: Sequence[Sequence[str]], inline: bool) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"constant_memory": inline}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(table):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return data.getvalue()


def filled(table: Sequence[Sequence[str]], *, kind: str) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"CREATE TABLE t (a {kind}, b)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", [(code, text or None) for code, text in table])
        connection.execute("INSERT INTO t VALUES (1, ?)", (table[0][1].encode(),))
        return connection.serialize()


WRITTEN: dict[str, Callable[[Sequence[Sequence[str]]], bytes]] = {
    "data/a.csv": cells,
    "data/quoted.csv": partial(cells, quoting=csv.QUOTE_ALL),
    "data/other.csv": partial(cells, lineterminator="\n"),
    "data/a.jsonl": lambda table: "\n".join([*lines_of(table), ""]).encode(),
    "data/a.json": lambda table: json.dumps({"name": "a", "rows": table}, ensure_ascii=False, separators=(",", ":")).encode(),
    "data/escaped.json": lambda table: json.dumps({"name": "a", "rows": table}, separators=(",", ":")).encode(),
    "api/a.json": lambda table: ('{"a": 1, "records": [\n' + ",\n".join(lines_of(table)) + "\n]}\n").encode(),
    "find/a.jz": index,
    "data/inline.xlsx": partial(book, inline=True),
    "data/shared.xlsx": partial(book, inline=False),
    "data/a.sqlite": partial(filled, kind="TEXT"),
    "data/b.sqlite": partial(filled, kind="INTEGER"),
}
SIGNS = [
    '"',
    "'",
    ",",
    "\n",
    "\r\n",
    "\r",
    "\\",
    "&",
    "<",
    ">",
    "&#49;",
    "q",
    '"q"',
    "],[",
    "],",
    '","',
    "},\n",
    "null",
    "-",
    " ",
    *"\x1f\x1e\0",
]
WORDS = ["138", "0013", "8000", "13800138000", IDENTITY, "护照D12345678", "张三", "困难职工", "12", "文", "<row ", "gk-shell"]
TEXTS = st.lists(st.sampled_from([*SIGNS, *WORDS]), max_size=6).map("".join)
TABLES = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(table=TABLES, path=st.sampled_from(sorted(WRITTEN)))
def test_what_is_found_in_rows_is_what_is_found_exactly(table: list[tuple[str, str]], path: str, tmp_path: Path) -> None:
    data = WRITTEN[path](table)
    assert looked_at(path, data, tmp_path) == exactly(path, data, tmp_path)


def read_by_rows(path: str, data: bytes) -> set[str]:
    read: set[str] = set()
    for how, some in cut_of(path)(data):
        plain = [row.decode() for row in some]
        sound = pc.match_substring_regex(pa.array(plain, pa.string()), how.sound).to_pylist()
        read.update(how.read(list(compress(plain, sound))))
        read.update(*(how.odd(row) for row, fine in zip(plain, sound, strict=True) if not fine))
    return set(map(unmarked, read))


@settings(max_examples=100, deadline=None)
@given(table=TABLES, path=st.sampled_from(sorted(WRITTEN)))
def test_rows_give_every_text_that_the_exact_way_reads(table: list[tuple[str, str]], path: str) -> None:
    data = WRITTEN[path](table)
    exact = set(map(unmarked, EXTRACTORS[Path(path).suffix](data)))
    try:
        assert exact - {"", ","} <= read_by_rows(path, data)
    except FAULTS:
        return


@pytest.mark.parametrize("path", WRITTEN)
def test_a_regular_file_is_read_by_rows_alone(path: str, tmp_path: Path) -> None:
    data = WRITTEN[path]([(f"c{number}", f"文, {number}") for number in range(300)])
    sieve = FileSieve(Exposure(tmp_path))
    assert sieve.takes(path, data)
    assert sieve.left() == []
    assert set(map(unmarked, EXTRACTORS[Path(path).suffix](data))) - {""} <= read_by_rows(path, data)


def test_what_a_sheet_writes_by_number_is_found(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(io.BytesIO(book([("a", "护照D12345678")], inline=True))) as plain,
        zipfile.ZipFile(tmp_path / "a.xlsx", "w") as written,
    ):
        for part in plain.namelist():
            written.writestr(part, plain.read(part).replace("护".encode(), f"&#{ord('护')};".encode()))
    assert codes(looked_at("a.xlsx", (tmp_path / "a.xlsx").read_bytes(), tmp_path)) == {"E926"}


@pytest.mark.parametrize("path", WRITTEN)
def test_a_sign_of_ours_hides_nothing_in_a_row(path: str, tmp_path: Path) -> None:
    if not path.endswith("xlsx"):  # cannot hold it
        assert codes(looked_at(path, WRITTEN[path]([("a", "138\x1e00138000")]), tmp_path)) == {"E926"}


@pytest.mark.parametrize("suffix", ["csv", "sqlite"])
def test_quantities_are_none_of_anybody_and_what_stands_beside_them_is_found(suffix: str, tmp_path: Path) -> None:
    rows: list[Row] = [(f"c{number}", "文\n=字'", "2018-01-01", 13800138000 + number % 3, 0.5, False) for number in range(30)]
    rows.append(("x", None, None, 7, None, False))

    def made(rows: list[Row]) -> bytes:
        return form(table(rows), suffix) if suffix == "csv" else database([table(rows)], {})

    assert looked_at(f"a.{suffix}", made(rows), tmp_path) == []
    assert codes(looked_at(f"a.{suffix}", made([*rows, ("x", IDENTITY, None, 7, None, True)]), tmp_path)) == {"E926"}


def test_a_row_known_from_one_file_is_not_asked_again_and_a_faulty_one_is(tmp_path: Path) -> None:
    exposure = Exposure(tmp_path)
    sieve = FileSieve(exposure)
    for path in ("api/a.json", "api/b.json"):
        assert sieve.takes(path, records(2, '{"code": "x", "text": "y", "count": 01}'))
        assert sieve.left()[-1] == path
