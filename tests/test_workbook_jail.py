"""What is submitted is read in a child that cannot take more than it is given, and whose end is told, whatever it was.

This module is also the program of the children: `answer` does what it is asked to.
"""

import os
import signal
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import pytest

from build_scripts.read.jail import LIMITS, Limits, Refusal, parse_book, run
from tests.workbooks import biff, xlsx

_SMALL = Limits(memory=256 << 20, seconds=2, output=1 << 20)


def answer(data: bytes) -> bytes:
    """Do what the word says, or say it back."""
    return _DEEDS.get(data.decode(), lambda: data)()


def _loop() -> bytes:
    while True:
        pass


def _sleep() -> bytes:
    time.sleep(60)
    return b""


def _die() -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def _fail() -> bytes:
    raise ValueError("fail")


def _speak() -> bytes:
    print("not the answer")
    sys.stderr.write("nor this")
    return b"the answer"


def _write() -> bytes:
    with tempfile.TemporaryFile() as file:
        file.write(bytes(2 << 20))
    return b""


def _modules() -> bytes:
    for name in ("book", "xls"):
        import_module(f"build_scripts.parse.{name}")
    return " ".join(sys.modules).encode()


_DEEDS = {
    "loop": _loop,
    "sleep": _sleep,
    "eat": lambda: b"".join([bytes(16 << 20)] * 64),
    "die": _die,
    "fail": _fail,
    "flood": lambda: bytes(2 << 20),
    "speak": _speak,
    "write": _write,
    "environment": lambda: " ".join(os.environ).encode(),
    "modules": _modules,
}


def _asked(word: str, limits: Limits = _SMALL) -> bytes | Refusal:
    return run("tests.test_workbook_jail", word.encode(), limits)


def test_a_child_answers_with_bytes_and_with_nothing_else() -> None:
    assert _asked("工会") == "工会".encode()
    assert _asked("speak") == b"the answer"


@pytest.mark.parametrize(
    ("word", "refusal"),
    [
        ("loop", Refusal("E049", {"most": "2"})),
        ("sleep", Refusal("E049", {"most": "2"})),
        ("eat", Refusal("E050", {"most": "256"})),
        ("die", Refusal("E051")),
        ("fail", Refusal("E051")),
        ("flood", Refusal("E051")),
        ("write", Refusal("E051")),
    ],
)
def test_the_end_of_a_child_is_told_within_its_limits(word: str, refusal: Refusal) -> None:
    started = time.monotonic()
    assert _asked(word) == refusal
    assert time.monotonic() - started < _SMALL.seconds + 3


def test_the_limits_are_those_that_were_agreed() -> None:
    assert (LIMITS.memory, LIMITS.seconds) == (1 << 30, 60)


def test_a_child_sees_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXAMPLE_SECRET", "示例")
    told = _asked("environment")
    assert isinstance(told, bytes)
    assert b"EXAMPLE_SECRET" not in told


def test_a_workbook_is_read_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book = parse_book(xlsx.shown("43281", "yyyy-mm-dd"))
    assert book.grids[0].cells[1][1].text == "2018-06-30"
    old = parse_book(biff.saved(biff.Book([biff.Sheet("甲", [biff.number(0, 0, 7.0)])])))
    assert (old.grids[0].name, old.grids[0].cells[1][1].text) == ("甲", "7")


def test_a_child_that_reads_a_workbook_loads_nothing_large() -> None:
    loaded = run("tests.test_workbook_jail", b"modules")
    assert isinstance(loaded, bytes)
    assert {"pandas", "numpy"}.isdisjoint(loaded.decode().split())


def test_too_many_bytes_are_refused_before_a_child_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_scripts.read.jail.run", None)
    assert parse_book(bytes(50_000_001)).code == "E046"


@pytest.mark.parametrize("ended", ["", "{}", "[1]", '{"texts":["a"],"sorts":"t"}'])
def test_an_answer_that_is_no_book_is_refused(ended: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_scripts.read.jail.run", lambda *_: ended.encode())
    assert parse_book(b"").code == "E051"
