"""Coverage (覆盖进展): one page an indicator with its maps, their table twins and the province's course."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from build_scripts.derive.coverage import AIMLESS, MET, MISSED, UNCLEAR
from build_scripts.draw.interactive import Interactive
from build_scripts.draw.sparkline import Sparkline
from build_scripts.merge.periods import period_end
from build_scripts.merge.relations import records
from build_scripts.merge.tree import MAP_LEVELS
from build_scripts.view.edition import Edition, up
from build_scripts.view.figure import Figure, counted, why
from build_scripts.view.maps import Map
from build_scripts.write.figures import figure
from build_scripts.write.output import Page

MAP_LEVELS_DRAWN = ("prefecture", "county")
_ANCHORS = {"prefecture": "prefectures", "county": "counties"}
_VERDICT_KEYS = {MET: "met", MISSED: "missed", UNCLEAR: "unclear"}


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in a table twin, finished for the reader; empty texts where nothing is known.

    `period` is told where the rows of a table are not of one period; `missed` is a later one that the unit owes.
    """

    name: str
    href: str
    value: str | Figure
    verdict: str
    verdict_key: str
    gap: str | Figure
    parts: str | Figure
    trend: Sparkline | None
    submitted: str
    demo: bool
    inside: bool = False
    period: str = ""
    missed: str = ""


def coverage_pages(edition: Edition, drawn: Mapping[str, Map], zooms: Sequence[Interactive]) -> Iterator[Page]:
    """`coverage/<indicator>.html` for every indicator of the dashboard."""
    for code in edition.dashboard:
        path = indicator_path(code)
        rows = [edition.latest(code, level) for level in MAP_LEVELS_DRAWN]
        figures = _figures(edition, drawn, code, zooms)
        row = edition.indicators[code]
        body = edition.render(
            "coverage.html.j2",
            root=up(path),
            indicator=row,
            formula=edition.words("coverage.formula", **row) if row["numerator"] and row["denominator"] else "",
            convention=row["convention"] == "是",
            demo=any(bool(figures["_demo"].any()) for figures in rows),
            reported=any(len(figures) for figures in rows),
            total=total(edition, code),
            maps=figures,
            tables={level: indicator_table(edition, code, level, path) for level in MAP_LEVELS_DRAWN},
            history=_history(edition, code),
            others=[(edition.heading("indicator", other), indicator_path(other)) for other in edition.dashboard if other != code],
        )
        title = str(row["name"])
        yield Page(path, title, edition.words("coverage.description", indicator=title), body)


def _figures(edition: Edition, drawn: Mapping[str, Map], code: str, zooms: Sequence[Interactive]) -> dict[str, str]:
    """The indicator's maps by level; the empty text where a level is not drawn."""
    ways = dict(zip(MAP_LEVELS_DRAWN, zooms, strict=False))  # no interactive map where no outline may be drawn
    found = {level: drawn.get(f"coverage-{level}.{code}") for level in MAP_LEVELS_DRAWN}
    return {level: figure(edition, each, indicator_path(code), ways.get(level)) if each else "" for level, each in found.items()}


def indicator_path(code: str) -> str:
    """The path of an indicator's page."""
    return f"coverage/{code}.html"


def total(edition: Edition, indicator: str) -> dict[str, Any] | None:
    """The province's latest figure with target, gap and how many reported, in finished texts; None where nothing was reported."""
    row, words = edition.total(indicator), edition.words
    if row is None or pd.isna(row["value"]):
        return None
    sources = pd.Series(row["sources"].split(" "))
    target = row["target_value"]
    met = pd.notna(target) and row["numerator"] * 100 >= target * row["denominator"]
    proof = why(indicator, edition.tree.root, row["period"])
    gap = Figure(words.number(abs(row["value"] - target), 1), proof) if pd.notna(target) else ""
    return {
        "label": f"{edition.heading('indicator', indicator)} · {words.day(row['period'])}",
        "value": Figure(words.percent(row["value"], 1), proof),
        "note": words.told("home.reported", **_reported(edition, row)),
        "target": Figure(words.percent(target, 0), edition.href("target", row["target"])) if pd.notna(target) else "—",
        "target_note": words.told("home.above" if met else "home.below", gap=gap) if pd.notna(target) else words("coverage.no_target"),
        "verdict_key": ("met" if met else "missed") if pd.notna(target) else "none",
        "counts": [
            counted(counts(edition, indicator, level), f"{indicator_path(indicator)}#{_ANCHORS[level]}") for level in MAP_LEVELS_DRAWN
        ],
        "source": words("home.source", source="、".join(name for name, _ in _sources(edition, sources))),
        "demo": bool(row["_demo"]),
        "period_end": row["period_end"],
    }


def counts(edition: Edition, indicator: str, level: str) -> str:
    """How many units of the level met, missed, cannot be compared, have not reported."""
    rows = edition.latest(indicator, level)
    day = edition.day(indicator, level)
    places = [edition.tree.current(code) for code in edition.tree.level(MAP_LEVELS[level], day)]
    verdicts = rows["verdict"].reindex(places)
    told = {name: int((verdicts == verdict).sum()) for name, verdict in (("met", MET), ("missed", MISSED), ("unclear", UNCLEAR))}
    told["unreported"] = int(verdicts.isna().sum())
    period = edition.words.day(edition.period(indicator, level))
    sentence = edition.words("coverage.counts", total=len(places), level=edition.words(f"coverage.{level}"), period=period, **told)
    other = len(places) - sum(told.values())
    return sentence + edition.words("coverage.counts_other", count=other) if other else sentence


def indicator_table(edition: Edition, indicator: str, level: str, page: str) -> str:
    """The table twin of an indicator's map: every unit of the level, then those without a place on the map."""
    day, name = edition.day(indicator, level), MAP_LEVELS[level]
    units = [*edition.tree.level(name, day), *edition.tree.off_map(name, day), *edition.tree.inside_hosts(day)]
    rows = _ordered(edition, indicator, level, list(dict.fromkeys(units)))
    figures = edition.latest(indicator, level)
    cited = figures.loc[figures.index.isin([edition.tree.current(unit) for unit in units]), "source"]
    return _rendered(edition, rows, cited, (edition.words("coverage.unit"), page))


def _ordered(edition: Edition, indicator: str, level: str, units: Sequence[str]) -> list[Row]:
    """These units' latest figures of one indicator: furthest below target first, then who has not reported, then the rest."""
    figures = edition.latest(indicator, level)
    found = dict(zip(figures.index, figures.to_dict("records"), strict=True))
    day = edition.day(indicator, level)
    inside, trends = set(edition.tree.inside_hosts(day)), edition.trends(indicator, day)
    rows = []
    for unit in sorted(units, key=lambda unit: _urgency(found.get(edition.tree.current(unit)))):
        place = edition.tree.current(unit)
        row = unit_row(edition, edition.heading("unit", unit), found.get(place), indicator, place)
        rows.append(replace(row, inside=unit in inside, trend=trends.get(place)))
    return rows


def _urgency(row: Mapping[str, Any] | None) -> tuple[int, float]:
    if row is None:
        return 1, 0
    return (0, float(row["gap_points"])) if row["verdict"] == MISSED else (2, 0)


def _gap(edition: Edition, row: Mapping[str, Any], proof: str) -> str | Figure:
    """How many are missing to reach the target, with their unit; the empty text where none are."""
    if pd.isna(row["gap_count"]) or row["gap_count"] == 0:
        return ""
    unit = edition.words.unit(edition.indicators[row["indicator"]]["numerator_unit"] or "")
    return Figure(edition.words.number(row["gap_count"]) + unit, proof)


def _reported(edition: Edition, row: Mapping[str, Any]) -> dict[str, Figure]:
    """How many reported and how many should have, for a sentence."""
    proof = why(row["indicator"], edition.tree.root, row["period"])
    return {name: Figure(edition.words.number(row[f"units_{name}"]), proof) for name in ("reported", "expected")}


def _rendered(edition: Edition, rows: Sequence[Row], sources: pd.Series, head: tuple[str, str]) -> str:
    """The table; `head` is the title of its first column and the path of the page it stands on."""
    first, page = head
    reported = [row for row in rows if row.verdict_key or isinstance(row.value, Figure)]
    all_demo = bool(reported) and all(row.demo for row in reported)
    return edition.render(
        "blocks/coverage_table.html.j2", rows=rows, sources=_sources(edition, sources), all_demo=all_demo, first=first, root=up(page)
    )


def _sources(edition: Edition, codes: pd.Series) -> list[tuple[str, str]]:
    """The sources cited, by name and address."""
    return [(edition.heading("source", code), edition.href("source", code)) for code in sorted(codes.dropna().unique())]


def unit_row(edition: Edition, name: str, row: Mapping[str, Any] | None, indicator: str, place: str) -> Row:
    """One line of a table twin; `row` is None where the unit has not reported."""
    words, href = edition.words, edition.href("unit", place)
    if row is None:
        return Row(name, href, edition.absent(indicator), "", "", "", "", None, "", False)
    proof = why(indicator, place, row["period"])
    return Row(
        name=name,
        href=href,
        value=Figure(words.stated(row, "%"), proof),
        verdict=row["verdict"] if row["verdict"] in (*_VERDICT_KEYS, AIMLESS) else "",
        verdict_key=_VERDICT_KEYS.get(row["verdict"], ""),
        gap=_gap(edition, row, proof),
        parts=Figure(words.fraction(row), proof),
        trend=None,
        submitted=words.day(row["submitted_on"]),
        demo=bool(row["_demo"]),
    )


def _history(edition: Edition, indicator: str) -> list[dict[str, Any]]:
    rows = edition.derived["province_totals"]
    rows = rows[rows["indicator"] == indicator].sort_values("period_end", ascending=False)
    words = edition.words
    return [
        {
            "period": words.day(row["period"]),
            "value": Figure(words.percent(row["value"], 1), why(indicator, edition.tree.root, row["period"])),
            "parts": Figure(words.fraction(row), why(indicator, edition.tree.root, row["period"])),
            "reported": words.told("coverage.share", **_reported(edition, row)),
            "demo": bool(row["_demo"]),
        }
        for row in rows.to_dict("records")
    ]


def unit_tables(edition: Edition) -> dict[str, str]:
    """For the page of each reporting unit: its own newest figure of every indicator, whatever the others have reported, as HTML by code."""
    newest = {code: edition.newest(code) for code in edition.dashboard}
    found = {code: dict(zip(rows.index, records(rows), strict=True)) for code, rows in newest.items()}
    owing = edition.tree.owing(edition.federation.as_of)
    levels = {edition.tree.current(unit): level for unit, level in owing.items()}
    tables = {}
    for place in sorted({place for places in found.values() for place in places}):
        rows = [_own_row(edition, code, found[code].get(place), (place, levels.get(place, ""))) for code in edition.dashboard]
        cited = pd.Series([found[code][place]["source"] for code in found if place in found[code]])
        tables[str(place)] = _rendered(edition, rows, cited, (edition.words("methods.indicator"), "records/unit/page.html"))
    return tables


def _own_row(edition: Edition, indicator: str, row: Mapping[str, Any] | None, owner: tuple[str, str]) -> Row:
    """The line of an indicator on a unit's own page; `owner` is the unit and the level at which it owes reports, if any."""
    place, level = owner
    line = replace(unit_row(edition, edition.heading("indicator", indicator), row, indicator, place), href=indicator_path(indicator))
    if row is None:
        return line
    due = edition.period(indicator, level) if level else ""
    return replace(
        line,
        trend=edition.trends(indicator, row["period_end"]).get(place),
        period=edition.words.day(row["period"]),
        missed=edition.words.day(due) if period_end(due) > row["period_end"] else "",
    )
