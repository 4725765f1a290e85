"""Boundaries from the federation's own file, for a province that the package lacks or an officially approved drawing."""

from pathlib import Path

import geopandas as gpd

from build_scripts.kinds.unit import COUNTY, PREFECTURE, PROVINCE
from build_scripts.read.boundaries import CRS, Boundaries, vet


def read_boundary_file(path: Path) -> Boundaries:
    """The three levels from one GeoJSON whose features have `code`, `name`, `level` (省, 市州, 县) and `parent`.

    Raises:
        ValueError: a property is missing, or the levels do not cover each other (`vet`).
    """
    frame = gpd.read_file(path).to_crs(CRS)
    missing = sorted({"code", "name", "level", "parent"} - set(frame.columns))
    if missing:
        raise ValueError(f"{path.name}: features lack {', '.join(missing)}")
    frame = frame.assign(parent=frame["parent"].where(frame["parent"] != ""))
    levels = [_level(frame, level) for level in (PROVINCE, PREFECTURE, COUNTY)]
    boundaries = Boundaries(*levels)
    vet(boundaries)
    return boundaries


def _level(frame: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    return frame[frame["level"] == level].set_index("code").sort_index()[["name", "parent", "geometry"]]
