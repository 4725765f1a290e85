"""Which files of each unit there are: grouped for the data page, as a table for the unit's own page."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from build_scripts.bulk.api import part_path
from build_scripts.bulk.parts import Part, year_stem
from build_scripts.bulk.table import WORTH_A_WORKBOOK
from build_scripts.view.figure import Figure, counted
from build_scripts.write.bulk_files import Bulk, year_text

ANCHOR = "downloads"


class Place(NamedTuple):
    """A unit with files: name, way to them, and how many records they hold."""

    name: str
    href: str
    records: Figure


class Group(NamedTuple):
    """Units of one division, or those that belong to none."""

    name: str
    places: list[Place]


class Cell(NamedTuple):
    """The records of one kind and year: how many, and the files as (form, path); empty where there are none."""

    kind: str
    records: Figure | None
    files: tuple[tuple[str, str], ...]


def groups(bulk: Bulk) -> list[Group]:
    """Every place that has parts, by division; the province itself and reporting lines first, places elsewhere last."""
    edition = bulk.edition
    tree, wholes, words = edition.tree, edition.wholes, edition.words
    found: dict[str, list[Place]] = defaultdict(list)
    for unit, parts in sorted(_by_unit(bulk).items()):
        owner = tree.owner(unit, frozenset(wholes))
        group = owner or ("" if unit in tree.home or unit == tree.root else "~")
        href = f"{edition.href('unit', unit)}#{ANCHOR}"
        total = sum(part.count for _, part in parts)
        found[group].append(Place(edition.heading("unit", unit), href, counted(words.number(total), href)))
    names = {"": words("data.province_wide"), "~": words("data.elsewhere")}
    return [Group(names.get(group) or wholes[group], places) for group, places in sorted(found.items())]


def year_downloads(bulk: Bulk) -> str:
    """The files of the whole province by year and kind, as HTML for the data page."""
    cells: dict[tuple[str, str], Cell] = {}
    for kind, partition in bulk.partitions.items():
        for year, count in partition.years.items():
            stem = f"downloads/{kind}/{year_stem(year)}"
            forms = (("XLSX", f"{stem}.xlsx"), ("CSV", f"{stem}.csv"))
            shown = forms if count <= WORTH_A_WORKBOOK else forms[1:]
            cells[year, kind] = Cell(bulk.records[kind].title, counted(bulk.edition.words.number(count), f"{stem}.csv"), shown)
    words = bulk.edition.words
    return _table(bulk, cells, "", ("years", words("data.years"), words("data.years_about")))


def unit_downloads(bulk: Bulk) -> dict[str, str]:
    """For the page of each unit: its files by year and kind, as HTML by code."""
    words = bulk.edition.words
    heading = (ANCHOR, words("data.unit"), words("data.unit_about"))
    return {
        unit: _table(bulk, {(part.year, kind): _cell(bulk, kind, part) for kind, part in parts}, "../../", heading)
        for unit, parts in _by_unit(bulk).items()
    }


def _table(bulk: Bulk, cells: Mapping[tuple[str, str], Cell], root: str, heading: tuple[str, str, str]) -> str:
    """Cells by year and kind as HTML, the newest year first; `heading`: anchor, title and what is said of the table."""
    edition = bulk.edition
    titles = {name: bulk.records[name].title for name in sorted(bulk.partitions)}
    kinds = [kind for kind in titles if any(kind == other for _, other in cells)]
    years = sorted({year for year, _ in cells}, key=lambda year: (year.isdecimal(), year), reverse=True)
    named = {year: year_text(edition, year) or edition.words("data.all_years") for year in years}
    rows = [(named[year], [cells.get((year, kind), Cell(titles[kind], None, ())) for kind in kinds]) for year in years]
    anchor, title, about = heading
    heads = [titles[kind] for kind in kinds]
    return edition.render("blocks/unit_downloads.html.j2", root=root, anchor=anchor, title=title, about=about, heads=heads, rows=rows)


def _cell(bulk: Bulk, kind: str, part: Part) -> Cell:
    stem = f"downloads/{kind}/{part.stem}"
    files = (("XLSX", f"{stem}.xlsx"), ("CSV", f"{stem}.csv"), ("JSON", part_path(kind, part)))
    return Cell(bulk.records[kind].title, counted(bulk.edition.words.number(part.count), f"{stem}.csv"), files)


def _by_unit(bulk: Bulk) -> Mapping[str, list[tuple[str, Part]]]:
    found: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    for kind, partition in bulk.partitions.items():
        for part in partition.parts if partition.placed else ():
            found[part.unit].append((kind, part))
    return found
