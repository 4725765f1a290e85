"""The line over time of one place and indicator, and what it says in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_scripts.draw.course import Course, Moment, course
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt
from build_scripts.view.trace import Record, Trace


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing, its title, what it says in a paragraph, and which of its marks occur."""

    course: Course
    title: str
    told: str
    has_target: bool
    has_missing: bool


def chart(edition: Edition, trace: Trace, place: str) -> Chart | None:
    """The chart of a trace; None where no figure has a value."""
    rows = sorted({row["period_end"]: row for row in trace.figures}.items())
    moments = [_moment(edition, end, row) for end, row in rows]
    moments += [_gap(edition, trace, gap.period, gap.period_end) for gap in trace.missing]
    moments.sort(key=lambda moment: moment.end)
    drawn = course(_aimed(edition, moments), "%")
    if drawn is None:
        return None
    words = edition.words
    title = words("why.chart", place=place, indicator=edition.heading("indicator", trace.indicator))
    valued = [row for _, row in rows if row["value"] is not None]
    told = [_told_range(edition, valued), *_told_aims(edition, rows), *_told_missing(edition, trace)]
    missing = any(moment.value is None for moment in moments)
    return Chart(drawn, title, "".join(told), bool(drawn.targets), missing)


def _moment(edition: Edition, end: str, row: Record) -> Moment:
    period, value = str(row["period"]), row["value"]
    told = exempt(Exemption.DRAWN, edition.words("why.dot", period=edition.words.day(period), value=_text(edition, row)))
    year, short = _names(edition, period, end)
    return Moment(end, year, short, told, f"#{period}", value, row["target_value"])


def _gap(edition: Edition, trace: Trace, period: str, end: str) -> Moment:
    aim = trace.aims.get(end)
    told = edition.words("why.dot", period=edition.words.day(period), value=edition.words("state.unreported"))
    return Moment(end, *_names(edition, period, end), told, f"#{period}", None, aim[1] if aim else None)


def _aimed(edition: Edition, moments: Sequence[Moment]) -> list[Moment]:
    """The moments, each new target told where it begins."""
    before = [None, *(moment.target for moment in moments)]
    return [
        replace(each, aim=_aim(edition, each.target)) if each.target != old else each for each, old in zip(moments, before, strict=False)
    ]


def _aim(edition: Edition, target: float | None) -> str:
    return exempt(Exemption.QUOTED, edition.words("map.target", value=edition.words.exact(target))) if target is not None else ""


def _names(edition: Edition, period: str, end: str) -> tuple[str, str]:
    """The year on the axis, and the short name of a quarter."""
    quarter = period.partition("-Q")[2]
    return end[:4], edition.words("why.tick", quarter=edition.words(f"format.quarter_{quarter}")) if quarter else ""


def _text(edition: Edition, row: Record) -> str:
    """The figure as it is printed; of a sum its rate, to one decimal."""
    return edition.words.percent(row["value"], 1) if "addends" in row else edition.words.stated(row, "%")


def _told_range(edition: Edition, rows: Sequence[Record]) -> str:
    """From which figure to which, the highest and the lowest."""
    facts: dict[str, str] = {}
    chosen = {"first": rows[0], "last": rows[-1], "high": max(rows, key=_value), "low": min(rows, key=_value)}
    for name, row in chosen.items():
        facts |= {name: _text(edition, row), f"{name}_period": edition.words.day(row["period"])}
    told = edition.words("why.told_one" if len(rows) == 1 else "why.told_range", **facts, count=len(rows))
    return exempt(Exemption.DRAWN, told)


def _told_aims(edition: Edition, rows: Sequence[tuple[str, Record]]) -> list[str]:
    """The target at first, and each change of it."""
    words, told = edition.words, list[str]()
    before: float | None = None
    for place, (_, row) in enumerate(rows):
        aim = row["target_value"]
        if aim is not None and aim != before:
            key = "why.told_target_later" if place else "why.told_target"
            told.append(exempt(Exemption.DRAWN, words(key, period=words.day(row["period"]), value=words.rate(aim))))
        before = aim if aim is not None else before
    return told


def _told_missing(edition: Edition, trace: Trace) -> list[str]:
    periods = [edition.words.day(gap.period) for gap in trace.missing]
    return [edition.words("why.told_missing", periods=edition.words("why.and").join(periods))] if periods else []


def _value(row: Record) -> float:
    return float(row["value"])
