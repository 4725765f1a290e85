"""What a method answers: one row a unit and year, gathered from its records without a frame for each."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

PLACE = ["unit", "year"]
ANSWER = [*PLACE, "verdict", "statement", "evidence", "sources", "_demo"]
"""The columns in which a method answers, for each unit (current code) and year that it can say anything of."""

MOST = 20
"""So many keys of evidence stand in one answer at the most; its statement says how many there are."""


def answers(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as ANSWER, so that no answer at all has its columns too."""
    return pd.DataFrame(list(rows), columns=ANSWER).fillna({"evidence": "", "sources": ""})


def summary(rows: pd.DataFrame, counts: Iterable[str]) -> pd.DataFrame:
    """For each place how many rows there are (`total`), how many of each of these claims, whether any is invented; index PLACE, sorted."""
    by = rows.groupby(PLACE, sort=True)
    parts = {name: by[name].sum().astype("int64") for name in counts}
    return pd.DataFrame({"total": by.size(), **parts, "_demo": by["_demo"].any()})


def joined(rows: pd.DataFrame, column: str, mark: str = " ", most: int = MOST) -> pd.Series:
    """For each place the texts of its first rows, as many as asked; places without rows are left out."""
    return _texts(rows.groupby(PLACE, sort=False).head(most), column, mark.join)


def sources(rows: pd.DataFrame) -> pd.Series:
    """For each place the codes of the sources of its rows, in order; a cell may hold several."""
    distinct = rows[[*PLACE, "source"]].dropna().drop_duplicates()
    return _texts(distinct, "source", lambda cells: each_once(*cells))


def each_once(*cells: str) -> str:
    """The codes that the cells hold, set apart by blanks, each once, in order."""
    return " ".join(sorted({code for cell in cells for code in cell.split()}))


def _texts(rows: pd.DataFrame, column: str, join: Callable[[list[str]], str]) -> pd.Series:
    """By place, what its texts are joined to, without a frame for each."""
    found: dict[tuple[str, str], list[str]] = {}
    for unit, year, text in zip(rows["unit"], rows["year"], rows[column], strict=True):
        found.setdefault((unit, year), []).append(text)
    index = pd.MultiIndex.from_tuples(list(found), names=PLACE) if found else pd.MultiIndex.from_arrays([[], []], names=PLACE)
    return pd.Series(list(map(join, found.values())), index=index, dtype="str")


def key(kind: str, codes: pd.Series) -> pd.Series:
    """The keys of records as evidence names them."""
    return kind + ":" + codes.astype("str")


def deciding(rows: pd.DataFrame, *choices: pd.Series) -> pd.DataFrame:
    """Of each place the rows of the first choice of which it has any; all of its rows where it has none of them."""
    found = pd.Series(False, index=rows.index)
    settled = found.copy()
    places = [rows["unit"], rows["year"]]
    for choice in (*choices, ~found):
        mine = choice & ~settled
        found |= mine
        settled |= mine.groupby(places).transform("any")
    return rows[found]
