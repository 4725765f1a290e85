"""For every kind, whatever it is: list pages, item pages, all from the declaration."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from build_scripts.bulk.table import forms
from build_scripts.declare import Field, Kind
from build_scripts.merge.relations import records
from build_scripts.view.address import item_path, up
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Figure, counted, position
from build_scripts.view.proven import proven
from build_scripts.write.attachment_pages import TOLD
from build_scripts.write.cells import Cell, cells, key_text
from build_scripts.write.output import Page

PER_PAGE = 200
_RELATED = 20
_FIGURES, _PROVEN, _WHY = "observation", "value", "_why"
PORTAL = {"disclosure": "disclosure.html", "organisation": "disclosure.html"}
"""Kinds of which there may be a million records, and where they are listed: they have pages of their own (`union_pages`)."""


class Line(NamedTuple):
    """A record in one line: its heading with its page and the day it is listed by, or its key and first figures."""

    text: str
    href: str
    day: str
    demo: bool


class Lines:
    """Every record as one line, a kind at a time."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._known: dict[str, list[Line]] = {}

    def of(self, kind: Kind) -> list[Line]:
        """The lines of a kind, in the order of its lists."""
        if kind.name not in self._known:
            self._known[kind.name] = _lines(self.edition, kind)
        return self._known[kind.name]


def list_pages(edition: Edition, kind: Kind) -> Iterator[Page]:
    """The records of a kind as tables of 200 rows; the first page is `records/<kind>.html`. None for what the portal lists."""
    if kind.name in PORTAL:
        return
    rows = edition.listed(kind)
    fields = [field for field in kind.fields if field.listed and (field.required or rows[field.name].notna().any())]
    count = max(-(-len(rows) // PER_PAGE), 1)
    rows = rows.assign(**{_WHY: _proofs(edition, kind, rows)})
    for number in range(1, count + 1):
        path = list_path(kind, number)
        part = rows.iloc[(number - 1) * PER_PAGE : number * PER_PAGE]
        body = edition.render(
            "list.html.j2",
            root=up(path),
            kind=kind,
            forms=[(form.upper(), f"downloads/{kind.name}.{form}") for form in forms(len(rows))],
            first=list_path(kind),
            fields=fields,
            rows=table_rows(edition, kind, fields, part),
            total=counted(edition.words("list.total", total=edition.words.number(len(rows))), f"downloads/{kind.name}.csv"),
            pages=[(index, list_path(kind, index)) for index in range(1, count + 1)],
            number=number,
            demo=bool(rows["_demo"].any()),
        )
        title = kind.title if count == 1 else edition.words("list.page_title", kind=kind.title, number=position(number))
        yield Page(path, title, kind.about, body)


def list_path(kind: Kind, number: int = 1) -> str:
    """The path of a list page; no record's slug begins with `_` and a letter beyond f."""
    if kind.name in PORTAL:
        return PORTAL[kind.name]
    return f"records/{kind.name}.html" if number == 1 else f"records/{kind.name}/_page-{number}.html"


def table_rows(edition: Edition, kind: Kind, fields: list[Field], rows: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    """The rows as cells, the heading linked to the item page, a proved value to its evidence; the first cell of an invented one is marked.

    `rows` have a column of their own for the addresses of evidence.
    """
    columns = [cells(edition, field, rows) for field in fields]
    for index, field in enumerate(fields):
        if kind.heading == field.name:
            paths = [item_path(kind, code) for code in rows[kind.key[0]]]
            columns[index] = [Cell(cell.text, path) for cell, path in zip(columns[index], paths, strict=True)]
        if field.name == _PROVEN:
            columns[index] = [cell._replace(why=address) for cell, address in zip(columns[index], rows[_WHY], strict=True)]
    columns[0] = [cell._replace(demo=demo) for cell, demo in zip(columns[0], rows["_demo"].tolist(), strict=True)]
    return zip(*columns, strict=True)


def _proofs(edition: Edition, kind: Kind, rows: pd.DataFrame) -> list[str]:
    """The address of the evidence of each record that is a figure; the empty text where it has none."""
    return proven(edition, rows) if kind.name == _FIGURES else [""] * len(rows)


def item_pages(lines: Lines, kind: Kind, extra: Mapping[str, str], below: Mapping[str, str]) -> Iterator[Page]:
    """One page a record, for kinds that have a heading.

    Args:
        lines: the lines of the edition's records.
        kind: the kind.
        extra: more HTML for some records, by code, shown above their fields.
        below: the same, shown below them.
    """
    if not kind.heading or kind.name in PORTAL:
        return
    edition = lines.edition
    rows = edition.federation.tables[kind.name]
    columns = {field.name: cells(edition, field, rows) for field in kind.fields}
    related = _related(lines, kind)
    for place, row in enumerate(records(rows)):
        code = row[kind.key[0]]
        path = item_path(kind, code)
        found = list(related(code))
        stated = [(field.title, columns[field.name][place]) for field in kind.fields if columns[field.name][place].text]
        body = edition.render(
            "item.html.j2",
            root=up(path),
            kind=kind,
            kind_path=list_path(kind),
            fields=stated,
            row=row,
            extra=extra.get(code, ""),
            below=below.get(code, ""),
            related=found,
            related_demo=any(line.demo for group in found for line in group.lines),
        )
        yield Page(path, str(row[kind.heading]), f"{kind.title} · {key_text(kind, row)}", body)


@dataclass(frozen=True, slots=True)
class Related:
    """The records of one kind that refer to a record: a title, the first of them, how many more there are, where all of that kind stand."""

    title: str
    kind: str
    lines: list[Line]
    more: Figure | None
    full: str


def _related(lines: Lines, kind: Kind) -> Callable[[str], Iterator[Related]]:
    """What refers to a record of this kind, by referring kind and field."""
    edition = lines.edition
    groups = [
        (other, field, edition.listed(other).groupby(field.name, sort=False).indices)
        for other in edition.federation.kinds.values()
        for field in other.fields
        if field.refers == kind.name and field.grammar.name != "codes" and other.name not in PORTAL and (other.name, kind.name) not in TOLD
    ]

    alone = Counter(other.name for other, field, _ in groups if not field.inverse)
    words = edition.words

    def related(code: str) -> Iterator[Related]:
        for other, field, indices in groups:
            found = indices.get(code, ())
            if len(found):
                title = field.inverse or (
                    other.title if alone[other.name] == 1 else words("item.related", kind=other.title, field=field.title)
                )
                full = list_path(other)
                first = [lines.of(other)[place] for place in found[:_RELATED]]
                told = words("item.more", total=words.number(len(found)), shown=len(first))
                yield Related(title, other.title, first, counted(told, full) if len(found) > len(first) else None, full)

    return related


def _lines(edition: Edition, kind: Kind) -> list[Line]:
    rows = edition.listed(kind)
    demo = rows["_demo"].tolist()
    if kind.heading:
        days = [edition.words.day(day) for day in rows[kind.newest_first]] if kind.newest_first else [""] * len(rows)
        paths = [item_path(kind, code) for code in rows[kind.key[0]]]
        return list(map(Line, rows[kind.heading].tolist(), paths, days, demo))
    shown = [field for field in kind.fields if field.name in (*kind.key, "value", "alias", "type", "result")]
    columns = [cells(edition, field, rows) for field in shown]
    joined = [" · ".join(cell.text for cell in row if cell.text) for row in zip(*columns, strict=True)]
    return list(map(Line, joined, _proofs(edition, kind, rows), [""] * len(rows), demo))
