"""One disclosure as its readers see it: what it says first, then how it came about, what changed, and how it can be verified."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.declare import Field
from build_scripts.kinds.catalogue import YES
from build_scripts.kinds.correction import REVISED
from build_scripts.kinds.disclosure import LEAST_NOTICE, NOTICE
from build_scripts.merge.relations import plain_records
from build_scripts.view.account import Account, accounts
from build_scripts.view.address import disclosure_path
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt, position
from build_scripts.view.fingerprint import fingerprint, short_code

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a disclosure after it was published: 更正, 修订, in which version, when, why, and each field before and after."""

    type: str
    version: str
    on: str
    reason: str
    by: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One disclosure, finished for the reader. `facts`: title, text, address of each further field; `warned`: what is amiss."""

    id: str
    path: str
    title: str
    summary: str
    item: str
    period: str
    on: str
    mode: str
    demo: bool
    facts: tuple[tuple[str, str, str], ...]
    warned: str
    events: tuple[Event, ...]
    account: Account | None
    steps: tuple[tuple[str, str, str], ...]
    version: str
    fingerprint: str
    code: str
    index_number: str
    file: str
    line: str


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

    def of(self, rows: Sequence[Record]) -> list[Article]:
        """The articles of these disclosures, in their order."""
        if not rows:
            return []
        calendar = self.edition.federation.workdays
        written, published, start, end = (
            np.array([row[name] or "NaT" for row in rows], dtype="datetime64[D]")
            for name in ("document_on", "published_on", "notice_from", "notice_to")
        )
        taken, noticed = calendar.late(written, published).tolist(), calendar.between(start, end).tolist()
        return [self._article(row, days, window) for row, days, window in zip(rows, taken, noticed, strict=True)]

    def _article(self, row: Record, taken: int, window: int) -> Article:
        edition, number = self.edition, row["index_number"]
        day = edition.words.day
        return Article(
            id=number.partition("/")[2],
            path=disclosure_path(number),
            title=row["title"],
            summary=row["summary"],
            item=edition.heading("catalogue", row["item"]),
            period=day(row["period"]),
            on=day(row["published_on"]),
            mode=row["mode"],
            demo=row["_demo"],
            facts=tuple(self._facts(row, taken, window)),
            warned=self._warned(row, taken, window),
            events=self._events.get(number, ()),
            account=self._accounts.get(number),
            steps=self._steps.get(number, ()),
            version=position(row["version"]),
            fingerprint=fingerprint(self._kind, row),
            code=short_code(number),
            index_number=number,
            file=f"data/{row['_file']}",
            line=position(row["_line"]),
        )

    def _facts(self, row: Record, taken: int, window: int) -> Iterator[tuple[str, str, str]]:
        words, day = self.edition.words, self.edition.words.day
        yield words("article.index_number"), row["index_number"], ""
        yield words("article.publisher"), row["publisher"], ""
        if row["document_number"]:
            yield words("article.document_number"), row["document_number"], ""
        yield words("article.document_on"), day(row["document_on"]), ""
        told = words("article.taken", day=day(row["published_on"]), days=taken) if taken else day(row["published_on"])
        yield words("article.published_on"), exempt(Exemption.RECORD, told), ""
        if row["mode"] == NOTICE:
            told = words("article.window", start=day(row["notice_from"]), end=day(row["notice_to"]), days=window)
            yield words("article.notice"), exempt(Exemption.RECORD, told), ""
        for name in ("feedback", "reason", "audience"):
            if row[name]:
                yield words(f"article.{name}"), row[name], ""
        if row["takedown_on"]:
            yield words("article.takedown_on"), day(row["takedown_on"]), ""
        yield words("article.source"), self.edition.heading("source", row["source"]), self.edition.href("source", row["source"])

    def _warned(self, row: Record, taken: int, window: int) -> str:
        words, limit = self.edition.words, self._limits.get(row["item"], taken)
        least = self._notices.get(row["item"], LEAST_NOTICE)
        told = words("article.late", days=taken - limit, limit=limit) if taken > limit else ""
        if row["mode"] == NOTICE and window < least:
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


def _steps(edition: Edition) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """The approval steps by index number, in the order of their days."""
    rows = edition.federation.tables["approval"].sort_values(["disclosure", "on"], kind="stable")
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for row in plain_records(rows):
        found[row["disclosure"]] = (*found.get(row["disclosure"], ()), (row["step"], edition.words.day(row["on"]), row["role"]))
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
