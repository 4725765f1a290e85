"""The province's totals before and after: the latest rate of each dashboard indicator, sum over sum."""

import pandas as pd

from build_scripts.change.lines import Line, Row
from build_scripts.change.side import Side
from build_scripts.change.targets import span


def totals(before: Side, after: Side) -> list[Line]:
    """A line for each indicator whose latest total is not what it was, in the order of the dashboard."""
    was, now = ({code: side.edition.total(code) for code in side.edition.dashboard} for side in (before, after))
    lines = []
    for code in dict.fromkeys([*after.edition.dashboard, *before.edition.dashboard]):
        old, new = was.get(code), now.get(code)
        told = _told(before, old), _told(after, new)
        if told[0] != told[1]:
            side, root = after, after.edition.tree.root
            periods = span(side, *(row["period"] if row else None for row in (old, new)))
            demo = any(row is not None and bool(row["_demo"]) for row in (old, new))
            lines.append(Line(root, side.name("unit", root), side.name("indicator", code), periods, *told, demo=demo))
    return lines


def _told(side: Side, row: Row | None) -> str:
    words = side.words
    if row is None or pd.isna(row["value"]):
        return words("change.nothing")
    parts = words("change.parts", parts=words.fraction(row))
    reported = words("home.reported", reported=row["units_reported"], expected=row["units_expected"])
    return words("change.total", value=words.number(row["value"], 1), parts=parts, reported=reported)
