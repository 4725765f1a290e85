"""The ledger as CSV for people: one line for each record that was read, where it has gone, why, and on which page it is shown."""

import csv
import io
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.merge.ledger import KEY_MARK, PUBLISHED, Ledger
from build_scripts.messages import MESSAGES
from build_scripts.parse.inert import safe
from build_scripts.phrases import LEDGER
from build_scripts.place import Place
from build_scripts.sentences import CONTROL, HOLE, TIDIED, sentence, shown
from build_scripts.view.address import item_path
from build_scripts.view.edition import listing
from build_scripts.write.records import PER_PAGE, list_path

Spot = tuple[str, int, str]
"""A file or sheet, the line on which a record begins (0: all of the file or sheet), a code."""


@dataclass(frozen=True, slots=True)
class Account:
    """A ledger with the findings of the same reading and, where the records make a site, the published rows by kind."""

    ledger: Ledger
    findings: Sequence[Finding]
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)


def ledger_csv(accounts: Iterable[Account], kinds: Mapping[str, Kind]) -> bytes:
    """UTF-8 with BOM, no cell that a spreadsheet takes for a formula; the records in order of file and place.

    Columns: kind, file, place, key as it was written (long numbers masked unless it is published), how many cells the record states
    (empty: the file could not be cut into cells), state, code, reason, and for a published record the page that shows it
    (of one that was submitted and is in no list yet, the first page of the list).
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(LEDGER["columns"].split("|"))
    for account in accounts:
        writer.writerows(_lines(account, kinds))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _lines(account: Account, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, ...]]:
    entries = account.ledger.entries.sort_values(["file", "sheet", "line"], kind="stable", ignore_index=True)
    titles = {name: kind.title for name, kind in kinds.items()} | {"": LEDGER["no_kind"]}
    places, reasons = _told(entries, account.findings)
    columns = [
        _each(entries["kind"], titles.__getitem__),
        _each(entries["file"], _visible),
        places,
        _each(zip(entries["key"], entries["state"] == PUBLISHED, strict=True), lambda each: " · ".join(_words(*each))),
        _each(entries["cells"], lambda cells: str(cells) if cells >= 0 else ""),
        _each(entries["state"], LEDGER.__getitem__),
        entries["code"].tolist(),
        reasons,
        _pages(entries, account.tables, kinds),
    ]
    return zip(*(_each(column, safe) for column in columns), strict=True)


def _words(key: str, published: bool) -> Iterator[str]:
    """The parts of a key; long numbers of what is not public masked."""
    show = _visible if published else _shown
    return (show(word) for word in key.split(KEY_MARK) if word)


def _visible(text: str) -> str:
    return CONTROL.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


_shown = cache(shown)


def _each(column: Iterable[Any], write: Callable[[Any], str]) -> list[str]:
    """The column as it is written; what is repeated is written once."""
    values = list(column)
    written = {value: write(value) for value in set(values)}
    return [written[value] for value in values]


def _told(entries: pd.DataFrame, findings: Sequence[Finding]) -> tuple[list[str], list[str]]:
    """Where each record stands, in a workbook its faulty cell, and why it was stopped: the finding there, else what its code says."""
    found = _by_record(entries, findings)
    say = cache(lambda spot: sentence(found[spot]))
    places: list[str] = []
    reasons: list[str] = []
    columns = [entries[name].tolist() for name in ("file", "sheet", "line", "code")]
    for file, sheet, line, code in zip(*columns, strict=True):
        place, reason = Place(file, line, sheet=sheet) if sheet else None, ""
        if code:
            part = str(Place(file, sheet=sheet))
            spot = next((spot for spot in ((part, line, code), (part, 0, code), (file, 0, code)) if spot in found), None)
            reason = say(spot) if spot else _generally(code)
            place = found[spot].place if place and spot and spot[1] else place
        places.append(place.spot if place else str(line or ""))
        reasons.append(reason)
    return places, reasons


@cache
def _generally(code: str) -> str:
    """What is told of a code without its facts."""
    text = HOLE.sub(lambda hole: "" if hole[2] else "…", MESSAGES[code])
    for awkward, plain in TIDIED:
        text = text.replace(awkward, plain)
    return text


def _by_record(entries: pd.DataFrame, findings: Iterable[Finding]) -> dict[Spot, Finding]:
    """The first finding of each code in each record."""
    begins = {
        str(Place(str(file), sheet=str(sheet))): np.sort(lines.to_numpy()).tolist()
        for (file, sheet), lines in entries.groupby(["file", "sheet"])["line"]
    }
    found: dict[Spot, Finding] = {}
    for finding in findings:
        part = str(Place(finding.place.file, sheet=finding.place.sheet))
        before = bisect_right(begins.get(part, ()), finding.place.line)
        line = begins[part][before - 1] if before and finding.place.line else 0
        found.setdefault((part, line, finding.code), finding)
    return found


def _pages(entries: pd.DataFrame, tables: Mapping[str, pd.DataFrame], kinds: Mapping[str, Kind]) -> list[str]:
    """The page of each published record: its own, or that of the list on which it stands."""
    pages = np.full(len(entries), "", dtype=object)
    published = entries[entries["state"] == PUBLISHED]
    for name, rows in published.groupby("kind"):
        kind, table = kinds[str(name)], tables.get(str(name))
        if kind.heading:
            codes = rows["key"] if table is None else table[kind.key[0]].take(rows["position"].to_numpy())
            pages[rows.index] = [item_path(kind, code) for code in codes]
        elif table is None:
            pages[rows.index] = list_path(kind)
        else:
            rank = np.empty(len(table), dtype=np.int64)
            rank[listing(kind, table)] = np.arange(len(table))
            pages[rows.index] = _each(rank[rows["position"].to_numpy()] // PER_PAGE + 1, lambda number: list_path(kind, number))  # noqa: B023
    return pages.tolist()
