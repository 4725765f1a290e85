"""The data file of the big screen (大屏)."""

from collections.abc import Sequence

from build_scripts.merge.relations import plain_records
from build_scripts.view.cube import cube_json
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.screen import SCREEN, News, screen
from build_scripts.write import disclosure_pages, honour_pages
from build_scripts.write.disclosure_pages import lines as disclosure_lines
from build_scripts.write.output import Output

_NEWEST = 5


def screen_data(dashboard: Dashboard) -> Output:
    """`coverage/screen.json`, for the big screen of every page of the dashboard."""
    edition = dashboard.edition
    honours = honour_pages.newest_awarded(edition, honour_pages.register(edition)).head(_NEWEST)
    disclosures = disclosure_pages.newest(edition, _NEWEST)
    told = screen(
        dashboard,
        _news(honour_pages.lines(edition, honours), ("recipient", "year")),
        _news(disclosure_lines(edition, plain_records(disclosures)), ("publisher", "on")),
    )
    return Output(SCREEN, cube_json(told))


def _news(lines: Sequence[dict[str, object]], names: tuple[str, ...]) -> list[News]:
    """Lines of a list with the named parts as their detail."""
    return [News(str(line["title"]), " · ".join(str(line[name]) for name in names if line[name]), bool(line["demo"])) for line in lines]
