"""Ranks moved: units that stand elsewhere among their peers, by indicator, level and scope."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from build_scripts.change.lines import Line
from build_scripts.change.side import Side
from build_scripts.change.targets import span
from build_scripts.merge.ranking import countable, ranks
from build_scripts.merge.relations import records
from build_scripts.merge.tree import MAP_LEVELS


def moves(before: Side, after: Side) -> list[Line]:
    """Every unit whose rank by the latest figures is not what it was, the furthest moved first.

    Ranked are only units that both sides can rank, so that nobody moves because somebody else reported for the first time or fell silent;
    by numerator ÷ denominator, not by the rounded rate; equal rates share a rank.
    """
    found: list[tuple[tuple[Any, ...], Line]] = []
    for place, indicator in enumerate(code for code in after.edition.dashboard if code in before.edition.dashboard):
        for number, level in enumerate(MAP_LEVELS):
            for row in _moved(before, after, indicator, level):
                order = (-abs(row["rank_before"] - row["rank_after"]), place, number, row["scope"], row["place"])
                found.append((order, _line(before, after, indicator, row)))
    return [line for _, line in sorted(found, key=lambda each: each[0])]


def _moved(before: Side, after: Side, indicator: str, level: str) -> Iterator[dict[str, Any]]:
    rated = [_rated(side, indicator, level) for side in (before, after)]
    both = rated[0].merge(rated[1], on=["place", "scope"], suffixes=("_before", "_after"))
    for name in ("_before", "_after"):
        both[[f"rank{name}", "of"]] = ranks(both[f"rate{name}"], [both["scope"]])
    moved = both[both["rank_before"] != both["rank_after"]]
    yield from records(moved.assign(level=level))


def _rated(side: Side, indicator: str, level: str) -> pd.DataFrame:
    rows = side.edition.latest(indicator, level)
    rows = rows[~rows.index.duplicated(keep="last")].reset_index()
    day = side.edition.day(indicator, level)
    peers = {side.edition.tree.current(code) for code in side.edition.tree.level(MAP_LEVELS[level], day)}
    kept = rows.loc[
        countable(rows) & rows["place"].isin(peers),
        ["place", "scope", "period", "value", "value_digits", "bound", "state", "numerator", "denominator", "_demo"],
    ]
    return kept.assign(rate=kept["numerator"].astype(float) / kept["denominator"].astype(float))


def _line(before: Side, after: Side, indicator: str, row: dict[str, Any]) -> Line:
    words = after.words
    up = row["rank_before"] - row["rank_after"]
    step = words("change.up" if up > 0 else "change.down", steps=abs(up))
    level, scope = words(f"coverage.{row['level']}"), after.name("scope", row["scope"])
    return Line(
        unit=row["place"],
        who=after.name("unit", row["place"]),
        what=words("change.ranked", name=after.name("indicator", indicator), level=level, scope=scope, count=row["of"]),
        when=span(after, row["period_before"], row["period_after"]),
        before=_rank(before, row, "_before"),
        after=words("change.moved", rank=_rank(after, row, "_after"), step=step),
        demo=bool(row["_demo_before"] or row["_demo_after"]),
    )


def _rank(side: Side, row: dict[str, Any], end: str) -> str:
    told = {name.removesuffix(end): value for name, value in row.items() if name.endswith(end)}
    return side.words("change.rank", rank=told["rank"], value=side.words.stated(told, "%"))
