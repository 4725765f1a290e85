"""Every table of the edition that can be downloaded: the records of each kind and each statistic, with what is known of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import ModuleType

import pandas as pd

from build_scripts.bulk.table import DATE, FLAG, INTEGER, NATURE, NUMBER, TEXT, Download, Fact, Heading
from build_scripts.declare import Field, Kind
from build_scripts.view.edition import Edition
from build_scripts.write.sources import cited, named

_TYPES = {"integer": INTEGER, "number": NUMBER}


def record_downloads(edition: Edition) -> Iterator[Download]:
    """The published records of every kind."""
    for name, kind in edition.federation.kinds.items():
        headings = tuple(_heading(field) for field in kind.fields)
        download = Download(name, kind.title, headings, edition.federation.tables[name], "", key=kind.key)
        yield _told(edition, _marked(edition, download), source_field(kind))


def derived_downloads(edition: Edition, modules: Mapping[str, ModuleType]) -> Iterator[Download]:
    """Every derived table, its columns as the derivation describes them."""
    for name, module in modules.items():
        rows = edition.derived[name]
        told = [column for column in module.COLUMNS if column.name != FLAG]
        headings = tuple(
            Heading(column.name.lstrip("_"), column.title, _type_of(rows[column.name]), column.unit, column.definition) for column in told
        )
        plain = pd.DataFrame(
            {column.name.lstrip("_"): _plain(edition, rows[column.name]) for column in told} | {FLAG: rows.get(FLAG, False)}
        )
        cites = next((column for column in ("source", "sources") if column in plain), "")
        yield _told(edition, _marked(edition, Download(f"statistics-{name.replace('_', '-')}", module.TITLE, headings, plain, "")), cites)


def source_field(kind: Kind) -> str:
    """The field of a kind that cites a source; empty where there is none."""
    return next((field.name for field in kind.fields if field.refers == "source"), "")


def _type_of(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column) or not pd.api.types.is_numeric_dtype(column):
        return TEXT
    return INTEGER if pd.api.types.is_integer_dtype(column) else NUMBER


def _plain(edition: Edition, column: pd.Series) -> pd.Series:
    """Claims as words, categories as texts; the rest as it is."""
    if pd.api.types.is_bool_dtype(column):
        return column.map({True: edition.words("flag.yes"), False: edition.words("flag.no")}).astype("str")
    return column.astype("str") if isinstance(column.dtype, pd.CategoricalDtype) else column


def _heading(field: Field) -> Heading:
    sort = DATE if field.grammar.schema.get("format") == "date" else _TYPES.get(str(field.grammar.schema["type"]), TEXT)
    return Heading(field.name, field.title, sort, field.unit, field.help, field.refers, field.required)


def _marked(edition: Edition, download: Download) -> Download:
    """With the column that says of each invented row that it is; nothing is added where none is."""
    words = edition.words
    flagged = replace(download, flag=words("demo.flag"))
    if not download.rows[FLAG].any():
        return flagged
    nature = pd.Categorical.from_codes(download.rows[FLAG].astype("int8"), ["", words("demo.row")])
    return replace(
        flagged,
        headings=(*download.headings, Heading(NATURE, words("demo.column"))),
        rows=download.rows.assign(**{NATURE: nature}),
        note=words("demo.download"),
    )


def _told(edition: Edition, download: Download, cites: str) -> Download:
    """With what is known of the whole table; `cites` names the column of its sources, if it has one."""
    source = cited(edition, download.rows[cites]) if cites else _own(edition, download.name)
    return replace(download, facts=facts(edition, download.title, source, download.note), about=edition.words("data.about"))


def facts(edition: Edition, title: str, source: str, note: str) -> tuple[Fact, ...]:
    """What is known of a table or a part of one."""
    words = edition.words
    texts = {
        "title": title,
        "publisher": edition.federation.site["name"],
        "as_of": edition.federation.as_of,
        "source": source,
        "nature": note or words("data.no_sample"),
        "approval": words("data.no_map"),
    }
    return tuple(Fact(name, words(f"data.fact_{name}"), text) for name, text in texts.items())


def _own(edition: Edition, name: str) -> str:
    """What a table without sources of its own is from."""
    kind = edition.federation.kinds.get(name)
    return edition.words("home.records", kind=kind.title) if kind else edition.words("picture.computed")


def source_of(edition: Edition, download: Download, codes: Iterable[str]) -> str:
    """The names of the sources of a part of a table of records; of one without sources what the whole is from."""
    known = sorted(codes)
    return named(edition, known) if known else _own(edition, download.name)
