"""One TopoJSON for the province, its prefectures and its counties: every border is stored once and shared by the three levels."""

import json
from typing import Any

import geopandas as gpd
from topojson import Topology  # type: ignore[attr-defined]

from build_scripts.read.boundaries import Boundaries

LEVELS = ("province", "prefectures", "counties")
QUANTIZATION = 1e5  # steps across the province: at most 4 m of error in Hubei, a hundredth of a pixel; 5e3 makes a polygon invalid

_ORDER = ("type", "transform", "bbox", "objects", "arcs")  # readers such as GDAL look for the type in the first bytes


def topology(boundaries: Boundaries) -> bytes:
    """The three levels as compact TopoJSON in UTF-8, the same bytes for the same boundaries.

    Linework is not simplified (edited boundaries would need a new map review). The objects are `province`, `prefectures` and
    `counties`; a geometry has its code as `id` and the properties `code` and `name`, nothing else.
    """
    frames = {level: frame for level in LEVELS if len(frame := _plain(getattr(boundaries, level)))}
    # winding as stored: the builder would otherwise turn rings, and shared arcs with them, for a viewer that has no use for it
    built = Topology(list(frames.values()), object_name=list(frames), prequantize=QUANTIZATION, winding_order=None)
    document: dict[str, Any] = json.loads(str(built.to_json()))
    for level, frame in frames.items():
        for geometry, code, name in zip(document["objects"][level]["geometries"], frame["code"], frame["name"], strict=True):
            geometry["id"] = code
            geometry["properties"] = {"code": code, "name": name}
    ordered = {key: document[key] for key in _ORDER}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.reset_index()[["code", "name", "geometry"]]
