"""The same input gives the same bytes, wherever, whenever and however it is built; a killed build changes nothing readers see."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from golden import CONTENT, DATA, PROJECT, copied
from sealed import check_seal

from build_scripts.phrases import PROGRESS
from build_scripts.publish import release
from build_scripts.publish.seal import read_manifest

AS_OF = "2018-12-31"
PARTS = ("build_scripts", "tests/site/content")
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "COLUMNS": "80"}
THERE = {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "2718", "SOURCE_DATE_EPOCH": "1", "COLUMNS": "200", "PYTHONUTF8": "1"}


def planted(root: Path, seed: int) -> Path:
    """A whole project at `root`, its records written in an order and with times of their own."""
    project = copied(root, *PARTS)
    files = sorted(path for path in DATA.rglob("*") if path.is_file())
    random.Random(seed).shuffle(files)
    for number, file in enumerate(files):
        target = project / "records" / file.relative_to(DATA)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        os.utime(target, (1_000_000 * seed + number, 1_000_000 * seed + number))
    return project


def started(project: Path, *options: str, umask: int = 0o022, env: Mapping[str, str] = HERE) -> "subprocess.Popen[str]":
    """`gongkai build` in that project, a process group of its own."""
    paths = ["--data", "records", "--content", str(CONTENT.relative_to(PROJECT)), "--out", "site", "--as-of", AS_OF]
    return subprocess.Popen(
        [sys.executable, "-m", "build_scripts", "build", *paths, *options],
        cwd=project,
        env={"PATH": os.environ["PATH"], **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        umask=umask,
        start_new_session=True,
    )


def finished(process: "subprocess.Popen[str]") -> None:
    """Wait for it; the golden province has faults, so its build publishes and ends with 1."""
    _, complaints = process.communicate(timeout=120)
    assert process.returncode == 1, complaints


def pair(root: Path, *options: str) -> tuple[Path, Path]:
    """Two projects, built at the same time in surroundings that have nothing in common."""
    here, there = planted(root / "a", 1), planted(root / "别处 with blanks" / "b", 2)
    both = [started(here, *options), started(there, *options, umask=0o077, env=THERE)]
    for process in both:
        finished(process)
    return here, there


@pytest.fixture(scope="module")
def internal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return pair(tmp_path_factory.mktemp("internal"))


def assert_identical(here: Path, there: Path) -> None:
    assert read_manifest(here / "site") == read_manifest(there / "site")
    assert (here / "site/manifest.json").read_bytes() == (there / "site/manifest.json").read_bytes()
    assert check_seal((here / "site").resolve()) == check_seal((there / "site").resolve()) == []


def test_two_builds_from_two_folders_are_byte_identical(internal: tuple[Path, Path]) -> None:
    assert_identical(*internal)


def test_two_public_builds_from_two_folders_are_byte_identical(tmp_path: Path) -> None:
    assert_identical(*pair(tmp_path, "--public"))


@pytest.fixture(scope="module")
def changed(internal: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one release, one of whose records was changed since."""
    project = Path(shutil.copytree(internal[0], tmp_path_factory.mktemp("changed") / "gongkai", symlinks=True))
    record = project / "records/honour/honour.csv"
    record.write_text(record.read_text("utf-8").replace("一车间甲班", "一车间乙班"), "utf-8")
    return project


@pytest.mark.parametrize("stage", ["write", "seal", "publish"])
def test_a_killed_build_leaves_readers_a_whole_release(changed: Path, stage: str) -> None:
    out = changed / "site"
    before = release.current(out)
    process = started(changed)
    assert process.stderr is not None
    assert PROGRESS[stage] in (line.strip() for line in process.stderr)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait(timeout=30) == -signal.SIGKILL
    process.stderr.close()
    assert check_seal(out.resolve()) == []
    assert release.current(out) in ({before} if stage != "publish" else {before, before + 1})


def test_the_next_build_publishes_the_change_and_clears_what_killed_ones_left(internal: tuple[Path, Path], changed: Path) -> None:
    finished(started(changed))
    before, after = read_manifest(internal[0] / "site"), read_manifest(changed / "site")
    assert before.fingerprint != after.fingerprint
    assert before.files.keys() == after.files.keys()
    left = [path.name for path in (changed / "site.releases").iterdir() if not path.name.isdecimal()]
    assert [name for name in left if name.startswith((".building", ".removing", ".next"))] == []
