"""The command: 0 clean, 1 findings of error level, 2 misused; one finding in three forms; canonical form once and for all."""

import json
import shutil
from pathlib import Path

import pytest

from build_scripts.cli import main
from build_scripts.declare import discover

PROJECT = Path(__file__).parent.parent
HEAD = "口径代码,口径名称,定义\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The golden province's records without their faults."""
    folder = tmp_path / "data"
    shutil.copytree(PROJECT / "tests/site/data", folder, ignore=lambda _folder, names: [name for name in names if "faults" in name])
    return folder


def test_check_ends_with_0_where_nothing_is_wrong_and_counts_what_it_read(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in [
        path
        for path in data.rglob("*")
        if path.is_file() and path.parent.name not in ("site", "source", "unit", "scope", "indicator", "boundaries")
    ]:
        path.unlink()
    assert main(["check", "--data", str(data), "--as-of", "2018-12-31"]) == 0
    assert "退回 0" in capsys.readouterr().out


def test_check_tells_one_fault_in_three_forms_and_ends_with_1(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "scope" / "more.csv").write_text(f"{HEAD}甲 口,名,定义\n", "utf-8")
    told = {}
    for style in ("text", "github", "json"):
        assert main(["check", "--data", str(data), "--as-of", "2018-12-31", "--format", style]) == 1
        told[style] = capsys.readouterr().out
    assert "scope/more.csv:2:1: 错误 E102 「口径代码」应填代码" in told["text"]
    assert f"::error file={data.as_posix()}/scope/more.csv,line=2,col=1::E102 " in told["github"]
    records = [record for record in json.loads(told["json"]) if record["file"] == "scope/more.csv"]
    assert [(record["code"], record["line"], record["column"], record["level"]) for record in records] == [("E102", 2, 1, "错误")]


def test_a_workflow_command_cannot_be_forged_by_a_file_name(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "scope" / "a\n::warning::b,c.csv").write_text("坏\n", "utf-8")
    assert main(["check", "--data", str(data), "--as-of", "2018-12-31", "--format", "github"]) == 1
    assert all(line.startswith(("::error file=", "::warning file=")) for line in capsys.readouterr().out.splitlines())


MISUSED = {
    "": "缺少 COMMAND",
    "unknown": "COMMAND 不能是“unknown”",
    "check --data nowhere": "没有这个文件夹：nowhere",
    "build --as-of 2018-13-01": "日期应写成 2018-12-31，现为 2018-13-01",
    "build --ledger nowhere/ledger.csv": "不能写到 nowhere/ledger.csv",
    "build --out nowhere/site": "不能写到 nowhere/site",
    "build --sideways": "不认识 --sideways",
    "build --out": "--out 后面要有一个值",
    "demo --seed x": "--seed 不能是“x”",
    "serve tests --port 99999": "端口应是 1 到 65535 的整数，现为 99999",
    "verify": "缺少 site",
}


@pytest.mark.parametrize("arguments", MISUSED)
def test_misuse_ends_with_2_and_says_in_chinese_what_is_wrong(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments.split())
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("用法不对：")
    assert MISUSED[arguments] in told


def test_a_folder_without_records_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", "--data", str(tmp_path)])
    assert ended.value.code == 2
    assert "没有记录文件" in capsys.readouterr().err


def test_a_folder_that_is_not_ours_is_not_built_over(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "file").write_text("mine")
    assert main(["build", "--data", str(data), "--out", str(tmp_path / "own")]) == 1
    assert "E932" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "own"]


def test_what_needs_nobodys_hand_is_one_line_a_file_and_errors_stand_last(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(
        f"990201/2017-0000{number},D05,决算,内容,990201,寅县总工会,2017-03-01,2017-03-02,公开,社会,2017-04-01,公开,1,report\n"
        for number in range(1, 5)
    )
    head = "索引号,公开事项,标题,内容概述,所属单位,发布机构,文件日期,公开日期,公开方式,公开范围,撤下日期,密级,版本,来源\n"
    (data / "disclosure" / "old.csv").write_text(head + rows, "utf-8")
    (data / "catalogue" / "bad.csv").write_text("坏\n", "utf-8")
    assert main(["check", "--data", str(data), "--as-of", "2018-12-31"]) == 1
    *told, counts = capsys.readouterr().out.splitlines()
    taken_down = [text for text in told if text.startswith("disclosure/old.csv")]
    assert len(taken_down) == 1
    assert "共 4 条" in taken_down[0]
    errors = ["错误" in text for text in told]
    assert any(errors)
    assert errors == sorted(errors)
    assert counts.startswith("读入 ")


def test_new_prints_a_record_by_name_or_title_and_refuses_unknown_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "observation"]) == 0
    printed = capsys.readouterr().out
    assert main(["new", discover()["observation"].title]) == 0
    assert capsys.readouterr().out == printed
    assert main(["new", "cat"]) == 2


def test_format_mends_once_and_for_all(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format", "--data", str(data)]) == 0
    file = data / "scope" / "more.csv"
    file.write_bytes('口径名称,定义,口径代码\r\n乙,"丙",b\r\n甲,丁,a\r\n'.encode("gb18030"))
    assert main(["format", "--check", "--data", str(data)]) == 1
    assert "more.csv" in capsys.readouterr().out
    assert main(["format", "--data", str(data)]) == 0
    assert file.read_text("utf-8") == f"{HEAD}a,甲,丁\nb,乙,丙\n"
    assert main(["format", "--check", "--data", str(data)]) == 0


def test_the_records_of_this_repository_are_in_canonical_form() -> None:
    assert main(["format", "--check", "--data", str(PROJECT / "data")]) == 0


def test_verifying_nothing_is_an_error(tmp_path: Path) -> None:
    assert main(["verify", str(tmp_path)]) == 1
