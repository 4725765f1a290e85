"""The map of the check page: outlines of the counties, or a grid of tiles where no boundary may be drawn, and which units lie in them."""

from typing import Any

from build_scripts.draw.outlines import Outlines
from build_scripts.kinds.unit import COUNTY, PREFECTURE, TOWNSHIP
from build_scripts.merge.federation import Federation
from build_scripts.merge.tree import UnitTree
from build_scripts.view.words import Words

Json = dict[str, Any]
_TILE = 100  # a side, in units of the drawing


def preview(federation: Federation, outlines: Outlines | None, words: Words) -> Json:
    """What the page needs to show the places that a file speaks of.

    Args:
        federation: the unit tree and the site record.
        outlines: of the counties; None where no boundary may be drawn.
        words: for the lines below a map.
    """
    tree = federation.tree
    level = PREFECTURE if outlines is None else COUNTY
    drawn = {tree.current(code): code for code in tree.level(level, federation.as_of)}
    within = {code: place for code in tree.units.index if (place := _place(tree, code, drawn)) and place != code}
    places = _tiles(tree, drawn) if outlines is None else _regions(tree, drawn, outlines)
    columns, rows = (max((place.get(side, 0) for place in places), default=0) for side in ("column", "row"))
    beside = [code for code, sort in tree.units["level"].items() if sort != TOWNSHIP and code not in within]
    return {
        "width": outlines.width if outlines else columns * _TILE,
        "height": outlines.height if outlines else rows * _TILE,
        "places": places,
        "within": within,
        "names": {code: str(tree.units["name"][code]) for code in beside},
        "notes": _notes(federation, words, outlines is None),
    }


def _place(tree: UnitTree, code: str, drawn: dict[str, str]) -> str:
    """The place on the map that stands for the unit today; the empty text where there is none."""
    before = tree.owner(code, frozenset(drawn.values()))
    if before is not None:
        return tree.current(before)
    return tree.owner(tree.current(code), frozenset(drawn)) or ""


def _regions(tree: UnitTree, drawn: dict[str, str], outlines: Outlines) -> list[Json]:
    return [
        {"code": code, "short": str(tree.units["short"][code]), "path": outlines.paths[code]} for code in drawn if code in outlines.paths
    ]


def _tiles(tree: UnitTree, drawn: dict[str, str]) -> list[Json]:
    cells = tree.units.loc[list(drawn), ["short", "tile_column", "tile_row"]].dropna()
    columns = (cells.index, cells["short"], cells["tile_column"], cells["tile_row"])
    return [
        {"code": code, "short": short, "column": int(column), "row": int(row)} for code, short, column, row in zip(*columns, strict=True)
    ]


def _notes(federation: Federation, words: Words, tiles: bool) -> list[str]:
    """The lines below the map (《地图管理条例》 article 15)."""
    if tiles:
        return [words("map.tiles_approval"), words("map.tiles")]
    site = federation.site
    number = site["approval_number"]
    approval = words("map.approval", number=number) if number else words("map.approval_missing")
    return [approval, words("map.boundary", source=site["boundary_source"], day=words.day(site["boundary_on"]))]
