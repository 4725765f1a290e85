"""How one unit stands in one period: finished texts, each with the way to its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.derive.coverage import AIMLESS, MET, MISSED, NOT_DUE, UNCLEAR
from build_scripts.draw.classes import NOT_APPLICABLE as NOT_APPLICABLE_MARK
from build_scripts.draw.classes import UNCLEAR as UNCLEAR_MARK
from build_scripts.draw.classes import UNREPORTED, WITHHELD, ZERO
from build_scripts.kinds.observation import CLOSED, NOT_APPLICABLE
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, Figure, exempt, why, why_path
from build_scripts.view.series import Row, Series

KEYS: Mapping[str, str] = {MET: "met", MISSED: "missed", NOT_DUE: "later", UNCLEAR: "unclear"}
UNREPORTED_KEY, OTHER_KEY = "unreported", "other"
NOTHING = Figure("", "")


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in one frame. `rate` is exact (100 n/d) where both parts are known, for colours and order; texts are as stated.

    `key`: met, missed, later (期末考核，未到期), unclear, unreported, other. `mark`: what the map shows instead of, or beside, a colour.
    `state`: what is said where there is no figure. Figures are empty where they do not apply. `course` is the page of evidence for all
    periods, whose parts are named by period.
    """

    place: str
    name: str
    short: str
    href: str
    inside: bool
    rate: float | None = None
    value: Figure = NOTHING
    state: str = ""
    parts: Figure = NOTHING
    key: str = UNREPORTED_KEY
    verdict: str = ""
    gap: Figure = NOTHING
    gap_points: float | None = None
    since: Figure = NOTHING
    change: Figure = NOTHING
    change_points: float | None = None
    rank: Figure = NOTHING
    outlook: Figure = NOTHING
    submitted: str = ""
    mark: str = UNREPORTED
    detail: str = ""
    double_red: bool = False
    demo: bool = False
    course: str = ""

    @property
    def shown(self) -> str:
        """The value, or what stands in its place."""
        return self.value.text or self.state


def standing(series: Series, code: str, row: Row | None, inside: bool, level: str = "") -> Standing:
    """One unit, by its code of that day, with its figure (None where it gave none); ranked in that level, or where it owes its figures."""
    edition, words = series.edition, series.edition.words
    place = edition.tree.current(code)
    course = why_path(series.indicator, place)
    named = (place, edition.heading("unit", code), edition.shorts[code], board_href(place), inside)
    if row is None:
        return Standing(*named, state=edition.absent(series.indicator), course=course)
    proof = why(series.indicator, place, row["period"])
    mark = mark_of(series, row)
    judged = row["verdict"] if mark != UNCLEAR_MARK else UNCLEAR
    told = _told(series, row, level) if mark in ("", ZERO) else {}
    stated = words.stated(row, "%") if row["value"] is not None else ""
    return Standing(
        *named,
        rate=exact_rate(row) if mark in ("", ZERO) else None,
        value=Figure(stated, proof) if stated else NOTHING,
        state="" if stated else words("state.withheld" if row["state"] == CLOSED else "state.not_applicable"),
        parts=_figure(words.fraction(row), proof),
        key=KEYS.get(judged, OTHER_KEY),
        verdict=judged if judged in (*KEYS, AIMLESS) else "",
        gap=_figure(told.get("gap", ""), proof),
        gap_points=row["gap_points"],
        since=_figure(told.get("since", ""), proof),
        change=_figure(told.get("change", ""), proof),
        change_points=row["change_points"] if told else None,
        rank=_figure(told.get("rank", ""), proof),
        outlook=_figure(told.get("outlook", ""), proof),
        submitted=words.day(row["submitted_on"]),
        mark=mark,
        detail=exempt(
            Exemption.DRAWN,
            " · ".join(piece for piece in (*_target(series, row, mark), *told.get("pieces", ()), *_renamed(series, row)) if piece),
        ),
        double_red=bool(row["double_red"]) and mark in ("", ZERO),
        demo=bool(row["_demo"]),
        course=course,
    )


def board_href(place: str) -> str:
    """The path of a unit's own view of the dashboard."""
    return f"coverage/units/{place}.html"


def _figure(text: str, proof: str) -> Figure:
    return Figure(text, proof) if text else NOTHING


def mark_of(series: Series, row: Row) -> str:
    """What the map shows of a figure instead of, or beside, a colour; empty for a plain one, which alone is compared."""
    if row["state"] == NOT_APPLICABLE:
        return NOT_APPLICABLE_MARK
    if row["state"] == CLOSED:
        return WITHHELD
    if row["scope"] != series.scope or row["numerator"] is None or row["verdict"] == UNCLEAR:
        return UNCLEAR_MARK
    return ZERO if row["value"] == 0 else ""


def exact_rate(row: Row) -> float:
    """100 n/d, unrounded, in %; the stated value where the denominator is 0."""
    return float(row["numerator"]) * 100 / float(row["denominator"]) if row["denominator"] else float(row["value"])


def _told(series: Series, row: Row, level: str) -> dict[str, Any]:
    """The texts that only a comparable figure has."""
    words = series.edition.words
    unit = words.unit(series.edition.indicators[series.indicator]["numerator_unit"] or "")
    gap = words.number(row["gap_count"]) + unit if row["gap_count"] else ""
    since = told_since(series.edition, row)
    outlook = told_outlook(series.edition, row)
    pieces = (words("board.still", gap=gap) if gap else "", since)
    place = "county_" if level and row["county_rank"] is not None and row["level"] != level else ""
    rank = words("board.rank", rank=row[f"{place}rank"], ranked=row[f"{place}ranked"]) if row[f"{place}rank"] is not None else ""
    return {"gap": gap, "since": since, "change": words.signed(row["change_points"]), "rank": rank, "outlook": outlook, "pieces": pieces}


def told_since(edition: Edition, row: Row) -> str:
    """Since which period the figure has lain below its target, and since when that counts; the empty text where it does not."""
    words = edition.words
    if not row["below_since"]:
        return ""
    begun = {"period": words.day(row["below_since"]), "count": row["below_periods"]}
    if not row["missed_since"]:
        return words("board.since_below", **begun)
    if row["below_periods"] > row["missed_periods"]:
        return words("board.since_due", **begun, missed=words.day(row["missed_since"]))
    return words("board.since", **begun)


def told_outlook(edition: Edition, row: Row) -> str:
    """When the target is reached at the pace of the last four quarters, and what pace the deadline asks for."""
    words = edition.words
    if row["verdict"] not in (MISSED, NOT_DUE):
        return ""
    if row["projected_period"]:
        told = words("board.projected", period=words.day(row["projected_period"]))
    elif row["pace_points"] is None:
        told = words("board.no_pace")
    else:
        told = words("board.never")
    if row["required_points"] is None:
        return told
    unit = words.unit(edition.indicators[row["indicator"]]["numerator_unit"] or "")
    return told + words("board.required", points=words.points(row["required_points"]), count=words.number(row["required_count"]), unit=unit)


def _target(series: Series, row: Row, mark: str) -> tuple[str, ...]:
    words = series.edition.words
    target = words("map.target", value=words.number(row["target_value"])) if row["target_value"] is not None else ""
    if mark == UNCLEAR_MARK:
        other = row["scope"] != series.scope and row["numerator"] is not None
        return target, words("board.other_scope", scope=series.edition.heading("scope", row["scope"])) if other else words("map.unclear")
    return (target,)


def _renamed(series: Series, row: Row) -> tuple[str, ...]:
    current = series.edition.tree.current(row["unit"])
    return (series.edition.words("map.renamed", name=series.edition.heading("unit", current)),) if row["unit"] != current else ()
