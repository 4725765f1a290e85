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


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["check", "--data", "nowhere"], ["build", "--as-of", "2018-13-01"], ["verify"]])
def test_misuse_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err


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
