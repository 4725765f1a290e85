"""What stands on the portal's pages a million times: disclosures, lines of lists, duties; macros made once an edition, then filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd
from markupsafe import Markup

from build_scripts.view.address import disclosure_path, federation_page
from build_scripts.view.article import Articles, Fact, Gone
from build_scripts.view.calendar import Told
from build_scripts.view.columns import Cell, Column, Flags, Html, Ints, column, filled, joined, sought, stored, told, where
from build_scripts.view.edition import Edition
from build_scripts.view.figure import position
from build_scripts.view.fingerprint import short_codes
from build_scripts.view.hollow import Hollow

MARK = Html("1")
"""Says that something is invented; the macros put the mark that readers see."""

NONE = Html()


@dataclass(frozen=True, slots=True)
class Asides:
    """Things that have pages of their own, a row each: path, title, two texts beside it, its short code if it has one, invented or not."""

    paths: Cell
    titles: Cell
    first: Cell
    second: Cell
    codes: Cell
    demo: Flags


class Fragments:
    """The hollow macros, and what fills them. `root` leads from the page to the site's root."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._article, self._fact = (Hollow(edition.templates, "article.html.j2", name) for name in ("article", "fact"))
        self._answer, self._aside, self._compact, self._duty, self._field, self.part, self.page, self.sheet = (
            Hollow(edition.templates, "union.html.j2", name)
            for name in ("answer", "aside", "compact", "duty", "field", "part", "page", "sheet")
        )
        self._line, self.member, self._overdue = (
            Hollow(edition.templates, "lines.html.j2", name) for name in ("line", "member", "overdue")
        )
        self._day = cache(edition.words.day)
        self.head = cache(self._head)

    def articles(self, articles: Articles, rows: Ints, root: str, level: int, attachments: Mapping[str, Markup]) -> Html:
        """Disclosures in full, those at these positions, headed at that level; `attachments` as HTML by index number."""
        if not len(rows):
            return Html(column([]))
        written = articles.of(rows)
        numbers, count = written.numbers, len(rows)
        events = {row: self._rare("events", each, position(level + 1)) for row, each in sought(articles.events, numbers).items()}
        accounts = {row: self._rare("account", each) for row, each in sought(articles.accounts, numbers).items()}
        steps = {
            row: Html.joined(*(self._fact((title, text, "")) for title, text in each)).whole()
            for row, each in sought(articles.steps, numbers).items()
        }
        facts = Html.joined(*(self._told(fact, root) for fact in written.facts), Html.scattered(count, steps))
        parts = (
            mark(written.demo),
            Html.scattered(count, accounts),
            Html.scattered(count, sought(attachments, numbers)),
            Html.scattered(count, events),
            facts,
        )
        return self._article((*written.texts, joined(root, written.data), position(level)), parts)

    def _told(self, fact: Fact, root: str) -> Html:
        leads = filled(fact.href)
        href = "" if isinstance(leads, bool) else where(leads, joined(root, fact.href))
        return self._fact((fact.title, fact.text, href)).where(filled(fact.text))

    def _rare(self, macro: str, *arguments: object) -> Markup:
        """What seldom stands on a page, rendered as it comes."""
        made: Markup = getattr(self._edition.templates.get_template("article.html.j2").module, macro)(*arguments)
        return made

    def remains(self, gone: Sequence[Gone], level: int) -> Markup:
        """What remains of disclosures that are gone."""
        return Markup().join(self._rare("gone", each, position(level)) for each in gone)

    def compact(self, rows: pd.DataFrame, root: str) -> Html:
        """Disclosures that keep their place on a page in a line that leads to where they stand in full."""
        numbers = stored(rows, "index_number")
        codes, _, ids = zip(*(number.partition("/") for number in numbers.to_pylist()), strict=True)
        parts = column([f"{root}{federation_page(code, number)}#{number}" for code, number in zip(codes, ids, strict=True)])
        texts = (column(ids), parts, stored(rows, "title"), self._items(rows), self._on(rows), short_codes(numbers))
        return self._compact(texts, (mark(_demo(rows)),))

    def answers(self, question: str, rows: pd.DataFrame, hrefs: Column) -> Html:
        """A question of members with the disclosures that answer it."""
        return self._answer((question, hrefs, stored(rows, "title"), self._on(rows)), (mark(_demo(rows)),))

    def unanswered(self, question: str, count: int) -> Html:
        """A question whose answer was not disclosed, that often."""
        return self._answer((column([question] * count), "", "", ""), (NONE,))

    def calendar(self, duties: Told, hrefs: Column) -> Html:
        """The rows of calendars."""
        return self._duty((duties.key, duties.item, duties.period, duties.due, duties.state, hrefs, duties.note))

    def asides(self, lines: Asides, root: str) -> Html:
        """Things that have pages of their own."""
        return self._aside((joined(root, lines.paths), lines.titles, lines.first, lines.second, lines.codes), (mark(lines.demo),))

    def disclosed(self, rows: pd.DataFrame, root: str) -> Html:
        """Disclosures as such lines."""
        numbers = stored(rows, "index_number")
        return self.asides(
            Asides(_paths(numbers), stored(rows, "title"), self._items(rows), self._on(rows), short_codes(numbers), _demo(rows)), root
        )

    def field(self, title: str, text: Cell) -> Html:
        """A field of records; nothing where it is empty."""
        return self._field((title, text)).where(filled(text))

    def lines(self, rows: pd.DataFrame, root: str) -> Html:
        """Disclosures as lines of a list."""
        texts = (
            joined(root, _paths(stored(rows, "index_number"))),
            stored(rows, "title"),
            self._items(rows),
            stored(rows, "publisher"),
            self._on(rows),
            stored(rows, "mode"),
        )
        return self._line(texts, (mark(_demo(rows)),))

    def overdue(self, names: Column, paths: Column, duties: Told, root: str) -> Html:
        """What is overdue as rows of a table: name of the union, path, duty."""
        return self._overdue((joined(root, paths), names, duties.item, duties.period, duties.due, duties.note))

    def _head(self, root: str, crumbs: tuple[tuple[str, str], ...], demo: bool) -> Markup:
        """The way down to a page, and that there is something invented on it; the same for all pages of a unit."""
        return self._rare("head", root, crumbs, demo)

    def _items(self, rows: pd.DataFrame) -> Column:
        return told(lambda item: self._edition.heading("catalogue", item), stored(rows, "item"))

    def _on(self, rows: pd.DataFrame) -> Column:
        return told(self._day, stored(rows, "published_on"))


def near(numbers: Column, paths: Column, root: str) -> Column:
    """Where disclosures stand, as the pages at `paths` write it: a place on the page itself without the page."""
    each = zip(map(disclosure_path, numbers.to_pylist()), paths.to_pylist(), strict=True)
    return column([place[len(path) :] if place.startswith(f"{path}#") else root + place for place, path in each])


def mark(invented: Flags) -> Html:
    """The mark of what is invented."""
    return MARK.where(invented)


def _paths(numbers: Column) -> Column:
    return column([disclosure_path(number) for number in numbers.to_pylist()])


def _demo(rows: pd.DataFrame) -> Flags:
    flags: Flags = rows["_demo"].to_numpy(dtype=bool)
    return flags
