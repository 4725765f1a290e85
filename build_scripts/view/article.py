"""One disclosure as its readers see it: what it says first, then how it came about, what changed, and how it can be verified."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from build_scripts.declare import Field
from build_scripts.kinds.catalogue import YES
from build_scripts.kinds.correction import REVISED
from build_scripts.kinds.disclosure import LEAST_NOTICE, NOTICE
from build_scripts.merge.relations import plain_records
from build_scripts.merge.workdays import Days
from build_scripts.view.account import Account, accounts
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt, position
from build_scripts.view.fingerprint import fingerprint, short_code

Record = Mapping[str, Any]
Fact = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a disclosure after it was published: 更正, 修订, in which version, when, why, and each field before and after."""

    type: str
    version: str
    on: str
    reason: str
    by: str
    changes: tuple[tuple[str, str, str], ...]


class Article(NamedTuple):
    """One disclosure, finished for the reader.

    `texts`: what the macro `article` prints, in its order: id, title, item, period, day, mode, what is amiss, summary, version,
    fingerprint, short code, file and line. `facts`: title, text, address of each further field, and of each step of approval.
    """

    index_number: str
    texts: tuple[str, ...]
    demo: bool
    account: Account | None
    events: tuple[Event, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """What remains of a disclosure that was taken down or revoked; nothing of its content."""

    id: str
    index_number: str
    item: str
    period: str
    published: str
    why: str
    on: str
    reason: str
    demo: bool


class Articles:
    """The disclosures of an edition as articles, any of them at a time."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        tables = edition.federation.tables
        self._kind = edition.federation.kinds["disclosure"]
        catalogue = tables["catalogue"].set_index("code")
        self._limits: Mapping[str, int] = catalogue["due_days"].dropna().astype(int).to_dict()
        self._notices: Mapping[str, int] = catalogue["notice_days"].dropna().astype(int).to_dict()
        self._accounts = accounts(edition)
        self._steps = _steps(edition)
        self._events = _events(edition)
        self._titles = edition.words.section("article")
        self._items = edition.headings["catalogue"]
        # Few days, windows and sources make a million disclosures.
        self._day = cache(edition.words.day)
        self._published, self._notice = cache(self._told_published), cache(self._told_notice)
        self._taken, self._window = cache(self._days_taken), cache(self._days_noticed)
        self._source, self._warned = cache(self._told_source), cache(self._told_amiss)

    def of(self, rows: Sequence[Record]) -> list[Article]:
        """The articles of these disclosures, in their order."""
        return [self._article(row) for row in rows]

    def _article(self, row: Record) -> Article:
        number, item, day = row["index_number"], row["item"], self._day
        taken = self._taken(row["document_on"], row["published_on"])
        window = self._window(row["notice_from"], row["notice_to"]) if row["mode"] == NOTICE else -1
        texts = (
            number.partition("/")[2],
            row["title"],
            self._items[item],
            day(row["period"]),
            day(row["published_on"]),
            row["mode"],
            self._warned(item, taken, window),
            row["summary"],
            position(row["version"]),
            fingerprint(self._kind, row),
            short_code(number),
            f"data/{row['_file']}",
            position(row["_line"]),
        )
        facts = (*self._facts(row, taken, window), *self._steps.get(number, ()))
        return Article(number, texts, row["_demo"], self._accounts.get(number), self._events.get(number, ()), facts)

    def _facts(self, row: Record, taken: int, window: int) -> Iterator[Fact]:
        for name in ("index_number", "publisher", "document_number"):
            if row[name]:
                yield self._titles[name], row[name], ""
        yield self._titles["document_on"], self._day(row["document_on"]), ""
        yield self._titles["published_on"], self._published(row["published_on"], taken), ""
        if row["mode"] == NOTICE:
            yield self._titles["notice"], self._notice(row["notice_from"], row["notice_to"], window), ""
        for name in ("feedback", "reason", "audience"):
            if row[name]:
                yield self._titles[name], row[name], ""
        if row["takedown_on"]:
            yield self._titles["takedown_on"], self._day(row["takedown_on"]), ""
        yield self._source(row["source"])

    def _days_taken(self, written: str, published: str) -> int:
        return int(self.edition.federation.workdays.late(*_moments(written, published))[0])

    def _days_noticed(self, start: str, end: str) -> int:
        return int(self.edition.federation.workdays.between(*_moments(start, end))[0])

    def _told_published(self, on: str, taken: int) -> str:
        """The day of publication, and how many working days after the document it was."""
        text = self._day(on)
        return exempt(Exemption.RECORD, self.edition.words("article.taken", day=text, days=taken)) if taken else text

    def _told_notice(self, start: str, end: str, window: int) -> str:
        """From when to when a notice stood, and how many working days that is."""
        told = self.edition.words("article.window", start=self._day(start), end=self._day(end), days=window)
        return exempt(Exemption.RECORD, told)

    def _told_source(self, code: str) -> Fact:
        return self._titles["source"], self.edition.heading("source", code), self.edition.href("source", code)

    def _told_amiss(self, item: str, taken: int, window: int) -> str:
        """That it was late, or that its notice (-1: there was none) was short; empty where neither."""
        words, limit, least = self.edition.words, self._limits.get(item, taken), self._notices.get(item, LEAST_NOTICE)
        told = words("article.late", days=taken - limit, limit=limit) if taken > limit else ""
        if 0 <= window < least:
            told = told + words("article.short", days=window, least=least)
        return exempt(Exemption.RECORD, told) if told else ""

    def gone(self, rows: Sequence[Record]) -> list[Gone]:
        """What remains of these rows of `Federation.gone`."""
        edition, day = self.edition, self.edition.words.day
        return [
            Gone(
                id=row["index_number"].partition("/")[2],
                index_number=row["index_number"],
                item=edition.heading("catalogue", row["item"]),
                period=day(row["period"]),
                published=day(row["published_on"]),
                why=row["why"],
                on=day(row["on"]),
                reason=row["reason"] or "",
                demo=bool(row["_demo"]),
            )
            for row in rows
        ]


def _moments(*days: str | None) -> Iterator[Days]:
    return (np.array([day or "NaT"], dtype="datetime64[D]") for day in days)


def _steps(edition: Edition) -> dict[str, tuple[Fact, ...]]:
    """The approval steps by index number, in the order of their days: the step, its day and by whom, no address."""
    rows = edition.federation.tables["approval"].sort_values(["disclosure", "on"], kind="stable")
    found: dict[str, tuple[Fact, ...]] = {}
    for row in plain_records(rows):
        told = row["step"], edition.words("article.step", on=edition.words.day(row["on"]), role=row["role"]), ""
        found[row["disclosure"]] = (*found.get(row["disclosure"], ()), told)
    return found


def _events(edition: Edition) -> dict[str, tuple[Event, ...]]:
    """By index number, what happened to it, the newest first; a later version without a reason is told as such."""
    federation = edition.federation
    now, before = federation.tables["disclosure"], federation.superseded.get("disclosure", federation.tables["disclosure"].iloc[:0])
    told = {(row["disclosure"], row["version"]): row for row in plain_records(federation.tables["correction"])}
    later = now[(now["version"] > 1).fillna(value=False) | now["index_number"].isin(before["index_number"])]
    shown = [field for field in federation.kinds["disclosure"].fields if field.name not in ("version", "source", "index_number")]
    versions: dict[str, dict[int, Record]] = {}
    for row in plain_records(pd.concat([before, later]).sort_values(["index_number", "version"])):
        versions.setdefault(row["index_number"], {})[row["version"]] = row
    return {
        number: tuple(
            _event(edition, told.get((number, version), {}), (known.get(version - 1), known[version]), shown)
            for version in reversed(known)
            if version > 1
        )
        for number, known in versions.items()
    }


def _event(edition: Edition, told: Record, rows: tuple[Record | None, Record], fields: Sequence[Field]) -> Event:
    before, after = rows
    hidden = edition.words("article.hidden") if told.get("hide_before") == YES else ""
    changes = [
        (field.title, hidden or _shown(edition, field, before[field.name]), _shown(edition, field, after[field.name]))
        for field in fields
        if before is not None and before[field.name] != after[field.name]
    ]
    return Event(
        type=told.get("type", REVISED),
        version=position(after["version"]),
        on=edition.words.day(told.get("on")),
        reason=told.get("reason", edition.words("article.no_reason")),
        by=told.get("decided_by") or "",
        changes=tuple(changes),
    )


def _shown(edition: Edition, field: Field, value: Any) -> str:
    if value is None:
        return ""
    if field.refers:
        return edition.heading(field.refers, value)
    return edition.words.day(value) if field.grammar.name in ("day", "period") else str(value)
