"""What a unit reported before: the records of the period that a template is for, and those of the newest period before it."""

import re

import pandas as pd

from build_scripts.declare import Field, Kind
from build_scripts.merge.periods import period_end, period_ends
from build_scripts.write.template_asked import Asked


def period_field(kind: Kind) -> Field | None:
    """The field of the key that holds a period; None where the kind has none."""
    return next((kind.field(name) for name in kind.key if kind.field(name).grammar.name == "period"), None)


def own(asked: Asked) -> pd.DataFrame:
    """All records of the kind that the unit gave, under its former codes too; none of a kind that belongs to no unit."""
    rows = asked.federation.tables[asked.kind.name]
    if "unit" not in rows:
        return rows.iloc[:0]
    place = {code: asked.federation.tree.current(code) for code in rows["unit"].unique()}
    return rows[rows["unit"].map(place) == asked.federation.tree.current(asked.unit)]


def reported(asked: Asked) -> pd.DataFrame:
    """The records that the unit gave for the period and for the newest one before; all that it gave of a kind without periods."""
    rows = own(asked)
    period = period_field(asked.kind)
    if period is None:
        return rows
    return pd.concat([rows[rows[period.name] == asked.period], newest(rows, period, asked.period)])


def earlier(rows: pd.DataFrame, period: Field, than: str) -> pd.DataFrame:
    """The rows of periods that end earlier, with that end as `_end`; of periods of the same sort alone where there are such."""
    ended = rows.assign(_end=period_ends(rows[period.name]))
    ended = ended[(ended["_end"] < period_end(than)).fillna(False).astype(bool)]
    sorts = {each: _sort(each) for each in ended[period.name].unique()}
    alike = ended[ended[period.name].map(sorts) == _sort(than)]
    return alike if len(alike) else ended


def _sort(period: str) -> str:
    """A year, a quarter, a month, a day or a range."""
    return re.sub("[0-9]+", "0", period)


def newest(rows: pd.DataFrame, period: Field, than: str) -> pd.DataFrame:
    """The rows of the newest earlier period."""
    before = earlier(rows, period, than).sort_values(["_end", period.name])
    return before[before[period.name] == before[period.name].iloc[-1]] if len(before) else before
