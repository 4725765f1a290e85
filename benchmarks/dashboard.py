"""The dashboard beside stock folium and a plain ECharts page of the same figures: bytes, requests, time to the first map, a step of time.

    make site && npm ci --prefix benchmarks && python -m benchmarks.dashboard

All three are sent compressed by one server. folium's libraries, which its page asks from other hosts, are answered by that server from the
packages of benchmarks/package.json; two style sheets that no package has (glyphicons, awesome-rotate) are answered empty, in its favour.
"""

import gzip
import json
import mimetypes
import re
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import folium
import pandas as pd
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

PROJECT = Path(__file__).parent.parent
PACKAGES = PROJECT / "benchmarks" / "node_modules"
SITE = PROJECT / "site"
STEM = "ORG_RATE"
ROUNDS, STEPS = 5, 15
LINES = {"本机": None, "4G，CPU 慢 4 倍": 4}
ASKED = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "leaflet.awesome-markers.js": "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
    "leaflet.awesome-markers.css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "all.min.css": "@fortawesome/fontawesome-free/css/all.min.css",
    "d3.min.js": "d3/d3.min.js",
}
SEEN = """([seen, number]) => { const look = () => { const found = document.querySelectorAll(seen);
    const stands = found.length >= number && found[0].getBoundingClientRect().width > 0;
    if (stands) requestAnimationFrame(() => (window.mapAt = performance.now()));
    else requestAnimationFrame(look); }; look(); }"""
STEP = """async () => { const slider = document.querySelector('[data-gk-controls] [name=time]'); const taken = []; let at = window.newest;
    for (let step = 0; step < STEPS; step += 1) { const start = performance.now(); MOVE;
        await new Promise(done => requestAnimationFrame(() => setTimeout(done))); taken.push(performance.now() - start);
        await new Promise(done => setTimeout(done, 400)); } return taken; }""".replace("STEPS", str(STEPS))
MOVES = {
    "公开（本站）": "slider.value -= 1; slider.dispatchEvent(new Event('input', {bubbles: true}))",
    "ECharts": "window.step(at -= 1)",
}
ECHARTS = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>ECharts</title>
<script src="echarts.min.js"></script><div id="map" style="width: 600px; height: 400px"></div><table><tbody></tbody></table><script>
Promise.all(["shapes.json", "cube.json"].map(url => fetch(url).then(answer => answer.json()))).then(([shapes, cube]) => {
  const [name, shown, rate] = ["name", "shown", "rate"].map(column => cube.columns.indexOf(column));
  echarts.registerMap("here", shapes);
  const chart = echarts.init(document.getElementById("map"));
  const step = window.step = at => {
    const rows = cube.frames[at].rows.filter(row => row);
    const data = rows.map(row => ({ name: row[name], value: row[rate] }));
    chart.setOption({ tooltip: {}, visualMap: { min: 50, max: 100 }, series: [{ type: "map", map: "here", data }] });
    const lines = rows.map(row => { const line = document.createElement("tr");
      for (const text of [row[name], row[shown]])
        line.append(Object.assign(document.createElement("td"), { textContent: text })); return line; });
    document.querySelector("tbody").replaceChildren(...lines);
  };
  chart.on("finished", () => (document.documentElement.dataset.drawn = ""));
  step((window.newest = cube.frames.length - 1));
});</script></html>"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to measure: its name, its address, and what stands on it once its map does (a selector, and how many)."""

    name: str
    path: str
    seen: str
    number: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one opening took: bytes on the line, requests, milliseconds to the first map."""

    sent: int
    requests: int
    first_map: float


class _Gzipped(BaseHTTPRequestHandler):
    """The files of two folders, each compressed once, as a server in front of a site sends them."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, made: Path) -> None:
        self.made = made
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send the file; an unknown one is empty and not found."""
        path = self.path.split("?")[0].lstrip("/")
        found = next((folder / path for folder in (self.made, SITE) if (folder / path).is_file()), None)
        data = _compressed(found) if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
        self.send_header("Content-Encoding", "gzip" if found else "identity")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


def make(folder: Path) -> list[Subject]:
    """Write the peers' pages into the folder, from the site's own files."""
    for name, package in ASKED.items():
        (folder / name).write_bytes((PACKAGES / package).read_bytes())
    (folder / "echarts.min.js").write_bytes((PACKAGES / "echarts/dist/echarts.min.js").read_bytes())
    shapes = {level: json.loads((SITE / f"maps/coverage-{level}.{STEM}.geojson").read_bytes()) for level in ("prefecture", "county")}
    for feature in shapes["prefecture"]["features"]:
        feature["properties"].setdefault("name", feature["id"])
    (folder / "shapes.json").write_text(json.dumps(shapes["prefecture"], ensure_ascii=False), "utf-8")
    (folder / "cube.json").write_bytes((SITE / f"coverage/{STEM}.prefecture.json").read_bytes())
    (folder / "echarts.html").write_text(ECHARTS, "utf-8")
    (folder / "folium.html").write_text(_stock_folium(shapes), "utf-8")
    return [
        Subject("公开（本站）", f"coverage/{STEM}.html", "svg[data-gk-static] .gk-region", 17),
        Subject("ECharts", "echarts.html", "html[data-drawn] canvas", 1),
        Subject("folium 原样", "folium.html", ".leaflet-overlay-pane path", 17),
    ]


def _stock_folium(shapes: dict[str, dict[str, object]]) -> str:
    """Both levels as folium's documentation shows it, its addresses turned to this server."""
    view = folium.Map(location=[31, 112], zoom_start=7, tiles=None)
    for level, drawn in shapes.items():
        features: list[dict[str, dict[str, object]]] = drawn["features"]  # type: ignore[assignment]
        values = pd.DataFrame([{"name": each["properties"]["name"], "value": each["properties"].get("value")} for each in features])
        plain = {"type": "FeatureCollection", "features": features}
        folium.Choropleth(
            geo_data=plain, data=values, columns=["name", "value"], key_on="feature.properties.name", name=level, legend_name=level
        ).add_to(view)
        folium.GeoJson(plain, tooltip=folium.GeoJsonTooltip(["name"])).add_to(view)
    folium.LayerControl().add_to(view)
    return re.sub(r"https?://[^\"'\s]+/([\w.-]+\.(?:js|css))", r"\1", view.get_root().render())


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of both folders while they are served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Gzipped, made=folder)) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def opened(browser: Browser, subject: Subject, address: str, slow: int | None) -> tuple[Page, Cost]:
    """Open the page anew and wait until its map stands and the line is quiet."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("Network.enable")
    if slow:
        speed = 9e6 / 8  # bytes a second
        line = {"offline": False, "latency": 60, "downloadThroughput": speed, "uploadThroughput": speed}
        session.send("Network.emulateNetworkConditions", line)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slow})
    sent: list[int] = []
    session.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    page.add_init_script(f"({SEEN})({json.dumps([subject.seen, subject.number])})")
    page.goto(f"{address}/{subject.path}", wait_until="commit")
    while page.evaluate("window.mapAt") is None:  # a wait in the page itself would be an evaluation, which our policy refuses
        page.wait_for_timeout(20)
    at = float(page.evaluate("window.mapAt"))
    page.wait_for_load_state("networkidle")
    return page, Cost(sum(sent), len(sent), at)


def measured(browser: Browser, subject: Subject, address: str, slow: int | None) -> tuple[Cost, float | None]:
    """Medians over the rounds: the cost of opening, and milliseconds of a step of time; None where the page has none."""
    costs, steps = [], []
    for _ in range(ROUNDS):
        page, cost = opened(browser, subject, address, slow)
        costs.append(cost)
        if subject.name in MOVES:
            steps += page.evaluate(STEP.replace("MOVE", MOVES[subject.name]))
        page.context.close()
    middle = Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("sent", "requests", "first_map")))
    return middle, statistics.median(steps) if steps else None


def main() -> int:
    """Print the table; 1 where the site or the packages are missing."""
    if not (SITE / f"coverage/{STEM}.html").is_file() or not PACKAGES.is_dir():
        print("先运行 make site 和 npm ci --prefix benchmarks")
        return 1
    with TemporaryDirectory() as made, served(Path(made)) as address, sync_playwright() as engine:
        subjects = make(Path(made))
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for line, slow in LINES.items():
            print(f"\n{line}\n| 页面 | KB（压缩后） | 请求 | 首图毫秒 | 时期一步毫秒 | 首图 ÷ 本站 |\n|---|---:|---:|---:|---:|---:|")
            first = None
            for subject in subjects:
                cost, step = measured(browser, subject, address, slow)
                first = first or cost.first_map
                told = "没有" if step is None else f"{step:.0f}"
                cells = f"{cost.sent / 1000:.0f} | {cost.requests:.0f} | {cost.first_map:.0f} | {told} | {cost.first_map / first:.1f}"
                print(f"| {subject.name} | {cells} |")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
