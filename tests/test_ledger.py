"""The ledger as people read it: every record with its place, key, state, reason and page; nothing in it runs or gives anybody away."""

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import pytest
from golden import AS_OF, DATA, Built
from small_records import DISCLOSURE, KINDS, OBSERVATION, WORLD, disclosed, figure, load, taken

from build_scripts.cli import main
from build_scripts.findings import Finding
from build_scripts.guard.table import Guarded
from build_scripts.merge.ledger import Ledger, balance
from build_scripts.merge.stack import stack
from build_scripts.phrases import LEDGER
from build_scripts.place import Place
from build_scripts.read.raw import RefusedFile
from build_scripts.write.ledger import Account, ledger_csv

COLUMNS = LEDGER["columns"].split("|")
MOBILE = "13812345678"


def lines(*accounts: Account) -> list[dict[str, str]]:
    """The lines of a ledger by the titles of its columns."""
    text = ledger_csv(accounts, KINDS).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def booked(files: dict[str, str], file: str) -> list[list[str]]:
    """Place, key, cells, state, code and page of every record of one file."""
    federation, findings = load(files)
    told = lines(Account(federation.ledger, findings, federation.tables))
    return [[line[title] for title in COLUMNS if title not in ("记录种类", "文件", "原因")] for line in told if line["文件"] == file]


def entry(**cells: Any) -> Ledger:
    """A ledger of one record."""
    usual = {"kind": "scope", "file": "a.csv", "sheet": "", "line": 2, "key": "a", "cells": 1}
    return Ledger(pd.DataFrame([usual | {"state": "rejected", "code": "E102", "position": -1} | cells]))


def test_each_record_has_its_place_key_cells_state_and_page() -> None:
    mirrored = figure(period="2016", source="mirror", note="两行")
    rows = [figure(), figure(value="x", period="2017"), "990100,N\n", mirrored]
    assert booked({"observation/o.csv": OBSERVATION + "".join(rows)}, "observation/o.csv") == [
        ["2", "990100 · N · 2018 · all", "9", "公开", "", "records/observation.html"],
        ["3", "990100 · N · 2017 · all", "9", "退回", "E102", ""],
        ["4", "", "2", "退回", "E014", ""],
        ["5", "990100 · N · 2016 · all", "10", "暂不公开", "W303", ""],
    ]
    assert booked({"disclosure/d.csv": DISCLOSURE + disclosed("1")}, "disclosure/d.csv") == [
        ["2", "990100/2018-00001", "13", "公开", "", "union/990100/2018-0.html#2018-00001"]
    ]


def test_the_page_of_a_list_is_the_one_on_which_the_record_stands() -> None:
    """Newest first, 200 on a page; the file is in the order of arrival."""
    years = [1800 + number for number in range(201)]
    rows = [figure(period=str(year)) for year in years]
    pages = {row[1]: row[-1] for row in booked({"observation/o.csv": OBSERVATION + "".join(rows)}, "observation/o.csv")}
    assert pages.pop("990100 · N · 1800 · all") == "records/observation/_page-2.html"
    assert set(pages.values()) == {"records/observation.html"}
    assert len(pages) == 200


def test_the_reason_is_what_was_found_at_the_place() -> None:
    federation, findings = load(
        {
            "observation/o.csv": OBSERVATION + figure(value="x") + figure(value="七十", period="2017"),
            "observation/refused.csv": "不认识\n1\n2\n",
            "demo/observation/d.csv": OBSERVATION + figure(period="2015", source="invented"),
        },
        public=True,
    )
    told = {(line["文件"], line["位置"], line["代码"]): line["原因"] for line in lines(Account(federation.ledger, findings))}
    assert "现为「x」" in told["observation/o.csv", "2", "E102"]
    assert "现为「七十」" in told["observation/o.csv", "3", "E102"]
    assert "「不认识」" in told["observation/refused.csv", "", "E017"]
    assert told["demo/observation/d.csv", "2", "W304"] == "示例数据，正式发布时不公开。"
    assert {reason for (_, _, code), reason in told.items() if not code} == {""}


def test_a_reason_without_a_finding_is_what_its_code_says() -> None:
    assert lines(Account(entry(), []))[0]["原因"] == "「…」应填…，现为「…」。改法：按要求重新填写。"
    other = Finding("E102", Place("a.csv", 1), {"title": "甲", "expected": "乙", "found": "丙", "mend": "", "sample": ""})
    assert "甲" not in lines(Account(entry(line=0), [replace(other, code="E101", facts={"title": "甲", "sample": ""})]))[0]["原因"]
    assert "丙" in lines(Account(entry(line=2), [other]))[0]["原因"]


def test_long_numbers_are_masked_in_keys_and_reasons() -> None:
    rows = figure(note=f"电话{MOBILE}") + figure(value=f"{MOBILE}x", period="2017") + figure(MOBILE)
    federation, findings = load({"observation/o.csv": OBSERVATION + rows})
    text = ledger_csv([Account(federation.ledger, findings, federation.tables)], KINDS).decode()
    assert MOBILE not in text
    assert text.count("138******78") >= 3


def test_the_key_of_a_published_record_is_told_in_full_for_everybody_may_see_it() -> None:
    units = WORLD["unit/u.csv"] + "990100001,丙镇,丙,乡镇,区划,990100,不落图,已核,report\n"
    files = {"unit/u.csv": units, "observation/o.csv": OBSERVATION + figure("990100001")}
    federation, findings = load(files)
    text = ledger_csv([Account(federation.ledger, findings, federation.tables)], KINDS).decode()
    assert "990100001 · N · 2018 · all" in text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_no_cell_is_taken_for_a_formula(sign: str) -> None:
    formula = f"{sign}cmd|' /C calc'!A0"
    found = lines(Account(entry(file=formula, key=formula, sheet=formula), []))[0]
    assert found["主键"] in (f"'{formula}", "\\u0009" + formula[1:])
    assert not [cell for cell in found.values() if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]


def test_form_is_that_of_the_downloads() -> None:
    data = ledger_csv([Account(entry(), [])], KINDS)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert data.decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)


def test_check_and_build_write_the_same_ledger(province: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["--data", str(DATA), "--as-of", AS_OF.isoformat(), "--ledger"]
    assert main(["check", *asked, str(tmp_path / "check.csv")]) == 1
    monkeypatch.setattr("build_scripts.pipeline.build", lambda _request, _progress: province.outcome)
    assert main(["build", *asked, str(tmp_path / "build.csv")]) == 1
    assert (tmp_path / "check.csv").read_bytes() == (tmp_path / "build.csv").read_bytes()
    assert len((tmp_path / "check.csv").read_bytes()) > 5000


def test_a_submitted_workbook_is_booked_cell_by_cell_as_it_was_sent(tmp_path: Path) -> None:
    """What stands for an empty cell is not counted, nor are the columns of the form that are no data."""
    book = openpyxl.Workbook()
    book.active.title = "表一"
    for row in (
        ["序号", "单位", "指标", "时期", "口径", "数据状态", "数值", "取得方式", "版本"],
        ["1", "子县", "排查问题数", "2017", "未注明", "有值", "5", "自报", ""],
        ["2", "丑县", "排查问题数", "2017", "未注明", "有值", "五", "自报", "1"],
    ):
        book.active.append(row)
    book.save(tmp_path / "报表.xlsx")
    data = shutil.copytree(DATA, tmp_path / "data")
    asked = ["check", str(tmp_path / "报表.xlsx"), "--data", str(data), "--as-of", AS_OF.isoformat(), "--ledger", str(tmp_path / "l.csv")]
    assert main(asked) == 1
    rows = list(csv.DictReader(io.StringIO((tmp_path / "l.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert [[row[title] for title in ("位置", "主键", "非空格数", "去向", "代码", "页面")] for row in rows] == [
        ["表一!2", "子县 · 排查问题数 · 2017 · 未注明", "7", "公开", "", "records/observation.html"],
        ["表一!G3", "丑县 · 排查问题数 · 2017 · 未注明", "8", "退回", "E102", ""],
    ]


def whole() -> Guarded:
    """A table of two sound rows."""
    table, _ = taken("scope/s.csv", "口径代码,口径名称,定义\na,甲,甲\nb,乙,乙\n", False)
    assert isinstance(table, Guarded)
    return table


def test_a_ledger_that_does_not_balance_ends_the_build() -> None:
    sound, stopped = whole(), pd.DataFrame({"_row": [0], "code": ["W301"]})
    kept = stack(KINDS["scope"], [sound], [])
    assert balance([sound], [kept], []).entries["state"].tolist() == ["published"] * 2
    twice = replace(sound, withheld=stopped)
    dropped = replace(kept, rows=kept.rows.iloc[:1])
    for tables, rows in (([twice], kept), ([sound], dropped)):
        with pytest.raises(ValueError, match="does not balance"):
            balance(tables, [rows], [])
    with pytest.raises(ValueError, match="does not balance"):
        balance([sound], [], [])
    unknown = replace(sound, rows=sound.rows.iloc[1:], withheld=stopped.assign(code="N001"))
    with pytest.raises(ValueError, match="N001"):
        balance([unknown], [stack(KINDS["scope"], [unknown], [])], [])


def test_a_refused_file_is_booked_with_as_many_cells_as_it_can_be_cut_into() -> None:
    refused = [RefusedFile("scope", "scope/a.csv", 2, "E011", frozenset(), (3, 1)), RefusedFile("", "b.txt", 1, "E004", frozenset())]
    ledger = balance([], [], refused)
    told = [[line[title] for title in ("记录种类", "位置", "主键", "非空格数", "去向")] for line in lines(Account(ledger, []))]
    assert told == [["（看不出种类）", "", "", "", "退回"], ["口径", "", "", "3", "退回"], ["口径", "", "", "1", "退回"]]


def test_without_being_asked_no_ledger_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("build_scripts.commands.check.ledger_csv", lambda *_: pytest.fail("nobody asked for it"))
    assert main(["check", "--data", str(DATA), "--as-of", AS_OF.isoformat()]) == 1
    assert list(tmp_path.iterdir()) == []
