"""Merging: references, versions and sources decide record by record; the order of arrival never does, and every record is booked once."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.check.table import check_table
from build_scripts.declare import discover
from build_scripts.findings import Finding
from build_scripts.guard.table import guard_table
from build_scripts.merge.federation import Federation, merge, model_faults
from build_scripts.read.csv_text import read_csv
from build_scripts.read.folder import read_folder
from build_scripts.read.raw import RawTable
from build_scripts.sentences import line

KINDS = discover()
DATA = Path(__file__).parent / "site" / "data"
HEAD = "单位,指标,时期,口径,数据状态,数值,取得方式,版本,来源"
BASE = {
    "source/a.csv": "来源代码,标题,来源类型\nreport,统计报表,报送\nmirror,某镜像,镜像\ndemo,示例,示例\n",
    "unit/a.csv": (
        "单位代码,单位名称,简称,层级,类别,报送单位,落图方式,核实状态,来源\n"
        "990000,测试省,测试,省,区划,,面,已核,report\n"
        "990100,甲市,甲,市州,区划,990000,面,已核,report\n"
        "990200,乙市,乙,市州,区划,990000,面,已核,report\n"
    ),
    "unit_alias/a.csv": "单位代码,别名,别名类型\n990100,甲地,曾用名\n990100,双关,简称\n990200,双关,简称\n",
    "scope/a.csv": "口径代码,口径名称,定义\nall,全部,全部单位\n",
    "indicator/a.csv": "指标代码,指标名称,指标类型,计量单位,产品约定\nORG_N,工会数,计数,个,否\n",
    "site/a.csv": "省级单位,站点名称,主办单位,一句话说明,咨询投诉电话,边界来源,边界版本日期\n990000,公开,省总,说明,12351,虚构,2018\n",
}


def merged(files: Mapping[str, str]) -> tuple[Federation, list[Finding]]:
    """The federation of these files (by path below data/) and the base."""
    guarded, findings = [], []
    for file, text in (BASE | dict(files)).items():
        demo = file.startswith("demo/")
        raw, faults = read_csv(KINDS[file.removeprefix("demo/").split("/")[0]], file, text.encode(), demo)
        assert isinstance(raw, RawTable), [line(fault) for fault in faults]
        table, more = check_table(raw)
        kept, held = guard_table(table, False, "2018-12-31")
        guarded.append(kept)
        findings += [*faults, *more, *held]
    federation, faults = merge(guarded, [], KINDS, "2018-12-31")
    return federation, [*findings, *faults]


def observed(*rows: str, file: str = "observation/a.csv") -> tuple[list[list[str]], list[str]]:
    """Unit and value of what is published, and the codes of the findings."""
    federation, findings = merged({file: "\n".join([HEAD, *rows, ""])})
    table = federation.tables["observation"]
    return [[unit, f"{value:g}"] for unit, value in zip(table["unit"], table["value"], strict=True)], sorted(
        finding.code for finding in findings
    )


@pytest.mark.parametrize(
    ("row", "published", "codes"),
    [
        ("990100,ORG_N,2018,all,有值,5,自报,1,report", [["990100", "5"]], []),
        ("甲市,ORG_N,2018,all,有值,5,自报,1,report", [["990100", "5"]], []),
        ("甲地,ORG_N,2018,all,有值,5,自报,1,report", [["990100", "5"]], []),
        ("甲地市,ORG_N,2018,all,有值,5,自报,1,report", [], ["E201"]),
        ("双关,ORG_N,2018,all,有值,5,自报,1,report", [], ["E202"]),
        ("990100,ORG_M,2018,all,有值,5,自报,1,report", [], ["E201"]),
        ("990100,ORG_N,2018,all,有值,5,自报,1,mirror", [], ["W303"]),
        ("990100,ORG_N,2018,all,有值,5,自报,1,demo", [], ["E205"]),
    ],
)
def test_a_reference_is_a_code_or_an_exact_name_and_nothing_else(row: str, published: list[list[str]], codes: list[str]) -> None:
    assert observed(row) == (published, codes)


def test_an_unknown_name_is_answered_with_the_likely_one_and_never_taken_for_it() -> None:
    _, findings = merged({"observation/a.csv": f"{HEAD}\n甲地市,ORG_N,2018,all,有值,5,自报,1,report\n"})
    assert "可能是 甲" in line(findings[0])


def test_invented_records_cite_invented_sources_only() -> None:
    row = "990100,ORG_N,2018,all,有值,5,自报,1,"
    assert observed(f"{row}report", file="demo/observation/a.csv")[1] == ["E204"]
    assert observed(f"{row}demo", file="demo/observation/a.csv") == ([["990100", "5"]], [])


def test_the_highest_version_wins_equals_collapse_and_ties_are_refused() -> None:
    row = "990100,ORG_N,2018,all,有值,{},自报,{},report"
    assert observed(row.format(5, 1), row.format(7, 3), row.format(6, 2)) == ([["990100", "7"]], ["W306", "W306"])
    assert observed(row.format(5, 1), row.format(5, 1)) == ([["990100", "5"]], ["W307"])
    assert observed(row.format(5, 1), row.format(6, 2), row.format(7, 2)) == ([], ["E203", "E203", "W306"])


def test_what_leans_on_a_withheld_record_is_withheld_with_it() -> None:
    honours = "荣誉代码,称号,级别,年度,性质,受奖名称,受奖类型,隶属单位,来源\nh-1,先锋号,省,2018,授予,甲班,班组,990100,mirror\n"
    steps = "荣誉代码,步骤,日期\nh-1,表彰,2018\nh-2,表彰,2018\n"
    federation, findings = merged({"honour/a.csv": honours, "honour_step/a.csv": steps})
    assert [len(federation.tables[name]) for name in ("honour", "honour_step")] == [0, 0]
    assert sorted((finding.code, finding.place.line) for finding in findings) == [("E201", 3), ("W303", 2), ("W305", 2)]


@pytest.mark.parametrize(
    "row",
    [
        "990300,丙市,丙,市州,区划,990999,面,已核,report",
        "990300,丙市,丙,市州,区划,990300,面,已核,report",
        "990300,丙市,丙,村,区划,990000,面,已核,report",
    ],
)
def test_a_fault_in_the_register_of_units_stops_the_build(row: str) -> None:
    _, findings = merged({"unit/b.csv": BASE["unit/a.csv"].split("\n", 1)[0] + f"\n{row}\n"})
    assert model_faults(findings, KINDS)


def test_a_fault_in_an_observation_does_not_stop_the_build() -> None:
    _, findings = merged({"observation/a.csv": f"{HEAD}\n990999,ORG_N,2018,all,有值,5,自报,1,report\n"})
    assert findings
    assert model_faults(findings, KINDS) == []


ROWS = [
    f"{unit},ORG_N,{period},all,有值,{value},自报,{version},{source}"
    for unit in ("990100", "乙市", "双关")
    for period in ("2017", "2018")
    for value, version in ((1, 1), (2, 2), (3, 2))
    for source in ("report",)
]


@given(st.lists(st.sampled_from(ROWS), min_size=1, max_size=12), st.randoms(use_true_random=False), st.integers(1, 3))
@settings(max_examples=12)
def test_order_and_split_of_submissions_change_nothing(rows: list[str], chance: object, parts: int) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert outcome([rows]) == outcome([shuffled[part::parts] for part in range(parts)])


def outcome(files: Sequence[Sequence[str]]) -> tuple[list[list[str]], dict[str, int]]:
    """What is published, and how many records ended in which way."""
    federation, _ = merged({f"observation/{number}.csv": "\n".join([HEAD, *rows, ""]) for number, rows in enumerate(files)})
    table = federation.tables["observation"].drop(columns=["_file", "_line"])
    entries = federation.ledger.entries
    fates = entries.loc[entries["kind"] == "observation", ["state", "code"]].value_counts()
    return table.astype(str).to_numpy().tolist(), {str(fate): int(count) for fate, count in fates.items()}


def test_the_ledger_books_every_record_that_the_bytes_hold() -> None:
    """An independent count: the standard reader's rows with any content, below the header."""
    reading, findings = read_folder(DATA, KINDS)
    guarded = []
    for raw in reading.tables:
        table, _ = check_table(raw)
        guarded.append(guard_table(table, False, "2018-12-31")[0])
    federation, _ = merge(guarded, reading.refused, KINDS, "2018-12-31")
    counts = federation.ledger.counts().set_index("file")
    assert findings
    for path in sorted(DATA.rglob("*.csv")):
        data = path.read_bytes()
        text = data.decode("utf-8-sig") if data.startswith(b"\xef") or _is_utf8(data) else data.decode("gb18030")
        rows = [row for row in csv.reader(io.StringIO(text)) if any(row)]
        file = path.relative_to(DATA).as_posix()
        assert counts.at[file, "read"] == len(rows) - 1, file
    assert (counts["read"] == counts[["published", "withheld", "rejected"]].sum(axis="columns")).all()
    published = {name: len(table) for name, table in federation.tables.items()}
    assert counts.groupby("kind")["published"].sum().to_dict() == {name: count for name, count in published.items() if count}


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_no_published_cell_is_a_python_object() -> None:
    federation, _ = merged({"observation/a.csv": f"{HEAD}\n990100,ORG_N,2018,all,有值,5,自报,1,report\n"})
    for name, table in federation.tables.items():
        objects = [column for column, dtype in table.dtypes.items() if pd.api.types.is_object_dtype(dtype)]
        assert objects == [], name
