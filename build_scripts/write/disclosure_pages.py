"""Disclosures by unit, item and year, and how punctually unions disclose: everything can be found without a script."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from build_scripts.derive.punctuality.duties import MISSING
from build_scripts.kinds.catalogue import YES
from build_scripts.merge.relations import plain_records
from build_scripts.view import punctuality
from build_scripts.view.address import disclosure_path, up
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, counted, exempt, listed, position
from build_scripts.view.union import Duty, Folder, Publisher, Record
from build_scripts.write.feeds import feed_path
from build_scripts.write.output import Output, Page
from build_scripts.write.union_pages import Portal, crumbs
from build_scripts.write.unit_ways import above, below, overdue_page, unit_page

NEWEST, PER_PAGE = 30, 100
_LATEST, _LONGEST = 10, 200
_ALL = "downloads/disclosure.csv"


def item_page(item: str) -> str:
    """The page of an item of the catalogue."""
    return f"disclosure/item-{item}.html"


def newest(edition: Edition) -> pd.DataFrame:
    """All published disclosures, the newest first; those of one day in order of their index numbers."""
    return edition.listed(edition.federation.kinds["disclosure"])


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
    shown = newest(edition).head(_LATEST)
    table = edition.derived["punctuality"]
    units = _units(portal)
    return edition.render(
        "blocks/disclosures.html.j2",
        root="",
        lines=portal.fragments.lines(plain_records(shown), ""),
        told=counted(edition.words("disclosure.newest", shown=len(shown), total=edition.words.number(len(rows))), _ALL),
        demo=bool(rows["_demo"].any()),
        total=punctuality.total(edition, table, edition.words("punctuality.whole")) if len(table) else None,
        owners=punctuality.owners(edition, table),
        rates=punctuality.rates(edition, edition.tree.root)[:1],
        where=where,
        units=_grouped_units(edition, portal, units),
        items=_choices(edition, rows["item"]),
        feeds=[_feed(edition.words(f"disclosure.feed_{name}"), name) for name in ("all", "corrections")],
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
    edition, rows, table = portal.edition, newest(portal.edition), portal.edition.derived["punctuality"]
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
        lines=portal.fragments.lines(plain_records(rows.head(NEWEST)), up(path)),
        feeds=[] if item is None or rows.empty else [_feed(item["name"], f"item-{item['code']}")],
        total=counted(edition.words("list.total", total=edition.words.number(len(rows))), _ALL),
        units=units,
        due=due,
        demo=bool(rows["_demo"].any()) or any(line.demo for line in due),
    )
    return Page(path, *told, body)


def _years(edition: Edition, item: Any) -> str:
    """From which year on an item is owed, and until which."""
    return edition.words(f"disclosure.since_{'until' if item['until'] else 'open'}", since=item["since"], until=item["until"])


def unit_pages(portal: Portal, folder: Folder) -> Iterator[Page]:
    """What was disclosed in one unit: its page, its unions, a list a year, what is overdue."""
    edition, unit = portal.edition, folder.unit
    rows = folder.disclosures
    table = edition.derived["punctuality"]
    table = table[table["unit"] == unit]
    name, path = edition.heading("unit", unit), unit_page(unit)
    members = [each for each in folder.publishers if not each.federation]
    overdue = _overdue(folder)
    years = Counter(row["published_on"][:4] for row in rows)
    items = edition.federation.tables["catalogue"]["code"]
    body = edition.render(
        "disclosure_unit.html.j2",
        root=up(path),
        above=above(portal, unit),
        below=below(portal, unit),
        record=edition.href("unit", unit),
        federations=[(each.name, each.path) for each in folder.publishers if each.federation],
        rates=punctuality.rates(edition, unit),
        owners=punctuality.owners(edition, table),
        items=punctuality.rows(edition, table, "item", {code: (edition.heading("catalogue", code), item_page(code)) for code in items}),
        overdue=counted(edition.words("punctuality.overdue", count=len(overdue)), overdue_page(unit)) if overdue else None,
        years=[(year, _year_page(unit, year), listed(years[year])) for year in sorted(years, reverse=True)],
        lines=portal.fragments.lines(rows[:_LATEST], up(path)),
        feeds=[_feed(name, f"unit-{unit}")],
        members=portal.fragments.members(_members(portal, folder, members[:PER_PAGE]), up(path)),
        pages=_member_pages(unit, members),
        count=listed(len(members)),
        demo=any(row["_demo"] for row in rows) or bool(table["_demo"].any()),
    )
    told = edition.words("disclosure.title_unit", unit=name), edition.words("disclosure.description_unit", unit=name)
    yield Page(path, *told, body, portal.recency.of(rows))
    yield from _year_lists(portal, folder, rows)
    yield from _member_lists(portal, folder, members)
    if overdue:
        yield _overdue_page(portal, folder, overdue)


def _year_page(unit: str, year: str, number: int = 1) -> str:
    return f"disclosure/{unit}/{year}.html" if number == 1 else f"disclosure/{unit}/{year}-{number}.html"


def _members(portal: Portal, folder: Folder, members: Sequence[Publisher]) -> list[tuple[str, str, str, str]]:
    """Unions as rows: name, page, number of disclosures, how its duties stand."""
    found = []
    for each in members:
        keys = [duty.key for duty in folder.calendar.get(each.code, ())]
        due = len(keys) - keys.count("pending")
        told = portal.edition.words("punctuality.of", done=due - keys.count("missing"), due=due) if due else ""
        found.append((each.name, each.path, listed(len(folder.of(each.code))), exempt(Exemption.LISTED, told) if told else ""))
    return found


def _member_pages(unit: str, members: Sequence[Publisher]) -> list[tuple[int, str]]:
    count = -(-len(members) // PER_PAGE)
    return [
        (number, f"{unit_page(unit)}#unions" if number == 1 else f"disclosure/{unit}/unions-{number}.html")
        for number in range(1, count + 1)
    ]


def _member_lists(portal: Portal, folder: Folder, members: Sequence[Publisher]) -> Iterator[Page]:
    words, name, pages = portal.edition.words, portal.edition.heading("unit", folder.unit), _member_pages(folder.unit, members)
    for number, path in pages[1:]:
        part = _members(portal, folder, members[(number - 1) * PER_PAGE : number * PER_PAGE])
        title = words("disclosure.unions", unit=name, number=position(number))
        yield _list_page(portal, folder, (path, title), (pages, number), members=part)


def _year_lists(portal: Portal, folder: Folder, rows: Sequence[Record]) -> Iterator[Page]:
    words, name = portal.edition.words, portal.edition.heading("unit", folder.unit)
    for year, group in groupby(rows, key=lambda row: row["published_on"][:4]):
        own = list(group)
        pages = [(number, _year_page(folder.unit, year, number)) for number in range(1, -(-len(own) // PER_PAGE) + 1)]
        total = exempt(Exemption.LISTED, words("list.total", total=words.number(len(own))))
        for number, path in pages:
            part = own[(number - 1) * PER_PAGE : number * PER_PAGE]
            title = words("disclosure.title_unit_year", unit=name, year=year)
            title += words("disclosure.page", number=position(number)) if number > 1 else ""
            yield _list_page(portal, folder, (path, title), (pages, number), rows=part, total=total)


def _list_page(
    portal: Portal,
    folder: Folder,
    named: tuple[str, str],
    among: tuple[list[tuple[int, str]], int],
    *,
    rows: Sequence[Record] = (),
    members: Sequence[tuple[str, str, str, str]] = (),
    total: str = "",
) -> Page:
    edition, (path, title), (pages, number) = portal.edition, named, among
    body = edition.render(
        "disclosure_list.html.j2",
        root=up(path),
        crumbs=crumbs(edition, folder.unit),
        members=portal.fragments.members(members, up(path)),
        lines=portal.fragments.lines(rows, up(path)),
        pages=pages,
        number=number,
        total=total,
        demo=any(row["_demo"] for row in rows),
    )
    about = edition.words("disclosure.description_unit", unit=edition.heading("unit", folder.unit))
    return Page(path, title, about, body, portal.recency.of(rows))


def _overdue(folder: Folder) -> list[tuple[Publisher, Duty]]:
    """What is overdue in a unit and not disclosed, the longest first."""
    found = [(each, duty) for each in folder.publishers for duty in folder.calendar.get(each.code, ()) if duty.state == MISSING]
    return sorted(found, key=lambda pair: (pair[1].due_on, pair[0].code, pair[1].item))


def _overdue_page(portal: Portal, folder: Folder, rows: Sequence[tuple[Publisher, Duty]]) -> Page:
    edition, words, unit = portal.edition, portal.edition.words, folder.unit
    path, name = overdue_page(unit), portal.edition.heading("unit", unit)
    shown = rows[:_LONGEST]
    told = words("punctuality.longest" if len(rows) > _LONGEST else "punctuality.all", count=len(rows), shown=len(shown))
    body = edition.render(
        "disclosure_overdue.html.j2",
        root=up(path),
        crumbs=crumbs(edition, folder.unit),
        rows=portal.fragments.overdue([(each.name, f"{each.path}#calendar", duty) for each, duty in shown], up(path)),
        told=exempt(Exemption.LISTED, told),
        as_of=words.day(edition.federation.as_of),
        demo=any(row["_demo"] for row in folder.disclosures),
    )
    return Page(path, words("punctuality.title_overdue", unit=name), words("punctuality.about_overdue", unit=name), body)


def gone_file(edition: Edition) -> Output:
    """`disclosure/gone.json`: what was taken down or revoked, with nothing of its content; by it an older release forgets it, too."""
    records = [
        {name: row[name] for name in ("index_number", "published_on", "why", "on", "reason")}
        for row in plain_records(edition.federation.gone)
    ]
    document = {"as_of": edition.federation.as_of, "records": records}
    return Output("disclosure/gone.json", json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode())


def _feed(text: str, name: str) -> tuple[str, str, str]:
    return text, feed_path(name), feed_path(name, "json")


def filter_index(name: str, columns: list[str], rows: list[list[object]]) -> Output:
    """`<name>/index.json`: what the filter on a list page reads. Each row: address, invented or not, then the columns."""
    document = {"columns": columns, "rows": rows}
    return Output(f"{name}/index.json", json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode())
