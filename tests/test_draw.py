"""Geometry as it reaches a page: topology, outlines, label points, and the script of the interactive map."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import brotli
import geopandas as gpd
import numpy as np
import pytest
import shapely

from build_scripts.draw.interactive import interactive
from build_scripts.draw.outlines import MARGIN, outlines
from build_scripts.draw.topology import topology
from build_scripts.read.boundaries import Boundaries, read_boundaries

BOUNDS = (108.36, 29.03, 116.13, 33.28)


@pytest.fixture(scope="module")
def hubei() -> Boundaries:
    return read_boundaries("420000")


@pytest.fixture(scope="module")
def topojson(hubei: Boundaries) -> bytes:
    return topology(hubei)


def _squares() -> gpd.GeoDataFrame:
    """Two squares of a degree beside each other on the equator, the left one with a hole."""
    left = shapely.box(0, 0, 1, 1).difference(shapely.box(0.4, 0.4, 0.6, 0.6))
    return gpd.GeoDataFrame({"name": ["乙", "甲"]}, geometry=[shapely.box(1, 0, 2, 1), left], index=["990200", "990100"], crs="EPSG:4326")


def _polygon(path: str) -> shapely.Geometry:
    """What an SVG path of this project encloses, read by the even-odd rule."""
    whole = shapely.Polygon()
    for x, y, steps in re.findall(r"M(\d+) (\d+)l([-\d ]+)z", path):
        moves = np.array([int(number) for number in re.findall(r"-?\d+", steps)]).reshape(-1, 2)
        start = np.array([[int(x), int(y)]])
        whole = whole.symmetric_difference(shapely.make_valid(shapely.Polygon(np.vstack((start, start + np.cumsum(moves, axis=0))))))
    return whole


def test_topology_reads_back_as_one_province_17_prefectures_and_103_counties(hubei: Boundaries, topojson: bytes, tmp_path: Path) -> None:
    file = tmp_path / "420000.topo.json"
    file.write_bytes(topojson)
    for level, count in (("province", 1), ("prefectures", 17), ("counties", 103)):
        frame = gpd.read_file(file, layer=level)
        stored = getattr(hubei, level)
        assert len(frame) == count
        assert list(frame["id"]) == list(stored.index)
        assert list(frame["name"]) == list(stored["name"])
        assert frame.geometry.is_valid.all()
        assert np.abs(shapely.area(frame.geometry.to_numpy()) - shapely.area(stored.geometry.to_numpy())).max() < 1e-4


def test_topology_carries_code_and_name_and_nothing_else(topojson: bytes) -> None:
    document = json.loads(topojson)
    assert list(document["objects"]) == ["province", "prefectures", "counties"]
    for level in document["objects"].values():
        for geometry in level["geometries"]:
            assert set(geometry) == {"arcs", "id", "properties", "type"}
            assert geometry["properties"] == {"code": geometry["id"], "name": geometry["properties"]["name"]}


def test_a_border_is_stored_once_for_all_levels(topojson: bytes) -> None:
    document = json.loads(topojson)
    written = {level: json.dumps([shape["arcs"] for shape in rows["geometries"]]) for level, rows in document["objects"].items()}
    used = {level: {max(arc, ~arc) for arc in map(int, re.findall(r"-?\d+", arcs))} for level, arcs in written.items()}
    assert used["province"] < used["prefectures"] < used["counties"]
    assert used["counties"] == set(range(len(document["arcs"])))


def test_topology_fits_its_budget_and_every_process_makes_the_same_bytes(topojson: bytes) -> None:
    assert len(brotli.compress(topojson)) <= 40 * 1024
    program = (
        "import hashlib; from build_scripts.draw.topology import topology; from build_scripts.read.boundaries import read_boundaries; "
        "print(hashlib.sha256(topology(read_boundaries('420000'))).hexdigest())"
    )
    hashes = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, env=environment, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=True)
        hashes.add(done.stdout)
    assert len(hashes) == 1


@pytest.mark.parametrize(("level", "budget"), [("prefectures", 8), ("counties", 18)])
def test_outlines_fit_their_budget(hubei: Boundaries, level: str, budget: int) -> None:
    paths = outlines(getattr(hubei, level)).paths
    markup = "".join(f'<path id="r{code}" d="{path}"/>' for code, path in paths.items())
    assert len(brotli.compress(markup.encode())) <= budget * 1024


def test_outlines_are_in_code_order_and_fill_the_width() -> None:
    drawn = outlines(_squares(), width=216)
    assert list(drawn.paths) == list(drawn.labels) == list(drawn.room) == ["990100", "990200"]
    west, north, east, south = shapely.union_all([_polygon(path) for path in drawn.paths.values()]).bounds
    assert (west, east) == (MARGIN, 216 - MARGIN)
    assert (north, south) == (MARGIN, drawn.height - MARGIN)
    assert drawn.height == pytest.approx(116, abs=1), "twice as wide as high at the equator"


def test_outlines_keep_holes_and_are_the_same_for_both_neighbours() -> None:
    left, right = (_polygon(path) for path in outlines(_squares(), width=216).paths.values())
    assert len(left.interiors) == 1
    assert left.intersection(right).area == 0
    assert left.union(right).geom_type == "Polygon"


def test_equal_areas_on_the_ground_are_equal_on_the_map(hubei: Boundaries) -> None:
    ground = hubei.prefectures.to_crs("EPSG:6933").area  # another equal-area projection
    drawn = {code: _polygon(path).area for code, path in outlines(hubei.prefectures).paths.items()}
    ratios = np.array([drawn[code] / ground[code] for code in drawn])
    assert np.ptp(ratios) / ratios.mean() < 0.02


@pytest.mark.parametrize("level", ["prefectures", "counties"])
def test_every_label_point_is_inside_its_region(hubei: Boundaries, level: str) -> None:
    drawn = outlines(getattr(hubei, level))
    outside = [code for code, point in drawn.labels.items() if not _polygon(drawn.paths[code]).covers(shapely.Point(point))]
    assert outside == []
    assert min(drawn.room.values()) > 0


def test_nothing_to_draw_is_refused(hubei: Boundaries) -> None:
    with pytest.raises(ValueError, match="no region to draw"):
        outlines(hubei.counties.iloc[:0])


def test_interactive_script_is_the_same_twice_and_asks_nobody() -> None:
    first, second = interactive(BOUNDS), interactive(BOUNDS)
    assert first == second
    assert "http" not in first.script
    assert "//" not in first.script
    assert 'L.map(\n"gk_zoom"' in first.script
    assert "[[29.03, 108.36], [33.28, 116.13]]" in first.script
    assert "tile" not in first.script.lower()


@pytest.mark.parametrize("element_id", ["{{7*191}}", "gk zoom_1", "gk_<b>", "gk", "", 'gk_"', "GK_1"])
def test_interactive_takes_no_text_but_a_plain_id(element_id: str) -> None:
    with pytest.raises(ValueError, match="not an element id"):
        interactive(BOUNDS, element_id)


@pytest.mark.parametrize("bounds", [(116, 29, 108, 33), (0, 0, 0, 0), (float("nan"), 0, 1, 1), (-200, 0, 1, 1)])
def test_interactive_takes_only_an_extent_in_degrees(bounds: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="not an extent"):
        interactive(bounds)
