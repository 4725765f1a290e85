"""The whole way of a submission: read, held against what is there, kept where it may be kept, and what becomes of each row."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from build_scripts.declare import discover
from build_scripts.findings import Finding, in_order
from build_scripts.intake.attach import ATTACHMENT, Wish, read_attached
from build_scripts.intake.base import Base, Records
from build_scripts.intake.disagreements import disagreements
from build_scripts.intake.keep import Shelved, shelved, written_out
from build_scripts.intake.receive import Received, receive
from build_scripts.kinds.source import INVENTED, REPORTED, own_demo_source, own_source
from build_scripts.merge.ledger import REJECTED, WITHHELD
from build_scripts.phrases import SUBMITTED
from build_scripts.place import Place
from build_scripts.read.raw import RawTable
from build_scripts.read.submission import read_submission

ALWAYS = frozenset({"unit", "source"})
_LIKELY = (*sorted(ALWAYS), "observation")

Row = tuple[int, int]
"""A submitted row: the number of its table among those of the file, and its position there."""

Spot = tuple[str, int]
"""A file below the data folder and a line of it."""


@dataclass(frozen=True, slots=True)
class Fate:
    """Where one submitted row ends: the file that keeps it (empty: none), and the state and code that the next build gives it.

    `known`: the very same row had been kept before.
    """

    file: str
    state: str
    code: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A submission taken in.

    `rows`: per kind the rows that are kept, as text cells; `files` to write (paths below the data folder); the records `before` and
    `after`; each row's fate.
    """

    received: Received
    demo: bool
    before: Base
    after: Base
    rows: Mapping[str, pd.DataFrame]
    files: Mapping[str, bytes]
    fates: Mapping[Row, Fate]
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Folder:
    """The records that a file is held against: the data folder, the day (what is to be published later waits), whether it is invented."""

    data: Path
    as_of: date
    demo: bool


def take(name: str, data: bytes, folder: Folder) -> Taken:
    """Take one file of records in without writing anything; `name` is how findings call it."""
    records = Records(folder.data, folder.as_of)
    with ThreadPoolExecutor(1) as elsewhere:
        reading = elsewhere.submit(read_submission, name, data, discover(), folder.demo)
        for name in _LIKELY:
            if not reading.done():  # a child still takes the workbook apart
                records.load({name})
        submission, told = reading.result()
    base = records.base({raw.kind.name for raw in submission.tables} | ALWAYS)
    return _taken(receive(submission, data, told, base), base, folder.demo)


def take_attached(name: str, data: bytes, wish: Wish, folder: Folder) -> Taken:
    """Take one attachment in without writing anything."""
    base = Records(folder.data, folder.as_of).base({ATTACHMENT} | ALWAYS)
    submission, told, files = read_attached(name, data, wish, base, folder.demo)
    taken = _taken(receive(submission, data, told, base), base, folder.demo)
    kept = any(fate.file for fate in taken.fates.values())
    return replace(taken, files={**taken.files, **files}) if kept else taken


def _taken(received: Received, base: Base, demo: bool) -> Taken:
    rows = {kind: _rows(received, base, kind) for kind in received.kept}
    kept = {kind: shelved(base.kinds[kind], base, texts, demo) for kind, texts in rows.items()}
    sources = shelved(base.kinds["source"], base, _own_sources(rows, base, demo), demo)
    every = [*kept.values(), *([sources] if "source" not in kept else [])]
    after, merged = base.with_tables([_table(each, demo) for each in every], {path for each in every for path in each.rows["_path"]})
    where = dict(_where(rows, kept))
    fates = dict(_fates(received, kept, where, after))
    files = {path: data for each in every for path, data in each.files.items()}
    told = [*received.findings, *_told_here(merged, where, received), *_disagreeing(rows, after, received)]
    return Taken(received, demo, base, after, rows, files, fates, in_order(told))


def _rows(received: Received, base: Base, kind: str) -> pd.DataFrame:
    """The rows of a kind to keep, as text cells; `_table` and `_row` tell where each came from."""
    parts = [pd.DataFrame(columns=[*(field.name for field in base.kinds[kind].fields), "_table", "_row"])]
    for number, part in received.kept[kind].groupby("_table", sort=True):
        texts = written_out(base.kinds[kind], received.tables[int(number)].table.raw, part)
        parts.append(texts.assign(_table=int(number), _row=part["_row"].to_numpy()))
    return pd.concat(parts, ignore_index=True)


def _own_sources(rows: Mapping[str, pd.DataFrame], base: Base, demo: bool) -> pd.DataFrame:
    """The sources that are cited as the submissions of units and are not there yet."""
    code_of = own_demo_source if demo else own_source
    names = base.federation.tables["unit"].set_index("code")["name"]
    cited = {code for texts in rows.values() if "source" in texts for code in texts["source"]}
    there = set(base.federation.tables["source"]["code"])
    made = [
        {
            "code": code_of(unit),
            "title": SUBMITTED["title"].format(unit=names[unit]),
            "type": INVENTED if demo else REPORTED,
            "publisher": names[unit],
            "note": SUBMITTED["demo" if demo else "note"],
        }
        for unit in sorted(names.index)
        if code_of(unit) in cited - there
    ]
    return pd.DataFrame(made, columns=[field.name for field in base.kinds["source"].fields], dtype="str").fillna("")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Finds rows of several files at once."""

    spots: Sequence[Spot]

    def place(self, row: int, _field: str = "") -> Place:
        """The line of the file that keeps the row."""
        return Place(*self.spots[row])

    def lines(self) -> Sequence[int]:
        """The line of each row in its own file."""
        return [line for _, line in self.spots]


def _table(each: Shelved, demo: bool) -> RawTable:
    """The rows of all files of a kind that a submission touches, as one table: checked in one go, however many units they are of."""
    names = [field.name for field in each.kind.fields]
    spots = list(zip(each.rows["_path"].tolist(), each.rows["_line"].tolist(), strict=True))
    return RawTable(each.kind, f"{each.kind.name}/submitted", each.rows[names].reset_index(drop=True), _Shelf(spots), (), demo)


def _where(rows: Mapping[str, pd.DataFrame], kept: Mapping[str, Shelved]) -> Iterator[tuple[Spot, list[Row]]]:
    """Every line that keeps submitted rows, with these: more than one where they are the same."""
    for kind, texts in rows.items():
        names = [field.name for field in kept[kind].kind.fields]
        lines = kept[kind].rows
        spots = dict(zip(lines[names].itertuples(index=False, name=None), zip(lines["_path"], lines["_line"], strict=True), strict=True))
        found: dict[Spot, list[Row]] = {}
        for cells, number, row in zip(texts[names].itertuples(index=False, name=None), texts["_table"], texts["_row"], strict=True):
            found.setdefault(spots[cells], []).append((int(number), int(row)))
        yield from sorted(found.items())


def _fates(received: Received, kept: Mapping[str, Shelved], where: Mapping[Spot, Sequence[Row]], after: Base) -> Iterator[tuple[Row, Fate]]:
    for row, code in received.stopped.items():
        yield row, Fate("", REJECTED if code.startswith("E") else WITHHELD, code)
    entries = after.federation.ledger.entries
    for kind, each in kept.items():
        booked = entries[(entries["file"] == f"{kind}/submitted") & (entries["kind"] == kind)]
        columns = (each.rows["_path"], each.rows["_line"], each.rows["_known"], booked["state"], booked["code"])
        for path, line, known, state, code in zip(*(column.tolist() for column in columns), strict=True):
            for number, row in enumerate(where.get((path, line), ())):
                yield row, Fate("", WITHHELD, "W307") if number else Fate(path, state, code, bool(known))


def _told_here(merged: Sequence[Finding], where: Mapping[Spot, Sequence[Row]], received: Received) -> Iterator[Finding]:
    """What merging tells of the kept rows, at their places in the submitted file, and was not told of the submission by itself."""
    known = {_said(finding) for finding in received.findings}
    for finding in merged:
        for number, row in where.get((finding.place.file, finding.place.line), ()):
            told = replace(finding, place=received.tables[number].table.raw.locator.place(row))
            if _said(told) not in known:
                yield told


def _said(finding: Finding) -> tuple[str, str, int, tuple[tuple[str, str], ...]]:
    """What is told of a row, whichever of its cells it is told at."""
    return finding.code, finding.place.file, finding.place.line, tuple(sorted(finding.facts.items()))


def _disagreeing(rows: Mapping[str, pd.DataFrame], after: Base, received: Received) -> Iterator[Finding]:
    for (number, row), said in disagreements(rows, after.federation):
        yield Finding("N401", received.tables[number].table.raw.locator.place(row), {"said": said})
