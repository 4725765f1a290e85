"""What was disclosed in units, by their federations and by the unions that belong to them: pages, lists, what is overdue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from markupsafe import Markup

from build_scripts.view import punctuality
from build_scripts.view.address import up
from build_scripts.view.columns import Flags, Ints, column, joined, told
from build_scripts.view.figure import Exemption, counted, exempt, listed, position
from build_scripts.view.union import Batch, newest_first
from build_scripts.write.feeds import feed
from build_scripts.write.output import Page
from build_scripts.write.portal import Portal, crumbs
from build_scripts.write.unit_ways import above, below, overdue_page, unit_page

PER_PAGE = 100
_LATEST, _LONGEST = 10, 200

Pager = list[tuple[int, str]]
"""Numbers and paths of the pages of one list."""


@dataclass(frozen=True, slots=True)
class _List:
    """One page of a list: path, title, the pages of the list, its number among them, its lines, what is said above them."""

    path: str
    title: str
    pages: Pager
    number: int
    lines: Markup | str = ""
    members: Markup | str = ""
    total: str = ""
    demo: bool = False
    changed: str = ""


def item_page(item: str) -> str:
    """The page of an item of the catalogue."""
    return f"disclosure/item-{item}.html"


def unit_pages(portal: Portal, units: Sequence[str]) -> Iterator[Page]:
    """Of each unit its page, a list a year, the list of its unions, and what is overdue."""
    numbers = [portal.unions.units[unit] for unit in units]
    own = _Units(portal, units, portal.unions.batch(np.concatenate(numbers)), np.repeat(np.arange(len(units)), list(map(len, numbers))))
    found = portal.unions.lines.iloc[own.batch.home.rows]
    order = newest_first(found, own.of[own.batch.home.owners])
    rows, places = found.iloc[order], own.of[own.batch.home.owners][order]
    demo = np.bincount(places, rows["_demo"], len(units)) > 0
    years, members, overdue = _year_lists(own, rows, places), _member_lists(own), _overdue_pages(own, demo)
    changed = portal.recency.of(len(units), places, rows)
    first = np.flatnonzero(np.arange(len(rows)) - np.searchsorted(places, places) < _LATEST)
    newest = portal.fragments.lines(rows.iloc[first], "../").of_groups(np.searchsorted(places[first], np.arange(len(units) + 1)))
    for place in range(len(units)):
        late = overdue.get(place)
        lists = _Lists(newest[place], years[place], members[place], late[0] if late else 0, bool(demo[place]))
        yield _page(own, place, lists, changed[place])
        for each in (*(page for _, pages in lists.years for page in pages), *lists.members[1:]):
            yield _list_page(own, place, each)
        if late:
            yield late[1]


@dataclass(frozen=True, slots=True)
class _Units:
    """The units whose pages are made, the batch of all their publishers, and the place of the unit of each of these."""

    portal: Portal
    codes: Sequence[str]
    batch: Batch
    of: Ints

    def name(self, place: int) -> str:
        return self.portal.edition.heading("unit", self.codes[place])


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the page of a unit leads to: its newest disclosures, those of each year with their number, unions; how much is overdue."""

    newest: Markup
    years: list[tuple[tuple[str, int], list[_List]]]
    members: list[_List]
    overdue: int
    demo: bool


def _page(own: _Units, place: int, lists: _Lists, changed: str) -> Page:
    edition, unit, name = own.portal.edition, own.codes[place], own.name(place)
    table = edition.derived["punctuality"]
    table = table[table["unit"] == unit]
    publishers = [own.batch.publishers[number] for number in np.flatnonzero(own.of == place).tolist()]
    items = edition.federation.tables["catalogue"]["code"]
    body = edition.render(
        "disclosure_unit.html.j2",
        root=up(unit_page(unit)),
        above=above(own.portal, unit),
        below=below(own.portal, unit),
        record=edition.href("unit", unit),
        federations=[(each.name, each.path) for each in publishers if each.federation],
        rates=punctuality.rates(edition, unit),
        owners=punctuality.owners(edition, table),
        items=punctuality.rows(edition, table, "item", {code: (edition.heading("catalogue", code), item_page(code)) for code in items}),
        overdue=counted(edition.words("punctuality.overdue", count=lists.overdue), overdue_page(unit)) if lists.overdue else None,
        years=[(year, pages[0].path, listed(count)) for (year, count), pages in lists.years],
        lines=lists.newest,
        feeds=[feed(name, f"unit-{unit}")],
        members=lists.members[0].members if lists.members else "",
        pages=lists.members[0].pages if lists.members else [],
        count=listed(sum(not each.federation for each in publishers)),
        demo=lists.demo or bool(table["_demo"].any()),
    )
    title, about = edition.words("disclosure.title_unit", unit=name), edition.words("disclosure.description_unit", unit=name)
    return Page(unit_page(unit), title, about, body, changed)


def _year_lists(own: _Units, rows: pd.DataFrame, places: Ints) -> list[list[tuple[tuple[str, int], list[_List]]]]:
    """For each unit its years from the newest, each with the number of disclosures and the pages of its list."""
    words = own.portal.edition.words
    days = rows["published_on"].str[:4].to_numpy(dtype="U4")
    new = np.ones(len(rows), np.bool_)
    new[1:] = (places[1:] != places[:-1]) | (days[1:] != days[:-1])
    begins = np.flatnonzero(new)
    ends = np.append(begins[1:], len(rows))
    starts = [start for begin, end in zip(begins.tolist(), ends.tolist(), strict=True) for start in range(begin, end, PER_PAGE)]
    bounds = np.array([*starts, len(rows)])
    page = np.repeat(np.arange(len(starts)), np.diff(bounds))
    texts = own.portal.fragments.lines(rows, "../../").of_groups(bounds) if len(rows) else []
    changed = own.portal.recency.of(len(starts), page, rows)
    demo = np.bincount(page, rows["_demo"], len(starts)) > 0
    found: list[list[tuple[tuple[str, int], list[_List]]]] = [[] for _ in own.codes]
    first = 0
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        place, year, count = int(places[begin]), str(days[begin]), end - begin
        pages = [(number, _year_page(own.codes[place], year, number)) for number in range(1, -(-count // PER_PAGE) + 1)]
        total = exempt(Exemption.LISTED, words("list.total", total=words.number(count)))
        title = words("disclosure.title_unit_year", unit=own.name(place), year=year)
        titles = [title, *(title + words("disclosure.page", number=position(number)) for number, _ in pages[1:])]
        lists = [
            _List(path, titles[number - 1], pages, number, texts[at], total=total, demo=bool(demo[at]), changed=changed[at])
            for at, (number, path) in enumerate(pages, first)
        ]
        found[place].append(((year, count), lists))
        first += len(pages)
    return found


def _year_page(unit: str, year: str, number: int) -> str:
    return f"disclosure/{unit}/{year}.html" if number == 1 else f"disclosure/{unit}/{year}-{number}.html"


def _member_lists(own: _Units) -> list[list[_List]]:
    """For each unit the pages of the list of its unions, of which the first is a part of the page of the unit."""
    words, batch = own.portal.edition.words, own.batch
    some = np.flatnonzero([not each.federation for each in batch.publishers])
    each, places = [batch.publishers[number] for number in some.tolist()], own.of[some]
    numbers = (np.arange(len(some)) - np.searchsorted(places, places)) // PER_PAGE
    counts = {key: count[some] for key, count in batch.calendar.counts().items()}
    due = sum(counts.values(), np.zeros(len(some), np.int64)) - counts["pending"]
    texts = (
        joined(column(["../" if not number else "../../" for number in numbers.tolist()]), column([one.path for one in each])),
        column([one.name for one in each]),
        told(listed, (np.diff(batch.home.starts) + np.diff(batch.guests.starts))[some]),
        told(
            lambda due, done: exempt(Exemption.LISTED, words("punctuality.of", done=done, due=due)) if due else "",
            due,
            due - counts["missing"],
        ),
    )
    begins = np.flatnonzero(np.diff(places * len(some) + numbers, prepend=-1))
    made = own.portal.fragments.member(texts).of_groups(np.append(begins, len(some))) if len(some) else []
    found: list[list[_List]] = [[] for _ in own.codes]
    for begin, members in zip(begins.tolist(), made, strict=True):
        place, number = int(places[begin]), int(numbers[begin]) + 1
        unit, name = own.codes[place], own.name(place)
        count = -(-int((places == place).sum()) // PER_PAGE)
        pages = [
            (page, f"{unit_page(unit)}#unions" if page == 1 else f"disclosure/{unit}/unions-{page}.html") for page in range(1, count + 1)
        ]
        title = words("disclosure.unions", unit=name, number=position(number))
        found[place].append(_List(pages[number - 1][1], title, pages, number, members=members))
    return found


def _list_page(own: _Units, place: int, shown: _List) -> Page:
    edition = own.portal.edition
    body = edition.render(
        "disclosure_list.html.j2",
        root=up(shown.path),
        crumbs=crumbs(edition, own.codes[place]),
        members=shown.members,
        lines=shown.lines,
        pages=shown.pages,
        number=shown.number,
        total=shown.total,
        demo=shown.demo,
    )
    about = edition.words("disclosure.description_unit", unit=own.name(place))
    return Page(shown.path, shown.title, about, body, shown.changed)


def _overdue_pages(own: _Units, demo: Flags) -> dict[int, tuple[int, Page]]:
    """By unit how much is overdue and not disclosed, and the page of it, the longest first."""
    edition, words, batch = own.portal.edition, own.portal.edition.words, own.batch
    overdue = batch.calendar.overdue()
    overdue = overdue[np.argsort(own.of[batch.calendar.of[overdue]], kind="stable")]
    places = own.of[batch.calendar.of[overdue]]
    shown = overdue[np.arange(len(overdue)) - np.searchsorted(places, places) < _LONGEST]
    each = [batch.publishers[number] for number in batch.calendar.of[shown].tolist()]
    names, paths = column([one.name for one in each]), column([f"{one.path}#calendar" for one in each])
    duties = own.portal.teller.tell(batch.calendar.rows.iloc[shown])
    bounds = np.searchsorted(own.of[batch.calendar.of[shown]], np.arange(len(own.codes) + 1))
    made = own.portal.fragments.overdue(names, paths, duties, "../../").of_groups(bounds) if len(shown) else []
    found = {}
    for place, count in zip(*np.unique(places, return_counts=True), strict=True):
        path, name = overdue_page(own.codes[place]), own.name(place)
        said = words("punctuality.longest" if count > _LONGEST else "punctuality.all", count=int(count), shown=min(int(count), _LONGEST))
        body = edition.render(
            "disclosure_overdue.html.j2",
            root=up(path),
            crumbs=crumbs(edition, own.codes[place]),
            rows=made[place],
            told=exempt(Exemption.LISTED, said),
            as_of=words.day(edition.federation.as_of),
            demo=bool(demo[place]),
        )
        page = Page(path, words("punctuality.title_overdue", unit=name), words("punctuality.about_overdue", unit=name), body)
        found[int(place)] = int(count), page
    return found
