"""The calendar of duties (应公开日历) of many unions: a row a duty, by union, what is due last first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.derive.punctuality.duties import ALWAYS, EXEMPT, LATE, MISSING, ON_TIME, PENDING
from build_scripts.view.columns import Cell, Column, Ints, column, stored, told
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt

STATE_KEYS: Mapping[str, str] = {ON_TIME: "on_time", LATE: "late", MISSING: "missing", EXEMPT: "exempt", PENDING: "pending"}
_KEYS = tuple(STATE_KEYS.values())


@dataclass(frozen=True, slots=True)
class Calendar:
    """Duties of the publishers numbered from 0 on.

    `rows`: rows of `Duties.rows`, by publisher, what is due last first. `of`: the publisher of each. `starts`: where those of each
    publisher begin; one more for the end. `states`: of each, the number of its key in `STATE_KEYS`.
    """

    rows: pd.DataFrame
    of: Ints
    starts: Ints
    states: Ints

    @classmethod
    def over(cls, rows: pd.DataFrame, of: Ints, count: int) -> "Calendar":
        """The calendar of these rows, each of them of the publisher `of` it, of `count` publishers."""
        due = rows["due_on"].to_numpy().astype("datetime64[D]").astype(np.int64)
        order = np.lexsort((rows["item"].cat.codes.to_numpy(), -due, of))
        rows, of = rows.iloc[order], of[order]
        numbers = {state: number for number, state in enumerate(STATE_KEYS)}
        states = np.array([numbers[state] for state in rows["state"].cat.categories], np.int64)[rows["state"].cat.codes.to_numpy()]
        return cls(rows, of, np.searchsorted(of, np.arange(count + 1)), states)

    def counts(self) -> dict[str, Ints]:
        """How many duties of each publisher are in each state, by the key of the state."""
        size = len(self.starts) - 1
        table = np.bincount(self.of * len(_KEYS) + self.states, minlength=size * len(_KEYS)).reshape(size, len(_KEYS))
        return {key: table[:, number] for number, key in enumerate(_KEYS)}

    def overdue(self) -> Ints:
        """The numbers of the rows that are missing, what is overdue longest first."""
        rows = np.flatnonzero(self.states == _KEYS.index(STATE_KEYS[MISSING]))
        due = self.rows["due_on"].to_numpy()[rows]
        return rows[np.lexsort((self.rows["item"].cat.codes.to_numpy()[rows], self.of[rows], due))]

    def item(self, code: str) -> Ints:
        """The publishers that have a duty of that item, in order."""
        categories = self.rows["item"].cat.categories
        return np.unique(self.of[self.rows["item"].cat.codes.to_numpy() == categories.get_loc(code)]) if code in categories else self.of[:0]


@dataclass(frozen=True, slots=True)
class Told:
    """Duties as readers see them, a row each: key of the state, item, period, the day it is due, the state, a note."""

    key: Column
    item: Column
    period: Column
    due: Column
    state: Column
    note: Cell


class Teller:
    """Tells the duties of an edition; few days, items and notes make millions of them."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._day: Callable[[str], str] = cache(edition.words.day)
        self._note = cache(self._told_note)
        self._reasons = edition.federation.tables["exemption"]["reason"].to_numpy(dtype=object)

    def tell(self, rows: pd.DataFrame) -> Told:
        """These rows of `Duties.rows`."""
        items, periods, states = (rows[name] for name in ("item", "period", "state"))
        days, places = np.unique(rows["due_on"].to_numpy().astype("datetime64[D]"), return_inverse=True)
        heading, words = self._edition.heading, self._edition.words
        kept = [rows[name].to_numpy(dtype=np.int64) for name in ("late_days", "exemption")]
        return Told(
            _categories(states, STATE_KEYS.__getitem__),
            _categories(items, lambda item: heading("catalogue", item)),
            _categories(periods, lambda period: words("union.standing") if period == ALWAYS else self._day(period)),
            column([self._day(str(day)) for day in days]).take(places),
            _categories(states, str),
            told(self._note, stored(rows, "state"), *kept, (rows["record"].to_numpy() >= 0).astype(np.int64)),
        )

    def _told_note(self, state: str, late: int, exemption: int, disclosed: int) -> str:
        if disclosed and exemption >= 0:
            return self._edition.words("union.exempt_told")
        if state in (LATE, MISSING):
            return exempt(Exemption.RECORD, self._edition.words(f"union.{'late' if state == LATE else 'overdue'}", days=late))
        return str(self._reasons[exemption]) if state == EXEMPT and exemption >= 0 else ""

    def summary(self, counts: Mapping[str, Ints]) -> Column:
        """How the duties of each publisher stand, in one sentence; empty where it has none."""
        return told(self._summed, *(counts[key] for key in _KEYS))

    def _summed(self, *counts: int) -> str:
        if not any(counts):
            return ""
        named: dict[str, Any] = dict(zip(_KEYS, counts, strict=True))
        day = self._day(self._edition.federation.as_of)
        return exempt(Exemption.LISTED, self._edition.words("union.told", day=day, due=sum(counts) - named["pending"], **named))


def _categories(values: pd.Series, tell: Callable[[str], str]) -> Column:
    used = np.unique(values.cat.codes.to_numpy())
    texts = [""] * len(values.cat.categories)
    for code in used.tolist():
        texts[code] = tell(str(values.cat.categories[code]))
    return column(texts).take(values.cat.codes.to_numpy().astype(np.int64))
