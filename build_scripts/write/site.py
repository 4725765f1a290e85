"""The whole site as pages, blocks and files; what MkDocs renders around them is none of our business here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from build_scripts.declare import Kind
from build_scripts.draw.interactive import Interactive
from build_scripts.draw.outlines import Outlines
from build_scripts.view.article import Articles
from build_scripts.view.calendar import Teller
from build_scripts.view.columns import Ints
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.edition import Edition
from build_scripts.view.maps import Map
from build_scripts.view.recency import Recency
from build_scripts.view.union import Unions
from build_scripts.write.attachment_pages import attachments_of_disclosures, own_attachments
from build_scripts.write.bulk_files import Bulk
from build_scripts.write.checkup_pages import checkup_block, of_rules, unit_links, unit_pages, year_pages
from build_scripts.write.coverage_pages import Drawn, coverage_pages
from build_scripts.write.data_page import data_block, ledger_file
from build_scripts.write.describe import data_package, dictionary_pages, schemas
from build_scripts.write.disclosure_pages import disclosure_block, gone_file, item_and_year_pages
from build_scripts.write.elsewhere_pages import elsewhere_block, elsewhere_pages, places_map
from build_scripts.write.feeds import feeds
from build_scripts.write.figures import TOPOLOGY, figure
from build_scripts.write.find_page import find_page
from build_scripts.write.fragments import Fragments
from build_scripts.write.home import home_block
from build_scripts.write.honour_pages import honours_block, honours_index, standings
from build_scripts.write.linked_data import catalogue
from build_scripts.write.map_files import Press, map_files
from build_scripts.write.methods_page import indicators_block, targets_block
from build_scripts.write.output import Output, Page, Pages, Weight
from build_scripts.write.overview import overview
from build_scripts.write.packs import Wrapping
from build_scripts.write.paper import paper_words
from build_scripts.write.portal import Portal
from build_scripts.write.punctuality_map import punctuality_block
from build_scripts.write.records import Lines, item_pages, list_pages
from build_scripts.write.screen_data import screen_data
from build_scripts.write.union_pages import federation_pages, union_pages
from build_scripts.write.unit_boards import unit_board_pages, unit_tables
from build_scripts.write.unit_disclosures import unit_pages as disclosures_of_units
from build_scripts.write.unit_files import unit_downloads
from build_scripts.write.unit_ways import doors
from build_scripts.write.why_json import why_schema
from build_scripts.write.why_pages import why_pages

_UNIONS, _FEDERATIONS, _MEMBERS, _UNITS = 1000, 32, 4000, 32
"""How many of them have their pages made at a time: enough that their texts are columns worth the name, few enough for memory."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the writers are given.

    `maps` by name; `parts` the outlines of its counties by current code of each division; `zooms` the interactive
    maps and `topology` the shared TopoJSON; all of these are empty where no outline may be drawn;
    `bulk` everything to download; `placed` the maps that pages in content/ ask for by a slot of their own; `press` makes pictures of maps;
    `wrapping` is what every pack has; `portal` is what the pages of those who disclose are made from.
    """

    dashboard: Dashboard
    maps: Mapping[str, Map]
    parts: Mapping[str, Outlines]
    zooms: Sequence[Interactive]
    topology: bytes
    bulk: Bulk
    placed: frozenset[str]
    press: Press
    wrapping: Wrapping
    portal: Portal

    @property
    def edition(self) -> Edition:
        """The edition that is written."""
        return self.dashboard.edition


def blocks(material: Material) -> dict[str, str]:
    """The HTML for each slot of the pages in content/: the pages' own, `map-<name>` for every drawn map, and the footer's `release`."""
    edition, drawn = material.edition, material.maps
    boards = Drawn(drawn, material.zooms)
    return {
        "home": home_block(edition, drawn, next(iter(material.zooms), None)),
        "coverage": overview(material.dashboard),
        "checkup": checkup_block(edition),
        "disclosure": disclosure_block(material.portal, punctuality_block(edition, boards, "disclosure.html")),
        "honours": honours_block(edition, drawn),
        "elsewhere": elsewhere_block(edition),
        "data": data_block(material.bulk, takeable_maps(material)),
        "indicators": indicators_block(edition),
        "targets": targets_block(edition),
        "not-found": edition.render("blocks/not_found.html.j2"),
        "release": footer(edition),
    } | {f"map-{name}": figure(edition, each, "index.html") for name, each in drawn.items() if name in material.placed}


def footer(edition: Edition) -> str:
    """The block at the foot of every page: what release this is."""
    told = {"site": edition.federation.site, "as_of": edition.words.day(edition.federation.as_of), "demo": edition.has_demo}
    return edition.render("blocks/release.html.j2", **told)


def tasks(material: Material) -> list[Callable[[], Iterable[Page | Pages | Output]]]:
    """Every page to be stamped and every other file, in tasks that may be done in any order, the long ones first."""
    edition = material.edition
    lines = Lines(edition)
    boards = Drawn(material.maps, material.zooms)
    kinds = sorted(edition.federation.kinds.values(), key=lambda kind: -len(edition.federation.tables[kind.name]))
    drawn = sorted(takeable_maps(material), key=lambda each: -len(each.drawing.units))
    return [
        *(partial(map_files, edition, each, material.press, material.topology) for each in drawn),
        *material.bulk.tasks(),
        *(partial(list_pages, edition, kind) for kind in kinds),
        *(partial(_items, material, lines, kind) for kind in kinds),
        *(partial(why_pages, edition, code) for code in edition.dashboard),
        *(partial(coverage_pages, material.dashboard, series, boards, material.wrapping) for series in material.dashboard.series),
        partial(unit_board_pages, material.dashboard, material.parts),
        partial(unit_pages, edition),
        partial(year_pages, edition),
        *_portal_tasks(material.portal),
        partial(dictionary_pages, edition),
        partial(elsewhere_pages, edition),
        partial(_outputs, material),
    ]


def _items(material: Material, lines: Lines, kind: Kind) -> Iterator[Page]:
    """The pages of the records of a kind, with what other kinds and the statistics say of them."""
    edition = material.edition
    extra, below = dict[str, str](), dict[str, str]()
    if kind.name == "attachment":
        extra = own_attachments(edition)
    elif kind.name == "honour":
        extra = standings(edition)
    elif kind.name == "checkup":
        below = of_rules(edition)
    elif kind.name == "unit":
        extra = _joined(doors(material.portal), unit_tables(material.dashboard))
        below = _joined(unit_links(edition), unit_downloads(material.bulk))
    return item_pages(lines, kind, extra, below)


def portal(edition: Edition) -> Portal:
    """What the pages of the portal are made from."""
    attached = {depth: attachments_of_disclosures(edition, depth) for depth in (1, 2)}
    return Portal(edition, Unions(edition), Articles(edition), attached, Fragments(edition), Recency(edition), Teller(edition))


def _portal_tasks(whole: Portal) -> list[Callable[[], Iterable[Page | Pages | Output]]]:
    """The pages of the portal, those of many unions at a time."""
    federations = np.array(sorted(whole.unions.federations.values()), np.int64)
    return [
        *(partial(union_pages, whole, some) for some in union_batches(whole)),
        *(partial(federation_pages, whole, some) for some in _parted(federations, _FEDERATIONS)),
        *(partial(disclosures_of_units, whole, units) for units in _together(whole)),
        partial(item_and_year_pages, whole),
        partial(feeds, whole),
    ]


def union_batches(whole: Portal) -> Sequence[Ints]:
    """The numbers of the unions whose pages are made together."""
    return _parted(np.setdiff1d(np.arange(len(whole.unions.publishers)), list(whole.unions.federations.values())), _UNIONS)


def _together(whole: Portal) -> Iterator[list[str]]:
    """The units by some at a time: few where they have many unions."""
    some: list[str] = []
    size = 0
    for unit, numbers in whole.unions.units.items():
        if some and (size + len(numbers) > _MEMBERS or len(some) == _UNITS):
            yield some
            some, size = [], 0
        some, size = [*some, unit], size + len(numbers)
    if some:
        yield some


def _parted(numbers: Ints, most: int) -> Sequence[Ints]:
    return np.array_split(numbers, -(-len(numbers) // most)) if len(numbers) else ()


def takeable_maps(material: Material) -> list[Map]:
    """Every map that a page shows."""
    places = places_map(material.edition)
    return [*material.maps.values(), *([places] if places else [])]


def late(material: Material, weights: Mapping[str, Weight]) -> Iterator[Output]:
    """What tells of files that lie there: `weights` of all files below downloads/ and maps/, by path."""
    yield data_package(material.bulk, takeable_maps(material), weights)
    yield from catalogue(material.bulk, weights)


WEIGHED = ("downloads/*.*", "maps/*.*")
"""The files that `late` tells of, as patterns."""


def _joined(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    return {code: first.get(code, "") + second.get(code, "") for code in (*first, *second)}


def _outputs(material: Material) -> Iterator[Page | Output]:
    """Schemas, indexes, the ledger, maps' data, the search page."""
    edition = material.edition
    yield find_page(edition)
    yield paper_words(edition)
    yield from schemas(edition)
    yield why_schema(edition)
    yield gone_file(edition)
    yield screen_data(material.dashboard)
    yield honours_index(edition)
    yield ledger_file(edition)
    for zoom in material.zooms:
        yield Output(f"maps/{zoom.element_id}.js", zoom.script.encode())
    if material.topology:
        yield Output(TOPOLOGY, material.topology)
