"""The dashboard's front (覆盖进展): every indicator of the province, every division on every indicator, what is urgent."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.view.acts import acts
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.standing import Standing
from build_scripts.write.home import card

_URGENT = 5


@dataclass(frozen=True, slots=True)
class Across:
    """One division on every indicator, each in its latest period (None where it did not stand then); `missed` counts the targets missed."""

    name: str
    href: str
    cells: Sequence[Standing | None]
    missed: int


def overview(dashboard: Dashboard) -> str:
    """The content of the coverage page."""
    edition, words = dashboard.edition, dashboard.edition.words
    red = []
    for series in dashboard.main.values():
        levels = {level: dashboard.reel(series, level) for level in ("prefecture", "county")}
        found = next(act for act in acts(series, levels) if act.key == "double-red")
        if found.lines:
            more = words("overview.more", count=found.count) if len(found.lines) > _URGENT else ""
            red.append((series.name, series.path, found.lines[:_URGENT], more))
    return edition.render(
        "blocks/overview.html.j2",
        demo=bool(edition.derived["coverage"]["_demo"].any()),
        cards=[card(edition, code) | {"name": edition.heading("indicator", code)} for code in edition.dashboard],
        rows=_across(dashboard),
        red=red,
    )


def _across(dashboard: Dashboard) -> list[Across]:
    """The divisions and the lines beside them, most targets missed first; none where nothing was reported."""
    frames = [dashboard.reel(series, "prefecture").latest for series in dashboard.main.values()]
    if not any(frame.period for frame in frames):
        return []
    stands = [{each.place: each for each in (*frame.on, *frame.off)} for frame in frames]
    found = []
    for place in dict.fromkeys(place for standing in stands for place in standing):
        cells = [standing.get(place) for standing in stands]
        one = next(cell for cell in cells if cell)
        found.append(Across(one.name, one.href, cells, sum(cell is not None and cell.key == "missed" for cell in cells)))
    return sorted(found, key=lambda each: -each.missed)
