"""Where a submitted figure disagrees with another one (勾稽关系): told while the clerk still has both at hand; the figure is kept."""

from collections.abc import Iterator, Mapping

import pandas as pd

from build_scripts.derive.contradictions import DISAGREES, KEY_MARK, between_figures
from build_scripts.merge.federation import Federation
from build_scripts.merge.relations import key_text

Row = tuple[int, int]


def disagreements(submitted: Mapping[str, pd.DataFrame], federation: Federation) -> Iterator[tuple[Row, str]]:
    """The submitted row and the sentence of every disagreement that it has a part in; one that several rows share is told at the first.

    Args:
        submitted: per kind the rows that are kept, with codes for names, `_table` and `_row`.
        federation: the records with these among them, relations too.
    """
    rows = submitted.get("observation", pd.DataFrame())
    if rows.empty:
        return
    cited = rows.assign(subject=rows["subject"].replace("", None))
    places = dict(zip(key_text(cited), zip(rows["_table"], rows["_row"], strict=True), strict=True))
    observations = federation.tables["observation"]
    tables = dict(federation.tables) | {"observation": observations[observations["unit"].isin(rows["unit"].unique())]}
    for found in between_figures(tables):
        here = [places[key] for key in found["observations"].split(KEY_MARK) if key in places]
        if found["verdict"] == DISAGREES and here:
            yield min(here), found["statement"]
