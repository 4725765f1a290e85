"""Reading what was submitted in a child process of its own, with little memory and little time, whose end cannot be ours."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_scripts.parse import child
from build_scripts.parse.archive import MOST_BYTES
from build_scripts.parse.grid import Book
from build_scripts.parse.transfer import unpacked

_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
"""What of the environment a child needs to start; it shall not see the rest."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of address space, seconds (of processor time, and on the wall), bytes of answer."""

    memory: int = 1 << 30
    seconds: int = 60
    output: int = 1 << 28


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: out of time (E049), out of memory (E050), ended for another reason (E051)."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


LIMITS = Limits()


def run(module: str, data: bytes, limits: Limits = LIMITS) -> bytes | Refusal:
    """What the function `answer` of a module makes of these bytes, in a child of its own; a refusal where the child did not live to tell.

    Args:
        module: its full name; its `answer` takes bytes and returns bytes.
        data: what was submitted.
        limits: what the child may use.
    """
    program = [sys.executable, "-I", str(Path(child.__file__).resolve()), module]
    bounds = [str(limits.memory), str(limits.seconds), str(limits.output)]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as answered:
        asked.write(data)
        asked.seek(0)
        try:
            ended = subprocess.run(
                [*program, *bounds],
                stdin=asked,
                stdout=answered,
                stderr=subprocess.DEVNULL,
                env=environment,
                timeout=limits.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _out_of_time(limits)
        answered.seek(0)
        return _told(ended.returncode, limits) or answered.read()


def _told(status: int, limits: Limits) -> Refusal | None:
    if status == 0:
        return None
    if status == -signal.SIGXCPU:
        return _out_of_time(limits)
    if status in (child.OUT_OF_MEMORY, -signal.SIGKILL):  # the latter comes from a machine that has no more
        return Refusal("E050", {"most": str(limits.memory >> 20)})
    return Refusal("E051")


def _out_of_time(limits: Limits) -> Refusal:
    return Refusal("E049", {"most": str(limits.seconds)})


def parse_book(data: bytes) -> Book:
    """The workbook in these bytes, taken apart in a child; a book that says why, where it is refused."""
    if len(data) > MOST_BYTES:
        return Book(code="E046", facts={"found": str(-(-len(data) // 1_000_000)), "most": str(MOST_BYTES // 1_000_000)})
    answer = run("build_scripts.parse.book", data)
    if isinstance(answer, Refusal):
        return Book(code=answer.code, facts=answer.facts)
    try:
        return unpacked(answer)
    except (ValueError, KeyError, TypeError, IndexError):
        return Book(code="E051")
