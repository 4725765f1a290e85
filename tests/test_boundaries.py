"""The reader of boundaries, and the vetting that stands between a bad layer and a published map."""

import itertools
import struct
import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from build_scripts.read.boundaries import CRS, Boundaries, parse_layer, read_boundaries, vet


@pytest.fixture(scope="module")
def hubei() -> Boundaries:
    return read_boundaries("420000")


def _frame(rows: list[tuple[str, str | None, shapely.Geometry]]) -> gpd.GeoDataFrame:
    codes, parents, shapes = zip(*rows, strict=True)
    columns = {"name": pd.Series(codes, dtype="str"), "parent": pd.Series(parents, dtype="str")}
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=CRS).set_index(pd.Index(codes, name="code"))


def _squares() -> Boundaries:
    """An invented province, 2 x 1 degrees: 甲市 with two counties on the left, and a county directly under the province on the right."""
    low, high, right = shapely.box(0, 0, 1, 0.5), shapely.box(0, 0.5, 1, 1), shapely.Polygon([(1, 0), (2, 0), (2, 1), (1, 1), (1, 0.5)])
    left = shapely.coverage_union_all([low, high])
    return Boundaries(
        province=_frame([("990000", None, shapely.coverage_union_all([left, right]))]),
        prefectures=_frame([("990100", "990000", left), ("999001", "990000", right)]),
        counties=_frame([("990101", "990100", low), ("990102", "990100", high), ("999001", "990000", right)]),
    )


def _with(frame: gpd.GeoDataFrame, code: str, shape: shapely.Geometry) -> gpd.GeoDataFrame:
    shapes = np.where(frame.index == code, np.array([shape] * len(frame), dtype=object), frame.geometry.to_numpy())
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=CRS))


def test_hubei_has_17_prefectures_and_103_counties_with_four_in_both(hubei: Boundaries) -> None:
    assert (len(hubei.province), len(hubei.prefectures), len(hubei.counties)) == (1, 17, 103)
    both = hubei.prefectures.index.intersection(hubei.counties.index)
    assert list(both) == ["429004", "429005", "429006", "429021"]
    assert set(hubei.counties.loc[both, "parent"]) == {"420000"}
    assert hubei.counties.loc["420525", ["name", "parent"]].tolist() == ["远安县", "420500"]
    assert hubei.counties.index.is_monotonic_increasing
    assert hubei.province["parent"].isna().all()


def test_hubei_measures_what_the_register_says(hubei: Boundaries) -> None:
    area = hubei.counties.to_crs("+proj=aea +lat_1=29.7 +lat_2=32.6 +lat_0=31 +lon_0=112 +datum=WGS84").area.sum() / 1e6
    assert area == pytest.approx(185_936, abs=5)
    assert sum(len(shapely.get_coordinates(shape)) for shape in hubei.counties.geometry) > 13_000


def test_reads_in_well_under_half_a_second() -> None:
    start = time.process_time()
    read_boundaries("420000")
    assert time.process_time() - start < 0.5


def test_a_municipality_has_no_prefectures() -> None:
    beijing = read_boundaries("110000")
    assert len(beijing.prefectures) == 0
    assert len(beijing.counties) == 16
    assert set(beijing.counties["parent"]) == {"110000"}


def test_recoded_counties_stand_under_their_present_code() -> None:
    codes = read_boundaries("540000").counties.index
    assert {"540481", "540581"} <= set(codes)
    assert not {"540422", "540530"} & set(codes)


def test_an_unknown_province_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no province 990000"):
        read_boundaries("990000")


def test_both_ring_forms_give_the_same_vertices() -> None:
    points = [(180_000_000, 60_000_000), (180_000_500, 60_000_000), (180_000_500, 60_000_500), (180_000_000, 60_000_000)]
    plain = struct.pack("<I8I", 0, *[number for point in points for number in point])
    steps = [number for before, after in itertools.pairwise(points) for number in (after[0] - before[0], after[1] - before[1])]
    delta = struct.pack("<I2I6h", 1, *points[0], *steps)

    def listed(*members: bytes) -> bytes:
        return struct.pack(f"<{1 + len(members)}I", len(members), *map(len, members)) + b"".join(members)

    polygons = [listed(plain), listed(delta)]
    simple = [struct.pack("<I", 5) + polygon for polygon in polygons]
    layer = listed(*simple, struct.pack("<I", 6) + listed(polygons[0]), struct.pack("<I", 1))
    first, second, third = parse_layer(layer, np.array([0, 1, 2]))
    assert first.equals(second)
    assert third.equals(first)
    assert first.bounds == pytest.approx((180.0, 30.0, 180.001, 30.001))
    with pytest.raises(ValueError, match="geometry type 1"):
        parse_layer(layer, np.array([3]))


def test_a_sound_province_passes() -> None:
    vet(_squares())


@pytest.mark.parametrize(
    ("level", "code", "shape", "fault"),
    [
        ("counties", "990101", shapely.Polygon([(0, 0), (1, 0.5), (1, 0), (0, 0.5)]), "990000 counties: the geometry of 990101"),
        ("counties", "990102", shapely.box(0, 0.4, 1, 1), "990000 counties: the polygons overlap"),
        ("counties", "990102", shapely.box(0, 0.5, 1, 0.9), "990000 counties: the polygons overlap, or do not share"),
        ("prefectures", "990100", shapely.box(0, 0, 1, 0.8), "990000 prefectures: "),
        ("province", "990000", shapely.box(0, 0, 2, 1.5), "990000 province: 990000 and its counties dissolved differ"),
        ("counties", "990101", shapely.Polygon(), "990000 counties: the geometry of 990101"),
    ],
)
def test_a_planted_fault_is_named(level: str, code: str, shape: shapely.Geometry, fault: str) -> None:
    sound = _squares()
    frames = {name: getattr(sound, name) for name in ("province", "prefectures", "counties")}
    frames[level] = _with(frames[level], code, shape)
    with pytest.raises(ValueError, match=fault):
        vet(Boundaries(**frames))


def test_a_prefecture_that_is_not_its_counties_is_named() -> None:
    sound = _squares()
    moved = sound.counties.assign(parent=["990100", "990000", "990000"])
    with pytest.raises(ValueError, match="990102 has counties and no outline"):
        vet(Boundaries(sound.province, sound.prefectures, moved))


def test_a_code_that_stands_twice_is_named() -> None:
    sound = _squares()
    twice = sound.counties.set_axis(pd.Index(["990101", "990101", "999001"], name="code"))
    with pytest.raises(ValueError, match="code 990101 stands more than once"):
        vet(Boundaries(sound.province, sound.prefectures, twice))


def test_a_lost_county_is_counted(hubei: Boundaries) -> None:
    with pytest.raises(ValueError, match="17 prefectures and 102 counties, expected 17 and 103"):
        vet(Boundaries(hubei.province, hubei.prefectures, hubei.counties.drop("420525")))
