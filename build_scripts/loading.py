"""Records into the checked model: read, check, guard and merge, before anything is derived or drawn."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from build_scripts.check.table import check_table
from build_scripts.declare import Kind, discover
from build_scripts.findings import Finding, in_order
from build_scripts.guard.attachment import guard_attachments
from build_scripts.guard.table import Guarded, guard_table
from build_scripts.merge.federation import Federation, merge
from build_scripts.read.attachment_folder import AttachmentFolder
from build_scripts.read.folder import read_folder
from build_scripts.read.raw import RawTable


def load(data: Path, as_of: date, public: bool) -> tuple[Federation, list[Finding]]:
    """Read, check, guard and merge all records."""
    kinds = discover()
    reading, findings = read_folder(data, kinds)
    guarded, faults = examined(reading.tables, as_of, public)
    guarded, held = guard_attachments(guarded, AttachmentFolder(data))
    federation, more = merge(guarded, reading.refused, kinds, as_of.isoformat())
    return federation, in_order([*findings, *faults, *held, *more])


def examined(tables: Iterable[RawTable], as_of: date, public: bool) -> tuple[list[Guarded], list[Finding]]:
    """Raw tables checked and guarded."""
    guarded: list[Guarded] = []
    findings: list[Finding] = []
    for raw in tables:
        table, faults = check_table(raw)
        kept, held = guard_table(table, public, as_of.isoformat())
        findings += [*faults, *held]
        guarded.append(kept)
    return guarded, findings


def kind_named(name: str) -> Kind | None:
    """The kind of that name or title."""
    kinds = discover()
    return kinds.get(name) or next((kind for kind in kinds.values() if kind.title == name), None)
