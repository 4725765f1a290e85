"""One disclosure as its readers see it: what it says first, then how it came about, what changed, and how it can be verified."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np

from build_scripts.derive.punctuality.duties import LATE, duties
from build_scripts.kinds.disclosure import LEAST_NOTICE, NOTICE
from build_scripts.merge.places import place
from build_scripts.merge.relations import plain_records
from build_scripts.merge.workdays import Days
from build_scripts.view.account import Account, accounts
from build_scripts.view.address import disclosure_path
from build_scripts.view.edition import Edition
from build_scripts.view.events import Event, events_of
from build_scripts.view.figure import Exemption, exempt, position
from build_scripts.view.fingerprint import fingerprint, short_code
from build_scripts.view.sheet import sheet_code

Record = Mapping[str, Any]
Fact = tuple[str, str, str]


class Article(NamedTuple):
    """One disclosure, finished for the reader.

    `texts`: what the macro `article` prints, in its order: id, publisher, title, item, period, day, mode, what is amiss, summary, version,
    fingerprint, short code, file, line, and the source of its QR code (empty where the site has no address). `data`: the file of the API
    that holds its record. `facts`: title, text, address of each further field, and of each step of approval.
    """

    index_number: str
    texts: tuple[str, ...]
    data: str
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
        self._notices: Mapping[str, int] = catalogue["notice_days"].dropna().astype(int).to_dict()
        self._accounts = accounts(edition)
        self._steps = _steps(edition)
        self._events = events_of(edition)
        self._site = str(edition.federation.site["address"] or "")
        self._late = _late_days(edition)
        self._titles = edition.words.section("article")
        self._items = edition.headings["catalogue"]
        # Few days, windows and sources make a million disclosures.
        self._day = cache(edition.words.day)
        self._place = cache(partial(place, edition.tree))
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
        printed = fingerprint(self._kind, row)
        texts = (
            number.partition("/")[2],
            row["publisher"],
            row["title"],
            self._items[item],
            day(row["period"]),
            day(row["published_on"]),
            row["mode"],
            self._warned(self._late.get(number, 0), item, window),
            row["summary"],
            position(row["version"]),
            printed,
            short_code(number),
            f"data/{row['_file']}",
            position(row["_line"]),
            sheet_code(self._site, disclosure_path(number), printed),
        )
        facts = (*self._facts(row, taken, window), *self._steps.get(number, ()))
        data = f"api/v1/disclosure/{self._place(row['unit'])}-{row['published_on'][:4]}.json"
        return Article(number, texts, data, row["_demo"], self._accounts.get(number), self._events.get(number, ()), facts)

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

    def _told_amiss(self, late: int, item: str, window: int) -> str:
        """That it was late by the calendar of duties, or that its notice (-1: there was none) was short; empty where neither."""
        words, least = self.edition.words, self._notices.get(item, LEAST_NOTICE)
        told = words("article.late", days=late) if late else ""
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


def _late_days(edition: Edition) -> dict[str, int]:
    """By index number, how many working days after its due day a disclosure came; the same as in the calendar of who owed it."""
    rows = duties(edition.federation).rows
    late = rows[(rows["state"] == LATE) & (rows["record"] >= 0)]
    numbers = edition.federation.tables["disclosure"]["index_number"].iloc[late["record"].to_numpy()]
    return dict(zip(numbers.tolist(), late["late_days"].tolist(), strict=True))


def _steps(edition: Edition) -> dict[str, tuple[Fact, ...]]:
    """The approval steps by index number, in the order of their days: the step, its day and by whom, no address."""
    rows = edition.federation.tables["approval"].sort_values(["disclosure", "on"], kind="stable")
    found: dict[str, tuple[Fact, ...]] = {}
    for row in plain_records(rows):
        told = row["step"], edition.words("article.step", on=edition.words.day(row["on"]), role=row["role"]), ""
        found[row["disclosure"]] = (*found.get(row["disclosure"], ()), told)
    return found
