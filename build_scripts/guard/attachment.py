"""Decides which attachments may be shown: the file must be what its name says, and its text is guarded like any other."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import pandas as pd

from build_scripts.check.table import Table
from build_scripts.findings import Finding
from build_scripts.guard.identifiers import identifiers
from build_scripts.guard.markings import marking
from build_scripts.guard.signs import plain
from build_scripts.guard.table import Guarded
from build_scripts.place import Place
from build_scripts.renew.attachment import PAGE_END, PDF, PICTURES
from build_scripts.renew.bare import is_bare

ATTACHMENT = "attachment"
_EDGE = 80  # signs at the end of a page and the start of the next that may belong together


class Files(Protocol):
    """Where the files of attachments lie."""

    def place(self, name: str, demo: bool) -> str:
        """Where a file stands or should stand."""

    def content(self, name: str, demo: bool) -> bytes | None:
        """Its bytes; None where there is none."""

    def text(self, name: str, demo: bool) -> str | None:
        """The text found in it; None where there is none."""

    def names(self) -> Iterator[tuple[str, bool]]:
        """Every file, and whether it belongs to invented records."""


def guard_attachments(guarded: Sequence[Guarded], files: Files) -> tuple[list[Guarded], list[Finding]]:
    """Withhold or refuse rows of attachments by their files; all other tables go on as they are.

    E081 the file is not there; E082 it is not what its name says or was not made here; E083 it has another length or number of pages than
    stated; W320 it has pages that only a person can read, and nobody has; W321 its text holds a personal identifier; W323 its text is not
    there; W324 its text is marked as internal or secret. W322 tells of files that no record names.
    """
    findings: list[Finding] = []
    kept = []
    for each in guarded:
        if each.table.raw.kind.name == ATTACHMENT:
            each, told = _guard(each, files)
            findings += told
        kept.append(each)
    return kept, [*findings, *_unnamed(guarded, files)]


def _guard(guarded: Guarded, files: Files) -> tuple[Guarded, list[Finding]]:
    findings: list[Finding] = []
    stopped: dict[int, str] = {}
    for position, row in enumerate(guarded.rows.to_dict("records")):
        for code, field, facts in _faults({str(name): value for name, value in row.items()}, files, guarded.table.raw.demo):
            findings.append(Finding(code, guarded.table.raw.locator.place(int(row["_row"]), field), _titled(guarded.table, field) | facts))
            stopped.setdefault(position, code)
    if not stopped:
        return guarded, findings
    held = np.zeros(len(guarded.rows), dtype=bool)
    held[list(stopped)] = True
    gone = pd.DataFrame({"_row": guarded.rows["_row"].to_numpy()[held], "code": [stopped[position] for position in sorted(stopped)]})
    withheld = pd.concat([guarded.withheld.astype({"_row": "int64", "code": "str"}), gone], ignore_index=True)
    return Guarded(guarded.table, guarded.rows[~held].reset_index(drop=True), withheld), findings


def _titled(table: Table, field: str) -> dict[str, str]:
    return {"title": table.raw.kind.field(field).title}


def _faults(row: Mapping[str, Any], files: Files, demo: bool) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What is wrong with one attachment: code, field and facts."""
    name = str(row["file"])
    suffix = name[name.rindex(".") :]
    data, text = files.content(name, demo), files.text(name, demo)
    where = files.place(name, demo)
    if data is None:
        yield "E081", "file", {"target": name, "folder": where.removesuffix(name)}
        return
    if hashlib.sha256(data).hexdigest() != name.removesuffix(suffix) or not is_bare(suffix, data):
        yield "E082", "file", {"target": name}
        return
    if row["bytes"] != len(data):
        yield "E083", "bytes", {"found": str(row["bytes"]), "expected": str(len(data))}
    if text is None:
        yield "W323", "file", {"target": f"{where}.txt"}
        return
    pages = text.split(PAGE_END)
    if row["pages"] != len(pages):
        yield "E083", "pages", {"found": str(row["pages"]), "expected": str(len(pages))}
    unread = 1 if suffix in PICTURES or (suffix == PDF and not text.strip()) else 0
    if pd.isna(row["reviewed_by"]) and max(int(row["scanned"]), unread):
        yield "W320", "reviewed_by", {"pages": str(max(int(row["scanned"]), unread))}
    yield from ((code, "file", facts) for code, facts in exposed(text))


def exposed(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What keeps the text of an attachment from the public, code and facts, page by page and across the ends of pages (W321, W324)."""
    pages = text.split(PAGE_END)
    told = set()
    for number, page in enumerate(pages, 1):
        for sort, masked in identifiers(page):
            told.add((sort, masked))
            yield "W321", {"page": str(number), "what": sort, "masked": masked}
        marks = [mark for mark in map(marking, map(plain, page.split("\n"))) if mark]
        if marks:
            yield "W324", {"page": str(number), "found": marks[0]}
    for before, after in pairwise(pages):
        for sort, masked in identifiers(before[-_EDGE:] + "\n" + after[:_EDGE]):
            if (sort, masked) not in told:
                told.add((sort, masked))
                yield "W321", {"page": "", "what": sort, "masked": masked}


def _unnamed(guarded: Sequence[Guarded], files: Files) -> Iterator[Finding]:
    named = {
        (name, each.table.raw.demo)
        for each in guarded
        if each.table.raw.kind.name == ATTACHMENT and "file" in each.table.raw.cells
        for name in each.table.raw.cells["file"]
    }
    for name, demo in files.names():
        if (name, demo) not in named:
            yield Finding("W322", Place(files.place(name, demo)))
