"""A drawn map as a figure on a page: its heading, footer and, where it has outlines, the way to the interactive one."""

from dataclasses import replace

from build_scripts.draw.drawing import Drawing
from build_scripts.draw.interactive import Interactive, Zoom
from build_scripts.view.address import up
from build_scripts.view.edition import Edition
from build_scripts.view.maps import Map

TOPOLOGY = "maps/boundaries.topo.json"
LEVELS = {"prefecture": "prefectures", "county": "counties"}


def figure(edition: Edition, drawn: Map, page: str, zoom: Interactive | None = None) -> str:
    """The HTML of a map on the page at that path; without `zoom` it stays static.

    Args:
        edition: the edition.
        drawn: the map.
        page: path of the page it stands on.
        zoom: the interactive map to open in its place; its element id must be unique on the page.
    """
    root = up(page)
    static = drawn.drawing.kind == "tiles" or zoom is None
    way = None if static or zoom is None else _zoom(drawn, root, zoom)
    return edition.render(
        f"blocks/{'tiles' if drawn.drawing.kind == 'tiles' else 'map'}.html.j2",
        drawing=rooted(drawn.drawing, root),
        prefix=drawn.name.lower().replace(".", "-").replace("_", "-"),
        heading=drawn.heading,
        told=drawn.told,
        sample=edition.words("demo.map") if drawn.demo else "",
        notes=notes(edition, drawn),
        text=edition.words.section("drawing"),
        zoom=way,
        files=[(name, root + path) for name, path in forms(drawn)],
    )


def forms(drawn: Map) -> list[tuple[str, str]]:
    """The files in which a map can be taken away, by what they are called and their paths from the site's root."""
    outlined = (("GeoJSON", "geojson"), ("CSV", "csv"), ("JSON", "json")) if drawn.drawing.kind == "map" else (("CSV", "csv"),)
    return [(name, f"maps/{drawn.name}.{suffix}") for name, suffix in (("PNG", "png"), ("SVG", "svg"), *outlined)]


def notes(edition: Edition, drawn: Map) -> dict[str, str]:
    """The lines of a map's footer: approval number, source of the boundaries, date of the data (《地图管理条例》 article 15)."""
    if drawn.drawing.kind == "tiles":
        return notes_of_tiles(edition, drawn.day)
    words, site = edition.words, edition.federation.site
    number = site["approval_number"]
    approval = words("map.approval", number=number) if number else words("map.approval_missing")
    boundary = words("map.boundary", source=site["boundary_source"], day=words.day(site["boundary_on"]))
    return {"approval": approval, "boundary": boundary, "as_of": words("map.as_of", day=words.day(drawn.day))}


def notes_of_tiles(edition: Edition, day: str) -> dict[str, str]:
    """The lines below tiles, which draw no boundary; `day` is the date of their data."""
    words = edition.words
    return {"approval": words("map.tiles_approval"), "boundary": words("map.tiles"), "as_of": words("map.as_of", day=words.day(day))}


def rooted(drawing: Drawing, root: str) -> Drawing:
    """The drawing with its links, which lead from the site's root, seen from a file for which `root` leads there."""
    return replace(
        drawing,
        regions=tuple(replace(region, unit=region.unit.seen_from(root)) for region in drawing.regions),
        tiles=tuple(replace(tile, unit=tile.unit.seen_from(root)) for tile in drawing.tiles),
        off_map=tuple(unit.seen_from(root) for unit in drawing.off_map),
    )


def _zoom(drawn: Map, root: str, zoom: Interactive) -> Zoom:
    return Zoom(
        element_id=zoom.element_id,
        level=LEVELS[drawn.level],
        leaflet_js=root + zoom.scripts[0],
        leaflet_css=root + zoom.styles[0],
        script=f"{root}maps/{zoom.element_id}.js",
        topology=root + TOPOLOGY,
        units=f"{root}maps/{drawn.name}.json",
    )
