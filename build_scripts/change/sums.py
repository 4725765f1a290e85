"""Sums that no longer reconcile, and those that now do: disagreements of derive/contradictions that came or went."""

from collections.abc import Mapping

from build_scripts.change.lines import Line, Row
from build_scripts.change.side import Side
from build_scripts.derive.contradictions import DISAGREES, WORDS
from build_scripts.merge.relations import records

Key = tuple[str, ...]
Tested = Mapping[Key, Row]
_KEY = ("unit", "subject", "period", "rule")


def reconciliations(before: Side, after: Side) -> dict[str, list[Line]]:
    """By sort: `broken` (figures disagree that did not) and `mended` (the reverse), in order of unit, subject, period, rule."""
    was, now = _tested(before), _tested(after)
    broken, mended = _disagreeing(now) - _disagreeing(was), _disagreeing(was) - _disagreeing(now)
    return {
        "broken": [_line(after, key, now[key], (_told(after, was.get(key)), _told(after, now[key]))) for key in sorted(broken)],
        "mended": [_line(before, key, was[key], (_told(after, was[key]), _told(after, now.get(key)))) for key in sorted(mended)],
    }


def _tested(side: Side) -> Tested:
    """What was tested, by place, rule and the figure that is the result; where some of several disagree, one of those."""
    found: dict[Key, Row] = {}
    for row in records(side.edition.derived["contradictions"]):
        texts = [row[name] if isinstance(row[name], str) else "" for name in (*_KEY, "observations")]
        key = (*texts[:-1], texts[-1].partition(WORDS["and"])[0])
        if key not in found or row["verdict"] == DISAGREES:
            found[key] = row
    return found


def _disagreeing(tested: Tested) -> set[Key]:
    return {key for key, row in tested.items() if row["verdict"] == DISAGREES}


def _told(side: Side, row: Row | None) -> str:
    return side.words("change.no_conflict") if row is None else str(row["statement"])


def _line(side: Side, key: Key, row: Row, told: tuple[str, str]) -> Line:
    """`side` is the one on which the figures disagree."""
    who = " · ".join(piece for piece in (side.name("unit", key[0]), key[1]) if piece)
    return Line(key[0], who, str(row["type"]), side.words.day(key[2]), *told, demo=bool(row["_demo"]))
