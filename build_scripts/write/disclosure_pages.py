"""Disclosures (会务公开): the newest, by year and by item without a script, and by any combination with one."""

import json
from collections.abc import Iterator

import pandas as pd

from build_scripts.view.edition import Edition, item_path, up
from build_scripts.view.figure import counted, listed, position
from build_scripts.write.output import Output, Page

NEWEST, PER_PAGE = 50, 200
_ALL = "records/disclosure.html"
_ADDRESS = "disclosure/{}-{}"
_KINDS = {"item": "catalogue", "unit": "unit"}
BROWSED = {("disclosure", by): _ADDRESS.format(by, "{}") + ".html" for by in _KINDS}
"""Where all records of a kind that name one code in a field stand in full."""


def newest(edition: Edition) -> pd.DataFrame:
    """All published disclosures, the newest first; those of one day in order of their index numbers."""
    return edition.listed(edition.federation.kinds["disclosure"])


def lines(edition: Edition, rows: pd.DataFrame) -> list[dict[str, object]]:
    """Disclosures as lines of a list, finished for the reader."""
    kind = edition.federation.kinds["disclosure"]
    return [
        {
            "title": row["title"],
            "href": item_path(kind, row["index_number"]),
            "item": edition.heading("catalogue", row["item"]),
            "unit": edition.heading("unit", row["unit"]),
            "publisher": row["publisher"],
            "on": edition.words.day(row["published_on"]),
            "mode": row["mode"],
            "index": row["index_number"],
            "demo": bool(row["_demo"]),
        }
        for row in rows.to_dict("records")
    ]


def disclosure_block(edition: Edition) -> str:
    """The list page's content: filter, the newest fifty, and the ways to browse."""
    rows = newest(edition)
    years = rows["published_on"].str[:4]
    shown = lines(edition, rows.head(NEWEST))
    return edition.render(
        "blocks/disclosures.html.j2",
        root="",
        lines=shown,
        told=counted(edition.words("disclosure.newest", shown=len(shown), total=edition.words.number(len(rows))), _ALL),
        demo=bool(rows["_demo"].any()),
        units=_choices(edition, rows["unit"], "unit"),
        items=_choices(edition, rows["item"], "catalogue"),
        years=[(year, year, listed(count)) for year, count in years.value_counts().sort_index(ascending=False).items()],
    )


def _choices(edition: Edition, codes: pd.Series, kind: str) -> list[tuple[str, str, str]]:
    """Codes that occur, in their order, with name and number of records."""
    return [(str(code), edition.heading(kind, code), listed(count)) for code, count in codes.value_counts().sort_index().items()]


def disclosure_pages(edition: Edition) -> Iterator[Page]:
    """`disclosure/year-<year>.html`, `disclosure/item-<code>.html` and `disclosure/unit-<code>.html`, 200 lines a page."""
    rows = newest(edition)
    for by, codes in {"year": rows["published_on"].str[:4], "item": rows["item"], "unit": rows["unit"]}.items():
        for code, part in rows.groupby(codes, sort=True):
            named = {by: edition.heading(_KINDS[by], code) if by in _KINDS else code}
            told = edition.words(f"disclosure.title_{by}", **named), edition.words(f"disclosure.description_{by}", **named)
            yield from _browse(edition, part, _ADDRESS.format(by, code), told)


def _browse(edition: Edition, rows: pd.DataFrame, stem: str, told: tuple[str, str]) -> Iterator[Page]:
    title, description = told
    count = -(-len(rows) // PER_PAGE)
    paths = [(number, f"{stem}.html" if number == 1 else f"{stem}-{number}.html") for number in range(1, count + 1)]
    for number, path in paths:
        part = rows.iloc[(number - 1) * PER_PAGE : number * PER_PAGE]
        body = edition.render(
            "blocks/disclosure_list.html.j2",
            root=up(path),
            lines=lines(edition, part),
            total=counted(edition.words("list.total", total=edition.words.number(len(rows))), _ALL),
            pages=paths,
            number=number,
            demo=bool(part["_demo"].any()),
        )
        yield Page(path, title if number == 1 else title + edition.words("disclosure.page", number=position(number)), description, body)


def filter_index(name: str, columns: list[str], rows: list[list[object]]) -> Output:
    """`<name>/index.json`: what the filter on a list page reads. Each row: address, invented or not, then the columns."""
    document = {"columns": columns, "rows": rows}
    return Output(f"{name}/index.json", json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode())


def disclosure_index(edition: Edition) -> Output:
    """The filter's index of all disclosures, the newest first."""
    rows = newest(edition)
    kind = edition.federation.kinds["disclosure"]
    table = [
        [
            item_path(kind, row["index_number"]),
            int(row["_demo"]),
            row["title"],
            edition.heading("catalogue", row["item"]),
            row["publisher"],
            edition.words.day(row["published_on"]),
            row["mode"],
            row["unit"],
            row["item"],
            row["published_on"][:4],
        ]
        for row in rows.to_dict("records")
    ]
    return filter_index("disclosure", ["title", "item", "publisher", "on", "mode", "unit_code", "item_code", "year"], table)
