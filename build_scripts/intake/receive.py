"""One submitted file: read, checked, guarded and held against the registers; which of its rows may be kept, and what is told."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from build_scripts.findings import Finding, in_order
from build_scripts.guard.asides import exposed
from build_scripts.guard.silence import silenced
from build_scripts.guard.table import Guarded
from build_scripts.intake.base import Base
from build_scripts.intake.keep import keepable
from build_scripts.loading import examined
from build_scripts.merge.alone import Examined, examine
from build_scripts.merge.ledger import Ledger
from build_scripts.place import Place
from build_scripts.read.submission import Submission


@dataclass(frozen=True, slots=True)
class Received:
    """A submitted file and what came of it before anything was kept.

    `tables` are its tables as the guard left them; `kept` per kind the rows that may be kept, references resolved, `_table` their number
    in `tables`; `stopped` why other rows of a table may not, by (number of the table, row); `findings` all that is to be told.
    """

    file: str
    sha256: str
    submission: Submission
    tables: Sequence[Guarded]
    kept: Mapping[str, pd.DataFrame]
    stopped: Mapping[tuple[int, int], str]
    findings: Sequence[Finding]


def receive(submission: Submission, data: bytes, told: Sequence[Finding], base: Base) -> Received:
    """Check, guard and examine what was read from one file.

    Args:
        submission: the file as it was read.
        data: its bytes.
        told: the findings of the reading.
        base: the records that are there, with all that the kinds of the file refer to.
    """
    tables, faults = guard_submission(submission, base)
    candidates = [keepable(guarded) for guarded in tables]
    outcome, more = examine(candidates, submission.refused, base.federation)
    stopped = _stopped(candidates, outcome)
    return Received(
        file=PurePath(submission.file).name,
        sha256=hashlib.sha256(data).hexdigest(),
        submission=submission,
        tables=tables,
        kept=outcome.kept,
        stopped=stopped,
        findings=in_order(silenced([*told, *faults, *more])),
    )


def guard_submission(submission: Submission, base: Base) -> tuple[list[Guarded], list[Finding]]:
    """The tables of a submission checked and guarded; where a text beside its records exposes somebody (W315), no row is let through."""
    tables, findings = examined(submission.tables, base.as_of, public=False)
    exposures = list(exposed(submission.asides.texts))
    if not exposures:
        return tables, findings
    told = [Finding("W315", Place(submission.file), {"what": sort, "masked": masked}) for sort, masked in exposures]
    return [_withheld(guarded) for guarded in tables], [*findings, *told]


def check_submission(submission: Submission, told: Sequence[Finding], base: Base) -> tuple[Ledger, list[Finding]]:
    """What `gongkai check FILE` tells: the file by itself, held against the registers, and where each of its rows would end."""
    tables, faults = guard_submission(submission, base)
    outcome, more = examine(tables, submission.refused, base.federation)
    return outcome.ledger, in_order(silenced([*told, *faults, *more]))


def _withheld(guarded: Guarded) -> Guarded:
    """The table with none of its rows let through, because something beside its records must not be seen."""
    every = pd.DataFrame({"_row": guarded.table.rows["_row"].to_numpy(), "code": "W315"})
    return Guarded(guarded.table, guarded.table.rows.iloc[:0], every)


def _stopped(tables: Sequence[Guarded], outcome: Examined) -> dict[tuple[int, int], str]:
    """The code for which each row of the tables is not kept; those that are kept do not appear."""
    stopped: dict[tuple[int, int], str] = {}
    for number, guarded in enumerate(tables):
        for frame in (guarded.table.refused, guarded.withheld):
            stopped |= {(number, int(row)): str(code) for row, code in zip(frame["_row"], frame["code"], strict=True)}
    for frame in outcome.stopped.values():
        rows = zip(frame["_table"], frame["_row"], frame["code"], strict=True)
        stopped |= {(int(number), int(row)): str(code) for number, row, code in rows}
    return stopped
