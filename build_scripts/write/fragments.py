"""What stands on the portal's pages a million times: disclosures, lines of lists, duties; made once an edition, then filled."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from markupsafe import Markup

from build_scripts.view.address import disclosure_path, federation_page
from build_scripts.view.article import Article, Gone
from build_scripts.view.edition import Edition
from build_scripts.view.figure import position
from build_scripts.view.fingerprint import short_code
from build_scripts.view.hollow import Hollow
from build_scripts.view.union import Answer, Duty, Record

MARK = Markup("1")
"""Says that something is invented; the macros put the mark that readers see."""

NONE = Markup()


Aside = tuple[str, str, str, str, str, bool]
"""Something that has a page of its own: path, title, two texts beside it, its short code if it has one, invented or not."""


class Fragments:
    """The hollow macros, and what fills them. `root` leads from the page to the site's root."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._article, self._fact = (Hollow(edition.templates, "article.html.j2", name) for name in ("article", "fact"))
        self._answer, self._part, self._aside, self._compact, self._duty, self._field, self.page = (
            Hollow(edition.templates, "union.html.j2", name) for name in ("answer", "part", "aside", "compact", "duty", "field", "page")
        )
        self._line, self._member, self._overdue = (
            Hollow(edition.templates, "lines.html.j2", name) for name in ("line", "member", "overdue")
        )
        self._told_day = cache(edition.words.day)
        self._heads: dict[tuple[object, ...], Markup] = {}
        self._facts: dict[tuple[str, ...], Markup] = {}
        self._duties: dict[tuple[str, ...], Markup] = {}

    def articles(self, articles: Iterable[Article], root: str, level: int, attachments: Mapping[str, Markup]) -> Markup:
        """Disclosures in full, headed at that level; `attachments` as HTML by index number."""
        return joined([self._one(article, root, level, attachments.get(article.index_number, NONE)) for article in articles])

    def _one(self, article: Article, root: str, level: int, attachments: Markup) -> Markup:
        account = self._rare("account", article.account) if article.account else NONE
        events = self._rare("events", article.events, position(level + 1)) if article.events else NONE
        facts = joined([self._told(title, text, root + href if href else "") for title, text, href in article.facts])
        texts = (*article.texts, root + article.data, position(level))
        return self._article(texts, (MARK if article.demo else NONE, account, attachments, events, facts))

    def _rare(self, macro: str, *arguments: object) -> Markup:
        """What seldom stands on a page, rendered as it comes."""
        made: Markup = getattr(self._edition.templates.get_template("article.html.j2").module, macro)(*arguments)
        return made

    def _told(self, *fact: str) -> Markup:
        known = self._facts.get(fact)
        if known is None:
            known = self._fact(fact)
            if len(self._facts) < _KEPT:
                self._facts[fact] = known
        return known

    def remains(self, gone: Iterable[Gone], level: int) -> Markup:
        """What remains of disclosures that are gone."""
        return joined([self._rare("gone", each, position(level)) for each in gone])

    def compact(self, rows: Iterable[Record], root: str) -> Markup:
        """Disclosures that keep their place on a page in a line that leads to where they stand in full."""
        made = []
        for row in rows:
            code, _, number = row["index_number"].partition("/")
            texts = (number, f"{root}{federation_page(code, number)}#{number}", row["title"], self._item(row), self._day(row))
            made.append(self._compact((*texts, short_code(row["index_number"])), (_mark(row),)))
        return joined(made)

    def answers(self, answers: Iterable[Answer], path: str, root: str) -> Markup:
        """What members ask, on the page at `path`."""
        return joined(
            [
                self._answer((each.question, near(each.href, path, root), each.title, each.on), (MARK if each.demo else NONE,))
                for each in answers
            ]
        )

    def calendar(self, duties: Iterable[Duty], path: str, root: str) -> Markup:
        """The rows of a union's calendar, on the page at `path`."""
        made = []
        for duty in duties:
            key = (*duty[:5], near(duty.href, path, root), duty.note)
            row = self._duties.get(key)
            if row is None:
                row = self._duty(key)
                if len(self._duties) < _KEPT:
                    self._duties[key] = row
            made.append(row)
        return joined(made)

    def parts(self, parts: Iterable[tuple[str, str, str]], root: str) -> Markup:
        """Pages that a page leads to: text, path, number of disclosures."""
        return joined([self._part((root + path, text, count)) for text, path, count in parts])

    def asides(self, lines: Iterable[Aside], root: str) -> Markup:
        """Things that have pages of their own."""
        return joined([self._aside((root + path, *texts), (MARK if invented else NONE,)) for path, *texts, invented in lines])

    def fields(self, facts: Iterable[tuple[str, str]]) -> Markup:
        """Title and text of fields."""
        return joined([self._field(fact) for fact in facts])

    def lines(self, rows: Iterable[Record], root: str) -> Markup:
        """Disclosures as lines of a list."""
        made = []
        for row in rows:
            texts = (
                root + disclosure_path(row["index_number"]),
                row["title"],
                self._item(row),
                row["publisher"],
                self._day(row),
                row["mode"],
            )
            made.append(self._line(texts, (_mark(row),)))
        return joined(made)

    def members(self, members: Iterable[tuple[str, str, str, str]], root: str) -> Markup:
        """Unions as lines of a list: name, path, number of disclosures, how its duties stand."""
        return joined([self._member((root + path, name, count, standing)) for name, path, count, standing in members])

    def overdue(self, rows: Iterable[tuple[str, str, Duty]], root: str) -> Markup:
        """What is overdue as rows of a table: name of the union, path, duty."""
        return joined([self._overdue((root + path, name, each.item, each.period, each.due, each.note)) for name, path, each in rows])

    def head(self, root: str, crumbs: Sequence[tuple[str, str]], *, demo: bool) -> Markup:
        """The way down to a page, and that there is something invented on it; the same for all pages of a unit."""
        key = (root, *crumbs, demo)
        known = self._heads.get(key)
        if known is None:
            known = self._heads[key] = self._rare("head", root, crumbs, demo)
        return known

    def _item(self, row: Record) -> str:
        return self._edition.heading("catalogue", row["item"])

    def _day(self, row: Record) -> str:
        return self._told_day(row["published_on"])


_KEPT = 20_000
"""Fragments that are kept because they recur; there are a million that do not."""


def near(href: str, path: str, root: str) -> str:
    """A path from the site's root as the page at `path` writes it: a place on the page itself without the page; empty where it is empty."""
    if not href:
        return ""
    own = href.startswith(path) and href[len(path) :].startswith("#")
    return href[len(path) :] if own else root + href


def joined(fragments: Iterable[Markup]) -> Markup:
    """Fragments one behind the other."""
    return Markup("".join(fragments))  # noqa: S704  finished HTML


def _mark(row: Record) -> Markup:
    return MARK if row["_demo"] else NONE
