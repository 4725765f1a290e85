"""A whole site of invented pages, small enough to render in two seconds; tests copy it and plant one defect each."""

from datetime import date
from pathlib import Path

from build_scripts.publish import mkdocs, shell
from build_scripts.publish.heads import UNLISTED, Heads
from build_scripts.publish.rendered import Rendered, take
from build_scripts.publish.seal import Origin, seal
from build_scripts.publish.shell import Shells
from build_scripts.publish.slots import fill_pages
from build_scripts.publish.vendor import vendored
from build_scripts.publish.workspace import Workspace, lay_out
from build_scripts.write.output import DirectorySink, Output
from build_scripts.write.sitemap import sitemaps

PROJECT = Path(__file__).parent.parent
ORIGIN = Origin(date(2018, 6, 30), "0" * 64)
MAP = (
    '<figure class="gk-map" data-gk-map="m"><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>'
    '<button type="button" data-topology="data/units.json" hidden>放大</button>\n'
    '<ul class="gk-map-foot">\n<li>审图号：待补</li>\n<li>边界来源</li>\n<li>数据截至 2018年6月30日</li>\n</ul></figure>'
)
PROOF = '<section class="gk-proof" id="2018-Q2"><h2>2018年二季度</h2><p><data value="76">76.0%</data> ＝ 760÷1000</p></section>'
DOWNLOADS = {
    "observation": ["单位,具体主体,指标,时期,口径,数值,界限,分子,分母", "990100,,RATE,2018-Q2,all,76,'=,760,1000"],
    "statistics-coverage": [
        "单位代码,现单位代码,指标,时期,口径,数值,小数位数,界限,分子,分母",
        "990100,990100,RATE,2018-Q2,all,76,1,'=,760,1000",
    ],
    "statistics-province-addends": [
        "指标,时期,单位代码,现单位代码,怎样计入,口径,分子,分母",
        "RATE,2018-Q2,990100,990100,相加,all,760,1000",
        "RATE,2018-Q2,990200,990200,未报,,,",
    ],
    "statistics-province-totals": [
        "指标,时期,口径,分子合计,分母合计,比率,应报单位,计入单位",
        "RATE,2018-Q2,all,760,1000,76,2,1",
    ],
}
SHARED = '<meta property="og:site_name" content="公开">'
RELEASE = '<p class="gk-release">数据截至 2018年6月30日</p>'
_PAGES = ("index", "coverage", "checkup", "disclosure", "honours", "elsewhere", "data", "methods", "about")
_ASSETS = {
    "gongkai.css": "body{color:#1F2328}\n",
    "map.css": ".gk-map{max-width:100%}\n",
    "checkup.css": ".gk-matrix{max-width:100%}\n",
    "landscape.css": "@page{size:A4 landscape}\n",
    "map.js": "document.documentElement.dataset.gkMap = 'ready';\n",
    "find.css": ".gk-find-box{display:flex}\n",
    "large.css": ".gk-large{font-size:150%}\n",
    "large.js": "document.documentElement.className += ' gk-scripted';\n",
    "find_box.js": "document.documentElement.dataset.gkFindBox = 'ready';\n",
    "filter.js": "document.documentElement.dataset.gkFilter = 'ready';\n",
}


def stage(project: Path, root: Path) -> Workspace:
    """A workspace with the project's configuration and theme, invented pages, and stand-ins for our own scripts and styles."""
    work = lay_out(project, root)
    assets = work.root / "site_theme/overrides/assets/gk"
    assets.mkdir(parents=True, exist_ok=True)
    for name, text in _ASSETS.items():
        (assets / name).write_text(text, "utf-8")
    for name in _PAGES:
        text = f'# {name} 页\n\n<div data-gk="{name}-body"></div>\n\n## 中文 标题\n\n见[覆盖](coverage.md#中文-标题)。\n'
        text += '<p id="large">字</p>\n' if name == "about" else ""
        (work.docs / f"{name}.md").write_text(text, "utf-8")
    shell.stage(work.docs)
    return work


def rendered(project: Path, root: Path) -> Rendered:
    """What MkDocs makes of the staged pages."""
    work = stage(project, root)
    mkdocs.render(work, ORIGIN.as_of)
    return take(work.rendered)


def write_site(site: Path, parts: Rendered, project: Path = PROJECT, address: str = "") -> None:
    """Fill, stamp and seal: the order in which the pipeline does it; with an address also tell search engines."""
    blocks = {f"{name}-body": MAP if name == "index" else f"<p>{name}</p>" for name in _PAGES}
    blocks |= {"release": RELEASE, "not-found": "<p>没有这一页</p>"}
    heads = Heads(address, SHARED)
    shells = Shells.cut(parts.shells, {"release": RELEASE}, heads)
    sink = DirectorySink(site)
    for output in (*parts.assets, *vendored(project), *fill_pages(heads.fill(parts.pages), blocks)):
        sink.put(output)
    table = '<p><a href="../../index.html#中文-标题">首页</a> <a href="#gk-main">页首</a></p>'
    table += '<script type="application/json">{"a": 1}</script>'
    sink.put(shells.stamp("records/unit/990101.html", "甲市 <b>&", '甲市"的记录', table))
    figure = '<p>甲市 <a class="gk-why" href="../why/RATE/990100.html#2018-Q2">76.0%</a></p>'
    sink.put(shells.stamp("coverage/RATE.html", "建会率", "建会率", f'{figure}<p id="值">1</p>'))
    sink.put(shells.stamp("why/RATE/990100.html", "甲市 · 建会率", "甲市的建会率", PROOF))
    sink.put(shells.stamp("search.html", "搜索", "搜索", "<p>搜索</p>"))
    for name, lines in DOWNLOADS.items():
        sink.put(Output(f"downloads/{name}.csv", "\r\n".join([*lines, ""]).encode("utf-8-sig")))
    sink.put(Output("data/units.json", b'{"units": ["990101"]}\n'))
    listed = sorted(path for path in sink.weights if path.endswith(".html") and path not in UNLISTED)
    for output in sitemaps(address, dict.fromkeys(listed, "2018-06-30")):
        sink.put(output)
    seal(site, ORIGIN)
