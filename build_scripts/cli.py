"""The command `gongkai`. The only place that prints, reads a clock or asks git."""

import gc
import importlib
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from build_scripts.arguments import parse
from build_scripts.commands.voice import Voice

_CHINA = timezone(timedelta(hours=8))
_SELDOM = (200_000, 20, 100)
"""When to look for objects that nobody holds: what a command reads is kept to its end, and looking often takes a tenth of its time."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 clean, 1 findings that ask for a hand, 2 misused. Only what the command needs is loaded."""
    gc.set_threshold(*_SELDOM)
    options = parse(arguments)
    voice = Voice(say=_say, complain=_complain, hand=_hand, today=_today, committed=_committed)
    try:
        ended: int = importlib.import_module(f"build_scripts.commands.{options.command}").run(options, voice)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the lines has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return ended


def _say(*lines: object) -> None:
    sys.stdout.writelines(f"{text}\n" for text in lines)


def _complain(*lines: object) -> None:
    sys.stderr.writelines(f"{text}\n" for text in lines)


def _hand(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def _today() -> date:
    """Today in China."""
    return datetime.now(tz=_CHINA).date()  # noqa: TID251  the one clock


def _committed(folder: Path) -> date | None:
    """The day of the newest commit that touched the folder; None where there is none, or no git."""
    command = ["git", "-C", str(folder), "log", "-1", "--format=%cs", "--", "."]
    try:
        day = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        day = ""
    return date.fromisoformat(day) if day else None
