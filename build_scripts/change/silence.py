"""Units that fell silent and units that speak again: who owes the latest period of a dashboard indicator, and did not owe it before."""

from collections.abc import Mapping

from build_scripts.change.lines import Line, Row
from build_scripts.change.side import Side
from build_scripts.merge.relations import records

Reports = Mapping[tuple[str, str], Row]


def reports(before: Side, after: Side) -> dict[str, list[Line]]:
    """By sort: `silent` (has reported, but not the latest period, and was not so before) and `speaking` (the reverse).

    One line a unit and period, with all the indicators it holds for.
    """
    was, now = _owed(before), _owed(after)
    order = list(dict.fromkeys([*after.edition.dashboard, *before.edition.dashboard]))
    found: dict[str, dict[tuple[str, ...], list[str]]] = {"silent": {}, "speaking": {}}
    for place, indicator in sorted(was.keys() | now.keys(), key=lambda key: (key[0], order.index(key[1]))):
        old, new = was.get((place, indicator)), now.get((place, indicator))
        sort = _sort(old, new)
        if sort:
            demo = any(row is not None and row["_demo"] for row in (old, new))
            period = new["period"] if new else ""
            key = (place, _state(after, old, period), _state(after, new, period), after.words.day(period), "demo" if demo else "")
            found[sort].setdefault(key, []).append(indicator)
    return {sort: [_line(before, after, key, codes) for key, codes in groups.items()] for sort, groups in found.items()}


def _owed(side: Side) -> Reports:
    rows = records(side.edition.derived["reporting"])
    return {(side.edition.tree.current(row["unit"]), row["indicator"]): row for row in rows}


def _sort(old: Row | None, new: Row | None) -> str:
    if new is None:
        return ""
    if new["reported"]:
        return "speaking" if old is not None and not old["reported"] else ""
    spoke = old is not None and bool(old["reported"])
    return "silent" if spoke or (_fallen(new) and not (old is not None and _fallen(old))) else ""


def _fallen(row: Row) -> bool:
    """Not reported in the latest period, though in one before."""
    return not row["reported"] and isinstance(row["last_period"], str)


def _state(side: Side, row: Row | None, named: str) -> str:
    """What a unit owes; its period is left out where it is the one that the line names."""
    words = side.words
    if row is None:
        return words("change.not_owing")
    period = words.day(row["period"]) if row["period"] != named else ""
    if row["reported"]:
        return words("change.reported", period=period)
    if _fallen(row):
        return words("change.unreported", period=period, last=words.day(row["last_period"]))
    return words("change.never", period=period)


def _line(before: Side, after: Side, key: tuple[str, ...], codes: list[str]) -> Line:
    place, was, now, period, demo = key
    side = after if after.known("unit", place) else before
    names = after.words("change.and").join(side.name("indicator", code) for code in codes)
    return Line(place, side.name("unit", place), names, period, was, now, bool(demo))
