"""In a real browser, under the site's policy: the drawn map answers, the interactive one opens, and neither is needed to read the map."""

import shutil
import threading
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from build_scripts.draw.choropleth import choropleth
from build_scripts.draw.classes import MARKS, Classes, Key
from build_scripts.draw.drawing import units_json
from build_scripts.draw.interactive import Zoom, interactive
from build_scripts.draw.outlines import outlines
from build_scripts.draw.topology import topology
from build_scripts.read.boundaries import read_boundaries
from build_scripts.view.environment import templates
from build_scripts.view.words import Words

THEME = Path(__file__).parent.parent / "site_theme"
LEAFLET = THEME / "node_modules/leaflet/dist"
NASTY = "<img src=x onerror=alert(1)>"
WORDS = dict.fromkeys([f"map_{key}" for key in ("legend", "target", "off", "skip", "hint", "sum", "zoom", "zoom_back", "files")], "字")
SHELL = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><link rel="icon" href="zoom.js">
<link rel="stylesheet" href="assets/gk/map.css"><script type="module" src="assets/gk/map.js"></script></head><body>{}</body></html>"""


class _Strict(SimpleHTTPRequestHandler):
    """Serves a folder under the policy of the published site, and says nothing."""

    def end_headers(self) -> None:
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output to the test."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("map")
    shutil.copytree(THEME / "overrides/assets/gk", root / "assets/gk")
    (root / "map.html").write_text(_page(root), encoding="utf-8")
    return root


def _page(root: Path) -> str:
    boundaries = read_boundaries("420000")
    low = boundaries.prefectures.index == "420600"
    table = boundaries.prefectures[["name"]].assign(value=np.where(low, 70.0, 95.0), value_text=np.where(low, "70%", "95%"))
    table = table.assign(short=table["name"].str[:2], mark="", detail=NASTY, href=[f"u/{code}.html" for code in table.index])
    words = dict.fromkeys([*(f"mark_{mark}" for mark in MARKS), "class_under", "class_over"], "字")
    drawing = choropleth(table, outlines(boundaries.prefectures), Key(Classes((Decimal(90),), Decimal(90)), words))
    opened = interactive(tuple(boundaries.province.total_bounds))
    files = {"map.topo.json": topology(boundaries), "units.json": units_json(drawing), "zoom.js": opened.script.encode()}
    for name, data in files.items():
        (root / name).write_bytes(data)
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(LEAFLET / name, root / name)
    zoom = Zoom(opened.element_id, "prefectures", "leaflet.js", "leaflet.css", "zoom.js", "map.topo.json", "units.json")
    environment = templates(THEME / "pages", Words({}))
    values = {
        "drawing": drawing,
        "prefix": "m1",
        "heading": "甲",
        "told": "甲",
        "sample": "",
        "notes": {},
        "files": [],
        "text": WORDS,
        "zoom": zoom,
    }
    fragment = environment.get_template("blocks/map.html.j2").render(values)
    return SHELL.format(fragment)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(site))) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/map.html"
        running.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def _complaints(page: Page) -> list[str]:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: told.append(str(fault)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    return told


def test_hover_focus_and_arrow_keys_tell_the_region(page: Page, address: str) -> None:
    complaints = _complaints(page)
    page.goto(address)
    page.hover("[data-gk-code='420600'] path")
    assert page.text_content("[data-gk-detail]") == f"襄阳市 · 70% · {NASTY}"
    page.focus("[data-gk-code='420800']")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.dataset.gkCode") == "420600", "襄阳 lies north of 荆门"
    assert page.query_selector("img") is None
    assert complaints == []


def test_the_interactive_map_opens_on_request_with_the_same_regions_and_closes_again(page: Page, address: str) -> None:
    complaints, requests = _complaints(page), []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    assert not [url for url in requests if "leaflet" in url or "topo" in url], "nothing is fetched before the reader asks"
    page.click("[data-gk-zoom]")
    page.wait_for_selector(".gk-zoomed")
    shapes = page.query_selector_all(".gk-zoom path.gk-region")
    assert len(shapes) == 17
    assert len(page.query_selector_all(".gk-zoom path[fill='url(#m1-below)']")) == 1
    drawn, opened = (page.eval_on_selector(place, "node => getComputedStyle(node).fill") for place in ("a.gk-c1", ".gk-zoom path.gk-c1"))
    assert drawn == opened != "rgb(0, 0, 0)"
    shapes[0].focus()
    assert page.text_content("[data-gk-detail]") == f"武汉市 · 95% · {NASTY}"
    assert not page.is_visible("[data-gk-static]")
    page.click("[data-gk-zoom]")
    assert page.is_visible("[data-gk-static]")
    assert not page.is_visible(".gk-zoom")
    assert page.query_selector("img") is None
    assert complaints == []
    assert {url.split("/")[2] for url in requests} == {address.split("/")[2]}


def test_enter_on_a_region_of_the_interactive_map_opens_its_page(page: Page, address: str) -> None:
    page.goto(address)
    page.click("[data-gk-zoom]")
    page.wait_for_selector(".gk-zoomed")
    page.focus(".gk-zoom path.gk-c1")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/u/420600.html")


def test_where_data_cannot_be_fetched_the_drawn_map_stays_and_the_button_goes(page: Page, address: str) -> None:
    page.route("**/units.json", lambda route: route.abort())
    page.goto(address)
    page.click("[data-gk-zoom]")
    page.wait_for_selector("[data-gk-zoom]", state="hidden")
    assert page.is_visible("[data-gk-static]")


def test_from_a_folder_the_map_is_complete_and_offers_nothing_it_cannot_do(page: Page, site: Path) -> None:
    page.goto((site / "map.html").as_uri())
    assert len(page.query_selector_all("[data-gk-static] a.gk-region")) == 17
    assert not page.is_visible("[data-gk-zoom]")
    assert page.is_visible(".gk-label")
