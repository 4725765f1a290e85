"""Duties (应公开): what each union has to disclose by which day, and what became of it; a union's own calendar is a part of this table."""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from build_scripts.derive.punctuality.publishers import publishers_of
from build_scripts.kinds.catalogue import FEDERATIONS, NOBODY, QUARTERLY, STANDING, UNIONS
from build_scripts.kinds.correction import TAKEN_DOWN
from build_scripts.kinds.disclosure import REFUSED
from build_scripts.merge.federation import Federation
from build_scripts.merge.periods import UNSTATED
from build_scripts.merge.workdays import Workdays

ON_TIME, LATE, MISSING, EXEMPT, PENDING = STATES = ("按时", "逾期", "未公开", "免予公开", "未到期")
ALWAYS = "长期"
"""The period of what is disclosed once a term."""

Ints = np.ndarray[Any, np.dtype[np.int64]]
Days = np.ndarray[Any, np.dtype[np.datetime64]]


@dataclass(frozen=True, slots=True)
class Duties:
    """Who owes, and what came of it.

    `publishers`: one row a union that discloses, in order of code: code, unit (the federation it belongs to, today's code), union (基层
    工会, bool), owes_from (ISO; NA where nobody knows since when it owes), _demo (whether any disclosure of its unit is invented).
    `rows`: one row a duty, by publisher, item and period: publisher (position in `publishers`, int32), item, period, state (categories),
    due_on, published_on (datetime64[s], NaT = not published), late_days (int32, working days after the due day, of what is still missing
    until the date of the data), record (position of what was published among the published disclosures, -1 = none or no longer there),
    exemption (position among the exemptions, -1 = none). What is exempt is never late: disclosed in time it is 按时, else it is 免予公开.
    """

    publishers: pd.DataFrame
    rows: pd.DataFrame


_known: WeakKeyDictionary[Federation, Duties] = WeakKeyDictionary()


def duties(federation: Federation) -> Duties:
    """The duties of all unions until the date of the data; worked out once.

    A duty is due so many working days after the month in which what it asks for has to exist (公开事项目录：形成期限, 公开时限). Only what
    states its period is counted for one. What was taken down as its time had come was disclosed; what was revoked was not.

    A union owes from the first period that begins after it was founded; where that is not known, after its present term began or it first
    disclosed anything, whichever is earlier; and nobody owes before the year in which the records of its unit begin, for what nobody
    collected nobody can call missing. Branches (分会) owe nothing of their own.

    Source: none for the days, a convention of this site (产品约定); the items rest on what the catalogue cites.
    """
    if federation not in _known:
        _known[federation] = _duties(federation)
    return _known[federation]


def _duties(federation: Federation) -> Duties:
    told = _published(federation)
    publishers = publishers_of(federation, told)
    place = {code: number for number, code in enumerate(publishers["code"])}
    parts = [
        part
        for item in federation.tables["catalogue"].to_dict("records")
        if item["owed_by"] != NOBODY
        for part in _of_item(item, federation, publishers)
    ]
    rows = _stacked(parts)
    rows["publisher"] = rows["publisher"].astype("int32")
    rows = rows.sort_values(["publisher", "item", "period"], kind="stable", ignore_index=True)
    told = told.assign(publisher=told["by"].map(place)).dropna(subset=["publisher"])
    return Duties(publishers, _fulfilled(rows, told, _exempted(federation, place), federation))


def _published(federation: Federation) -> pd.DataFrame:
    """Whatever counts as disclosed: by, place, item, period, published_on, record, refused; of several versions the first day counts."""
    now = federation.tables["disclosure"]
    before = federation.superseded.get("disclosure", now.iloc[:0])
    taken = federation.gone[federation.gone["why"] == TAKEN_DOWN] if len(federation.gone) else federation.gone
    columns = ["index_number", "item", "period", "unit", "organisation", "published_on", "_demo"]
    rows = pd.concat([now[columns].assign(record=now.index, refused=now["mode"] == REFUSED), taken.reindex(columns=columns)])
    current = {code: federation.tree.current(code) for code in rows["unit"].unique()}
    place = rows["unit"].map(current)
    by = rows["organisation"].where(rows["organisation"].notna(), place)
    told = rows.assign(by=by, place=place, record=rows["record"].fillna(-1), refused=rows["refused"].fillna(value=False).astype(bool))
    told = told.reset_index(drop=True)
    earlier = before.groupby("index_number")["published_on"].min()
    again = told.index[told["index_number"].isin(earlier.index)]
    first = told.loc[again, "index_number"].map(earlier)
    told.loc[again, "published_on"] = first.where(first < told.loc[again, "published_on"], told.loc[again, "published_on"])
    return told


@dataclass(frozen=True, slots=True)
class _Part:
    """Who owes one item for one period, and when it is due."""

    item: str
    period: str
    publishers: Ints
    due_on: Days


def _stacked(parts: Sequence[_Part]) -> pd.DataFrame:
    """The parts as one table."""
    sizes = [len(part.publishers) for part in parts]
    columns: dict[str, Any] = {
        "publisher": np.concatenate([np.array([], dtype=np.int64), *(part.publishers for part in parts)]),
        "due_on": np.concatenate([np.array([], dtype="datetime64[s]"), *(part.due_on.astype("datetime64[s]") for part in parts)]),
    }
    for name in ("item", "period"):
        texts = sorted({getattr(part, name) for part in parts})
        codes: Any = np.repeat([texts.index(getattr(part, name)) for part in parts], sizes) if parts else []
        columns[name] = pd.Categorical.from_codes(np.asarray(codes, dtype=np.int64), texts, ordered=True)
    return pd.DataFrame(columns)[["publisher", "item", "period", "due_on"]]


def _of_item(item: Mapping[str, Any], federation: Federation, publishers: pd.DataFrame) -> Iterator[_Part]:
    """The duties of one item, a period at a time."""
    owing = publishers["owes_from"].notna()
    if item["owed_by"] in (FEDERATIONS, UNIONS):
        owing &= publishers["union"] == (item["owed_by"] == UNIONS)
    if item["cycle"] == STANDING:
        yield _standing(item, federation, publishers[owing])
        return
    quarterly = item["cycle"] == QUARTERLY
    last = min(federation.as_of[:4], item["until"] if isinstance(item["until"], str) else federation.as_of[:4])
    for year in range(int(item["since"]), int(last) + 1):
        for quarter in (1, 2, 3, 4) if quarterly else (0,):
            start = f"{year}-{3 * max(quarter, 1) - 2:02}-01"
            if start <= federation.as_of:
                there = np.flatnonzero((owing & (publishers["owes_from"] <= start)).to_numpy(dtype=bool))
                due = federation.workdays.after(np.array([_formed(start, int(item["due_months"]))]), int(item["due_days"]))[0]
                yield _Part(item["code"], f"{year}-Q{quarter}" if quarterly else str(year), there, np.repeat(due, len(there)))


def _standing(item: Mapping[str, Any], federation: Federation, owing: pd.DataFrame) -> _Part:
    start = f"{item['since']}-01-01"
    begins = owing["owes_from"].where(owing["owes_from"] > start, start)
    due = federation.workdays.after(begins.to_numpy(dtype="datetime64[D]"), int(item["due_days"]))
    return _Part(item["code"], ALWAYS, owing.index.to_numpy(), due)


def _formed(start: str, months: int) -> np.datetime64:
    """The last day of the last of so many months, the first of which begins on `start`."""
    month = int(start[:4]) * 12 + int(start[5:7]) - 1 + max(months, 1) - 1
    year, number = divmod(month, 12)
    return np.datetime64(f"{year:04}-{number + 1:02}-{calendar.monthrange(year, number + 1)[1]:02}", "D")


def _fulfilled(rows: pd.DataFrame, told: pd.DataFrame, exempted: pd.DataFrame, federation: Federation) -> pd.DataFrame:
    """The duties with what came of each."""
    standing = set(federation.tables["catalogue"].loc[federation.tables["catalogue"]["cycle"] == STANDING, "code"])
    told = told.assign(period=told["period"].where(~told["item"].isin(standing), ALWAYS)).dropna(subset=["period"])
    days = told["published_on"].to_numpy(dtype="datetime64[s]")
    order = np.lexsort((told["record"].to_numpy(), days))
    key = _Key(rows)
    done = key.find(rows, told.iloc[order])
    published = done >= 0
    chosen = order[done[published]]
    on = np.full(len(rows), np.datetime64("NaT"), dtype="datetime64[s]")
    record, refused = np.full(len(rows), -1, dtype=np.int64), np.zeros(len(rows), dtype=bool)
    on[published] = days[chosen]
    record[published] = told["record"].to_numpy(dtype=np.int64)[chosen]
    refused[published] = told["refused"].to_numpy(dtype=bool)[chosen]
    exemption = _exempting(key, rows, exempted)
    due, today = rows["due_on"].to_numpy(), np.datetime64(federation.as_of, "s")
    excused = (exemption >= 0) & ~(on <= due) | refused
    states = np.select([excused, published & (on <= due), published, due >= today], [3, 0, 1, 4], 2)
    late = _late(federation.workdays, due, np.where(published, on, today))
    return rows.assign(
        state=pd.Categorical.from_codes(states, STATES),
        published_on=on,
        late_days=np.where((states == 1) | (states == 2), late, 0).astype(np.int32),
        record=record.astype(np.int32),
        exemption=np.where(refused, -1, exemption).astype(np.int32),
    )


def _late(calendar_: Workdays, due: Days, on: Days) -> Ints:
    return calendar_.late(due.astype("datetime64[D]"), on.astype("datetime64[D]"))


class _Key:
    """One number for each publisher, item and period that anybody owes, so that rows find each other quickly."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._names = {name: pd.Index(rows[name].cat.categories).astype("str") for name in ("item", "period")}

    def of(self, rows: pd.DataFrame) -> Ints:
        """The number of each row; -1 where nobody owes such an item or period."""
        item, period = (_places(rows[name], index) for name, index in self._names.items())
        count = [len(index) for index in self._names.values()]
        whole = (rows["publisher"].to_numpy(dtype=np.int64) * count[0] + item) * count[1] + period
        return np.where((item >= 0) & (period >= 0), whole, -1)

    def find(self, rows: pd.DataFrame, known: pd.DataFrame) -> Ints:
        """For each row the position of the first of `known` with its number, -1 where there is none."""
        wanted, there = self.of(rows), self.of(known)
        positions = np.flatnonzero(there >= 0)
        numbers, first = np.unique(there[positions], return_index=True)
        if not len(numbers):
            return np.full(len(rows), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(numbers, wanted), len(numbers) - 1)
        return np.where(numbers[at] == wanted, positions[first[at]], -1)


def _places(column: pd.Series, index: pd.Index) -> Ints:
    """The place of each text in the index, each distinct text looked up once; -1 where it is not there."""
    codes, texts = pd.factorize(column)
    return np.where(codes >= 0, index.get_indexer(pd.Index(texts).astype("str"))[codes], -1)


def _exempting(key: _Key, rows: pd.DataFrame, exempted: pd.DataFrame) -> Ints:
    """The exemption that covers each duty, for its period or for all of them; -1 where none does."""
    found = key.find(rows, exempted)
    found = np.where(found >= 0, exempted["exemption"].to_numpy(dtype=np.int64)[found], -1) if len(exempted) else found
    for item, publisher, place in exempted.loc[exempted["period"] == UNSTATED, ["item", "publisher", "exemption"]].itertuples(index=False):
        found = np.where((rows["item"] == item) & (rows["publisher"] == publisher) & (found < 0), place, found)
    return found


def _exempted(federation: Federation, place: Mapping[str, int]) -> pd.DataFrame:
    """The exemptions by publisher: publisher, item, period, exemption (position), in the order of the positions."""
    rows = federation.tables["exemption"]
    by = rows["organisation"].where(rows["organisation"].notna(), rows["unit"].map(federation.tree.current))
    found = rows.assign(publisher=by.map(place), exemption=np.arange(len(rows)))[["publisher", "item", "period", "exemption"]]
    return found.dropna(subset=["publisher"])
