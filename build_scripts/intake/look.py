"""A look at a file before it is handed in: what is to be mended, and where each of its rows would end."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.declare import discover
from build_scripts.findings import Finding
from build_scripts.intake.base import Records
from build_scripts.intake.receive import check_submission
from build_scripts.intake.submit import Folder
from build_scripts.merge.ledger import Ledger
from build_scripts.phrases import PROGRESS
from build_scripts.read.submission import read_submission


@dataclass(frozen=True, slots=True)
class Look:
    """Where each row of a file would end, what is to be mended, and how many prepared rows nobody touched."""

    ledger: Ledger
    findings: Sequence[Finding]
    untouched: int


def check_file(name: str, data: bytes, folder: Folder) -> Look:
    """One file by itself, held against the registers."""
    submission, told = read_submission(name, data, discover(), folder.demo)
    base = Records(folder.data, folder.as_of).base({raw.kind.name for raw in submission.tables})
    return Look(*check_submission(submission, told, base), submission.untouched)


def untouched(count: int) -> str:
    """How many prepared rows nobody touched; the empty text where there is none."""
    return PROGRESS["untouched"].format(count=f"{count:,}") if count else ""
