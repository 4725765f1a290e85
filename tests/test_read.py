"""Reading: what was written survives to the letter, what cannot be read is refused by name, and nothing escapes as an exception."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.declare import discover
from build_scripts.findings import Finding
from build_scripts.read.csv_text import read_csv
from build_scripts.read.folder import read_folder
from build_scripts.read.raw import RawTable
from build_scripts.read.yaml_text import MOST_BYTES, read_yaml
from build_scripts.sentences import line

KINDS = discover()
SCOPE = KINDS["scope"]
HEAD = "口径代码,口径名称,定义\n"


def table(text: str) -> RawTable:
    raw, findings = read_csv(SCOPE, "scope/a.csv", text.encode(), False)
    assert isinstance(raw, RawTable), findings
    assert findings == []
    return raw


def told(read: object, data: bytes) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    _, findings = read(SCOPE, "scope/a", data, False)  # type: ignore[operator]
    assert all(line(finding) for finding in findings)
    return [(finding.code, finding.place.line, finding.place.column) for finding in findings]


@pytest.mark.parametrize(
    "text", ["NO", "NA", "nan", "007", "1E5", "1_0", "012", "12:30", "~", "yes", "420525199001010000", "2018-02-30", "0x1F"]
)
def test_text_survives_to_the_letter(text: str) -> None:
    assert table(f"{HEAD}a,{text},b\n").cells["name"].tolist() == [text]
    raw, findings = read_yaml(SCOPE, "scope/a.yaml", f"口径代码: a\n口径名称: {text}\n定义: b\n".encode(), False)
    assert isinstance(raw, RawTable)
    assert (raw.cells["name"].tolist(), findings) == ([text], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_wps_give_one_table(encoding: str) -> None:
    raw, findings = read_csv(SCOPE, "scope/a.csv", f"{HEAD}a,甲,乙\r\n".encode(encoding), False)
    assert isinstance(raw, RawTable)
    assert (raw.cells.to_numpy().tolist(), findings) == ([["a", "甲", "乙"]], [])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (f"{HEAD}a,甲,乙\n".encode("utf-16"), [("E001", 0, 0)]),
        (b"\xff\xff\n", [("E001", 0, 0)]),
        (b"\n", [("E010", 1, 0)]),
        ("口径代码,口径名,定义\n".encode(), [("E011", 1, 6), ("E013", 1, 0)]),
        ("口径代码,口径名称,定义,定义\n".encode(), [("E012", 1, 14)]),
        (f"{HEAD}a,甲\nb,乙,丙\nc,丁,戊,己\n".encode(), [("E014", 2, 0), ("E014", 4, 0)]),
        (f'{HEAD}a,甲,乙\nb,"丙,丁\nc,戊,己\n'.encode(), [("E003", 3, 0)]),
    ],
)
def test_csv_is_refused_by_name_at_its_place(data: bytes, expected: list[tuple[str, int, int]]) -> None:
    assert told(read_csv, data) == expected


def test_an_unknown_header_is_answered_with_the_nearest_known_one() -> None:
    _, findings = read_csv(SCOPE, "scope/a.csv", "口径代码,口径名,定义\n".encode(), False)
    assert "改为「口径名称」" in line(findings[0])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("会务公开登记表,,\n口径代码,口径名称,定义", [("E017", 1, 1)]),
        ("单位代码,别名,别名类型,启用日期", [("E016", 1, 1)]),
        ("口径代码,口径名称,定义,", [("E018", 1, 14)]),
        ("口径代码,口径名称,定义,别名", [("E011", 1, 14)]),
    ],
)
def test_a_header_that_is_wrong_for_one_reason_is_one_finding(header: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(read_csv, f"{header}\na,A,all,\n".encode()) == expected


def test_rows_of_bare_commas_are_no_records_and_do_not_move_the_others() -> None:
    raw = table(f"{HEAD}a,甲,乙\n,,\n\nb,丙,丁\n")
    assert raw.cells["code"].tolist() == ["a", "b"]
    assert list(raw.locator.lines()) == [2, 5]
    assert str(raw.locator.place(1, "name")) == "scope/a.csv:5:3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- &x 甲\n", ("E024", 1, 3)),
        ("口径代码: *x\n", ("E024", 1, 7)),
        ("口径代码: !!int 1\n", ("E025", 1, 7)),
        ("口径代码: a\n<<: b\n", ("E028", 2, 1)),
        ("口径代码: a\n口径代码: b\n", ("E012", 2, 1)),
        ("口径代码: a\n---\n口径代码: b\n", ("E023", 3, 1)),
        ("[" * 30 + "]" * 30, ("E026", 1, 21)),
        ("口径代码：a\n", ("E027", 1, 1)),
        ("口径代码: a\n口径名称：甲\n", ("E027", 2, 5)),
        ('口径代码: "a\n', ("E003", 1, 7)),
        ("口径代码:\n\t- a\n", ("E030", 2, 1)),
        ("口径代码: [a, b]\n", ("E029", 1, 7)),
        ("颜色: 红\n", ("E011", 1, 1)),
        ("", ("E022", 0, 0)),
    ],
)
def test_yaml_is_refused_by_name_at_its_place(text: str, expected: tuple[str, int, int]) -> None:
    assert told(read_yaml, text.encode())[0] == expected


def test_a_yaml_file_has_a_bound() -> None:
    assert told(read_yaml, b"#" * (MOST_BYTES + 1))[0][0] == "E020"


cells = st.text(st.sampled_from('甲乙a1 ,"\n；='), max_size=6)


@given(st.lists(st.tuples(cells, cells, cells).filter(lambda row: any(row)), min_size=1, max_size=8))
@settings(max_examples=150)
def test_what_csv_wrote_is_read_back_and_every_place_is_where_its_cell_begins(rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEAD.strip().split(","), *rows])
    raw = table(text.getvalue())
    assert raw.cells.to_numpy().tolist() == [list(row) for row in rows]
    lines = text.getvalue().split("\n")
    for number, row in enumerate(rows):
        for name, cell in zip(raw.cells.columns, row, strict=True):
            place = raw.locator.place(number, str(name))
            rest = "\n".join(lines[place.line - 1 :])[place.column - 1 :]
            quoted = cell.replace('"', '""')
            assert rest.startswith((cell, f'"{quoted}"'))


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.text("口径代码名称定义: -&*!\n\t\"'[]{}#|>%@`", max_size=60).map(str.encode)
)
@settings(max_examples=300)
def test_no_input_escapes_as_an_exception(data: bytes) -> None:
    for read in (read_csv, read_yaml):
        for body in (data, HEAD.encode() + data):
            _, findings = read(SCOPE, "scope/a", body, False)
            assert all(isinstance(finding, Finding) and line(finding) for finding in findings)


def test_a_file_that_nobody_reads_is_counted_by_what_it_seems_to_hold(tmp_path: Path) -> None:
    files = {
        "scope/a.xlsx": b"PK\3\4",
        "scope/a.csv": b"PK\3\4\n\n\n",
        "scope/a.ods": b"?",
        "scope/~$a.xlsx": b"?",
        "scopes/b.csv": f"{HEAD}a,A,all\n\nb,B,all\n".encode(),
        "demo/c/d.yaml": b"- code: a\n- code: b\n",
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    reading, findings = read_folder(tmp_path, KINDS)
    assert {file.file: (file.kind, file.rows, file.code) for file in reading.refused} == {
        "scope/a.xlsx": ("scope", 1, "E006"),
        "scope/a.csv": ("scope", 1, "E006"),
        "scope/a.ods": ("scope", 1, "E004"),
        "scopes/b.csv": ("", 2, "E005"),
        "demo/c/d.yaml": ("", 2, "E005"),
    }
    assert sorted(finding.code for finding in findings) == ["E004", "E005", "E005", "E006", "E006"]
