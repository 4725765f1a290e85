"""Publishing: readers see one whole release at every moment, whatever happens to a build."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock
from sealed import check_seal
from small_site import PROJECT

from build_scripts.publish.release import KEPT, Release, aside, current, go_back, kept, swap
from build_scripts.publish.seal import Origin, read_manifest, seal

PUBLISH = """
import sys
from datetime import date
from pathlib import Path
from build_scripts.publish.release import aside, current, swap
from build_scripts.publish.seal import Origin, seal

out, day, rounds = Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
for turn in range(rounds):
    base = current(out)
    with aside(out) as staged:
        for name in range(20):
            (staged / f"{name}.txt").write_text(f"{day} {turn} {name}")
        seal(staged, Origin(day, str(turn)))
        release, findings = swap(staged, out, base)
        print(release.number if release else findings[0].code, flush=True)
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def publish(out: Path, text: str = "x", day: str = "2018-06-30", base: int | None = None) -> tuple[Release | None, list[str]]:
    """Build one file and swap it in; gives the release and the codes of the findings."""
    base = current(out) if base is None else base
    with aside(out) as staged:
        (staged / "a.txt").write_text(text, "utf-8")
        seal(staged, Origin(date.fromisoformat(day), text))
        release, findings = swap(staged, out, base)
    return release, [finding.code for finding in findings]


def left_over(out: Path) -> list[str]:
    return sorted(path.name for path in out.with_name("site.releases").iterdir() if not path.name.isdecimal() and path.name != ".lock")


def child(out: Path, day: str, rounds: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PUBLISH, str(out), day, str(rounds)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.fixture
def children() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.wait()


def test_first_release_makes_a_relative_link_that_survives_moving_the_folder(out: Path, tmp_path: Path) -> None:
    release, codes = publish(out)
    assert (release and release.number, codes, out.readlink()) == (1, [], Path("site.releases/000001"))
    assert (out / "a.txt").read_text("utf-8") == "x"
    assert out.resolve().stat().st_mode & 0o777 == 0o777 & ~_umask()
    tmp_path.rename(tmp_path.with_name("moved"))
    assert (tmp_path.with_name("moved") / "site/a.txt").read_text("utf-8") == "x"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_same_content_again_changes_nothing(out: Path) -> None:
    publish(out)
    before = out.readlink()
    release, codes = publish(out)
    assert (release and release.number, codes, out.readlink(), kept(out)) == (1, [], before, [1])


def test_last_five_stay_and_one_can_go_back(out: Path) -> None:
    for turn in range(KEPT + 3):
        publish(out, str(turn))
    assert kept(out) == [4, 5, 6, 7, 8]
    release, findings = go_back(out, 5)
    assert (release and release.number, findings, (out / "a.txt").read_text("utf-8")) == (5, [], "4")
    assert [finding.code for finding in go_back(out, 2)[1]] == ["E934"]
    folder = out.with_name("site.releases") / "000009"
    assert publish(out, "new")[0] == Release(9, folder, date(2018, 6, 30), read_manifest(out).fingerprint)


def test_older_data_never_replace_newer_unless_somebody_asks(out: Path) -> None:
    publish(out, "new", "2018-06-30")
    assert publish(out, "old", "2018-03-31") == (None, ["E931"])
    assert (out / "a.txt").read_text("utf-8") == "new"
    with aside(out) as staged:
        (staged / "a.txt").write_text("old", "utf-8")
        seal(staged, Origin(date(2018, 3, 31), "old"))
        assert swap(staged, out, current(out), allow_older=True)[1] == []
    assert (out / "a.txt").read_text("utf-8") == "old"


def test_build_that_began_before_another_of_the_same_day_was_published_gives_way(out: Path) -> None:
    base = current(out)
    publish(out, "quick")
    assert publish(out, "slow", base=base) == (None, ["E933"])
    assert publish(out, "slow but newer data", "2018-07-01", base=base)[1] == []


def test_folder_that_we_did_not_make_is_left_alone_and_an_empty_one_gives_way(out: Path, tmp_path: Path) -> None:
    out.mkdir()
    (out / "letters.txt").write_text("keep", "utf-8")
    assert publish(out) == (None, ["E932"])
    assert (out / "letters.txt").exists()
    (out / "letters.txt").unlink()
    assert publish(out)[1] == []
    foreign = tmp_path / "foreign"
    foreign.symlink_to(tmp_path)
    assert publish(foreign) == (None, ["E932"])


def test_failed_build_changes_nothing_and_leaves_nothing(out: Path) -> None:
    publish(out)
    before = out.readlink()
    with pytest.raises(RuntimeError), aside(out) as staged:
        (staged / "half.txt").write_text("x", "utf-8")
        raise RuntimeError
    assert (out.readlink(), left_over(out)) == (before, [])


def test_killed_build_changes_nothing_that_readers_see(out: Path, children: list[subprocess.Popen[str]]) -> None:
    published = 0
    for delay_ms in (0, 3, 7, 12, 18, 25, 33, 42, 60, 90):
        process = child(out, "2018-06-30", 1000)
        children.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(delay_ms / 1000)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        published += os.path.lexists(out)
        if os.path.lexists(out):
            assert check_seal(out.resolve()) == []
    assert published > 0
    assert publish(out, "after the kills", "2018-07-01")[1] == []
    assert left_over(out) == []
    assert all(check_seal(out.with_name("site.releases") / f"{number:06d}") == [] for number in kept(out))


def test_what_killed_builds_left_goes_with_the_next_one(out: Path) -> None:
    assert publish(out, "before", "2018-06-29")[1] == []
    home = out.with_name("site.releases")
    (home / ".building-999999997").mkdir()
    (home / ".building-999999998").mkdir()
    for name in (".building-999999998.lock", ".building-999999999.lock"):  # the last one was killed when its folder had been moved
        (home / name).touch()
    with FileLock(home / ".building-999999996.lock"):  # and one is at work
        (home / ".building-999999996").mkdir()
        assert publish(out, "after", "2018-06-30")[1] == []
    assert {name for name in left_over(out) if name.startswith(".building")} == {".building-999999996", ".building-999999996.lock"}


def test_concurrent_publishers_do_not_mix_and_the_newest_data_win(out: Path, children: list[subprocess.Popen[str]]) -> None:
    days = ["2018-06-30", "2018-03-31", "2018-09-30", "2017-12-31"]
    children += [child(out, day, 5) for day in days]
    told = [process.communicate(timeout=60)[0].split() for process in children]
    assert all(process.returncode == 0 for process in children), told
    assert read_manifest(out).origin.as_of == date(2018, 9, 30)
    assert check_seal(out.resolve()) == []
    numbers = [word for words in told for word in words if word.isdecimal()]
    assert len(numbers) == len(set(numbers))


def test_reader_always_finds_a_whole_release_while_releases_change(out: Path) -> None:
    publish(out, "0")
    seen: list[str] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.append((out / "a.txt").read_text("utf-8"))

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(1, 30):
        publish(out, str(turn))
    stop.set()
    reader.join()
    assert seen == sorted(seen, key=int)
    assert len(set(seen)) > 1


def with_article(out: Path, turn: str, mark: str, gone: str) -> None:
    """A release with one disclosure at its address, which is gone by it or not."""
    with aside(out) as staged:
        page = staged / "union/420525/2018-0.html"
        page.parent.mkdir(parents=True)
        page.write_text(f'<article class="{mark}" id="2018-00001">{turn}</article>', "utf-8")
        (staged / "disclosure").mkdir()
        (staged / "disclosure/gone.json").write_text(f'{{"records": [{gone}]}}', "utf-8")
        seal(staged, Origin(date(2018, 6, 30), turn))
        swap(staged, out, current(out))


def test_an_older_release_that_still_shows_what_is_gone_is_removed_and_no_other(out: Path) -> None:
    with_article(out, "before", "gk-article gk-gone", '{"index_number": "420525/2018-00001"}')
    with_article(out, "shown", "gk-article", "")
    assert kept(out) == [1, 2]
    with_article(out, "after", "gk-article gk-gone", '{"index_number": "420525/2018-00001"}')
    assert kept(out) == [1, 3]
    assert left_over(out) == []
