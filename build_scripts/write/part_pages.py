"""Pages of sixteen disclosures, `union/<code>/<year>-<part>.html`: all that a federation disclosed, and what a union did long ago."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from build_scripts.view.address import ON_A_PAGE, federation_page, union_path
from build_scripts.view.columns import Html, Ints, column
from build_scripts.view.figure import position
from build_scripts.view.union import Batch, Record
from build_scripts.write.output import Pages
from build_scripts.write.portal import Portal, address_of, crumbs


@dataclass(frozen=True, slots=True)
class Part:
    """One page of sixteen numbers: its path, year and place in the year; disclosures of that year, and whether it has several pages."""

    path: str
    year: int
    part: int
    in_year: int
    several: bool


def part_pages(
    portal: Portal, batch: Batch, rows: Ints, owners: Ints, gone: Mapping[int, Sequence[Record]]
) -> tuple[Pages, list[list[Part]]]:
    """The pages of sixteen numbers each, from the newest; and what they are, by publisher."""
    edition, fragments, root = portal.edition, portal.fragments, "../../"
    numbers = portal.unions.rows["index_number"].iloc[rows].tolist()
    places = [(int(owner), *_place(number)) for owner, number in zip(owners, numbers, strict=True)]
    remains: dict[tuple[int, int, int], list[Record]] = {}
    for owner, rows_gone in gone.items():
        for row in rows_gone:
            remains.setdefault((owner, *_place(row["index_number"])), []).append(row)
    pages = sorted({*places, *remains}, key=lambda page: (page[0], -page[1], -page[2]))
    at = {page: number for number, page in enumerate(pages)}
    on = np.array([at[place] for place in places], np.int64)
    order = np.argsort(on, kind="stable")
    rows, on = rows[order], on[order]
    count = len(pages)
    paths = [federation_page(batch.publishers[owner].code, f"{year}-{part * ON_A_PAGE}") for owner, year, part in pages]
    lost = {at[page]: found for page, found in remains.items()}
    articles = fragments.articles(portal.articles, rows, root, 2, portal.attachments[2])
    told = Html.joined(
        articles.grouped(np.searchsorted(on, np.arange(count + 1))),
        Html.scattered(count, {page: fragments.remains(portal.articles.gone(found), 2) for page, found in lost.items()}),
    )
    demo = np.zeros(count, np.bool_)
    demo[on[portal.unions.rows["_demo"].to_numpy(dtype=bool)[rows]]] = True
    demo[[page for page, found in lost.items() if any(row["_demo"] for row in found)]] = True
    same = np.array([owner for owner, _, _ in pages])
    newer = ["" if not page or same[page - 1] != same[page] else root + paths[page - 1] for page in range(count)]
    older = ["" if page + 1 == count or same[page + 1] != same[page] else root + paths[page + 1] for page in range(count)]
    heads = []
    for (owner, _, _), flag in zip(pages, demo.tolist(), strict=True):
        own = batch.publishers[owner]
        heads.append(str(fragments.head(root, (*crumbs(edition, own.unit), (own.name, union_path(own.code))), flag)))
    where = column(paths)
    texts = (root, address_of(edition, where), edition.federation.site["hotline"], column(newer), column(older))
    body = fragments.sheet(texts, (Html(column(heads)), told))
    named = [(batch.publishers[owner].name, position(year), position(part + 1)) for owner, year, part in pages]
    titles = column([edition.words("union.part", name=name, year=year, part=part) for name, year, part in named])
    about = column([edition.words("union.part_about", name=name, year=year) for name, year, _ in named])
    shown = np.bincount(on, minlength=count) > 0
    changed = portal.recency.of(count, on, portal.unions.rows.iloc[rows], lost)
    made = Pages(paths, titles, about, body, changed, shown)
    return made, _by_publisher(batch, pages, paths, places)


def _by_publisher(
    batch: Batch, pages: Sequence[tuple[int, int, int]], paths: Sequence[str], places: Sequence[tuple[int, int, int]]
) -> list[list[Part]]:
    several, in_year = Counter((owner, year) for owner, year, _ in pages), Counter((owner, year) for owner, year, _ in places)
    found: list[list[Part]] = [[] for _ in batch.publishers]
    for (owner, year, part), path in zip(pages, paths, strict=True):
        found[owner].append(Part(path, year, part, in_year[owner, year], several[owner, year] > 1))
    return found


def _place(index_number: str) -> tuple[int, int]:
    """The year and the part of the page on which a number of a federation stands."""
    year, _, serial = index_number.partition("/")[2].partition("-")
    return int(year), int(serial) // ON_A_PAGE
