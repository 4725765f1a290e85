"""What the register says of unions (登记情况), for their pages."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pandas as pd

from build_scripts.declare import Field
from build_scripts.view.columns import Cell, stored, told
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt

_BEFORE = ("code", "type", "sector", "employees", "members", "women", "covered_units", "full_time", "founded_on")
_AFTER = ("audit_committee", "women_committee")


def registered(edition: Edition, rows: pd.DataFrame) -> Iterator[tuple[str, Cell]]:
    """Title and texts of each fact of these unions; an empty text where it is not stated."""
    yield from _stated(edition, rows, _BEFORE)
    yield from _term(edition, rows)
    yield from _stated(edition, rows, _AFTER)


def _stated(edition: Edition, rows: pd.DataFrame, names: tuple[str, ...]) -> Iterator[tuple[str, Cell]]:
    kind = edition.federation.kinds["organisation"]
    for name in names:
        field = kind.field(name)
        if field.grammar.name == "count":
            yield field.title, told(partial(_counted, edition, field), rows[name].fillna(-1).to_numpy(dtype=np.int64))
        else:
            yield field.title, told(edition.words.day, stored(rows, name)) if field.grammar.name == "moment" else stored(rows, name)


def _counted(edition: Edition, field: Field, value: int) -> str:
    return exempt(Exemption.RECORD, edition.words.number(value) + edition.words.unit(field.unit)) if value >= 0 else ""


def _term(edition: Edition, rows: pd.DataFrame) -> Iterator[tuple[str, Cell]]:
    """The present term, with a word where it is over or ends within a year (任期届满提醒)."""
    years = rows["term_years"].fillna(-1).to_numpy(dtype=np.int64)
    yield edition.words("union.term"), told(partial(_told_term, edition), stored(rows, "term_start"), years)


def _told_term(edition: Edition, start: str, years: int) -> str:
    if not start[:1].isdigit() or years < 0:
        return ""
    words, today = edition.words, edition.federation.as_of
    end = f"{int(start[:4]) + years}{start[4:]}"
    soon = f"{int(today[:4]) + 1}{today[4:]}"
    key = "over" if end <= today[: len(end)] else "ending" if end <= soon[: len(end)] else "running"
    return words(f"union.term_{key}", start=words.day(start), end=words.day(end))
