"""The independent recount agrees with every ledger and every site, and notices each defect that is planted between the two."""

import ast
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import recount
import recount_site
from golden import AS_OF, CONTENT, DATA, PROJECT, Built, singly
from recount import folder

from build_scripts import loading, pipeline
from build_scripts.declare import discover
from build_scripts.loading import load
from build_scripts.read.csv_layout import CsvLocator
from build_scripts.read.folder import Reading, read_folder
from build_scripts.read.raw import RawTable
from build_scripts.workers import shared
from build_scripts.write.ledger import Account, ledger_csv
from build_scripts.write.output import Page
from build_scripts.write.site import tasks

Site = dict[str, bytes]
HEAD = "单位,指标,时期,口径,数据状态,数值,取得方式,版本,来源,说明"
ROW = "990101,ORG_RATE,2018-Q3,all,有值,70,自报,1,report"

ODD = {
    "README.md": "说明",
    "observation/.hidden.csv": "x,y\n1,2\n",
    "observation/~$open.csv": "x,y\n1,2\n",
    "boundaries/boundaries.geojson": "{}",
    "files/a.txt": "附件",
    "demo/files/a.txt": "附件",
    "observation/gbk.csv": f"{HEAD}\r\n{ROW},国标\r\n".encode("gb18030"),
    "observation/bom.csv": f"\ufeff{HEAD}\r\n{ROW},有“引号”\r\n\r\n,,,,,,,,,\r\n",
    "observation/ragged.csv": f'{HEAD}\n{ROW},"两\n行"\n{ROW}\n,,\n{ROW},,多\n"",x\n{ROW},末\n',
    "observation/stray_quote.csv": f'{HEAD}\n{ROW},5" 管\n{ROW}\n{ROW},\n',
    "observation/open_quote.csv": f'{HEAD}\n{ROW},"没有关\n\n{ROW},\n',
    "observation/wrong_header.csv": f"{HEAD},多余\n{ROW},,\n{ROW},说明,多\n,,,,,,,,,,\n短\n",
    "observation/title_line.csv": f"\n2018年三季度\n{HEAD}\n{ROW},\n",
    "observation/semicolons.csv": f"{HEAD};\n{ROW};\n".replace(",", ";"),
    "observation/wide.csv": f"{HEAD}\n{ROW},\n".encode("utf-16"),
    "observation/unreadable.csv": b"\xff\xff,\n\xff,\xff\n\xff,\xff\n",
    "observation/empty.csv": "",
    "observation/header_only.csv": f"{HEAD}\n",
    "observation/workbook.csv": b"PK\x03\x04 and so on",
    "observation/words.txt": "文字",
    "observations/no_kind.csv": f"{HEAD}\n{ROW},\n\n{ROW},x\n",
    "observations/no_kind.yaml": "- 单位: 990101\n- 单位: 990102\n",
    "loose.csv": f"{HEAD}\n{ROW},\n",
    "source/one.yaml": "# 说明\n来源代码: one\n标题: 一\n来源类型: 报送\n文号: ''\n说明:\n",
    "source/list.yaml": "- 来源代码: a\n  标题: |-\n    两\n    行\n  来源类型: 报送\n- 来源代码: b\n  不认识: 栏\n  标题:\n    - 报送\n",
    "source/syntax.yaml": "- 来源代码: 'a\n- 来源代码: b\n",
    "source/twice.yaml": "来源代码: a\n---\n来源代码: b\n",
    "demo/observation/invented.csv": f"{HEAD}\n{ROW},虚构\n",
}
"""A data folder in which hardly anything is as it should be."""


def account(data: Path, day: date = AS_OF) -> bytes:
    """The ledger of a data folder."""
    federation, findings = load(data, day, public=False)
    return ledger_csv([Account(federation.ledger, findings, federation.tables)], discover())


def ledger_of(built: Built) -> bytes:
    """The ledger of a build."""
    federation = built.outcome.federation
    assert federation is not None
    return ledger_csv([Account(federation.ledger, built.outcome.findings, federation.tables)], discover())


@pytest.fixture(scope="module")
def ledger(province: Built) -> bytes:
    return ledger_of(province)


@pytest.fixture(scope="module")
def site(province: Built) -> Site:
    return folder(province.site)


def test_the_recount_shares_no_code_with_what_it_counts() -> None:
    trees = [ast.parse(Path(module.__file__ or "").read_text("utf-8")) for module in (recount, recount_site)]
    modules = {node.module for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not [name for name in modules if str(name).split(".")[0] in ("build_scripts", "pandas", "pyarrow", "yaml", "lxml")]


@pytest.mark.parametrize("name", ["province", "public", "hostile"])
def test_recount_agrees_with_every_built_site(name: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(name)
    assert recount.recount(folder(built.request.data), ledger_of(built), folder(built.site)) == []


def test_recount_agrees_on_the_records_of_this_repository() -> None:
    """All records are read; the public edition shows the real ones, before the theme is put around its pages."""
    asked = pipeline.Request(PROJECT, PROJECT / "data", CONTENT, PROJECT / "site", AS_OF, public=True)
    federation, findings = load(asked.data, asked.as_of, asked.public)
    made = singly(shared([*tasks(pipeline.gather(asked, federation)), *pipeline.early(asked, federation)]))
    site = {each.path: each.body.encode() if isinstance(each, Page) else each.data for each in made}
    ledger = ledger_csv([Account(federation.ledger, findings, federation.tables)], discover())
    assert recount.recount(folder(asked.data), ledger, site) == []
    assert ledger.count(b"\r\n") > 32_000
    assert any(path.endswith("/_page-2.html") for path in site)


def test_every_record_and_cell_is_booked_however_odd_its_file(tmp_path: Path) -> None:
    write(tmp_path, ODD)
    ledger = account(tmp_path)
    counted, lines = list(recount.records(folder(tmp_path))), recount.ledger_lines(ledger)
    assert list(recount.books(counted, lines)) == []
    assert {line.file for line in lines} == {
        name for name in ODD if not re.search(r"README|/[.~]|boundaries|files|empty|header_only", name)
    }
    booked = {name: [(line.line, line.cells) for line in lines if line.file == name] for name in ODD}
    assert booked["observation/ragged.csv"] == [(2, 10), (4, 9), (5, 0), (6, 10), (7, 1), (8, 10)]
    assert booked["observation/wrong_header.csv"] == [(0, 9), (0, 11), (0, 1)]
    assert booked["observation/open_quote.csv"] == [(0, -1), (0, -1)]
    assert booked["source/list.yaml"] == [(1, 3), (6, 3)]
    assert booked["source/one.yaml"] == [(2, 3)]


def write(root: Path, files: dict[str, str | bytes]) -> None:
    """Put the files below the folder."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode() if isinstance(content, str) else content)


def of_rows(raw: RawTable, rows: list[int]) -> RawTable:
    """The table of these rows, as if it had been read so."""
    assert isinstance(raw.locator, CsvLocator)
    return replace(raw, cells=raw.cells.iloc[rows].reset_index(drop=True), locator=replace(raw.locator, starts=raw.locator.starts[rows]))


def without_a_cell(raw: RawTable) -> RawTable:
    """The table with one optional cell emptied."""
    cells = raw.cells.copy()
    cells.loc[2, "reported_on"] = ""
    return replace(raw, cells=cells)


def changed(change: Callable[[RawTable], list[RawTable]]) -> Callable[[Reading], Reading]:
    """A reading in which that is done to the table of the figures of 2018."""
    return lambda reading: replace(
        reading, tables=tuple(each for raw in reading.tables for each in (change(raw) if raw.file == "observation/2018.csv" else [raw]))
    )


LOST_IN_READING = {
    "a record is dropped": changed(lambda raw: [of_rows(raw, [*range(len(raw.cells) - 1)])]),
    "a record is counted twice": changed(lambda raw: [of_rows(raw, [0, *range(len(raw.cells))])]),
    "a file is dropped": changed(lambda _raw: []),
    "a cell is lost": changed(lambda raw: [without_a_cell(raw)]),
    "ragged rows are dropped": lambda reading: replace(reading, tables=tuple(replace(raw, lost=()) for raw in reading.tables)),
    "refused files are dropped": lambda reading: replace(reading, refused=()),
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden province and a file that is refused; without a defect of ours its books agree."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("faulty") / "data"))
    write(data, {"observation/refused.csv": "不认识\n1\n"})
    assert list(recount.books(list(recount.records(folder(data))), recount.ledger_lines(account(data)))) == []
    return data


@pytest.mark.parametrize("defect", LOST_IN_READING)
def test_what_is_lost_or_doubled_between_files_and_ledger_is_noticed(defect: str, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*given: object) -> tuple[Reading, list[object]]:
        reading, findings = read_folder(*given)  # type: ignore[arg-type]
        return LOST_IN_READING[defect](reading), list(findings)

    monkeypatch.setattr(loading, "read_folder", read)
    told = list(recount.books(list(recount.records(folder(faulty))), recount.ledger_lines(account(faulty))))
    assert told
    assert all(re.match(r"observation/(2018|faults|refused)\.csv:\d+: ", line) for line in told)


def put(site: Site, path: str, old: str, new: str) -> Site:
    """The site with one text changed, which must stand there."""
    text = site[path].decode()
    assert text.count(old) >= 1, f"{path} has no {old!r}"
    return {**site, path: text.replace(old, new, 1).encode()}


def with_row(site: Site, name: str, *row: str) -> Site:
    """The site with another row in a download."""
    document = json.loads(site[f"downloads/{name}.json"])
    document["rows"].append([*row, *[None] * (len(document["columns"]) - len(row))])
    return {**site, f"downloads/{name}.json": json.dumps(document, ensure_ascii=False).encode()}


def in_workbook(site: Site, name: str, text: str) -> Site:
    """The site with another part in a workbook."""
    memory = io.BytesIO(site[f"downloads/{name}.xlsx"])
    with zipfile.ZipFile(memory, "a") as book:
        book.writestr("xl/more.xml", f"<si><t>{text}</t></si>")
    return {**site, f"downloads/{name}.xlsx": memory.getvalue()}


def without(site: Site, path: str) -> Site:
    """The site without a file."""
    return {name: content for name, content in site.items() if name != path}


ITEM = "union/990101/2018-0.html"
HELD = "不该公开的材料。"
SHOWN_WRONGLY: dict[str, tuple[Callable[[Site], Site], str]] = {
    "a withheld record in a download": (lambda site: with_row(site, "disclosure", "990201/2018-00001", "D05", HELD), "has no line"),
    "a withheld title in a page": (lambda site: put(site, "index.html", "</main>", f"<p>又见{HELD}</p></main>"), HELD),
    "a withheld title in an attribute": (lambda site: put(site, "index.html", "<main", f'<main title="{HELD}"'), HELD),
    "a withheld title in a workbook": (lambda site: in_workbook(site, "disclosure", f"见{HELD}"), HELD),
    "a withheld key in a script": (lambda site: {**site, "a.js": b"x='990201/2018-00001'"}, "990201/2018-00001"),
    "a withheld short code in a cell": (lambda site: put(site, "index.html", "</main>", "<p>h-4</p></main>"), "'h-4'"),
    "a page of a withheld record": (lambda site: {**site, "records/honour/h-4.html": site["records/honour/h-1.html"]}, "h-4.html: has no"),
    "a published record without a page": (lambda site: without(site, ITEM), f"not on {ITEM}"),
    "a published record in no list": (
        lambda site: {**site, "records/scope.html": re.sub(rb"<tr><td>unstated.*?</tr>", b"", site["records/scope.html"])},
        "scope/scope.csv:3: is published, but not on records/scope.html",
    ),
    "a published record in no download": (
        lambda site: {**site, "downloads/scope.json": re.sub(rb',\["unstated".*?\]', b"", site["downloads/scope.json"])},
        "scope/scope.csv:3: is published, but not in downloads/scope.json",
    ),
    "a record twice in a list": (
        lambda site: {**site, "records/scope.html": re.sub(rb"(<tr><td>unstated.*?</tr>)", rb"\1\1", site["records/scope.html"])},
        "records/scope.html: lists +1",
    ),
    "a cell lost in a download": (lambda site: put(site, "downloads/disclosure.json", '"子县总工会"', "null"), "not in downloads"),
    "a figure changed in a download": (lambda site: put(site, "downloads/observation.json", ",76,", ",77,"), "not in downloads"),
    "a cell changed in the CSV alone": (lambda site: put(site, "downloads/scope.csv", "未注明", "注明"), "scope.csv: holds something else"),
    "a cell lost on a page": (lambda site: put(site, ITEM, "子工发〔2018〕3号", ""), f"not on {ITEM}"),
    "a figure changed in a list": (lambda site: put(site, "records/observation.html", ">76.0%<", ">77.0%<"), "not on records/observation"),
    "a download is missing": (lambda site: without(site, "downloads/scope.json"), "downloads/scope.json: is not there"),
    "the site's own sums are off": (lambda site: put(site, "ledger.json", '"withheld": 1', '"withheld": 2'), "ledger.json"),
}


@pytest.mark.parametrize("defect", SHOWN_WRONGLY)
def test_what_the_site_shows_wrongly_is_noticed(defect: str, ledger: bytes, site: Site) -> None:
    change, told = SHOWN_WRONGLY[defect]
    found = recount.recount(folder(DATA), ledger, change(site))
    assert any(told in line for line in found), found


BOOKED_WRONGLY: dict[str, tuple[str, str]] = {
    "a record is not booked": (r"统计数据,observation/2018\.csv,5,.*\r\n", ""),
    "a record is booked twice": (r"(统计数据,observation/2018\.csv,5,.*\r\n)", r"\1\1"),
    "a record is booked elsewhere": (r"observation/2018\.csv,5,", "observation/2018.csv,50,"),
    "a cell is not booked": (r"(observation/2018\.csv,5,[^,]*,)\d+", r"\g<1>13"),
    "cells are not counted": (r"(observation/2018\.csv,5,[^,]*,)\d+", r"\1"),
    "a state is none of the three": (r"(observation/2018\.csv,5,.*)公开", r"\1待定"),
    "a state does not go with its code": (r"暂不公开,W301", "退回,W301"),
    "a published record is called withheld": (r"(observation/2018\.csv,5,.*),公开,,,[^\r]*", r"\1,暂不公开,W306,旧,"),
    "a withheld record is called published": (r"(honour\.csv,5,.*),暂不公开,[^\r]*", r"\1,公开,,,records/honour/h-4.html"),
    "a page is not the record's": (r"records/honour/h-1\.html", "records/honour/h-2.html"),
}


@pytest.mark.parametrize("defect", BOOKED_WRONGLY)
def test_what_the_ledger_books_wrongly_is_noticed(defect: str, ledger: bytes, site: Site) -> None:
    old, new = BOOKED_WRONGLY[defect]
    wrong = re.sub(old, new, ledger.decode(), count=1).encode()
    assert wrong != ledger
    assert recount.recount(folder(DATA), wrong, site)


def test_the_recount_runs_by_itself(province: Built, ledger: bytes, tmp_path: Path) -> None:
    def ends(booked: bytes) -> int:
        (tmp_path / "ledger.csv").write_bytes(booked)
        command = [sys.executable, str(PROJECT / "tests/recount.py"), str(DATA), str(tmp_path / "ledger.csv"), str(province.site)]
        return subprocess.run(command, check=False, capture_output=True).returncode

    assert [ends(ledger), ends(ledger.replace(b",W301,", b",E301,"))] == [0, 1]
