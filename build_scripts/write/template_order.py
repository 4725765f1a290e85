"""In which order a template offers what may be chosen: first what this unit most likely wants, then all the rest."""

from collections.abc import Iterator

import pandas as pd

from build_scripts.declare import Field
from build_scripts.write.template_asked import Asked
from build_scripts.write.template_before import reported


def foremost_first(asked: Asked, field: Field, rows: pd.DataFrame) -> pd.DataFrame:
    """The records that a field may refer to: the foremost ones, then the rest by code.

    Of indicators these are the ones on the front page, those with a target for the unit, and those that it reported for the period or the
    one before; of sources those that it cited then.
    """
    found = [str(code) for codes in _foremost(asked, field, rows) for code in codes]
    key = asked.federation.kinds[field.refers].key[0]
    ranks = {code: rank for rank, code in enumerate(dict.fromkeys(found))}
    return rows.assign(_rank=rows[key].map(ranks)).sort_values(["_rank", key], na_position="last").drop(columns="_rank")


def _foremost(asked: Asked, field: Field, rows: pd.DataFrame) -> Iterator[pd.Series]:
    if field.refers == "indicator":
        yield rows.dropna(subset=["dashboard"]).sort_values(["dashboard", "code"])["code"]
        targets = asked.federation.tables["target"]
        tree = asked.federation.tree
        bound = {unit: tree.owner(asked.unit, frozenset({unit})) == unit for unit in targets["unit"].unique()}
        yield targets.loc[targets["unit"].map(bound).astype(bool), "indicator"]
    given = reported(asked)
    if field.name in asked.kind.key or field.refers == "source":
        yield given[field.name].dropna().sort_values()
