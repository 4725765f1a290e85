"""How a command speaks and what it may ask of the world: given by cli.py, which alone prints and reads a clock."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from build_scripts.merge.ledger import Ledger
from build_scripts.phrases import PROGRESS
from build_scripts.telling import TEXT

CLEAN, FOUND = 0, 1
PROJECT = Path(__file__).resolve().parent.parent.parent
THEME = PROJECT / "site_theme"
Options = argparse.Namespace


@dataclass(frozen=True, slots=True)
class Voice:
    """How to speak and what to ask.

    `say` lines where results go, `complain` where only people read, `hand` out bytes as they are; `today`; `committed`: the day of the
    newest commit that touched a folder, None where there is none.
    """

    say: Callable[..., None]
    complain: Callable[..., None]
    hand: Callable[[bytes], None]
    today: Callable[[], date]
    committed: Callable[[Path], date | None]

    def as_of(self, options: Options) -> date:
        """The date of the data: the one that was asked for, or that of their newest commit, or today."""
        return options.as_of or self.dated(options.data)

    def dated(self, folder: Path) -> date:
        """The day of the newest commit that touched a folder; today where there is none."""
        return self.committed(folder) or self.today()

    def conclude(self, style: str, *lines: str) -> None:
        """How it ended; beside findings in a form for programs it goes where they do not read."""
        (self.say if style == TEXT else self.complain)(*lines)


def counted(ledger: Ledger) -> str:
    """How many records were read, and how they ended."""
    counts = ledger.counts()
    return PROGRESS["checked"].format(**{name: f"{int(counts[name].sum()):,}" for name in ("read", "published", "withheld", "rejected")})
