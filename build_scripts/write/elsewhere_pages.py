"""Records of other places (各地实录): a grid of provinces, the sourced figures of each, and what does not add up in them."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from build_scripts.derive.contradictions import VERDICTS
from build_scripts.draw.classes import Classes, Key, choose_breaks
from build_scripts.draw.tiles import tile_grid
from build_scripts.kinds.unit import PROVINCE
from build_scripts.view.address import up
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, Figure, counted, exempt, position
from build_scripts.view.maps import Map
from build_scripts.view.narrative import narrate_counts
from build_scripts.write.figures import figure
from build_scripts.write.output import Page

UNPLACED = "other"
_CONTRADICTIONS = "downloads/statistics-contradictions.csv"
_GRAVEST_FIRST = (*VERDICTS[1:], VERDICTS[0])


def place_path(province: str) -> str:
    """The path of a province's page."""
    return f"elsewhere/{province}.html"


def elsewhere_block(edition: Edition) -> str:
    """The overview: the grid, the places, the contradictions."""
    places, grid = _places(edition), places_map(edition)
    verdicts = edition.derived["contradictions"]
    return edition.render(
        "blocks/elsewhere.html.j2",
        root="",
        grid=figure(edition, grid, "elsewhere.html") if grid else "",
        places=[
            (_place_name(edition, str(code)), place_path(str(code)), counted(edition.words.number(count), place_path(str(code))))
            for code, count in places.items()
        ],
        verdicts=[
            (counted(edition.words("elsewhere.of_verdict", verdict=verdict, count=len(told)), _CONTRADICTIONS), told)
            for verdict in _GRAVEST_FIRST
            if (told := _verdicts(edition, verdicts, verdict))
        ],
    )


def elsewhere_pages(edition: Edition) -> Iterator[Page]:
    """`elsewhere/<province>.html`: every sourced figure of the province with its quote."""
    figures = edition.derived["elsewhere"]
    for code, rows in figures.groupby(figures["province"].fillna(UNPLACED), sort=True):
        path, place = place_path(str(code)), _place_name(edition, str(code))
        subjects = rows.groupby([rows["unit"], rows["subject"].fillna("")], sort=True)
        sections = [
            (_section(edition, str(unit), str(subject)), [_line(edition, row) for row in part.to_dict("records")])
            for (unit, subject), part in subjects
        ]
        body = edition.render("elsewhere.html.j2", root=up(path), sections=sections)
        yield Page(path, edition.words("elsewhere.title", place=place), edition.words("elsewhere.description", place=place), body)


def _section(edition: Edition, unit: str, subject: str) -> str:
    return " · ".join(part for part in (edition.heading("unit", unit), subject) if part)


def _place_name(edition: Edition, code: str) -> str:
    return edition.words("elsewhere.unplaced") if code == UNPLACED else edition.heading("unit", code)


def _line(edition: Edition, row: dict[str, Any]) -> dict[str, Any]:
    words = edition.words
    indicator = edition.indicators[row["indicator"]]
    parts, source = words.fraction(row), edition.href("source", row["source"])
    notes = [
        words(f"elsewhere.{name}", text=row[column])
        for name, column in (("inferred", "inferred"), ("note", "note"))
        if isinstance(row[column], str)
    ]
    return {
        "indicator": indicator["name"],
        "value": Figure(words.stated(row, str(indicator["unit"])), source),
        "parts": Figure(parts, source) if parts else "",
        "bare": not parts and indicator["unit"] == "%",
        "period": words.day(row["period"]),
        "quote": row["quote"] if isinstance(row["quote"], str) else "",
        "notes": notes,
        "source": edition.heading("source", row["source"]),
        "source_href": source,
        "file": row["_file"],
        "line": position(row["_line"]),
    }


def _verdicts(edition: Edition, verdicts: pd.DataFrame, verdict: str) -> list[dict[str, Any]]:
    return [_verdict(edition, row) for row in verdicts[verdicts["verdict"] == verdict].to_dict("records")]


def _verdict(edition: Edition, row: dict[str, Any]) -> dict[str, Any]:
    sources = row["sources"].split() if isinstance(row["sources"], str) else []
    return {name: row[name] if isinstance(row[name], str) else "" for name in row} | {
        "cited": [(edition.heading("source", code), edition.href("source", code)) for code in sources],
        "unit": edition.heading("unit", row["unit"]) or edition.words("elsewhere.unplaced"),
        "period": edition.words.day(row["period"]),
        "left_text": edition.heading("source", row["left_text"]),
    }


def _places(edition: Edition) -> pd.Series:
    return edition.derived["elsewhere"]["province"].fillna(UNPLACED).value_counts().sort_index()


def places_map(edition: Edition) -> Map | None:
    """How many sourced figures each province has, on a grid of the nation's provinces; no national boundary is drawn. None without any."""
    places = _places(edition)
    if not len(places):
        return None
    units = edition.federation.tables["unit"]
    provinces = units[(units["level"] == PROVINCE) & units["tile_column"].notna()].set_index("code")
    counts = places.reindex(provinces.index)
    rows = pd.DataFrame(
        {
            "name": provinces["name"],
            "short": provinces["short"],
            "value": counts.astype("Float64"),
            "value_text": [exempt(Exemption.DRAWN, edition.words.number(count)) for count in counts],
            "mark": ["not_applicable" if pd.isna(count) else "" for count in counts],
            "href": [place_path(str(code)) if pd.notna(count) else "" for code, count in counts.items()],
            "detail": [
                exempt(Exemption.DRAWN, edition.words("elsewhere.detail", count=int(count))) if pd.notna(count) else "" for count in counts
            ],
        },
        index=provinces.index,
    )
    cells = provinces[["tile_column", "tile_row"]].rename(columns={"tile_column": "column", "tile_row": "row"})
    key = Key(
        Classes(choose_breaks(rows["value"])), edition.words.section("legend") | {"mark_not_applicable": edition.words("elsewhere.nothing")}
    )
    drawing = tile_grid(rows, cells, key)
    known = dict(zip(provinces["name"], counts.fillna(0).astype(int).tolist(), strict=True))
    told = narrate_counts(edition.words, "elsewhere", known)
    return Map("elsewhere", edition.words("elsewhere.grid"), "province", drawing, edition.federation.as_of, False, told)
