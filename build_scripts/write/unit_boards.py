"""A unit's own view of the dashboard: `coverage/units/<code>.html`, and its table on the unit's record page."""

from collections.abc import Iterator, Mapping, Sequence

from build_scripts.draw.choropleth import choropleth
from build_scripts.draw.outlines import Outlines
from build_scripts.view.address import up
from build_scripts.view.checkup import unit_path
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.edition import Edition
from build_scripts.view.frames import table
from build_scripts.view.maps import Map
from build_scripts.view.narrative import narrate_few
from build_scripts.view.standing import Standing, board_href
from build_scripts.view.unit_board import OwnLine, own_lines, unit_boards
from build_scripts.write.figures import notes, rooted
from build_scripts.write.output import Page


def unit_board_pages(dashboard: Dashboard, parts: Mapping[str, Outlines]) -> Iterator[Page]:
    """The board of every unit; `parts`: by current code of a division, the outlines of its counties, none where none may be drawn."""
    edition = dashboard.edition
    asked = set(edition.derived["checkup"]["unit"])
    for board in unit_boards(dashboard):
        path = board_href(board.place)
        root = up(path)
        maps = _maps(dashboard, parts[board.place], root) if board.place in parts else []
        body = edition.render(
            "unit_board.html.j2",
            root=root,
            board=board,
            record=edition.href("unit", board.place),
            checkup=unit_path(board.place) if board.place in asked else "",
            own=own_table(edition, board.lines, path),
            maps=maps,
            notes=notes(edition, maps[0]) if maps else {},
            text=edition.words.section("drawing"),
            towns_reported=any(cell.value.text for town in board.towns for cell in town.cells),
        )
        yield Page(path, edition.words("unit_board.title", unit=board.name), edition.words("unit_board.about", unit=board.name), body)


def own_table(edition: Edition, lines: Sequence[OwnLine], page: str) -> str:
    """How one unit stands on every indicator, as HTML for the page at that path."""
    shown = [line.standing for line in lines if line.standing.value.text]
    all_demo = bool(shown) and all(each.demo for each in shown)
    codes = sorted({line.source for line in lines if line.source})
    sources = [(edition.heading("source", code), edition.href("source", code)) for code in codes]
    return edition.render("blocks/own_table.html.j2", lines=lines, all_demo=all_demo, sources=sources, root=up(page))


def unit_tables(dashboard: Dashboard) -> dict[str, str]:
    """For the record page of each unit with a figure: its own table as HTML, by code."""
    edition = dashboard.edition
    owing = edition.tree.owing(edition.federation.as_of)
    levels = {edition.tree.current(unit): level for unit, level in owing.items()}
    places = sorted({place for series in dashboard.main.values() for place in series.places})
    found = {place: own_lines(dashboard, place, levels.get(place, "")) for place in places}
    return {place: own_table(edition, lines, "records/unit/page.html") for place, lines in found.items()}


def _maps(dashboard: Dashboard, outlines: Outlines, root: str) -> list[Map]:
    """One small map an indicator of the counties of a division, in the classes of the province's map."""
    edition = dashboard.edition
    drawn = []
    for series in dashboard.main.values():
        reel = dashboard.reel(series, "county")
        frame = reel.latest
        own: list[Standing] = [each for each in frame.on if each.place in outlines.paths]
        drawing = rooted(choropleth(table(own), outlines, reel.key(frame)), root)
        heading = edition.words("unit_board.map", indicator=series.name, period=edition.words.day(frame.period))
        day = frame.end or edition.federation.as_of
        drawn.append(Map("", heading, "county", drawing, day, any(each.demo for each in own), narrate_few(frame, own)))
    return drawn
