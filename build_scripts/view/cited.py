"""What the figures of a page rest on (targets, scopes, sources): told once a page, and referred to from each figure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.merge.relations import plain_records
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Anchor, Link, Told
from build_scripts.view.trace import Record

KINDS = ("target", "scope", "source")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said: its label, and what is said."""

    label: str
    told: Told


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that figures rest on: the part's id on the page, its title and own page, what is known of it, its words."""

    id: str
    title: str
    href: str
    lines: tuple[Line, ...]
    quote: str


class References:
    """The references of one edition, each made once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.records: Mapping[str, Mapping[str, Record]] = {
            kind: {row["code"]: row for row in plain_records(edition.federation.tables[kind])} for kind in KINDS
        }
        self._made: dict[tuple[str, str], Reference] = {}

    def used(self, kind: str, codes: Iterable[Any]) -> tuple[Reference, ...]:
        """The references to these codes, each once, in their order; None is passed over."""
        return tuple(self._reference(kind, code) for code in sorted({code for code in codes if code}))

    def anchors(self, kind: str, codes: Iterable[str]) -> Told:
        """Links to where the page tells of these codes; of documents with their numbers."""
        told: list[str | Anchor] = []
        for code in codes:
            told += [self.edition.words("why.and")] if told else []
            told.append(Anchor(self.edition.heading(kind, code), part_id(kind, code)))
            number = self.records[kind][code].get("document_number")
            told += [self.edition.words("why.number", number=number)] if number else []
        return tuple(told)

    def _reference(self, kind: str, code: str) -> Reference:
        if (kind, code) not in self._made:
            row = self.records[kind][code]
            lines = {"target": self._target, "scope": self._scope, "source": self._source}[kind](row)
            heading, href = self.edition.heading(kind, code), self.edition.href(kind, code)
            self._made[kind, code] = Reference(part_id(kind, code), heading, href, tuple(lines), row.get("quote") or "")
        return self._made[kind, code]

    def _target(self, row: Record) -> Iterator[Line]:
        edition, words = self.edition, self.edition.words
        yield Line(words("methods.test"), (row["test"] + words(f"why.test_{row['test']}"),))
        if row["valid_from"] and row["valid_to"]:
            span = words("format.range", start=words.day(row["valid_from"]), end=words.day(row["valid_to"]))
            yield Line(words("methods.period"), (span,))
        if row["clause"]:
            yield Line(words("why.clause"), (row["clause"],))
        if row["supersedes"]:
            older = Link(edition.heading("target", row["supersedes"]), edition.href("target", row["supersedes"]))
            yield Line(words("why.supersedes"), (older,))
        yield Line(words("why.source"), self.anchors("source", [row["source"]]))

    def _scope(self, row: Record) -> Iterator[Line]:
        yield Line(self.edition.federation.kinds["scope"].field("definition").title, (row["definition"],))

    def _source(self, row: Record) -> Iterator[Line]:
        kind, words = self.edition.federation.kinds["source"], self.edition.words
        for name in ("type", "publisher", "document_number", "document_on", "page_on", "note"):
            if row[name]:
                yield Line(kind.field(name).title, (words.day(row[name]) if name.endswith("_on") else row[name],))


def part_id(kind: str, code: str) -> str:
    """The id of the part of a page that tells of a record."""
    return f"{kind}-{code}"
