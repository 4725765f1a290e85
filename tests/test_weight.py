"""What a reader must load before the dashboard of a whole province stands on the screen, beyond the theme, as sent compressed."""

import gzip
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from golden import PROJECT, gathered

from build_scripts.pipeline import Request
from build_scripts.read.script import script
from build_scripts.write.coverage_pages import Drawn, coverage_pages
from build_scripts.write.output import Page
from build_scripts.write.site import Material
from build_scripts.write.unit_boards import unit_board_pages

FIRST_VIEW, COUNTY_VIEW = 150_000, 300_000
ASSETS = PROJECT / "site_theme/overrides/assets/gk"
STYLES = ("gongkai.css", "map.css", "board.css")
SCRIPTS = ("map.js", "filter.js")


def sent(data: str | bytes) -> int:
    """Bytes on the line, with the compression that every server has."""
    return len(gzip.compress(data.encode() if isinstance(data, str) else data, mtime=0))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """The model province: 17 divisions, 103 counties, 20 periods."""
    out = tmp_path_factory.mktemp("weight") / "site"
    request = Request(PROJECT, PROJECT / "data", PROJECT / "content", out, date(2019, 1, 31), public=False)
    return gathered(request)[0]


@pytest.fixture(scope="module")
def own() -> int:
    """Style and script of the dashboard, which every page of it has."""
    board = script(PROJECT / "site_theme/board", start="main")
    return sent(board) + sum(sent((ASSETS / name).read_bytes()) for name in (*STYLES, *SCRIPTS))


@pytest.fixture(scope="module")
def boards(model: Material) -> Mapping[str, bytes]:
    """The pages of every series and their data, by path."""
    drawn = Drawn(model.maps, model.zooms)
    made = (each for series in model.dashboard.series for each in coverage_pages(model.dashboard, series, drawn, model.wrapping))
    return {each.path: each.body.encode() if isinstance(each, Page) else each.data for each in made}


def test_the_first_view_of_every_indicator_is_within_its_budget(boards: Mapping[str, bytes], own: int) -> None:
    pages = [series for series in boards if series.startswith("coverage/") and series.endswith(".html")]
    assert len(pages) >= 8
    assert {path: own + sent(boards[path]) for path in pages if own + sent(boards[path]) > FIRST_VIEW} == {}
    assert all(b"<svg" in boards[path] and b"data-gk-static" in boards[path] for path in pages), "the map comes with the page itself"


def test_every_view_of_the_counties_is_within_its_budget(model: Material, boards: Mapping[str, bytes], own: int) -> None:
    views = dict(_counties(boards)) | {page.path: sent(page.body) for page in unit_board_pages(model.dashboard, model.parts)}
    assert len(views) > 120
    assert {path: own + weight for path, weight in views.items() if own + weight > COUNTY_VIEW} == {}


def _counties(boards: Mapping[str, bytes]) -> Iterator[tuple[str, int]]:
    """A page with the data of its counties in every period, which it fetches when they are asked for."""
    for path, data in boards.items():
        if path.endswith(".county.json"):
            yield path, sent(data) + sent(boards[path.replace(".county.json", ".html")])


def test_weights_are_those_of_what_is_sent(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(range(256)) * 4)
    assert 256 < sent((tmp_path / "a").read_bytes()) < 1024
    assert sent("字" * 1000) < 100
