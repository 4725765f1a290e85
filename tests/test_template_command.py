"""The commands that give a clerk something to fill in: what they write, what they refuse, and that nothing filled in is written over."""

import io
from pathlib import Path

import openpyxl
import pytest
import small_forms
import small_records
from test_kinds import findings_in

from build_scripts.cli import main
from build_scripts.declare import Kind, discover
from build_scripts.read.csv_text import read_csv
from build_scripts.read.raw import RawTable
from build_scripts.write.blank import blank_csv

KINDS = discover()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small world as a data folder; the test stands in another one."""
    reported = small_forms.OBSERVATION + small_forms.reported("990101", "2018-Q1")
    for file, text in {**small_records.WORLD, **small_forms.WORLD, "observation/o.csv": reported}.items():
        path = tmp_path / "data" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "data"


def run(data: Path, *arguments: str) -> int:
    return main(["template", *arguments, "--data", str(data), "--as-of", "2018-12-31"])


def test_a_template_is_written_under_its_name_and_never_over_what_was_filled_in(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("统计数据", "--unit", "子县", "--period", "2018-Q2")
    assert run(data, *asked) == 0
    made = Path("统计数据-子县-2018-Q2.xlsx")
    assert str(made) in capsys.readouterr().out
    assert openpyxl.load_workbook(made).sheetnames == ["统计数据", "填写说明", "选项"]
    made.write_bytes(b"filled in")
    assert run(data, *asked) == 2
    assert "可能已经填过" in capsys.readouterr().err
    assert made.read_bytes() == b"filled in"


def test_the_ending_says_what_is_written_and_a_period_that_is_not_needed_is_said_so(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "disclosure", "--unit", "990101", "--period", "2018", "--out", "表.CSV") == 0
    assert "不分时期" in capsys.readouterr().err
    assert Path("表.CSV").read_bytes().startswith("\ufeff序号,索引号,".encode())


MISUSED = {
    "统计 --unit 子县": "没有“统计”这种记录",
    "observation --unit 子县 --period 2018-Q5": "没有“2018-Q5”这样的时期",
    "observation --unit 子县": "--period 2018-Q2",
    "observation --unit 子 --period 2018": "没有“子”这个单位",
    "observation --unit 子是县 --period 2018": "可能是“子县”",
    "observation --unit 双关 --period 2018": "990100、990200",
}


@pytest.mark.parametrize("arguments", MISUSED)
def test_misuse_ends_with_2_says_why_and_writes_nothing(arguments: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, *arguments.split()) == 2
    assert MISUSED[arguments] in capsys.readouterr().err
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(("arguments", "told"), [("--out a.doc", "结尾"), ("--out nowhere/a.csv", "不能写到"), ("", "缺少 --unit")])
def test_an_unknown_ending_no_folder_and_no_unit_are_misuse(
    arguments: str, told: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(data, "observation", *(["--unit", "子县"] if arguments else []), *arguments.split())
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_no_template_is_made_from_registers_at_fault(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "scope" / "more.csv").write_text("口径代码,口径名称,定义\n甲 口,名,定义\n", "utf-8")
    assert run(data, "observation", "--unit", "子县", "--period", "2018") == 1
    assert "E102" in capsys.readouterr().out
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_blank_csv_of_the_kind_reads_back_as_its_samples_without_a_finding(kind: Kind) -> None:
    data = blank_csv(kind)
    assert findings_in(kind, f"{kind.name}/new.csv", data) == []
    raw, _ = read_csv(kind, f"{kind.name}/new.csv", data, False)
    assert isinstance(raw, RawTable)
    assert raw.cells.to_dict("records") == [{field.name: field.sample for field in kind.fields}]


def test_new_prints_csv_that_wps_shows_rightly(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["new", "口径", "--csv"]) == 0
    assert io.BytesIO(capsysbinary.readouterr().out).readline() == "\ufeff口径代码,口径名称,定义\r\n".encode()
