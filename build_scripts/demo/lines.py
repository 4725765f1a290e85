"""Reporting lines: who reports through the years, under which code and name at what time, and into whose total."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from build_scripts.demo import words
from build_scripts.demo.draws import Ints, Texts, Truths
from build_scripts.demo.phrases import fixed

Rows = dict[str, dict[str, str]]
QUARTER_STARTS = ("-01-01", "-04-01", "-07-01", "-10-01")


@dataclass(frozen=True, slots=True)
class Lines:
    """The reporting lines, ordered by newest code. A unit that changed its code is one line.

    `codes` and `bodies` (the union that publishes) are [line, quarter]: in force on the quarter's first day, empty before the unit
    existed. `parent` is the line it reports to (-1: the province), `adds` whether its figures are added into the parent's, `hosts` the
    lines whose own figures contain it. `own` tells lines with figures of their own from those that only add up. `weight` is an
    invented size from 1 to 100; `province` the name and short name of the province.
    """

    codes: Texts
    bodies: Texts
    short: Texts
    city: Texts
    parent: Ints
    adds: Truths
    own: Truths
    county: Truths
    prefecture: Truths
    hosts: tuple[tuple[int, ...], ...]
    weight: Ints
    years: tuple[int, int]
    province: tuple[str, str]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.short)

    def children(self, line: int) -> Ints:
        """The lines whose figures are added into this line's."""
        return np.flatnonzero((self.parent == line) & self.adds)


def lines_of(units: pd.DataFrame, years: tuple[int, int]) -> Lines:
    """The reporting lines of the province under which most units of the register report.

    Args:
        units: text cells of the register, columns named by field, empty text where not stated.
        years: first and last year.
    """
    ordered = cast("list[dict[str, str]]", units.sort_values("code", kind="stable").to_dict("records"))
    rows: Rows = {row["code"]: row for row in ordered}
    province, newest = _home(rows)
    chains = [_chain(code, rows) for code in newest]
    place = {old: line for line, chain in enumerate(chains) for old, _ in chain}
    parent = np.array([place.get(rows[code]["report_to"], -1) for code in newest], dtype=np.int64)
    adds = np.array([rows[code]["overlaps_host"] != words.YES for code in newest], dtype=np.bool_)
    prefecture = np.array([rows[code]["level"] == words.PREFECTURE for code in newest], dtype=np.bool_)
    codes = _in_force(chains, years)
    hosts = [tuple(place[host] for host in rows[code]["hosts"].split() if host in place) for code in newest]
    return Lines(
        codes=codes,
        bodies=fixed([_body(rows[code]) if code else "" for code in codes.ravel()]).reshape(codes.shape),
        short=fixed([rows[code]["short"] for code in newest]),
        city=fixed([rows[_city(code, rows)]["name"] for code in newest]),
        parent=parent,
        adds=adds,
        own=~(prefecture & np.isin(np.arange(len(newest)), parent[adds])),
        county=np.array([rows[code]["level"] == words.COUNTY for code in newest], dtype=np.bool_),
        prefecture=prefecture,
        hosts=tuple(() if add else host for host, add in zip(hosts, adds, strict=True)),
        weight=np.array([_weight(code) for code in newest], dtype=np.int64),
        years=years,
        province=(rows[province]["name"], rows[province]["short"]) if province in rows else ("", ""),
    )


def _home(rows: Rows) -> tuple[str, list[str]]:
    """The province under which most lines report, and the newest codes of its lines."""
    replaced = {row["former"] for row in rows.values() if row["former"]}
    above: dict[str, list[str]] = {}
    for code, row in rows.items():
        if code not in replaced and _reports(row):
            province = next((step for step in _path(code, rows) if rows[step]["level"] == words.PROVINCE), "")
            above.setdefault(province, []).append(code)
    home = max(above, key=lambda province: len(above[province]), default="")
    return home, above.get(home, [])


def _path(code: str, rows: Rows) -> list[str]:
    """The unit and what it reports to, up to the top."""
    path: list[str] = []
    while code in rows and code not in path:
        path.append(code)
        code = rows[code]["report_to"]
    return path


def _reports(row: dict[str, str]) -> bool:
    division = row["sort"] == words.DIVISION and row["level"] in (words.PREFECTURE, words.COUNTY)
    return division or row["sort"] in (words.ZONE, words.INDUSTRY_UNION, words.DIRECT_ORGAN)


def _chain(code: str, rows: Rows) -> list[tuple[str, str]]:
    """The codes of one line, newest first, each with the day from which it was in force (empty: always)."""
    chain = []
    while code in rows:
        former = rows[code]["former"]
        since = rows[code]["valid_from"] or (rows[former]["valid_to"] if former in rows else "")
        chain.append((code, since + "-01-01"[len(since) - 4 :] if since else ""))
        code = former
    return chain


def _in_force(chains: list[list[tuple[str, str]]], years: tuple[int, int]) -> Texts:
    starts = [f"{year}{start}" for year in range(years[0], years[1] + 1) for start in QUARTER_STARTS]
    codes = np.full((len(chains), len(starts)), "", dtype=object)
    for line, chain in enumerate(chains):
        for quarter, start in enumerate(starts):
            codes[line, quarter] = next((code for code, since in chain if since <= start), "")
    return codes


def _body(row: dict[str, str]) -> str:
    """The union federation of a unit, marked as an example."""
    name = row["name"] if row["name"].endswith(words.UNION) else row["name"] + words.FEDERATION
    return name + words.EXAMPLE_MARK


def _city(code: str, rows: Rows) -> str:
    """The prefecture above a unit; the unit itself where it stands directly under the province."""
    return [step for step in _path(code, rows) if rows[step]["level"] not in (words.PROVINCE, words.NATION)][-1]


def _weight(code: str) -> int:
    """An invented size, 1 to 100: a fixed function of the code, no statistic."""
    return 1 + sum(place * ord(letter) for place, letter in enumerate(code, 1)) * 37 % 100
