"""Records of git revisions: byte for byte what was committed, whatever the change says of itself, and misuse is told."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from golden import read_folder
from small_change import planted

from build_scripts.change.revisions import revision, unpack
from build_scripts.cli import main

GIT = shutil.which("git") or ""
DATES = ("2018-11-30T12:00:00+08:00", "2018-12-31T12:00:00+08:00")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden records committed, then the planted changes with a file that would hide half of them."""
    root = tmp_path_factory.mktemp("repository")
    _git(root, "init", "-q", "-b", "main")
    changed = planted(tmp_path_factory.mktemp("planted") / "data")
    original = Path(__file__).parent / "site/data"
    for data, day in zip((original, changed), DATES, strict=True):
        shutil.rmtree(root / "data", ignore_errors=True)
        shutil.copytree(data, root / "data")
        (root / ".gitattributes").write_text("*.csv export-ignore\n" if data == changed else "")
        _git(root, "add", "-A")
        _git(root, "commit", "-q", "-m", "data", day=day)
    return root


def _git(root: Path, *arguments: str, day: str = "") -> None:
    named = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    moment = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day} if day else {}
    subprocess.run([GIT, "-C", str(root), *named, *arguments], check=True, env={"PATH": "/usr/bin:/bin", "HOME": str(root), **moment})


def test_a_revision_is_taken_out_byte_for_byte_whatever_its_attributes_say(repository: Path, tmp_path: Path) -> None:
    found = revision("HEAD", repository / "data")
    assert found is not None
    assert unpack(found.commit, repository / "data", tmp_path / "out")
    assert read_folder(tmp_path / "out") == read_folder(repository / "data")
    archived = subprocess.run([GIT, "-C", str(repository), "archive", "HEAD", "data"], capture_output=True, check=True).stdout
    assert b"observation/2018.csv" not in archived  # what the obvious way would have hidden


def test_the_date_of_a_revision_is_that_of_the_newest_commit_that_touched_the_data(repository: Path) -> None:
    days = [found.on.isoformat() for name in ("HEAD~1", "HEAD") if (found := revision(name, repository / "data"))]
    assert days == [day[:10] for day in DATES]


def test_two_revisions_are_compared_and_the_report_is_written(repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["diff", "HEAD~1", "main", "--data", str(repository / "data"), "--format", "json", "--out", str(tmp_path / "r.html")]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert [told["before"]["as_of"], told["after"]["as_of"]] == ["2018-11-30", "2018-12-31"]
    assert len(told["after"]["commit"]) == 40
    assert (tmp_path / "r.html").read_text("utf-8").startswith("<!doctype html>")
    assert main([*asked, "--fail-on", "rejected"]) == 1
    assert main([*asked, "--as-of", "2018-12-31"]) == 0


MISUSED = {
    "nowhere HEAD": "没有“nowhere”这个文件夹，也没有这个 git 版本",
    "HEAD ''": "没有“”这个文件夹",
    "HEAD HEAD:data": "没有“HEAD:data”这个文件夹",
}


@pytest.mark.parametrize("names", MISUSED)
def test_what_is_neither_a_folder_nor_a_revision_is_misuse(names: str, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base, head = names.replace("''", " ").split(" ", 1)
    assert main(["diff", base, head.strip(), "--data", str(repository / "data")]) == 2
    assert MISUSED[names] in capsys.readouterr().err


def test_a_revision_without_records_is_misuse(repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "empty").mkdir(exist_ok=True)
    assert main(["diff", "HEAD", "HEAD", "--data", str(repository / "empty")]) == 2
    assert "没有" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["--output=pwned", "-x", "HEAD\n", "HEAD;touch pwned", "$(touch pwned)", "HEAD --", "\0"])
def test_a_name_is_never_an_option_or_a_command(name: str, repository: Path) -> None:
    before = read_folder(repository / "data")
    assert revision(name, repository / "data") is None
    assert read_folder(repository / "data") == before
    assert not list(repository.rglob("pwned"))


def test_without_git_there_are_no_revisions(tmp_path: Path) -> None:
    assert revision("HEAD", tmp_path) is None
