"""Where unions disclose on time: the map on the page of disclosures, its table twin, and where nothing was collected."""

import pandas as pd
from markupsafe import Markup

from build_scripts.view import punctuality
from build_scripts.view.edition import Edition
from build_scripts.view.rate_maps import Rates
from build_scripts.write.coverage_pages import Drawn
from build_scripts.write.figures import figure
from build_scripts.write.unit_ways import overdue_page, unit_page

_TABLE = "punctuality"


def punctuality_block(edition: Edition, boards: Drawn, page: str) -> Markup:
    """The map of the counties, or of the prefectures where no outline may be drawn, with a table that says the same."""
    level = "county" if f"{_TABLE}-county" in boards.maps else "prefecture"
    drawn = boards.maps.get(f"{_TABLE}-{level}")
    if drawn is None:
        return Markup()
    rates = Rates(edition, {"table": _TABLE, "level": level, "rate": "on_time", "of": "due", "less": "exempt"})
    table = edition.derived[_TABLE].assign(place=rates.places).dropna(subset="place")
    lists = _lists(table) if level == "county" else {}
    named = {code: (edition.heading("unit", code), rates.href(code)) for code in (*rates.on, *rates.beside)}
    return edition.render(
        "blocks/punctuality_map.html.j2",
        root="",
        map=Markup(figure(edition, drawn, page, boards.zoom(level))),  # noqa: S704  a template made it
        rows=punctuality.with_lists(punctuality.rows(edition, table, "place", named), lists),
        lists=bool(lists),
        bare=[named[code] for code in rates.bare],
    )


def _lists(table: pd.DataFrame) -> dict[str, str]:
    """By page of a unit of which anything is overdue, the page that lists it."""
    missing = table.loc[table["missing"] > 0, "unit"].unique()
    return {unit_page(code): overdue_page(code) for code in missing}
