"""Those who disclose, any number at a time: what each is, what it disclosed, what it owes; found by position among millions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.derive.honours_by_unit import standing
from build_scripts.derive.punctuality.duties import duties
from build_scripts.kinds.unit import FEDERATION, UNION
from build_scripts.merge.relations import plain_records
from build_scripts.view.address import is_federation, item_path, union_path
from build_scripts.view.calendar import Calendar
from build_scripts.view.columns import Ints, stored
from build_scripts.view.edition import Edition

Record = Mapping[str, Any]


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


@dataclass(frozen=True, slots=True)
class Belongings:
    """Rows of a table by the one they belong to: those of number n are `rows[starts[n]:starts[n + 1]]`."""

    rows: Ints
    starts: Ints

    @classmethod
    def of(cls, owners: Ints, count: int) -> "Belongings":
        """Every row of a table by its owner, one of `count`; -1 owns nothing."""
        order = np.argsort(owners, kind="stable")
        return cls(order, np.searchsorted(owners[order], np.arange(count + 1)))

    def at(self, numbers: Ints) -> "Belongings":
        """What belongs to these, numbered from 0 on."""
        sizes = (self.starts[1:] - self.starts[:-1])[numbers]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        return Belongings(self.rows[np.arange(starts[-1]) + np.repeat(self.starts[numbers] - starts[:-1], sizes)], starts)

    @property
    def owners(self) -> Ints:
        """The number of the owner of each row."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class Batch:
    """All that the pages of some publishers are made from; what is by publisher is by its number in `publishers`.

    `home`: positions of the disclosures whose address lies on its pages, the newest first; `guests`: of those that a union disclosed under
    the numbers of another. `gone`: rows of `Federation.gone`, the newest first. `register`: positions of the unions in the register.
    """

    publishers: Sequence[Publisher]
    home: Belongings
    guests: Belongings
    gone: Mapping[int, list[Record]]
    calendar: Calendar
    register: Mapping[int, int]


class Unions:
    """All that disclose, by the unit they belong to and by code. `rows`: their disclosures; `lines`: what lists show of these."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.rows, gone = edition.federation.tables["disclosure"], edition.federation.gone
        self.lines = self.rows[["index_number", "item", "title", "unit", "publisher", "published_on", "mode", "_demo"]]
        owed = duties(edition.federation)
        self.publishers = self._publishers(owed.publishers.loc[owed.rows["publisher"].unique()])
        count = len(self.publishers)
        numbers = {each.code: number for number, each in enumerate(self.publishers)}
        self._owners = self._owned(self.rows["index_number"], numbers)
        behalf = _numbered(self.rows["organisation"], numbers)
        self._home = Belongings.of(self._owners, count)
        self._guests = Belongings.of(np.where(behalf != self._owners, behalf, -1), count)
        self._gone = Belongings.of(self._owned(gone["index_number"], numbers), count) if len(gone) else None
        owing = np.array([numbers.get(code, -1) for code in owed.publishers["code"]], np.int64)
        self._owed, self._duties = owed.rows, Belongings.of(owing[owed.rows["publisher"].to_numpy()], count)
        register = edition.federation.tables["organisation"]["code"]
        self._register = {numbers[code]: position for position, code in enumerate(register)}

    def _owned(self, index_numbers: pd.Series, numbers: Mapping[str, int]) -> Ints:
        return _numbered(index_numbers.str.replace("/.*", "", regex=True), numbers)

    def _publishers(self, owing: pd.DataFrame) -> Sequence[Publisher]:
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
        told |= set(owing.loc[~owing["union"], "code"])
        federations = [code for code in sorted(told) if code in tree.units.index]
        found += [Publisher(code, federation_name(edition, code), tree.current(code), federation=True) for code in federations]
        return tuple(sorted(found, key=lambda each: (each.unit, each.code)))

    @cached_property
    def federations(self) -> Mapping[str, int]:
        """The numbers of the federations that have a page here, by code."""
        return {each.code: number for number, each in enumerate(self.publishers) if each.federation}

    @cached_property
    def units(self) -> Mapping[str, Ints]:
        """The numbers of the publishers of each unit, by its code of today."""
        found: dict[str, list[int]] = {}
        for number, each in enumerate(self.publishers):
            found.setdefault(each.unit, []).append(number)
        return {unit: np.array(numbers, np.int64) for unit, numbers in found.items()}

    @cached_property
    def places(self) -> pd.Series:
        """The unit on whose pages each disclosure stands, by its code of today."""
        units = list(self.units)
        by_publisher = np.repeat(np.arange(len(units)), [len(numbers) for numbers in self.units.values()])
        codes = np.where(self._owners >= 0, by_publisher[self._owners], -1) if len(units) else self._owners
        return pd.Series(pd.Categorical.from_codes(codes, units))

    def batch(self, numbers: Ints) -> Batch:
        """What the pages of the publishers with these numbers, which ascend, are made from."""
        due = self._duties.at(numbers)
        return Batch(
            [self.publishers[number] for number in numbers.tolist()],
            self._newest_first(self._home.at(numbers)),
            self._newest_first(self._guests.at(numbers)),
            self._lost(numbers),
            Calendar.over(self._owed.iloc[due.rows], due.owners, len(numbers)),
            {place: self._register[number] for place, number in enumerate(numbers.tolist()) if number in self._register},
        )

    def _newest_first(self, found: Belongings) -> Belongings:
        return Belongings(found.rows[newest_first(self.lines.iloc[found.rows], found.owners)], found.starts)

    def _lost(self, numbers: Ints) -> dict[int, list[Record]]:
        if self._gone is None:
            return {}
        lost = self._gone.at(numbers)
        found: dict[int, list[Record]] = {}
        for owner, row in zip(lost.owners.tolist(), plain_records(self.edition.federation.gone.iloc[lost.rows]), strict=True):
            found.setdefault(owner, []).append(row)
        return {owner: sorted(rows, key=_moment, reverse=True) for owner, rows in found.items()}

    @cached_property
    def questions(self) -> list[tuple[str, str]]:
        """Item and question of what members ask first, as far as the catalogue has the item."""
        items = set(self.edition.federation.tables["catalogue"]["code"])
        return [(item, question) for item, question in self.edition.words.section("ask").items() if item in items]

    @cached_property
    def honours(self) -> Mapping[str, list[tuple[str, str, str, bool]]]:
        """Honours of unions, by code: title, standing, address, invented or not."""
        tables, kind = self.edition.federation.tables, self.edition.federation.kinds["honour"]
        rows = tables["honour"].assign(standing=standing(tables["honour"], tables["honour_step"])).dropna(subset=["organisation"])
        found: dict[str, list[tuple[str, str, str, bool]]] = {}
        for row in plain_records(rows.sort_values(["year", "code"], ascending=[False, True], kind="stable")):
            about = f"{self.edition.words.day(row['year'])} · {row['standing']}"
            found.setdefault(row["organisation"], []).append((row["title"], about, item_path(kind, row["code"]), bool(row["_demo"])))
        return found


def _moment(row: Record) -> tuple[str, str]:
    return row["published_on"], row["index_number"]


def newest_first(disclosures: pd.DataFrame, owners: Ints | None = None) -> Ints:
    """The order of disclosures by owner where there are any, then from the newest; those of one day from the last index number."""
    keys = {name: stored(disclosures, name) for name in ("published_on", "index_number")}
    table = pa.table({"owner": pa.array(owners if owners is not None else np.zeros(len(disclosures), np.int64)), **keys})
    order = pc.sort_indices(table, [("owner", "ascending"), ("published_on", "descending"), ("index_number", "descending")])
    found: Ints = order.to_numpy().astype(np.int64)
    return found


def _numbered(codes: pd.Series, numbers: Mapping[str, int]) -> Ints:
    """The numbers of publishers by their codes; -1 for one that is none of them."""
    known = pa.array(codes, pa.large_string(), from_pandas=True).dictionary_encode()
    known = known.combine_chunks() if isinstance(known, pa.ChunkedArray) else known
    places = np.array([numbers.get(code, -1) for code in known.dictionary.to_pylist()] + [-1], np.int64)
    found: Ints = places[known.indices.fill_null(len(places) - 1).to_numpy(zero_copy_only=False)]
    return found


def federation_name(edition: Edition, code: str) -> str:
    """The union federation of a unit: 远安县总工会; what is a union by its name stays as it is."""
    name = edition.heading("unit", code)
    return name if name.endswith(UNION) else name + FEDERATION
