"""A unit's own view of the dashboard (单位看板): how it stands on every indicator, and how those that report to it do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.draw.sparkline import Sparkline
from build_scripts.kinds.unit import TOWNSHIP
from build_scripts.merge.periods import period_end
from build_scripts.merge.tree import MAP_LEVELS
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.figure import Figure, why
from build_scripts.view.series import Series
from build_scripts.view.standing import NOTHING, Standing, board_href, standing


@dataclass(frozen=True, slots=True)
class OwnLine:
    """The unit's newest figure of one indicator: `period` it is of, `missed` a later one that the unit owes; `course` leads to all."""

    indicator: str
    href: str
    standing: Standing
    period: str
    missed: str
    target: Figure
    trend: Sparkline | None
    course: str
    source: str


@dataclass(frozen=True, slots=True)
class Below:
    """A unit that reports to this one, and how it stands on every indicator, in the order of the dashboard."""

    name: str
    href: str
    note: str
    cells: Sequence[Standing]


@dataclass(frozen=True, slots=True)
class UnitBoard:
    """`above`: name and address from the province down to the one above; `towns`: those below a county, for which no outline exists."""

    place: str
    name: str
    level: str
    above: Sequence[tuple[str, str]]
    lines: Sequence[OwnLine]
    below: Sequence[Below]
    towns: Sequence[Below]
    demo: bool


def unit_boards(dashboard: Dashboard) -> Iterator[UnitBoard]:
    """The board of every unit that the dashboard shows in any of its views, in order of code."""
    edition = dashboard.edition
    day = edition.federation.as_of
    levels = {edition.tree.current(code): level for code, level in edition.tree.owing(day).items()}
    places = {edition.tree.current(code) for level in ("prefecture", "county") for code in edition.view(level, day).all}
    for place in sorted(places):
        yield unit_board(dashboard, place, levels.get(place, ""))


def unit_board(dashboard: Dashboard, place: str, level: str) -> UnitBoard:
    """The board of one unit; `level` is the one at which it owes reports, empty where it owes none."""
    edition = dashboard.edition
    lines = own_lines(dashboard, place, level)
    children = edition.tree.below(place, edition.federation.as_of)
    towns = [code for code in children if edition.tree.units.at[code, "level"] == TOWNSHIP]
    below = [_below(dashboard, code) for code in children if code not in towns]
    demo = any(line.standing.demo for line in lines) or any(cell.demo for each in below for cell in each.cells)
    name = edition.heading("unit", place)
    return UnitBoard(place, name, level, _above(dashboard, place), lines, below, [_below(dashboard, code) for code in towns], demo)


def own_lines(dashboard: Dashboard, place: str, level: str) -> list[OwnLine]:
    """The unit's line for every indicator."""
    return [_own(dashboard, series, place, level) for series in dashboard.main.values()]


def _own(dashboard: Dashboard, series: Series, place: str, level: str) -> OwnLine:
    edition, words = dashboard.edition, dashboard.edition.words
    row = series.newest(place)
    each = standing(series, row["unit"] if row else place, row, inside=False)
    due = edition.period(series.indicator, level) if level else ""
    late = row is not None and period_end(due) > row["period_end"]
    return OwnLine(
        indicator=series.name,
        href=series.path,
        standing=each,
        period=words.day(row["period"]) if row else "",
        missed=words.day(due) if late else "",
        target=Figure(words.rate(row["target_value"]), why(series.indicator, place, row["period"]))
        if row and row["target_value"] is not None
        else NOTHING,
        trend=edition.trends(series.indicator, row["period_end"]).get(place) if row else None,
        course=each.course if row else "",
        source=row["source"] if row else "",
    )


def _below(dashboard: Dashboard, code: str) -> Below:
    edition = dashboard.edition
    place = edition.tree.current(code)
    inside = code in edition.view("county", edition.federation.as_of).inside
    cells = [_cell(dashboard, series, code, inside) for series in dashboard.main.values()]
    own = edition.tree.units.at[code, "level"] != TOWNSHIP
    href = board_href(place) if own else edition.href("unit", place)
    return Below(edition.heading("unit", code), href, edition.words("coverage.inside") if inside else "", cells)


def _cell(dashboard: Dashboard, series: Series, code: str, inside: bool) -> Standing:
    """How a unit stands in the latest period of its level, as the maps show it; a township by its newest figure, for it is on no map."""
    place = dashboard.edition.tree.current(code)
    frames = [dashboard.reel(series, level).latest for level in MAP_LEVELS]
    found = next((each for frame in reversed(frames) for each in frame.all if each.place == place), None)
    return found or standing(series, code, series.newest(place), inside)


def _above(dashboard: Dashboard, place: str) -> list[tuple[str, str]]:
    """The way down from the province: its dashboard, then the board of each unit above this one."""
    edition = dashboard.edition
    way: list[tuple[str, str]] = []
    above = edition.tree.units.at[place, "report_to"]
    while isinstance(above, str) and above != edition.tree.root:
        way.append((edition.heading("unit", above), board_href(edition.tree.current(above))))
        above = edition.tree.units.at[above, "report_to"]
    first = next(iter(dashboard.main.values()), None)
    return [(edition.heading("unit", edition.tree.root), first.path if first else "coverage.html"), *reversed(way)]
