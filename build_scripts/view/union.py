"""Those who disclose, a unit at a time: what each is, what it tells its members, its calendar of duties, all it disclosed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from build_scripts.derive.honours_by_unit import standing
from build_scripts.derive.punctuality.duties import ALWAYS, EXEMPT, LATE, MISSING, ON_TIME, PENDING, duties
from build_scripts.kinds.unit import FEDERATION, UNION
from build_scripts.merge.relations import plain_records
from build_scripts.view.address import disclosure_path, is_federation, item_path, union_path
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt

STATE_KEYS: Mapping[str, str] = {ON_TIME: "on_time", LATE: "late", MISSING: "missing", EXEMPT: "exempt", PENDING: "pending"}
Record = Mapping[str, Any]
Ints = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Somebody who discloses: code, name, the unit it belongs to (today's code), whether it is a federation."""

    code: str
    name: str
    unit: str
    federation: bool

    @property
    def path(self) -> str:
        """Its page."""
        return union_path(self.code)


class Duty(NamedTuple):
    """One line of the calendar: key of the state, item, period, the day it is due, the state, what it leads to, a note; the day in ISO."""

    key: str
    item: str
    period: str
    due: str
    state: str
    href: str
    note: str
    due_on: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What members ask, and where the answer stands (empty: it has not been disclosed)."""

    question: str
    title: str
    href: str
    on: str
    demo: bool


@dataclass(frozen=True, slots=True)
class Folder:
    """All that the pages of one unit are made from, in plain values.

    `publishers` by code; `home`: by publisher the disclosures whose address lies on its pages, the newest first; `guests`: those that a
    union disclosed under the numbers of another; `gone`, `calendar` (what is due last first) and `register` by publisher.
    """

    unit: str
    publishers: tuple[Publisher, ...]
    home: Mapping[str, list[Record]]
    guests: Mapping[str, list[Record]]
    gone: Mapping[str, list[Record]]
    calendar: Mapping[str, list[Duty]]
    register: Mapping[str, Record]

    def of(self, code: str) -> list[Record]:
        """All that a union or a federation disclosed."""
        return [*self.home.get(code, ()), *self.guests.get(code, ())]

    @property
    def disclosures(self) -> list[Record]:
        """All that stands on the pages of the unit, the newest first."""
        found = [row for rows in self.home.values() for row in rows]
        return sorted(found, key=_moment, reverse=True)


class Unions:
    """All that disclose; what belongs to a unit is found by position, and copied only when its folder is asked for."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.duties = duties(edition.federation)
        self._day = cache(edition.words.day)
        self.rows = edition.federation.tables["disclosure"]
        self._owners = {each.code: each for each in self.publishers}
        prefix = self.rows["index_number"].str.replace("/.*", "", regex=True)
        units = {code: self._unit(code) for code in prefix.unique()}
        self.places = prefix.map(units)
        guests = np.flatnonzero((self.rows["organisation"].notna() & (self.rows["organisation"] != prefix)).to_numpy(dtype=bool))
        self._guests = _grouped(self.rows["organisation"].iloc[guests].map(lambda code: self._unit(code)), guests)
        self._places = _grouped(self.places, np.arange(len(self.rows)))
        gone = edition.federation.gone
        self._gone = _grouped(gone["index_number"].map(lambda number: self._unit(_prefix(number))), np.arange(len(gone)))
        owing = self.duties.publishers["unit"].to_numpy(dtype=object)[self.duties.rows["publisher"].to_numpy()]
        self._duties = _grouped(pd.Series(owing, dtype=object), np.arange(len(owing)))

    def _unit(self, code: str) -> str:
        """The unit on whose pages stands what this publisher numbers."""
        if is_federation(code):
            return self.edition.tree.current(code)
        return self._owners[code].unit if code in self._owners else ""

    @cached_property
    def publishers(self) -> list[Publisher]:
        """Every union in the register, every federation that discloses or owes, and every former code under which there is something."""
        edition = self.edition
        unions, tree = edition.federation.tables["organisation"], edition.tree
        units = {code: tree.current(code) for code in unions["unit"].unique()}
        found = [
            Publisher(code, name, units[unit], federation=False)
            for code, name, unit in zip(*(unions[column].tolist() for column in ("code", "name", "unit")), strict=True)
        ]
        numbers = pd.concat([self.rows["index_number"], edition.federation.gone["index_number"]])
        told = {code for code in numbers.str.replace("/.*", "", regex=True).unique() if is_federation(code)}
        owing = self.duties.publishers.loc[self.duties.rows["publisher"].unique()]
        told |= set(owing.loc[~owing["union"], "code"])
        federations = [code for code in sorted(told) if code in tree.units.index]
        return found + [Publisher(code, federation_name(edition, code), tree.current(code), federation=True) for code in federations]

    @cached_property
    def federations(self) -> frozenset[str]:
        """The codes of the federations that have a page here."""
        return frozenset(each.code for each in self.publishers if each.federation)

    @cached_property
    def units(self) -> Mapping[str, tuple[Publisher, ...]]:
        """The publishers of each unit, by its code of today, in order of code."""
        found: dict[str, list[Publisher]] = {}
        for each in self.publishers:
            found.setdefault(each.unit, []).append(each)
        return {unit: tuple(sorted(each, key=lambda one: one.code)) for unit, each in sorted(found.items())}

    def folder(self, unit: str) -> Folder:
        """What the pages of a unit are made from."""
        home, guests = (self._records(places.get(unit, _NONE)) for places in (self._places, self._guests))
        gone = plain_records(self.edition.federation.gone.iloc[self._gone.get(unit, _NONE)])
        unions = self.edition.federation.tables["organisation"]
        codes = [each.code for each in self.units[unit] if not each.federation]
        register = plain_records(unions[unions["code"].isin(codes)]) if codes else []
        return Folder(
            unit,
            self.units[unit],
            _by(home, lambda row: _prefix(row["index_number"])),
            _by(guests, lambda row: row["organisation"]),
            _by(sorted(gone, key=_moment, reverse=True), lambda row: _prefix(row["index_number"])),
            self._calendar(self._duties.get(unit, _NONE)),
            {row["code"]: row for row in register},
        )

    def _records(self, places: Ints) -> list[Record]:
        """The disclosures there, the newest first."""
        return sorted(plain_records(self.rows.iloc[places]), key=_moment, reverse=True)

    def _calendar(self, places: Ints) -> dict[str, list[Duty]]:
        rows = self.duties.rows.iloc[places].sort_values(["due_on", "item"], ascending=[False, True], kind="stable")
        codes = self.duties.publishers["code"].to_numpy(dtype=object)[rows["publisher"].to_numpy()]
        records = rows["record"].to_numpy()
        numbers = self.rows["index_number"].iloc[records[records >= 0]].tolist()
        address = iter(map(disclosure_path, numbers))
        due = np.datetime_as_string(rows["due_on"].to_numpy(), unit="D").tolist() if len(rows) else []
        columns = (rows[name].tolist() for name in ("item", "period", "state", "late_days", "exemption"))
        found: dict[str, list[Duty]] = {}
        for code, place, day, item, period, state, late, exemption in zip(codes, records.tolist(), due, *columns, strict=True):
            href = next(address) if place >= 0 else ""
            found.setdefault(code, []).append(self._duty((item, period, day), state, href, self._note(state, late, exemption, place)))
        return found

    def _note(self, state: str, late: int, exemption: int, place: int) -> str:
        if exemption >= 0 and place >= 0:
            return self.edition.words("union.exempt_told")
        if state in (LATE, MISSING):
            if (state, late) not in self._notes:
                told = self.edition.words(f"union.{'late' if state == LATE else 'overdue'}", days=late)
                self._notes[state, late] = exempt(Exemption.RECORD, told)
            return self._notes[state, late]
        return self.edition.federation.tables["exemption"]["reason"].iloc[exemption] if state == EXEMPT and exemption >= 0 else ""

    @cached_property
    def _notes(self) -> dict[tuple[str, int], str]:
        return {}

    def _duty(self, what: tuple[str, str, str], state: str, href: str, note: str) -> Duty:
        if what not in self._told:
            item, period, due = what
            words = self.edition.words
            told = words("union.standing") if period == ALWAYS else words.day(period)
            self._told[what] = (self.edition.heading("catalogue", item), told, words.day(due), due)
        item, period, due, due_on = self._told[what]
        return Duty(STATE_KEYS[state], item, period, due, state, href, note, due_on)

    @cached_property
    def _told(self) -> dict[tuple[str, str, str], tuple[str, str, str, str]]:
        return {}

    def told(self, calendar: list[Duty]) -> str:
        """How the duties stand, in one sentence; empty where there are none."""
        if not calendar:
            return ""
        keys = [duty.key for duty in calendar]
        counts = {key: keys.count(key) for key in STATE_KEYS.values()}
        day = self._day(self.edition.federation.as_of)
        return exempt(Exemption.LISTED, self.edition.words("union.told", day=day, due=len(keys) - counts["pending"], **counts))

    def answers(self, folder: Folder, code: str) -> Iterator[Answer]:
        """What members ask first, each with the newest disclosure that answers it; asked of what the union owes or has told of."""
        newest: dict[str, Record] = {}
        for row in folder.of(code):
            known = newest.get(row["item"])
            if known is None or (row["published_on"], row["index_number"]) > (known["published_on"], known["index_number"]):
                newest[row["item"]] = row
        owed = {duty.item for duty in folder.calendar.get(code, ())}
        for item, question in self.questions:
            if item in newest:
                row = newest[item]
                on = self._day(row["published_on"])
                yield Answer(question, row["title"], disclosure_path(row["index_number"]), on, bool(row["_demo"]))
            elif self.edition.heading("catalogue", item) in owed:
                yield Answer(question, "", "", "", demo=False)

    @cached_property
    def questions(self) -> list[tuple[str, str]]:
        """Item and question of what members ask first, as far as the catalogue has the item."""
        items = set(self.edition.federation.tables["catalogue"]["code"])
        return [(item, question) for item, question in self.edition.words.section("ask").items() if item in items]

    def honours(self, code: str) -> list[tuple[str, str, str, bool]]:
        """Honours of a union: title, standing, address, invented or not."""
        return self._honours.get(code, [])

    @cached_property
    def _honours(self) -> dict[str, list[tuple[str, str, str, bool]]]:
        tables, kind = self.edition.federation.tables, self.edition.federation.kinds["honour"]
        rows = tables["honour"].assign(standing=standing(tables["honour"], tables["honour_step"])).dropna(subset=["organisation"])
        found: dict[str, list[tuple[str, str, str, bool]]] = {}
        for row in plain_records(rows.sort_values(["year", "code"], ascending=[False, True], kind="stable")):
            about = f"{self.edition.words.day(row['year'])} · {row['standing']}"
            found.setdefault(row["organisation"], []).append((row["title"], about, item_path(kind, row["code"]), bool(row["_demo"])))
        return found


_NONE: Ints = np.array([], dtype=np.int64)


def _moment(row: Record) -> tuple[str, str]:
    return row["published_on"], row["index_number"]


def _prefix(index_number: str) -> str:
    return index_number.partition("/")[0]


def _by(rows: list[Record], key: Any) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _grouped(keys: pd.Series, places: Ints) -> dict[str, Ints]:
    """Places by key, ascending."""
    if not len(keys):
        return {}
    codes, names = pd.factorize(keys.to_numpy(dtype=object))
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(len(names) + 1))
    return {str(name): places[order[starts[number] : starts[number + 1]]] for number, name in enumerate(names)}


def federation_name(edition: Edition, code: str) -> str:
    """The union federation of a unit: 远安县总工会; what is a union by its name stays as it is."""
    name = edition.heading("unit", code)
    return name if name.endswith(UNION) else name + FEDERATION
