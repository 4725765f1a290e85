"""Pages of those who disclose: `union/<code>.html`, and for what a federation disclosed `union/<code>/<year>-<part>.html`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from build_scripts.view.address import disclosure_path, federation_page, union_path, up
from build_scripts.view.article import Articles
from build_scripts.view.edition import Edition
from build_scripts.view.figure import listed, position
from build_scripts.view.fingerprint import short_code
from build_scripts.view.recency import Recency
from build_scripts.view.register import registered
from build_scripts.view.sheet import page_code
from build_scripts.view.union import Folder, Publisher, Record, Unions, federation_name
from build_scripts.view.words import Words
from build_scripts.write.fragments import NONE, Aside, Fragments, joined
from build_scripts.write.json_ld import of_union
from build_scripts.write.output import Page

WHOLE = 24
"""Disclosures that stand in full on a union's page; older ones keep their place there in a line that leads on."""

_NEWEST = 10


@dataclass(frozen=True, slots=True)
class Portal:
    """What every page of the portal is made from; `attachments` by depth of the page and index number, as HTML."""

    edition: Edition
    unions: Unions
    articles: Articles
    attachments: Mapping[int, Mapping[str, Markup]]
    fragments: Fragments
    recency: Recency


def union_pages(portal: Portal, folder: Folder) -> Iterator[Page]:
    """The pages of the publishers of one unit."""
    for publisher in folder.publishers:
        yield from (_federation if publisher.federation else _union)(portal, folder, publisher)


def _union(portal: Portal, folder: Folder, publisher: Publisher) -> Iterator[Page]:
    rows, fragments = folder.home.get(publisher.code, []), portal.fragments
    full, rest = rows[:WHOLE], rows[WHOLE:]
    remains = folder.gone.get(publisher.code, ())
    told = [fragments.articles(portal.articles.of(full), "../", 3, portal.attachments[1])]
    if rest:
        told.append(fragments.compact(rest, "../"))
    if remains:
        told.append(fragments.remains(portal.articles.gone(remains), 3))
    yield _page(portal, folder, publisher, told=joined(told), shown=[*rows, *remains])
    yield from _parts(portal, folder, publisher, rest, [])


def _federation(portal: Portal, folder: Folder, publisher: Publisher) -> Iterator[Page]:
    rows = folder.home.get(publisher.code, [])
    pages = list(_parts(portal, folder, publisher, rows, folder.gone.get(publisher.code, ())))
    newest = rows[:_NEWEST]
    yield _page(portal, folder, publisher, shown=newest, newest=newest, parts=_by_year(portal.edition.words, rows, pages))
    yield from pages


def _page(
    portal: Portal,
    folder: Folder,
    publisher: Publisher,
    *,
    shown: Sequence[Record],
    told: Markup = NONE,
    newest: Sequence[Record] = (),
    parts: Sequence[tuple[str, str, str]] = (),
) -> Page:
    """The page of a union or a federation; `shown` are the disclosures, and what remains of some, that stand on it."""
    edition, unions, fragments, path = portal.edition, portal.unions, portal.fragments, publisher.path
    root = up(path)
    calendar, guests = folder.calendar.get(publisher.code, []), folder.guests.get(publisher.code, ())
    honours, row = unions.honours(publisher.code), folder.register.get(publisher.code)
    invented, way = bool(row and row["_demo"]), crumbs(edition, folder.unit)
    above, above_path = _above(edition, unions, folder, publisher)
    demo = any(each["_demo"] for each in (*shown, *guests)) or invented or any(made_up for *_, made_up in honours)
    body = fragments.page(
        (
            root,
            _address(edition, path),
            page_code(str(edition.federation.site["address"] or ""), path),
            _lead(edition, publisher),
            unions.told(calendar),
            edition.federation.site["hotline"],
            above,
            root + above_path if above else "",
        ),
        (
            fragments.head(root, way, demo=demo),
            fragments.answers(unions.answers(folder, publisher.code), path, root),
            fragments.parts(parts, root),
            fragments.asides(asides(edition, newest), root),
            told,
            fragments.asides(asides(edition, guests), root),
            fragments.calendar(calendar, path, root),
            fragments.asides([(href, title, about, "", "", made_up) for title, about, href, made_up in honours], root),
            fragments.fields(registered(edition, row)) if row else NONE,
            of_union(edition, path, publisher.name, way, invented=invented),
        ),
    )
    changed = portal.recency.of(folder.of(publisher.code), folder.gone.get(publisher.code, ()))
    return Page(path, publisher.name, edition.words("union.description", name=publisher.name), body, changed)


def _address(edition: Edition, path: str) -> str:
    """The whole address of a page, as paper tells it; empty where the site has none."""
    site = edition.federation.site["address"]
    return f"{str(site).rstrip('/')}/{path}" if site else ""


def _lead(edition: Edition, publisher: Publisher) -> str:
    """That the code is a former one, where it is."""
    if not publisher.federation or publisher.code == publisher.unit:
        return ""
    return edition.words("union.former", name=federation_name(edition, publisher.unit))


def _above(edition: Edition, unions: Unions, folder: Folder, publisher: Publisher) -> tuple[str, str]:
    """Whom a member may turn to next, with its page; empty where nobody is above."""
    if not publisher.federation:
        own = next((each for each in folder.publishers if each.federation and each.code == publisher.unit), None)
        return federation_name(edition, publisher.unit), own.path if own else edition.href("unit", publisher.unit)
    above = edition.tree.units.loc[publisher.code, "report_to"]
    if not isinstance(above, str) or above not in edition.tree.home:
        return "", ""
    return federation_name(edition, above), union_path(above) if above in unions.federations else edition.href("unit", above)


def crumbs(edition: Edition, unit: str) -> list[tuple[str, str]]:
    """The way down to what stands in a unit: all disclosures, the unit."""
    return [(edition.words("home.disclosures"), "disclosure.html"), (edition.heading("unit", unit), f"disclosure/{unit}.html")]


def asides(edition: Edition, rows: Sequence[Record]) -> list[Aside]:
    """Disclosures as lines: path, title, item, day, short code, invented or not."""
    return [
        (
            disclosure_path(row["index_number"]),
            row["title"],
            edition.heading("catalogue", row["item"]),
            edition.words.day(row["published_on"]),
            short_code(row["index_number"]),
            bool(row["_demo"]),
        )
        for row in rows
    ]


def _parts(portal: Portal, folder: Folder, publisher: Publisher, rows: Sequence[Record], gone: Sequence[Record]) -> Iterator[Page]:
    """The pages of sixteen numbers each, from the newest."""
    edition, fragments = portal.edition, portal.fragments
    of_rows, of_gone = _by_page(publisher, rows), _by_page(publisher, gone)
    paths = sorted({*of_rows, *of_gone}, key=_order, reverse=True)
    for place, path in enumerate(paths):
        articles, remains = portal.articles.of(of_rows.get(path, [])), portal.articles.gone(of_gone.get(path, []))
        year, part = _order(path)
        root = up(path)
        body = edition.render(
            "union_part.html.j2",
            root=root,
            crumbs=[*crumbs(edition, folder.unit), (publisher.name, union_path(publisher.code))],
            demo=any([*(each.demo for each in articles), *(each.demo for each in remains)]),
            articles=fragments.articles(articles, root, 2, portal.attachments[2]) + fragments.remains(remains, 2),
            hotline=edition.federation.site["hotline"],
            at=_address(edition, path),
            newer=paths[place - 1] if place else "",
            older=paths[place + 1] if place + 1 < len(paths) else "",
        )
        title = edition.words("union.part", name=publisher.name, year=position(year), part=position(part + 1))
        about = edition.words("union.part_about", name=publisher.name, year=position(year))
        changed = portal.recency.of(of_rows.get(path, ()), of_gone.get(path, ()))
        yield Page(path, title, about, body, changed, indexed=bool(articles))


def _by_page(publisher: Publisher, rows: Sequence[Record]) -> dict[str, list[Record]]:
    """The rows by the page on which they stand."""
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(federation_page(publisher.code, row["index_number"].partition("/")[2]), []).append(row)
    return found


def _order(path: str) -> tuple[int, int]:
    year, _, part = path.rpartition("/")[2].removesuffix(".html").partition("-")
    return int(year), int(part)


def _by_year(words: Words, rows: Sequence[Record], pages: Sequence[Page]) -> list[tuple[str, str, str]]:
    """The part pages from the newest: text, address, how many disclosures of the year there are, told once a year."""
    counts = Counter(row["index_number"].partition("/")[2][:4] for row in rows)
    parts = Counter(str(_order(page.path)[0]) for page in pages)
    found = []
    for page in pages:
        year, part = _order(page.path)
        several = parts[str(year)] > 1
        text = words("union.year_part", year=position(year), part=position(part + 1)) if several else words.day(str(year))
        found.append((text, page.path, "" if several and part else listed(counts[str(year)])))
    return found
