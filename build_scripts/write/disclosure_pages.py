"""Disclosures by item and year, and how punctually unions disclose: everything can be found without a script."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from build_scripts.kinds.catalogue import YES
from build_scripts.merge.relations import plain_records
from build_scripts.view import punctuality
from build_scripts.view.address import disclosure_path, up
from build_scripts.view.edition import Edition, listing
from build_scripts.view.figure import counted, listed, position
from build_scripts.view.union import Record
from build_scripts.write.feeds import feed
from build_scripts.write.output import Output, Page
from build_scripts.write.portal import Portal
from build_scripts.write.unit_disclosures import item_page
from build_scripts.write.unit_ways import unit_page

NEWEST = 30
_LATEST = 10
_ALL = "downloads/disclosure.csv"


def newest(edition: Edition, count: int) -> pd.DataFrame:
    """So many of the published disclosures, the newest first; those of one day in order of their index numbers."""
    rows = edition.federation.tables["disclosure"]
    return rows.loc[listing(edition.federation.kinds["disclosure"], rows)[:count]]


def lines(edition: Edition, rows: Sequence[Record]) -> list[dict[str, Any]]:
    """Disclosures as lines of a list, finished for the reader."""
    return [
        {
            "title": row["title"],
            "href": disclosure_path(row["index_number"]),
            "item": edition.heading("catalogue", row["item"]),
            "publisher": row["publisher"],
            "on": edition.words.day(row["published_on"]),
            "mode": row["mode"],
            "demo": bool(row["_demo"]),
        }
        for row in rows
    ]


def disclosure_block(portal: Portal, where: str = "") -> str:
    """The list page's content: the newest, who owes what, where (HTML of the map), and the ways to browse."""
    edition, rows = portal.edition, portal.unions.rows
    shown = newest(edition, _LATEST)
    table = edition.derived["punctuality"]
    units = _units(portal)
    return edition.render(
        "blocks/disclosures.html.j2",
        root="",
        lines=portal.fragments.lines(shown, "").whole(),
        told=counted(edition.words("disclosure.newest", shown=len(shown), total=edition.words.number(len(rows))), _ALL),
        demo=bool(rows["_demo"].any()),
        total=punctuality.total(edition, table, edition.words("punctuality.whole")) if len(table) else None,
        owners=punctuality.owners(edition, table),
        rates=punctuality.rates(edition, edition.tree.root)[:1],
        where=where,
        units=_grouped_units(edition, portal, units),
        items=_choices(edition, rows["item"]),
        feeds=[feed(edition.words(f"disclosure.feed_{name}"), name) for name in ("all", "corrections")],
        years=[(year, listed(count)) for year, count in rows["published_on"].str[:4].value_counts().sort_index(ascending=False).items()],
    )


def _units(portal: Portal) -> list[str]:
    """Today's codes of the units in which anything is disclosed or owed, in order of code."""
    owing = portal.edition.derived["punctuality"]["unit"]
    return sorted({*portal.unions.units, *owing})


def _grouped_units(edition: Edition, portal: Portal, units: Sequence[str]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The units under the prefecture to which they report: name, and of each unit its name, page and number of disclosures."""
    counts = portal.unions.places.value_counts()
    whole = {edition.tree.current(code) for code in edition.view("prefecture", edition.federation.as_of).all}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for unit in units:
        owner = edition.tree.owner(unit, frozenset(whole)) or edition.tree.root
        found.setdefault(owner, []).append((edition.heading("unit", unit), unit_page(unit), listed(int(counts.get(unit, 0)))))
    return [(edition.heading("unit", owner), parts) for owner, parts in sorted(found.items())]


def _choices(edition: Edition, codes: pd.Series) -> list[tuple[str, str, str]]:
    """Every item of the catalogue: code, name, number of disclosures."""
    counts = codes.value_counts()
    return [
        (code, edition.heading("catalogue", code), listed(int(counts.get(code, 0))))
        for code in edition.federation.tables["catalogue"]["code"]
    ]


def item_and_year_pages(portal: Portal) -> Iterator[Page]:
    """`disclosure/item-<code>.html`, `disclosure/year-<year>.html` and `disclosure/overdue.html`."""
    edition, table = portal.edition, portal.edition.derived["punctuality"]
    rows = portal.unions.lines.loc[listing(edition.federation.kinds["disclosure"], portal.unions.lines)]
    named = {unit: (edition.heading("unit", unit), unit_page(unit)) for unit in _units(portal)}
    words = edition.words
    catalogue = edition.federation.tables["catalogue"]
    for item in catalogue.astype(object).where(catalogue.notna(), None).to_dict("records"):
        own, due = rows[rows["item"] == item["code"]], table[table["item"] == item["code"]]
        path = item_page(item["code"])
        told = words("disclosure.title_item", item=item["name"]), words("disclosure.description_item", item=item["name"])
        yield _browse(portal, path, told, own, punctuality.worst_first(punctuality.rows(edition, due, "unit", named)), item=item)
    for year, own in rows.groupby(rows["published_on"].str[:4], sort=True):
        due = table[table["year"] == year]
        told = words("disclosure.title_year", year=year), words("disclosure.description_year", year=year)
        yield _browse(portal, f"disclosure/year-{year}.html", told, own, punctuality.rows(edition, due, "unit", named), item=None)


def _browse(portal: Portal, path: str, told: tuple[str, str], rows: pd.DataFrame, due: Sequence[Any], *, item: Any) -> Page:
    edition = portal.edition
    year = path.rpartition("-")[2].removesuffix(".html")
    counts = rows["unit"].map(edition.tree.current).value_counts().sort_index()
    units = [
        (edition.heading("unit", code), f"disclosure/{code}/{year}.html" if item is None else unit_page(code), listed(count))
        for code, count in counts.items()
    ]
    body = edition.render(
        "disclosure_browse.html.j2",
        root=up(path),
        item=item,
        convention=item is not None and item["convention"] == YES,
        notices=position(item["notice_days"]) if item is not None and item["notice_days"] is not None else "",
        limit=position(item["due_days"]) if item is not None and item["due_days"] is not None else "",
        years=_years(edition, item) if item is not None and item["since"] is not None else "",
        lines=portal.fragments.lines(rows.head(NEWEST), up(path)).whole(),
        feeds=[] if item is None or rows.empty else [feed(item["name"], f"item-{item['code']}")],
        total=counted(edition.words("list.total", total=edition.words.number(len(rows))), _ALL),
        units=units,
        due=due,
        demo=bool(rows["_demo"].any()) or any(line.demo for line in due),
    )
    return Page(path, *told, body)


def _years(edition: Edition, item: Any) -> str:
    """From which year on an item is owed, and until which."""
    return edition.words(f"disclosure.since_{'until' if item['until'] else 'open'}", since=item["since"], until=item["until"])


def gone_file(edition: Edition) -> Output:
    """`disclosure/gone.json`: what was taken down or revoked, with nothing of its content; by it an older release forgets it, too."""
    records = [
        {name: row[name] for name in ("index_number", "published_on", "why", "on", "reason")}
        for row in plain_records(edition.federation.gone)
    ]
    document = {"as_of": edition.federation.as_of, "records": records}
    return Output("disclosure/gone.json", json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode())


def filter_index(name: str, columns: list[str], rows: list[list[object]]) -> Output:
    """`<name>/index.json`: what the filter on a list page reads. Each row: address, invented or not, then the columns."""
    document = {"columns": columns, "rows": rows}
    return Output(f"{name}/index.json", json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode())
