"""Every trap of a workbook: what becomes of it stands in tests/workbooks/expected.txt, where a person can hold it against a spreadsheet."""

import re
from itertools import pairwise

import pytest

from build_scripts.parse import xlsx as reader
from build_scripts.parse.book import parse
from build_scripts.parse.transfer import packed, unpacked
from tests.workbooks import xlsx
from tests.workbooks.cells import CELLS
from tests.workbooks.old import OLD
from tests.workbooks.refused import BOMBS, REFUSED
from tests.workbooks.sheets import SHEETS
from tests.workbooks.told import ALL, EXPECTED, told

_BY_NAME = re.compile(r"^\[(.+)\]\n((?:.+\n)*)", re.MULTILINE)


def _expected() -> dict[str, str]:
    return dict(_BY_NAME.findall(EXPECTED.read_text("utf-8")))


@pytest.mark.parametrize("name", ALL)
def test_what_becomes_of_each_workbook_is_as_written_down(name: str) -> None:
    assert "".join(f"{said}\n" for said in told(parse(ALL[name]))) == _expected()[name]


def test_the_table_is_whole_and_names_every_trap() -> None:
    assert list(_expected()) == list(ALL)
    assert len(ALL) == len(CELLS) + len(SHEETS) + len(REFUSED) + len(BOMBS) + len(OLD) > 130
    codes = set(re.findall(r"E0\d\d", EXPECTED.read_text("utf-8")))
    in_a_child, too_many = {"E049", "E050", "E051"}, {"E058"}
    assert codes | in_a_child | too_many == {f"E{number:03}" for number in range(40, 59)}


@pytest.mark.parametrize("name", ALL)
def test_a_book_comes_through_the_transfer_unchanged(name: str) -> None:
    book = parse(ALL[name])
    assert unpacked(packed(book)) == book


def test_more_cells_than_allowed_refuse_the_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    full = xlsx.bare("".join(xlsx.row(xlsx.number(f"A{at}", "1"), xlsx.number(f"B{at}", "1"), number=at) for at in range(1, 6)))
    monkeypatch.setattr(reader, "MOST_CELLS", 10)
    assert not parse(full).code
    monkeypatch.setattr(reader, "MOST_CELLS", 9)
    assert (parse(full).code, parse(full).facts) == ("E058", {"most": "9"})


def test_workbooks_of_another_writer_are_read_the_same() -> None:
    """XlsxWriter's own workbook: nothing in it is a trap but its formula, which it has not calculated."""
    from io import BytesIO

    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("示例")
        sheet.write_row(0, 0, ["单位", "数值", "日期"])
        sheet.write_row(1, 0, ["示例单位", 1750])
        sheet.write_number(1, 2, 43281, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_formula(2, 1, "=SUM(B2:B2)")
        sheet.write_comment("A2", "示例批注")
        sheet.data_validation("A2:A9", {"validate": "list", "source": ["甲", "乙"]})
        sheet.set_column(5, 5, None, None, {"hidden": True})
        book.set_properties({"title": "示例题名"})
    (grid,) = parse(target.getvalue()).grids
    assert [(cell.sort, cell.text, cell.code) for line in grid.cells.values() for cell in line.values()] == [
        *(("text", title, "") for title in ("单位", "数值", "日期")),
        *(("text", "示例单位", ""), ("integer", "1750", ""), ("date", "2018-06-30", "")),
        ("trap", "0", "E052"),
    ]
    assert grid.comments == {(2, 1): "示例批注"}
    assert {"示例题名", '"甲,乙"', "示例批注"} <= set(parse(target.getvalue()).asides)


def test_rows_come_in_the_order_of_the_sheet() -> None:
    (grid,) = parse(SHEETS["rows and cells without names"]).grids
    assert all(before < after for before, after in pairwise(grid.cells))
