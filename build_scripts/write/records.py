"""For every kind, whatever it is: list pages, item pages, all from the declaration."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from build_scripts.bulk.table import forms
from build_scripts.declare import Field, Kind
from build_scripts.merge.relations import records
from build_scripts.view.address import item_path, up
from build_scripts.view.columns import Flags, Html, column
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Figure, counted, position
from build_scripts.view.hollow import Hollow
from build_scripts.view.proven import proven
from build_scripts.write.attachment_pages import TOLD
from build_scripts.write.cells import cells, key_text
from build_scripts.write.output import Page

PER_PAGE = 200
_RELATED = 20
_ROW, _END, _MARK = Html("<tr>"), Html("</tr>\n"), Html("1")
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
    rows, table = rows.assign(**{_WHY: _proofs(edition, kind, rows)}), _Table(edition, kind, fields)
    first, others = (table.rows(part, up(list_path(kind, number))) for number, part in ((1, rows[:PER_PAGE]), (2, rows[PER_PAGE:])))
    left = max(len(rows) - PER_PAGE, 0)
    parts = [first.whole(), *others.of_groups(np.append(np.arange(0, left, PER_PAGE), left))]
    for number, part in enumerate(parts, 1):
        path = list_path(kind, number)
        body = edition.render(
            "list.html.j2",
            root=up(path),
            kind=kind,
            forms=[(form.upper(), f"downloads/{kind.name}.{form}") for form in forms(len(rows))],
            first=list_path(kind),
            fields=fields,
            rows=part,
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


class _Table:
    """The rows of list pages: the heading leads to the item page, a proved value to its evidence; the first cell marks an invented one."""

    def __init__(self, edition: Edition, kind: Kind, fields: Sequence[Field]) -> None:
        self._edition, self._kind, self._fields = edition, kind, fields
        self._cell = Hollow(edition.templates, "parts.html.j2", "record_cell")

    def rows(self, rows: pd.DataFrame, root: str) -> Html:
        """Rows of HTML; those given have a column of their own for the addresses of evidence."""
        demo = rows["_demo"].to_numpy(dtype=bool)
        told = [self._column(field, rows, root, demo if field is self._fields[0] else None) for field in self._fields]
        return Html.joined(_ROW, *told, _END)

    def _column(self, field: Field, rows: pd.DataFrame, root: str, demo: Flags | None) -> Html:
        each = cells(self._edition, field, rows)
        inside = ["" if cell.outside or not cell.href else root + cell.href for cell in each]
        if self._kind.heading == field.name:
            inside = [root + item_path(self._kind, code) for code in rows[self._kind.key[0]].tolist()]
        why = [root + address if address else "" for address in rows[_WHY].tolist()] if field.name == _PROVEN else [""] * len(each)
        outside = [cell.href if cell.outside else "" for cell in each]
        marks = _MARK.where(np.array([cell.number for cell in each])), _MARK.where(demo) if demo is not None else Html()
        return self._cell(tuple(map(column, ([cell.text for cell in each], outside, why, inside))), marks)


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
