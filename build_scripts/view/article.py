"""Disclosures as their readers see them: what they say first, then how they came about, what changed, and how they can be verified."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from build_scripts.derive.punctuality.duties import LATE, duties
from build_scripts.kinds.disclosure import LEAST_NOTICE, NOTICE
from build_scripts.merge.places import place
from build_scripts.merge.relations import plain_records
from build_scripts.merge.workdays import Days
from build_scripts.view.account import accounts
from build_scripts.view.address import disclosure_path
from build_scripts.view.columns import Cell, Column, Ints, column, filled, positions, stored, told, where
from build_scripts.view.edition import Edition
from build_scripts.view.events import events_of
from build_scripts.view.figure import Exemption, exempt
from build_scripts.view.fingerprint import fingerprints, short_codes
from build_scripts.view.sheet import codes, sheet_address

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One further field of disclosures: its title, its text (empty where a disclosure lacks it), and from the root where it leads."""

    title: str
    text: Cell
    href: Cell = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Disclosures finished for the reader, a row each.

    `numbers`: index numbers. `texts`: what the macro `article` prints, in its order: id, publisher, title, item, period, day, mode, what is
    amiss, summary, version, fingerprint, short code, file, line, and the source of its QR code (empty where the site has no address).
    `data`: the file of the API that holds the record. `facts` in their order.
    """

    numbers: Column
    texts: tuple[Cell, ...]
    data: Column
    demo: np.ndarray[Any, np.dtype[np.bool_]]
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
    """The disclosures of an edition as articles, any of them at a time.

    `accounts`, `events` and `steps` (title and text of each step of approval) by index number: few disclosures have any.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        tables = edition.federation.tables
        self._table = tables["disclosure"]
        self._kind = edition.federation.kinds["disclosure"]
        catalogue = tables["catalogue"].set_index("code")
        self._notices: Mapping[str, int] = catalogue["notice_days"].dropna().astype(int).to_dict()
        self.accounts = accounts(edition)
        self.steps = _steps(edition)
        self.events = events_of(edition)
        self._site = str(edition.federation.site["address"] or "")
        self._late = _late_days(edition)
        self._titles = edition.words.section("article")
        self._items = edition.headings["catalogue"]
        # Few days, windows and sources make a million disclosures.
        self._day = cache(edition.words.day)
        self._data = cache(partial(_data_file, edition))
        self._published, self._notice, self._warned = cache(self._told_published), cache(self._told_notice), cache(self._told_amiss)

    def of(self, rows: Ints) -> Written:
        """The disclosures at these positions."""
        own, day, titles = self._table.iloc[rows], self._day, self._titles
        text = {field.name: stored(own, field.name) for field in self._kind.fields}
        written, on, period = (text[name] for name in ("document_on", "published_on", "period"))
        taken = self.edition.federation.workdays.late(_days(own["document_on"]), _days(own["published_on"]))
        noticed = (own["mode"] == NOTICE).to_numpy(dtype=bool)
        window = self.edition.federation.workdays.between(_days(own["notice_from"]), _days(own["notice_to"]))
        window = np.where(noticed, window, -1)
        numbers = text["index_number"]
        places = [disclosure_path(number) for number in numbers.to_pylist()]
        printed = fingerprints(self._kind, own)
        texts = (
            column([place.partition("#")[2] for place in places]),
            text["publisher"],
            text["title"],
            told(self._items.__getitem__, text["item"]),
            told(day, period),
            told(day, on),
            text["mode"],
            told(self._warned, self._late[rows], text["item"], window),
            text["summary"],
            positions(own["version"].to_numpy(dtype=np.int64)),
            printed,
            short_codes(numbers),
            told("data/{}".format, stored(own, "_file")),
            positions(own["_line"].to_numpy(dtype=np.int64)),
            column(codes([sheet_address(self._site, *each) for each in zip(places, printed.to_pylist(), strict=True)])),
        )
        facts = (
            *(Fact(titles[name], text[name]) for name in ("index_number", "publisher", "document_number")),
            Fact(titles["document_on"], told(day, written)),
            Fact(titles["published_on"], told(self._published, on, taken)),
            Fact(titles["notice"], where(noticed, told(self._notice, text["notice_from"], text["notice_to"], window))),
            *(Fact(titles[name], text[name]) for name in ("feedback", "reason", "audience")),
            Fact(titles["takedown_on"], told(day, text["takedown_on"])),
            Fact(titles["source"], *(told(partial(tell, "source"), text["source"]) for tell in (self.edition.heading, self.edition.href))),
        )
        data = told(self._data, text["unit"], pc.utf8_slice_codeunits(on, 0, 4))
        return Written(numbers, texts, data, own["_demo"].to_numpy(dtype=bool), tuple(fact for fact in facts if np.any(filled(fact.text))))

    def _told_published(self, on: str, taken: int) -> str:
        """The day of publication, and how many working days after the document it was."""
        text = self._day(on)
        return exempt(Exemption.RECORD, self.edition.words("article.taken", day=text, days=taken)) if taken else text

    def _told_notice(self, start: str, end: str, window: int) -> str:
        """From when to when a notice stood, and how many working days that is."""
        told = self.edition.words("article.window", start=self._day(start), end=self._day(end), days=window)
        return exempt(Exemption.RECORD, told)

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


def _data_file(edition: Edition, unit: str, year: str) -> str:
    return f"api/v1/disclosure/{place(edition.tree, unit)}-{year}.json"


def _days(texts: pd.Series) -> Days:
    days: Days = texts.to_numpy(dtype=object, na_value="NaT").astype("datetime64[D]")
    return days


def _late_days(edition: Edition) -> Ints:
    """By position, how many working days after its due day a disclosure came; the same as in the calendar of who owed it."""
    rows = duties(edition.federation).rows
    late = rows[(rows["state"] == LATE) & (rows["record"] >= 0)]
    found = np.zeros(len(edition.federation.tables["disclosure"]), np.int64)
    found[late["record"].to_numpy()] = late["late_days"].to_numpy()
    return found


def _steps(edition: Edition) -> dict[str, tuple[tuple[str, str], ...]]:
    """The approval steps by index number, in the order of their days: the step, its day and by whom."""
    rows = edition.federation.tables["approval"].sort_values(["disclosure", "on"], kind="stable")
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in plain_records(rows):
        told = row["step"], edition.words("article.step", on=edition.words.day(row["on"]), role=row["role"])
        found[row["disclosure"]] = (*found.get(row["disclosure"], ()), told)
    return found
