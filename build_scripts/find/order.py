"""The order of the documents, in which those alike in every facet stand together, and the runs that follow from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from build_scripts.find.numbers import written

Ints = NDArray[np.int64]

FACETS = ("year", "sort", "item", "unit", "state", "level")
"""By what can be chosen, from the outermost: within a year, documents of one item share their words, so they stand together."""

_NO_DAY = "0000-00-00"


@dataclass(frozen=True, slots=True)
class Ordered:
    """Documents in the order of the index.

    `rows` as given, in that order; `days` their days (YYYY-MM-DD, `00` where only the year or month is known, empty where none);
    `codes` by facet, what occurs, in the order of the lists; `runs` one row a run: its number of documents, then the place in
    `codes` for every facet.
    """

    rows: pd.DataFrame
    days: NDArray[np.str_]
    codes: Mapping[str, Sequence[str]]
    runs: Ints


def ordered(documents: pd.DataFrame) -> Ordered:
    """Put documents in order: by facets, the years from the newest and those without one last, then from the newest day, then as given."""
    days = _days(documents["on"])
    places, codes = [], {}
    for facet in FACETS:
        values = pd.Series(days.astype("U4")) if facet == "year" else documents[facet].astype("str").reset_index(drop=True)
        place, found = pd.factorize(values, sort=True)
        backwards = facet == "year"
        places.append(len(found) - 1 - place if backwards else place)
        codes[facet] = [str(code) for code in (found[::-1] if backwards else found)]
    newest = -np.unique(days, return_inverse=True)[1]
    turn = np.lexsort([newest, *reversed(places)])
    table = np.stack([place[turn] for place in places], axis=1).astype(np.int64)
    starts = np.flatnonzero(np.append(True, (table[1:] != table[:-1]).any(axis=1))) if len(table) else np.zeros(0, dtype=np.int64)
    lengths = np.diff(np.append(starts, len(table)))
    runs = np.column_stack([lengths, table[starts]])
    return Ordered(documents.iloc[turn].reset_index(drop=True), days[turn], codes, runs)


def _days(on: pd.Series) -> NDArray[np.str_]:
    """Days in full, `00` for what is not known of them; nothing where nothing is."""
    days: NDArray[np.str_] = on.to_numpy(dtype=object).astype("U10")
    signs = days.view(np.uint32).reshape(-1, len(_NO_DAY))
    blank = (signs == 0) & (signs[:, :1] != 0)
    signs[blank] = np.broadcast_to(np.array([_NO_DAY]).view(np.uint32), signs.shape)[blank]
    return days


def runs_file(order: Ordered) -> bytes:
    """The runs, column by column."""
    return written(order.runs.T.reshape(-1)).tobytes()
