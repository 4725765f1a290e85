"""Where the figures of a whole table or map are from, in one line."""

from collections.abc import Sequence

import pandas as pd

from build_scripts.view.edition import Edition
from build_scripts.view.figure import plain

_NAMED = 3  # sources that are named; of more, their number


def cited(edition: Edition, codes: pd.Series) -> str:
    """The names of the sources with these codes (a cell may hold several, with blanks between); of many, the first and how many.

    It stands in documents, beside the codes themselves; so the number in it needs no evidence.
    """
    return named(edition, sorted({code for cell in codes.dropna().unique() for code in str(cell).split()}))


def named(edition: Edition, codes: Sequence[str]) -> str:
    """The same for the codes themselves, each once."""
    names = [edition.heading("source", code) for code in codes]
    if not names:
        return edition.words("picture.computed")
    text = "、".join(names[:_NAMED])
    return text if len(names) <= _NAMED else plain(edition.words("picture.more", names=text, count=len(names)))
