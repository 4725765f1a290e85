"""Pages of those who disclose: `union/<code>.html`, and for what a federation disclosed `union/<code>/<year>-<part>.html`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from build_scripts.view.address import union_path
from build_scripts.view.calendar import Calendar
from build_scripts.view.columns import Column, Flags, Html, Ints, column, joined, stored
from build_scripts.view.edition import Edition
from build_scripts.view.figure import listed, position
from build_scripts.view.register import registered
from build_scripts.view.sheet import codes, page_address
from build_scripts.view.union import Batch, Publisher, Unions, federation_name, newest_first
from build_scripts.view.words import Words
from build_scripts.write.fragments import NONE, Asides, Fragments, near
from build_scripts.write.json_ld import of_unions
from build_scripts.write.output import Pages
from build_scripts.write.part_pages import Part, part_pages
from build_scripts.write.portal import Portal, address_of, crumbs

WHOLE = 24
"""Disclosures that stand in full on a union's page; older ones keep their place there in a line that leads on."""

_NEWEST = 10


@dataclass(frozen=True, slots=True)
class _Shown:
    """What stands on the pages of a batch beside what all of them have: disclosures, the newest of a federation, its further pages."""

    told: Html = NONE
    newest: Html = NONE
    parts: Html = NONE


def union_pages(portal: Portal, numbers: Ints) -> Iterator[Pages]:
    """The pages of unions, by their numbers."""
    batch, fragments = portal.unions.batch(numbers), portal.fragments
    count, rows, owners = len(batch.publishers), batch.home.rows, batch.home.owners
    older = np.arange(len(rows)) - batch.home.starts[owners] >= WHOLE
    full = fragments.articles(portal.articles, rows[~older], "../", 3, portal.attachments[1])
    told = [full.grouped(np.searchsorted(owners[~older], np.arange(count + 1)))]
    if older.any():
        compact = fragments.compact(portal.unions.rows.iloc[rows[older]], "../")
        told.append(compact.grouped(np.searchsorted(owners[older], np.arange(count + 1))))
    remains = {owner: fragments.remains(portal.articles.gone(gone), 3) for owner, gone in batch.gone.items()}
    yield _pages(portal, batch, _Shown(Html.joined(*told, Html.scattered(count, remains))))
    if older.any():
        yield part_pages(portal, batch, rows[older], owners[older], {})[0]


def federation_pages(portal: Portal, numbers: Ints) -> Iterator[Pages]:
    """The pages of federations, by their numbers."""
    batch, fragments, words = portal.unions.batch(numbers), portal.fragments, portal.edition.words
    count, rows, owners = len(batch.publishers), batch.home.rows, batch.home.owners
    pages, parts = part_pages(portal, batch, rows, owners, batch.gone)
    first = np.arange(len(rows)) - batch.home.starts[owners] < _NEWEST
    newest = fragments.disclosed(portal.unions.rows.iloc[rows[first]], "../")
    links = {}
    for owner, own in enumerate(parts):
        each = column([_part_text(words, part) for part in own])
        counts = column(["" if part.several and part.part else listed(part.in_year) for part in own])
        links[owner] = fragments.part((joined("../", column([part.path for part in own])), each, counts)).whole()
    shown = _Shown(
        newest=newest.grouped(np.searchsorted(owners[first], np.arange(count + 1))),
        parts=Html.scattered(count, links),
    )
    yield _pages(portal, batch, shown)
    yield pages


def _pages(portal: Portal, batch: Batch, shown: _Shown) -> Pages:
    """The pages of the publishers of a batch."""
    edition, unions, fragments, root = portal.edition, portal.unions, portal.fragments, "../"
    publishers, site = batch.publishers, edition.federation.site
    paths, names = column([one.path for one in publishers]), column([one.name for one in publishers])
    guests, rows = unions.rows.iloc[batch.guests.rows], edition.federation.tables["organisation"]
    honours = [(place, *honour) for place, one in enumerate(publishers) for honour in unions.honours.get(one.code, ())]
    register = rows.iloc[list(batch.register.values())]
    invented = np.zeros(len(publishers), np.bool_)
    invented[list(batch.register)] = register["_demo"].to_numpy(dtype=bool)
    demo = _demo(portal, batch) | invented
    demo[[place for place, *_, made_up in honours if made_up]] = True
    ways = [crumbs(edition, one.unit) for one in publishers]
    above = [_above(edition, unions, one) for one in publishers]
    told = portal.teller.summary(batch.calendar.counts())
    body = fragments.page(
        (
            root,
            address_of(edition, paths),
            column(codes([page_address(str(site["address"] or ""), each.path) for each in publishers])),
            column([_lead(edition, one) for one in publishers]),
            told,
            site["hotline"],
            column([name for name, _ in above]),
            column([root + path if path else "" for _, path in above]),
        ),
        (
            Html(column([str(fragments.head(root, way, flag)) for way, flag in zip(ways, demo.tolist(), strict=True)])),
            _answers(portal, batch, paths),
            shown.parts,
            shown.newest,
            shown.told,
            fragments.disclosed(guests, root).grouped(batch.guests.starts) if len(guests) else NONE,
            _calendar(portal, batch.calendar, paths),
            _honours(fragments, honours, len(publishers)),
            _register(portal, batch),
            of_unions(edition, paths, names, ways, invented),
        ),
    )
    both = np.concatenate([batch.home.rows, batch.guests.rows])
    owners = np.concatenate([batch.home.owners, batch.guests.owners])
    changed = portal.recency.of(len(publishers), owners, unions.rows.iloc[both], batch.gone)
    about = column([edition.words("union.description", name=one.name) for one in publishers])
    return Pages(paths.to_pylist(), names, about, body, changed)


def _demo(portal: Portal, batch: Batch) -> Flags:
    """Whether a disclosure of a publisher, or what remains of one, is invented."""
    found = np.zeros(len(batch.publishers), np.bool_)
    flags = portal.unions.rows["_demo"].to_numpy(dtype=bool)
    for own in (batch.home, batch.guests):
        found[own.owners[flags[own.rows]]] = True
    found[[owner for owner, rows in batch.gone.items() if any(row["_demo"] for row in rows)]] = True
    return found


def _lead(edition: Edition, publisher: Publisher) -> str:
    """That the code is a former one, where it is."""
    if not publisher.federation or publisher.code == publisher.unit:
        return ""
    return edition.words("union.former", name=federation_name(edition, publisher.unit))


def _above(edition: Edition, unions: Unions, publisher: Publisher) -> tuple[str, str]:
    """Whom a member may turn to next, with its page; empty where nobody is above."""
    if not publisher.federation:
        return _named(edition, unions, publisher.unit)
    above = edition.tree.units.loc[publisher.code, "report_to"]
    return _named(edition, unions, above) if isinstance(above, str) and above in edition.tree.home else ("", "")


def _named(edition: Edition, unions: Unions, unit: str) -> tuple[str, str]:
    return federation_name(edition, unit), union_path(unit) if unit in unions.federations else edition.href("unit", unit)


def _answers(portal: Portal, batch: Batch, paths: Column) -> Html:
    """What members ask first, each with the newest disclosure that answers it; asked of what a union owes or has told of."""
    rows, owners = (np.concatenate([getattr(own, name) for own in (batch.home, batch.guests)]) for name in ("rows", "owners"))
    table = portal.unions.rows
    order = newest_first(table.iloc[rows], owners) if len(batch.guests.rows) else np.arange(len(rows))
    rows, owners = rows[order], owners[order]
    items = table["item"].iloc[rows].to_numpy(dtype=object)
    found = []
    for item, question in portal.unions.questions:
        of_item = np.flatnonzero(items == item)
        told, first = np.unique(owners[of_item], return_index=True)
        newest = table.iloc[rows[of_item[first]]]
        hrefs = near(stored(newest, "index_number"), paths.take(told), "../")
        asked = np.setdiff1d(batch.calendar.item(item), told)
        both = Html.stacked(portal.fragments.answers(question, newest, hrefs), portal.fragments.unanswered(question, len(asked)))
        found.append(both.ordered(np.concatenate([told, asked]), len(batch.publishers)))
    return Html.joined(*found)


def _calendar(portal: Portal, calendar: Calendar, paths: Column) -> Html:
    records = calendar.rows["record"].to_numpy()
    told = np.flatnonzero(records >= 0)
    numbers = stored(portal.unions.rows.iloc[records[told]], "index_number")
    places = np.full(len(records), len(told))
    places[told] = np.arange(len(told))
    known = column([*near(numbers, paths.take(calendar.of[told]), "../").to_pylist(), ""])
    return portal.fragments.calendar(portal.teller.tell(calendar.rows), known.take(places)).grouped(calendar.starts)


def _honours(fragments: Fragments, honours: Sequence[tuple[int, str, str, str, bool]], count: int) -> Html:
    if not honours:
        return NONE
    owners, titles, about, paths, demo = zip(*honours, strict=True)
    lines = fragments.asides(Asides(column(paths), column(titles), column(about), "", "", np.array(demo)), "../")
    return lines.grouped(np.searchsorted(np.array(owners), np.arange(count + 1)))


def _register(portal: Portal, batch: Batch) -> Html:
    """What the register says of the unions of a batch."""
    if not batch.register:
        return NONE
    rows = portal.edition.federation.tables["organisation"].iloc[list(batch.register.values())]
    facts = Html.joined(*(portal.fragments.field(title, text) for title, text in registered(portal.edition, rows)))
    return facts.grouped(np.searchsorted(np.array(list(batch.register)), np.arange(len(batch.publishers) + 1)))


def _part_text(words: Words, part: Part) -> str:
    return words("union.year_part", year=position(part.year), part=position(part.part + 1)) if part.several else words.day(str(part.year))
