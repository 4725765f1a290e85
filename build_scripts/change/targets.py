"""Targets newly met or missed: verdicts of derive/coverage that are not what they were."""

from collections.abc import Iterator, Mapping

import pandas as pd

from build_scripts.change.lines import Line, Row
from build_scripts.change.side import Side
from build_scripts.derive.coverage import MET, MISSED
from build_scripts.merge.relations import records

_SERIES = ["place", "indicator", "scope"]
_FIGURE = [*_SERIES, "period"]
_PRINTED = ["state", "value", "value_digits", "bound", "numerator", "denominator"]
_TOLD = ["unit", "period_end", *_PRINTED, "target_value", "verdict", "gap_count", "_demo"]
SORTS = ("met", "missed", "judged", "unjudged")


def verdicts(before: Side, after: Side) -> dict[str, list[Line]]:
    """By sort: `met` (未达标 before, 达标 now), `missed` (the reverse), `judged` (neither before, either now), `unjudged` (the reverse).

    Every figure is held against the same figure before; and every unit's latest figure, where it is of another period than its latest
    before, against that one. So swapping the sides swaps met with missed and judged with unjudged.
    """
    found: dict[str, list[Line]] = {sort: [] for sort in SORTS}
    order = {code: place for place, code in enumerate(dict.fromkeys([*after.edition.dashboard, *before.edition.dashboard]))}
    pairs = [*_same_period(before, after), *_latest(before, after)]
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
    parts = words.fraction(told)
    gap = ""
    if told["verdict"] == MISSED and pd.notna(told["gap_count"]):
        unit = side.edition.indicators[row["indicator"]]["numerator_unit"] or ""
        gap = words("change.gap", count=words.number(told["gap_count"]) + words.unit(unit))
    parts = words("change.parts", parts=parts) if parts else ""
    return words("change.figure", value=words.stated(told, "%"), parts=parts, verdict=told["verdict"], gap=gap)


def span(side: Side, before: object, after: object) -> str:
    """One period, or two of them with an arrow between; what is missing is left out."""
    days = [side.words.day(period) for period in dict.fromkeys([before, after]) if isinstance(period, str) and period]
    return side.words("change.arrow").join(days)


def _figures(side: Side) -> pd.DataFrame:
    rows = side.edition.derived["coverage"].sort_values(["period_end", "period", "unit"], kind="stable")
    return rows.drop_duplicates(_FIGURE, keep="last")[[*_FIGURE, *_TOLD]]


def _same_period(before: Side, after: Side) -> Iterator[Row]:
    both = _figures(before).merge(_figures(after), on=_FIGURE, suffixes=("_before", "_after"))
    for row in records(both[both["verdict_before"] != both["verdict_after"]]):
        yield {**row, "period_before": row["period"], "period_after": row["period"]}


def _latest(before: Side, after: Side) -> Iterator[Row]:
    last = [_figures(side).drop_duplicates(_SERIES, keep="last") for side in (before, after)]
    both = last[0].merge(last[1], on=_SERIES, how="outer", suffixes=("_before", "_after"))
    yield from records(both[(both["period_before"] != both["period_after"]).fillna(True)])


def _sort(before: object, after: object) -> str:
    was, now = (verdict if verdict in (MET, MISSED) else None for verdict in (before, after))
    if was == now:
        return ""
    if was is None:
        return "judged"
    return "unjudged" if now is None else "met" if now == MET else "missed"


def _line(before: Side, after: Side, pair: Row) -> Line:
    side = after if after.known("unit", pair["place"]) else before
    back = all(_periods(pair)) and pair.get("period_end_after", "") < pair.get("period_end_before", "")
    return Line(
        unit=pair["place"],
        who=side.name("unit", pair["place"]),
        what=_target(side, pair),
        when=span(after, *_periods(pair)),
        before=figure(before, pair, "_before"),
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
