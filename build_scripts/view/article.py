"""One disclosure as its readers see it: what it says first, then how it came about, what changed, and how it can be verified."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from build_scripts.kinds.disclosure import LEAST_NOTICE, NOTICE
from build_scripts.merge.places import place
from build_scripts.merge.relations import plain_records
from build_scripts.view.account import Account, accounts
from build_scripts.view.address import disclosure_path
from build_scripts.view.edition import Edition
from build_scripts.view.events import Event, events_of
from build_scripts.view.figure import Exemption, exempt, position
from build_scripts.view.fingerprint import fingerprint, short_code
from build_scripts.view.sheet import sheet_code

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Article:
    """One disclosure, finished for the reader. `facts`: title, text, address of each further field; `warned`: what is amiss.

    `qr` is the source of its QR code, empty where the site has no address; `data` the file of the API that holds its record.
    """

    id: str
    path: str
    title: str
    summary: str
    publisher: str
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
    qr: str
    data: str
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
        self._events = events_of(edition)
        self._site = str(edition.federation.site["address"] or "")
        self._places: dict[str, str] = {}

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
        day, path = edition.words.day, disclosure_path(number)
        printed = fingerprint(self._kind, row)
        return Article(
            id=number.partition("/")[2],
            path=path,
            title=row["title"],
            summary=row["summary"],
            publisher=row["publisher"],
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
            fingerprint=printed,
            code=short_code(number),
            qr=sheet_code(self._site, path, printed),
            data=self._data(row["unit"], row["published_on"][:4]),
            index_number=number,
            file=f"data/{row['_file']}",
            line=position(row["_line"]),
        )

    def _data(self, unit: str, year: str) -> str:
        if unit not in self._places:
            self._places[unit] = place(self.edition.tree, unit)
        return f"api/v1/disclosure/{self._places[unit]}-{year}.json"

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
