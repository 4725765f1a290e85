"""Which stated figures have a page of evidence, and where."""

import pandas as pd

from build_scripts.kinds.observation import BOUNDS
from build_scripts.view.edition import Edition
from build_scripts.view.figure import why


def proven(edition: Edition, rows: pd.DataFrame) -> list[str]:
    """For each observation the address of its evidence; the empty text where the dashboard does not show it as the lists of records do.

    There a bound stands in a column of its own, and the unit is the indicator's, whatever it is; the dashboard shows rates in per cent.
    """
    shown = edition.derived["coverage"]
    rates = {code for code, indicator in edition.indicators.items() if indicator["unit"] == "%"}
    exact = shown[shown["indicator"].isin(rates) & shown["value"].notna() & (shown["bound"].fillna(BOUNDS[0]) == BOUNDS[0])]
    keys = ["unit", "indicator", "period", "scope"]
    places = dict(zip(zip(*(exact[key] for key in keys), strict=True), exact["place"], strict=True))
    found = []
    for subject, *key in zip(rows["subject"], *(rows[name] for name in keys), strict=True):
        place = places.get(tuple(key)) if pd.isna(subject) else None
        found.append(why(key[1], place, key[2]) if place else "")
    return found
