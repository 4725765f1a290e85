"""Open data (开放数据): every table with its files, parts by place and year, the API and its promise, and where each record has gone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from build_scripts.bulk import api, database
from build_scripts.bulk.table import Download
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Figure, counted
from build_scripts.view.maps import Map
from build_scripts.write.bulk_files import Bulk
from build_scripts.write.figures import forms
from build_scripts.write.linked_data import dataset_block
from build_scripts.write.output import Output
from build_scripts.write.records import list_path
from build_scripts.write.unit_files import groups, year_downloads

_LEDGER = "ledger.json"


def data_block(bulk: Bulk, drawn: Sequence[Map]) -> str:
    """The page's content: whole tables, parts, maps, the API, how to check a file, and the ledger in short."""
    edition = bulk.edition
    kinds = edition.federation.kinds
    tables = [_table(bulk, download) for download in bulk.tables]
    counts = edition.federation.ledger.counts()
    by_kind = counts.groupby("kind", sort=True)[["read", "published", "withheld", "rejected"]].sum()
    return edition.render(
        "blocks/data.html.j2",
        root="",
        records=[table for table in tables if table["list"]],
        derived=[table for table in tables if not table["list"]],
        database=database.PATH,
        groups=groups(bulk),
        years=Markup(year_downloads(bulk)),  # noqa: S704  rendered by a template of ours
        api=f"{api.ROOT}/index.json",
        changelog=f"{api.ROOT}/changelog.json",
        changes=[(change.version, edition.words.day(change.on), change.about) for change in reversed(bulk.changes)],
        linked=dataset_block(bulk),
        maps=[(each.heading, edition.words.day(each.day), each.demo, forms(each)) for each in drawn],
        ledger=[
            (kinds[kind].title if kind else edition.words("data.no_kind"), *_booked(edition, row))
            for kind, row in zip(by_kind.index, by_kind.itertuples(index=False), strict=True)
        ],
        total=_booked(edition, by_kind.sum()),
        reasons=_reasons(edition),
        has_topology=not edition.public or bool(edition.federation.site["approval_number"]),
    )


def _table(bulk: Bulk, download: Download) -> Mapping[str, Any]:
    """A line of the page: one table and its files."""
    kind = bulk.edition.federation.kinds.get(download.name)
    return {
        "title": download.title,
        "name": download.name,
        "count": counted(bulk.edition.words.number(len(download.rows)), f"downloads/{download.name}.csv"),
        "about": kind.about if kind else "",
        "list": list_path(kind) if kind else "",
        "api": f"{api.ROOT}/{download.name}/index.json" if kind else "",
        "demo": bool(download.note),
        "files": [(_form(path), path) for path in download.paths],
    }


def _form(path: str) -> str:
    suffix = path.rpartition(".")[2]
    return {"jsonl": "JSON Lines", "parquet": "Parquet"}.get(suffix, suffix.upper())


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
