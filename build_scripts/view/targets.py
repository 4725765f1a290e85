"""How a target (目标) was changed, told in sentences that lead to the record of the new one."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from build_scripts.merge.relations import records
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Figure


def adjustments(edition: Edition, indicator: str) -> list[Figure]:
    """`2016年由80%调为85%`: one sentence a change of an indicator's target, the earliest first; none where it never changed.

    A target that takes the place of another with the same value in the same unit changed nothing that is told here.
    """
    rows = edition.derived["target_history"]
    rows = rows[(rows["indicator"] == indicator) & rows["previous"].notna() & rows["valid_from"].notna()]
    told = []
    for row in records(rows):
        before, after = (_amount(edition, row, end) for end in ("previous_", ""))
        if before and before != after:
            sentence = edition.words("targets.adjusted", year=row["valid_from"][:4], before=before, after=after)
            told.append(Figure(sentence, edition.href("target", row["code"])))
    return told


def _amount(edition: Edition, row: Mapping[str, Any], end: str) -> str:
    """A target's value with its unit; the empty text where it is not known."""
    value = row[f"{end}value"]
    return "" if pd.isna(value) else edition.words.number(value, row[f"{end}value_digits"]) + edition.words.unit(row[f"{end}value_unit"])
