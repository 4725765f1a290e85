"""Runs a renderer of Markdown as a command of its own, so that neither its state nor its faults reach the build."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path


class RenderError(Exception):
    """The renderer refused the staged tree; the text is its whole log. Pages are ours, so this is our bug."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> str:
    """Run the command in the folder with the environment added to ours, and give its log.

    Raises:
        RenderError: it ended with another code than 0.
    """
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    log = done.stdout.decode("utf-8", errors="replace")
    if done.returncode:
        raise RenderError(f"{' '.join(command[1:4])} ended with {done.returncode}:\n{log}")
    return log


def pinned(as_of: date) -> dict[str, str]:
    """Environment in which a renderer sees no clock, zone, language or hash seed of this machine."""
    midnight = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    return {
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }
