"""Outlines of regions as SVG path strings, projected and rounded once at build time so that a page needs no script to draw its map."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS

WIDTH = 1600
MARGIN = 8  # units around the drawing, so that a border stroke at the edge is not cut


@dataclass(frozen=True, slots=True)
class Outlines:
    """Paths in a view box `0 0 width height`, y downwards; every mapping is keyed by code, in code order.

    `labels` is a point well inside the region (centre of its largest inscribed circle), `room` that circle's radius in units.
    """

    width: int
    height: int
    paths: Mapping[str, str]
    labels: Mapping[str, tuple[int, int]]
    room: Mapping[str, int]


def outlines(regions: gpd.GeoDataFrame, width: int = WIDTH) -> Outlines:
    """The regions in the Albers equal-area projection of their own extent, scaled to `width` units.

    Equal area, because a choropleth is read by the size of its coloured areas. Linework is not simplified; a vertex is only rounded to
    a whole unit, the same way for both neighbours of a border.

    Args:
        regions: index code (str), polygons in any CRS; all of the regions that shall stand on one map.
        width: of the view box, in units.

    Raises:
        ValueError: there is no region to draw.
    """
    if regions.empty:
        raise ValueError("no region to draw")
    projected = regions.sort_index().to_crs(_albers(regions.to_crs("EPSG:4326").total_bounds))
    west, south, east, north = projected.total_bounds
    scale = (width - 2 * MARGIN) / (east - west)
    flipped = np.array([scale, -scale])  # y grows downwards on the page
    placed = shapely.transform(projected.geometry.to_numpy(), lambda xy: (xy - (west, north)) * flipped + MARGIN)
    circles = shapely.maximum_inscribed_circle(placed, tolerance=1.0)
    centres = shapely.get_coordinates(shapely.get_point(circles, 0)).round().astype(int)
    codes = list(projected.index)
    return Outlines(
        width=width,
        height=round((north - south) * scale) + 2 * MARGIN,
        paths=dict(zip(codes, map(_path, placed), strict=True)),
        labels={code: (int(x), int(y)) for code, (x, y) in zip(codes, centres, strict=True)},
        room={code: int(radius) for code, radius in zip(codes, shapely.length(circles), strict=True)},
    )


def _albers(bounds: np.ndarray) -> CRS:
    west, south, east, north = bounds
    sixth = (north - south) / 6  # the usual rule for the two true parallels: a sixth of the height inside each edge
    parallels = f"+lat_1={south + sixth:.4f} +lat_2={north - sixth:.4f}"
    return CRS.from_proj4(f"+proj=aea {parallels} +lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f} +datum=WGS84 +units=m")


def _path(geometry: shapely.Polygon | shapely.MultiPolygon) -> str:
    rings = [ring for polygon in shapely.get_parts(geometry) for ring in (polygon.exterior, *polygon.interiors)]
    drawn = [text for ring in rings if (text := _ring(shapely.get_coordinates(ring)))]
    return "".join(drawn)


def _ring(vertices: np.ndarray) -> str:
    rounded = np.rint(vertices[:-1]).astype(int)
    kept = rounded[np.any(rounded != np.roll(rounded, 1, axis=0), axis=1)]
    if len(kept) < 3:
        return ""
    steps = np.diff(kept, axis=0).ravel().tolist()
    return f"M{kept[0][0]} {kept[0][1]}l{_numbers(steps)}z"


def _numbers(values: list[int]) -> str:
    """Whole numbers as SVG reads them: a minus sign needs no blank before it."""
    return "".join(f"{value}" if value < 0 or not index else f" {value}" for index, value in enumerate(values))
