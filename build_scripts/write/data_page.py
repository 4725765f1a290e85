"""Open data (开放数据): every table with its files and description, and where each record read has gone."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import ModuleType

import pandas as pd

from build_scripts.declare import Field
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Figure, counted
from build_scripts.view.maps import Map
from build_scripts.write.downloads import Download, Fact, Heading
from build_scripts.write.figures import forms
from build_scripts.write.output import Output
from build_scripts.write.records import list_path
from build_scripts.write.sources import cited

_NATURE = "data_nature"  # no field of a kind and no column of a statistic is called so
_LEDGER = "ledger.json"
_NUMBERS = frozenset({"count", "number"})


def record_downloads(edition: Edition) -> Iterator[Download]:
    """The published records of every kind."""
    for name, kind in edition.federation.kinds.items():
        headings = tuple(_heading(field) for field in kind.fields)
        cites = next((field.name for field in kind.fields if field.refers == "source"), "")
        yield _told(edition, _marked(edition, Download(name, kind.title, headings, edition.federation.tables[name], "")), cites)


def derived_downloads(edition: Edition, modules: Mapping[str, ModuleType]) -> Iterator[Download]:
    """Every derived table, its columns as the derivation describes them."""
    for name, module in modules.items():
        rows = edition.derived[name]
        told = [column for column in module.COLUMNS if column.name != "_demo"]
        headings = tuple(Heading(column.name.lstrip("_"), column.title, _is_number(rows[column.name])) for column in told)
        plain = pd.DataFrame(
            {column.name.lstrip("_"): _plain(edition, rows[column.name]) for column in told} | {"_demo": rows.get("_demo", False)}
        )
        cites = next((column for column in ("source", "sources") if column in plain), "")
        yield _told(edition, _marked(edition, Download(f"statistics-{name.replace('_', '-')}", module.TITLE, headings, plain, "")), cites)


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _plain(edition: Edition, column: pd.Series) -> pd.Series:
    """Claims as words, categories as texts; the rest as it is."""
    if pd.api.types.is_bool_dtype(column):
        return column.map({True: edition.words("flag.yes"), False: edition.words("flag.no")}).astype("str")
    return column.astype("str") if isinstance(column.dtype, pd.CategoricalDtype) else column


def _heading(field: Field) -> Heading:
    return Heading(field.name, field.title, field.grammar.name in _NUMBERS)


def _marked(edition: Edition, download: Download) -> Download:
    """With the column that says of each invented row that it is; nothing is added where none is."""
    if "_demo" not in download.rows or not download.rows["_demo"].any():
        return download
    words = edition.words
    nature = download.rows["_demo"].map({True: words("demo.row"), False: ""}).astype("str")
    heading = Heading(_NATURE, words("demo.column"), False)
    return replace(
        download,
        headings=(*download.headings, heading),
        rows=download.rows.assign(**{_NATURE: nature}),
        note=words("demo.download"),
    )


def _told(edition: Edition, download: Download, cites: str) -> Download:
    """With what is known of the whole table; `cites` names the column of its sources, if it has one."""
    words = edition.words
    texts = {
        "title": download.title,
        "publisher": edition.federation.site["name"],
        "as_of": edition.federation.as_of,
        "source": cited(edition, download.rows[cites]) if cites else _own(edition, download.name),
        "nature": download.note or words("data.no_sample"),
        "approval": words("data.no_map"),
    }
    facts = tuple(Fact(name, words(f"data.fact_{name}"), text) for name, text in texts.items())
    return replace(download, facts=facts, about=words("data.about"))


def _own(edition: Edition, name: str) -> str:
    """What a table without sources of its own is from."""
    kind = edition.federation.kinds.get(name)
    return edition.words("home.records", kind=kind.title) if kind else edition.words("picture.computed")


def data_block(edition: Edition, downloads: Sequence[Download], drawn: Sequence[Map]) -> str:
    """The page's content: tables of files, maps, and the ledger in short."""
    kinds = edition.federation.kinds
    tables = [
        {
            "title": download.title,
            "name": download.name,
            "count": counted(edition.words.number(len(download.rows)), f"downloads/{download.name}.csv"),
            "about": kinds[download.name].about if download.name in kinds else "",
            "list": list_path(kinds[download.name]) if download.name in kinds else "",
            "demo": bool(download.note),
            "workbook": download.workbook,
        }
        for download in downloads
    ]
    counts = edition.federation.ledger.counts()
    by_kind = counts.groupby("kind", sort=True)[["read", "published", "withheld", "rejected"]].sum()
    return edition.render(
        "blocks/data.html.j2",
        root="",
        records=[table for table in tables if table["list"]],
        derived=[table for table in tables if not table["list"]],
        maps=[(each.heading, edition.words.day(each.day), each.demo, forms(each)) for each in drawn],
        ledger=[
            (kinds[kind].title if kind else edition.words("data.no_kind"), *_booked(edition, row))
            for kind, row in zip(by_kind.index, by_kind.itertuples(index=False), strict=True)
        ],
        total=_booked(edition, by_kind.sum()),
        reasons=_reasons(edition),
        has_topology=not edition.public or bool(edition.federation.site["approval_number"]),
    )


def _booked(edition: Edition, counts: Iterable[int]) -> list[Figure]:
    """Numbers of the ledger."""
    return [counted(edition.words.number(count), _LEDGER) for count in counts]


def _reasons(edition: Edition) -> list[tuple[str, str, Figure]]:
    entries = edition.federation.ledger.entries
    codes = entries.loc[entries["state"] != "published", "code"].value_counts().sort_index()
    reasons = [edition.words(f"reason.{code if code.startswith('W') else 'E'}") for code in codes.index]
    return list(zip(map(str, codes.index), reasons, _booked(edition, codes), strict=True))


def ledger_file(edition: Edition) -> Output:
    """`ledger.json`: records read, published, withheld, rejected by file; no content of what was withheld."""
    counts = edition.federation.ledger.counts()
    document = {"as_of": edition.federation.as_of, "files": counts.astype(object).to_dict("records")}
    return Output(_LEDGER, (json.dumps(document, ensure_ascii=False, indent=1, default=int) + "\n").encode())
