"""GeoJSON (RFC 7946) of one level of the shared topology: the same vertices as on the interactive map, a feature a unit."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

_DIGITS = 6  # of a degree, a tenth of a metre: finer than the steps of the topology
Coordinates = list[Any]


@lru_cache(maxsize=4)
def geometries(topology: bytes, level: str) -> Mapping[str, Mapping[str, Any]]:
    """The geometries of a level (province|prefectures|counties) by code, outer rings counter-clockwise; empty where there is none."""
    document = json.loads(topology)
    arcs = [_arc(arc, document["transform"]) for arc in document["arcs"]]
    found = document["objects"].get(level, {"geometries": []})
    return {each["id"]: {"type": each["type"], "coordinates": _coordinates(each, arcs)} for each in found["geometries"]}


def feature_collection(
    name: str, metadata: Mapping[str, object], shapes: Mapping[str, Mapping[str, Any]], properties: Sequence[Mapping[str, object]]
) -> bytes:
    """The features, in the order of their properties, in UTF-8; `metadata` is a foreign member, which readers pass over.

    Args:
        name: of the layer.
        metadata: what is known of all features together.
        shapes: geometries by code.
        properties: of each feature, `code` among them.
    """
    features = [{"type": "Feature", "id": row["code"], "properties": row, "geometry": shapes[str(row["code"])]} for row in properties]
    document = {"type": "FeatureCollection", "name": name, "metadata": metadata, "features": features}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _arc(steps: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> np.ndarray:
    degrees = np.cumsum(np.array(steps), axis=0) * transform["scale"] + transform["translate"]
    return np.asarray(degrees.round(_DIGITS))


def _coordinates(geometry: Mapping[str, Any], arcs: Sequence[np.ndarray]) -> Coordinates:
    if geometry["type"] == "Polygon":
        return _polygon(geometry["arcs"], arcs)
    return [_polygon(polygon, arcs) for polygon in geometry["arcs"]]


def _polygon(rings: Sequence[Sequence[int]], arcs: Sequence[np.ndarray]) -> Coordinates:
    """The outer ring counter-clockwise, holes clockwise."""
    stitched = [_ring(ring, arcs) for ring in rings]
    return [(ring if _turns_left(ring) == (number == 0) else ring[::-1]).tolist() for number, ring in enumerate(stitched)]


def _ring(ring: Sequence[int], arcs: Sequence[np.ndarray]) -> np.ndarray:
    """The arcs end to end, one with a negative number backwards; where two meet, their common point stands once."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _turns_left(ring: np.ndarray) -> bool:
    x, y = (ring - ring[0]).T
    return bool(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) > 0)
