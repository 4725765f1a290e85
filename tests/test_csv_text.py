"""Arrow cuts a CSV file as the standard reader would, row for row and place for place; only the standard reader is slow."""

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_scripts.kinds import scope
from build_scripts.read.csv_layout import lay_out
from build_scripts.read.csv_text import read_csv
from build_scripts.read.raw import RawTable, RefusedFile

KIND = scope.KIND
HEADER = ",".join(field.title for field in KIND.fields)
WIDTH = len(KIND.fields)
ROW = ",".join("甲" * WIDTH)
Told = tuple[list[tuple[int, list[str]]], list[tuple[int, str]], int]


def told_by_standard_reader(body: str) -> Told:
    """Rows with the line each begins on, ragged rows with their number of cells, and the line of a faulty quotation mark (0: none)."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, ragged, start = [], [], 2
    try:
        for row in reader:
            if len(row) == WIDTH and any(row):
                rows.append((start, row))
            elif row and len(row) != WIDTH:
                ragged.append((start, str(len(row))))
            start = reader.line_num + 2
    except csv.Error:
        return [], [], start
    return rows, ragged, 0


def told_by_us(body: str) -> Told:
    raw, findings = read_csv(KIND, "a.csv", f"{HEADER}\n{body}".encode(), False)
    if isinstance(raw, RefusedFile):
        assert raw.code == "E003"
        return [], [], findings[0].place.line
    rows = [list(row) for row in raw.cells.itertuples(index=False)]
    return list(zip(raw.locator.lines(), rows, strict=True)), [(each.place.line, each.facts["found"]) for each in findings], 0


@settings(max_examples=400)
@given(st.text(',,,,\n\n\r""" 甲x', max_size=60))
@example("")
@example("\n\n")
@example(f'{ROW}\n"甲\n乙",""""\n\n,,\n{ROW}')
@example(f'甲,5" 管,乙\n{ROW}\n')
@example('甲,"乙"丙,丁\n')
@example('甲,"乙,丁\n')
def test_every_row_every_ragged_row_and_every_open_quote_is_told_alike(body: str) -> None:
    assert told_by_us(body) == told_by_standard_reader(body)


@settings(max_examples=100)
@given(st.lists(st.lists(st.text(',"\n甲x', min_size=1, max_size=4), min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=5))
def test_the_place_of_a_cell_is_where_an_editor_finds_it(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    raw, _ = read_csv(KIND, "a.csv", f"{HEADER}\n{text.getvalue()}".encode(), False)
    assert isinstance(raw, RawTable)
    lines = f"{HEADER}\n{text.getvalue()}".split("\n")
    for row, cells in enumerate(rows):
        for field, cell in zip(KIND.fields, cells, strict=True):
            place = raw.locator.place(row, field.name)
            assert "\n".join(lines[place.line - 1 :])[place.column - 1 :].startswith('"' + cell.replace('"', '""') + '"')


def test_only_a_quotation_mark_out_of_place_needs_the_slow_way() -> None:
    assert lay_out(f'"{HEADER}"\n甲,"乙,\n""",丙\n'.encode()) is not None
    assert lay_out(f'{HEADER}\n甲,5" 管,6" 管\n'.encode()) is None


def test_both_encodings_and_all_line_ends_give_the_same_cells() -> None:
    texts = [end.join((HEADER, ROW, "乙,丙,丁", "")) for end in ("\n", "\r\n", "\r")]
    read = [read_csv(KIND, "a.csv", text.encode(encoding), False)[0] for text in texts for encoding in ("utf-8", "utf-8-sig", "gb18030")]
    assert {raw.cells.to_csv() for raw in read if isinstance(raw, RawTable)} == {read[0].cells.to_csv()}  # type: ignore[union-attr]
    assert {tuple(raw.locator.lines()) for raw in read if isinstance(raw, RawTable)} == {(2, 3)}


def test_what_is_no_text_is_refused_and_counted() -> None:
    for data in (b"\xff\xfe\x00\x00", f"{HEADER}\n{ROW}\n".encode("utf-16"), HEADER.encode() + b"\n\xff\n", HEADER.encode() + b"\n\0\n"):
        raw, findings = read_csv(KIND, "a.csv", data, False)
        assert isinstance(raw, RefusedFile)
        assert [finding.code for finding in findings] == ["E001"]


def test_a_line_longer_than_a_block_is_cut_like_any_other() -> None:
    long = "长" * 500_000
    raw, findings = read_csv(KIND, "a.csv", f"{HEADER}\n甲,乙,{long}\n{ROW}\n".encode(), False)
    assert isinstance(raw, RawTable)
    assert not findings
    assert raw.cells.iloc[:, 2].tolist() == [long, "甲"]


def test_a_header_cell_longer_than_the_standard_reader_takes_is_a_finding() -> None:
    raw, findings = read_csv(KIND, "a.csv", ("a" * 200_000 + "\n").encode(), False)
    assert isinstance(raw, RefusedFile)
    assert len(findings) == 1
