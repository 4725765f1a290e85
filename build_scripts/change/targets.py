"""Targets newly met or missed: verdicts of derive/coverage that are not what they were."""

from collections.abc import Iterator, Mapping

import pandas as pd

from build_scripts.change.lines import Line, Row
from build_scripts.change.side import Side
from build_scripts.derive.coverage import BELOW, MET, MISSED
from build_scripts.merge.periods import period_end
from build_scripts.merge.relations import records

_SERIES = ["place", "indicator", "scope"]
_FIGURE = [*_SERIES, "period"]
_PRINTED = ["state", "value", "value_digits", "bound", "numerator", "denominator"]
_TOLD = [*_PRINTED, "target_value", "verdict", "gap_count", "_demo"]
_ENDS = ("_before", "_after")
_DECIDED = (MET, MISSED)
SORTS = ("met", "missed", "judged", "unjudged")


def verdicts(before: Side, after: Side) -> dict[str, list[Line]]:
    """By sort: `met` (未达标 before, 达标 now), `missed` (the reverse), `judged` (neither before, either now), `unjudged` (the reverse).

    Every figure is held against the same figure before (unit, indicator, period and scope); and every unit's latest figure, where it is of
    another period than its latest before, against that one. So swapping the sides swaps met with missed.

    A verdict is lost only with its own figure: where that had one before and now is gone, or its target is, or it no longer decides. A
    later period that has no target takes none away. Nor is a verdict new that the same figure had before, and is the latest again. So
    what is judged is unjudged when the sides are swapped; a first verdict of a period is told only of units whose latest figure had none.
    Of a figure that is gone only the verdict is told: what was taken back is not repeated.
    """
    found: dict[str, list[Line]] = {sort: [] for sort in SORTS}
    order = {code: place for place, code in enumerate(dict.fromkeys([*after.edition.dashboard, *before.edition.dashboard]))}
    old, new = (_figures(side, after) for side in (before, after))
    pairs = [*_same_period(old, new), *_latest(old, new)]
    for pair in sorted(pairs, key=lambda pair: (order[pair["indicator"]], pair["place"], *_periods(pair), pair["scope"])):
        sort = _sort(pair["verdict_before"], pair["verdict_after"])
        if sort:
            found[sort].append(_line(before, after, pair))
    return found


def figure(side: Side, row: Row, end: str) -> str:
    """The figure of one side of a pair with numerator, denominator, verdict and gap, in one text."""
    words, told = side.words, {name.removesuffix(end): value for name, value in row.items() if name.endswith(end)}
    if not isinstance(told["verdict"], str):
        return words("change.nothing")
    fraction = words.fraction(told)
    gap = ""
    if told["verdict"] in BELOW and pd.notna(told["gap_count"]):
        unit = side.edition.indicators[row["indicator"]]["numerator_unit"] or ""
        gap = words("change.gap", count=words.number(told["gap_count"]) + words.unit(unit))
    parts = words("change.parts", parts=fraction) if fraction else ""
    return words("change.figure", value=words.stated(told, "%"), parts=parts, verdict=told["verdict"], gap=gap)


def span(side: Side, before: object, after: object) -> str:
    """One period, or two of them with an arrow between; what is missing is left out."""
    days = [side.words.day(period) for period in dict.fromkeys([before, after]) if isinstance(period, str) and period]
    return side.words("change.arrow").join(days)


def _figures(side: Side, ground: Side) -> pd.DataFrame:
    """The figures of one side, under the codes that stand for their units on the other."""
    rows = side.edition.derived["coverage"].sort_values(["period_end", "period", "unit"], kind="stable")
    current = {code: ground.edition.tree.current(code) for code in rows["place"].unique()}
    rows = rows.assign(place=rows["place"].map(current).astype("str"))
    return rows.drop_duplicates(_FIGURE, keep="last")[[*_FIGURE, *_TOLD]]


def _same_period(old: pd.DataFrame, new: pd.DataFrame) -> Iterator[Row]:
    """Figures whose verdict changed, and those that had one and are gone."""
    both = old.merge(new, on=_FIGURE, how="left", suffixes=_ENDS, indicator="found")
    gone = both["found"] == "left_only"
    for row in records(both[gone | (both["verdict_before"] != both["verdict_after"])]):
        yield {**row, "period_before": row["period"], "period_after": row["period"]}


def _latest(old: pd.DataFrame, new: pd.DataFrame) -> Iterator[Row]:
    """Latest figures of different periods of which both decide, or the later one does for the first time in its period."""
    both = _last(old).merge(_last(new), on=_SERIES, how="right", suffixes=_ENDS)
    known = old[[*_FIGURE, "verdict"]].rename(columns={"period": "period_after", "verdict": "verdict_known"})
    both = both.merge(known, on=[*_SERIES, "period_after"], how="left")
    was, now, same = (both[name].isin(_DECIDED) for name in ("verdict_before", "verdict_after", "verdict_known"))
    yield from records(both[(both["period_before"] != both["period_after"]).fillna(True) & now & (was | ~same)])


def _last(figures: pd.DataFrame) -> pd.DataFrame:
    return figures.drop_duplicates(_SERIES, keep="last")


def _sort(before: object, after: object) -> str:
    was, now = (verdict if verdict in _DECIDED else None for verdict in (before, after))
    if was == now:
        return ""
    if was is None:
        return "judged"
    return "unjudged" if now is None else "met" if now == MET else "missed"


def _line(before: Side, after: Side, pair: Row) -> Line:
    side = after if after.known("unit", pair["place"]) else before
    first, last = _periods(pair)
    back = bool(first and last) and period_end(last) < period_end(first)
    return Line(
        unit=pair["place"],
        who=side.name("unit", pair["place"]),
        what=_target(side, pair),
        when=span(after, first, last),
        before=pair["verdict_before"] if back or not isinstance(pair["verdict_after"], str) else figure(before, pair, "_before"),
        after=figure(after, pair, "_after") + (after.words("change.back") if back else ""),
        demo=any(pair[name] is True for name in ("_demo_before", "_demo_after")),
    )


def _target(side: Side, pair: Mapping[str, object]) -> str:
    values = [pair[name] for name in ("target_value_before", "target_value_after")]
    told = [side.words("map.target", value=side.words.number(value)) for value in values if pd.notna(value)]
    name = side.name("indicator", pair["indicator"])
    return side.words("change.aimed", name=name, target=side.words("change.arrow").join(dict.fromkeys(told))) if told else name


def _periods(pair: Row) -> tuple[str, str]:
    first, last = (value if isinstance(value, str) else "" for value in (pair["period_before"], pair["period_after"]))
    return first, last
