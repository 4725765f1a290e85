"""`verify`: a sound site has no finding and is counted; each gate catches the defect planted for it."""

import io
import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from small_site import ORIGIN

from build_scripts.publish.exposure import Exposure
from build_scripts.publish.links import Address, address
from build_scripts.publish.looked import Looked
from build_scripts.publish.page_check import Pages
from build_scripts.publish.page_sieve import Sieves
from build_scripts.publish.policy import PAGE_BUDGET, SCRIPT_BUDGET
from build_scripts.publish.seal import MANIFEST, seal
from build_scripts.publish.sitemap_check import stated_root
from build_scripts.publish.verify import verify
from build_scripts.sentences import sentence

PAGE = "coverage/RATE.html"


def codes(site: Path) -> set[str]:
    """Codes of the findings, each of which its message can tell."""
    findings = verify(site)[1]
    assert all(sentence(finding) for finding in findings)
    return {finding.code for finding in findings}


def spoil(site: Path, path: str, change: Callable[[str], str]) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(change(file.read_text("utf-8") if file.exists() else ""), "utf-8")
    seal(site, ORIGIN)


def test_sound_site_has_no_finding_and_everything_was_looked_at(sound: Path) -> None:
    report, findings = verify(sound)
    assert findings == []
    assert all(count > 0 for name, count in asdict(report).items() if name != "outside_links")
    assert (report.pages, report.maps) == (14, 1)
    assert (report.figures, report.rates, report.totals) == (1, 1, 1)


BODIES = {
    "E902": '<a href="nowhere.html">x</a>',
    "E903 same page": '<a href="#nowhere">x</a>',
    "E903 other page": '<a href="../index.html#nowhere">x</a>',
    "E902 above the root": '<a href="../../index.html">x</a>',
    "E902 folder": '<a href="../">x</a>',
    "E904 image": '<img src="https://example.org/a.png">',
    "E904 without scheme": '<img src="//example.org/a.png">',
    "E904 backslash": '<img src="\\\\example.org/a.png">',
    "E904 set": '<img srcset="../assets/images/favicon.png 1x, https://example.org/a.png 2x">',
    "E904 svg": '<svg><image xlink:href="https://example.org/a.png"></image></svg>',
    "E905": '<a href="https://example.org/" rel="noopener">x</a>',
    "E906": "<script>1</script>",
    "E906 module": "<script type=module>1</script>",
    "E907": "<style>p{}</style>",
    "E907 attribute": '<p style="color:red">x</p>',
    "E908": '<p onclick="x()">x</p>',
    "E909": '<a href="java&#10;script:alert(1)">x</a>',
    "E909 data": '<a href="data:text/html,x">x</a>',
    "E909 file": '<a href="file:///etc/passwd">x</a>',
    "E913": '<script type="application/json">{"a": NaN}</script>',
    "E915": '<div data-gk="rest"></div>',
    "E915 shell": "<p>GKSHELLTITLE</p>",
    "E916": '<p id="a"></p><p id="a"></p>',
    "E917": '<iframe src="../index.html"></iframe>',
    "E917 ping": '<a href="../index.html" ping="../index.html">x</a>',
    "E917 base": '<base target="_self">',
    "E917 refresh": '<meta http-equiv="refresh" content="0;url=../index.html">',
    "E918 bare": "a < b",
    "E918 unclosed": '<p title="x>',
    "E918 hidden in a value": '<p title="<script>1</script>">x</p>',
    "E918 hidden in a comment": "<!-- <script>1</script> -->",
    "E918 quote in a name": '<p a"> "b="">x</p>',
    "E918 slash": '<svg/onload="x()">',
    "E918 cdata": "<![CDATA[x]]>",
    "E914": "长" * (PAGE_BUDGET // 3),
}


@pytest.mark.parametrize("name", BODIES)
def test_defect_in_a_page_is_caught_alone(site: Path, name: str) -> None:
    spoil(site, PAGE, lambda page: page.replace('<p id="值">', f'{BODIES[name]}<p id="值">'))
    assert codes(site) == {name.split()[0]}
    assert {finding.place.file for finding in verify(site)[1]} == {PAGE}


HEADS = {
    "E910": ('lang="zh-CN"', 'lang="en"'),
    "E911": ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
    "E911 none": ('http-equiv="Content-Security-Policy"', 'name="policy"'),
    "E912 note missing": ("<li>边界来源</li>", ""),
    "E912 note empty": ("<li>边界来源</li>", "<li> </li>"),
    "E912 foot missing": ('class="gk-map-foot"', 'class="other"'),
    "E902 loaded by a script": ('data-topology="data/units.json"', 'data-topology="data/nowhere.json"'),
}


@pytest.mark.parametrize("name", HEADS)
def test_defect_in_what_a_page_must_carry_is_caught_alone(site: Path, name: str) -> None:
    old, new = HEADS[name]
    assert old in (site / "index.html").read_text("utf-8")
    spoil(site, "index.html", lambda page: page.replace(old, new))
    assert codes(site) == {name.split()[0]}


FILES = {
    "E902": ("assets/gk/map.css", "p{background:url(nowhere.png)}"),
    "E904": ("assets/gk/map.css", "p{background:url( 'https://example.org/a.png' )}"),
    "E904 import": ("assets/gk/map.css", '@import "//example.org/a.css";'),
    "E909": ("assets/gk/map.css", "p{background:url(javascript:x)}"),
    "E904 script": ("assets/gk/map.js", 'fetch("https://example.org/a.json")'),
    "E904 dynamic": ("assets/gk/map.js", "fetch(`https://${host}/a.json`)"),
    "E914": ("assets/gk/map.js", "/*" + "x" * SCRIPT_BUDGET + "*/"),
    "E906": ("assets/a.svg", "<svg><script>x()</script></svg>"),
    "E906 prefix": ("assets/a.svg", "<svg xmlns:x='http://www.w3.org/2000/svg'><x:script>x()</x:script></svg>"),
    "E907 drawing": ("assets/a.svg", "<svg><style>*{fill:url(a.svg)}</style></svg>"),
    "E907 drawing attribute": ("assets/a.svg", "<svg><g style='fill:red'/></svg>"),
    "E908 drawing": ("assets/a.svg", "<svg onload='x()'/>"),
    "E917 drawing page": ("assets/a.svg", "<svg><foreignObject/></svg>"),
    "E917 drawing link": ("assets/a.svg", "<svg><a/></svg>"),
    "E917 drawing moves": ("assets/a.svg", "<svg><animate attributeName='href'/></svg>"),
    "E917 drawing other": ("assets/a.svg", "<svg><g xmlns='http://www.w3.org/1999/xhtml'/></svg>"),
    "E917 drawing style sheet": ("assets/a.svg", "<?xml-stylesheet href='a.css'?><svg/>"),
    "E917 drawing base": ("assets/a.svg", "<svg xml:base='https://example.org/'/>"),
    "E918 drawing": ("assets/a.svg", "<svg><g></svg>"),
    "E918 drawing entity": ("assets/a.svg", "<!DOCTYPE svg [<!ENTITY a 'a'>]><svg>&a;</svg>"),
    "E904 drawing": ("assets/a.svg", "<svg><use href='https://example.org/a.svg#b'/></svg>"),
    "E904 drawing old": ("assets/a.svg", "<svg xmlns:x='http://www.w3.org/1999/xlink'><use x:href='//example.org/a.svg#b'/></svg>"),
    "E904 drawing fill": ("assets/a.svg", "<svg><g fill='URL( https://example.org/a.svg#b )'/></svg>"),
    "E909 drawing": ("assets/a.svg", "<svg><use href='data:image/svg+xml,x#a'/></svg>"),
    "E909 drawing file": ("assets/a.svg", "<svg><use href='../index.html#a'/></svg>"),
    "E902 drawing": ("assets/a.svg", "<svg><use href='b.svg#a'/></svg>"),
    "E912 picture": ("maps/a.svg", "<svg><g data-gk-note='approval'><text>1</text></g><text data-gk-note='source'> </text></svg>"),
    "E912 outlines": ("maps/a.geojson", '{"type": "FeatureCollection", "metadata": {"approval": ""}, "features": []}'),
    "E913": ("data/a.json", '{"a": 1, "a": 2}'),
    "E913 infinity": ("data/a.json", '{"a": Infinity}'),
    "E913 mark": ("data/a.json", "\ufeff{}"),
    "E915": ("data/a.csv", "GKSHELLTITLE"),
    "E914 topology": ("data/a.topojson", json.dumps({"type": "Topology", "arcs": [i * i * 7919 % 99991 for i in range(40000)]})),
}


@pytest.mark.parametrize("name", FILES)
def test_defect_in_a_file_is_caught_alone(site: Path, name: str) -> None:
    path, text = FILES[name]
    spoil(site, path, lambda _: text)
    assert codes(site) == {name.split()[0]}


def test_picture_of_a_map_without_its_notes_is_caught_alone(site: Path) -> None:
    memory, told = io.BytesIO(), PngImagePlugin.PngInfo()
    told.add_itxt("Comment", "审图号：待补")
    Image.new("RGB", (1, 1)).save(memory, "PNG", pnginfo=told)
    (site / "maps").mkdir()
    (site / "maps/a.png").write_bytes(memory.getvalue())
    seal(site, ORIGIN)
    (finding,) = verify(site)[1]
    assert (finding.code, finding.facts) == ("E912", {"found": "1", "expected": "4"})


def test_address_inside_comment_of_style_sheet_is_no_address(site: Path) -> None:
    spoil(site, "assets/gk/map.css", lambda _: "/* url(https://example.org/a.png) */ p{behavior:url(#default#VML)}")
    assert codes(site) == set()


def test_outside_link_that_tells_nothing_is_allowed_and_counted(site: Path) -> None:
    spoil(site, PAGE, lambda page: page.replace("<p id=", '<a rel="nofollow noopener noreferrer" href="https://example.org/">x</a><p id='))
    report, findings = verify(site)
    assert (report.outside_links, findings) == (1, [])


def test_page_that_is_not_utf8_is_caught(site: Path) -> None:
    (site / PAGE).write_bytes("<html>甲市".encode("gb18030"))
    seal(site, ORIGIN)
    assert codes(site) == {"E918"}


def rewrite(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


SEALS: dict[str, Callable[[Path], object]] = {
    "E921 missing": lambda site: (site / MANIFEST).unlink(),
    "E921 fingerprint": lambda site: rewrite(site / MANIFEST, "2018-06-30", "2019-06-30"),
    "E922": lambda site: (site / "assets/vendor/leaflet-LICENSE.txt").unlink(),
    "E923": lambda site: (site / "data/extra.txt").write_text("x", "utf-8"),
    "E924": lambda site: rewrite(site / "data/units.json", "990101", "990102"),
    "E925": lambda site: (site / "data/link.txt").symlink_to("/etc/hostname"),
}


@pytest.mark.parametrize("name", SEALS)
def test_site_that_differs_from_its_seal_is_caught_alone(site: Path, name: str) -> None:
    SEALS[name](site)
    assert codes(site) == {name.split()[0]}


@pytest.mark.parametrize("make", [lambda _: None, lambda path: path.mkdir()], ids=["no folder", "empty folder"])
def test_nothing_to_look_at_is_an_error(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "site")
    assert codes(tmp_path / "site") == {"E901"}


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("b.html#x", Address("a/b.html", "x")),
        ("../index.html?q=1#%E5%80%BC", Address("index.html", "值")),
        ("#x", Address("a/p.html", "x")),
        ("/index.html", Address("index.html")),
        ("../../x.html", Address("../x.html")),
        (" jAva\tscript:x", Address(scheme="javascript")),
        ("HTTPS://user@example.org:8/x", Address(host="user@example.org:8", scheme="https")),
        ("\\\\example.org\\x", Address(host="example.org")),
        ("mailto:x@example.org", Address(scheme="mailto")),
    ],
)
def test_address_leads_where_a_browser_goes(written: str, where: Address) -> None:
    assert address("a/p.html", written) == where


MANY = 40
REPEATED = "<p>甲市总工会</p>\n<p>2018年</p>\n<p>公开</p>\n"
ARTICLE = (
    '<article class="x" id="a{0}">\n<h3><a href="#a{0}">第{0}条</a></h3>\n'
    '<p>说<b>明</b>{0}<a href="RATE.html#gk-main">数</a></p>\n</article>\n'
)


@pytest.fixture
def crowd(site: Path) -> Path:
    """A folder of so many like pages that they go through the sieve together."""
    return crowded(site)


@pytest.fixture(scope="module")
def crowd_once(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, which nobody changes."""
    return crowded(Path(shutil.copytree(sound, tmp_path_factory.mktemp("crowd") / "site")))


def crowded(site: Path) -> Path:
    page = (site / PAGE).read_text("utf-8").replace("建会率", "甲")
    for number in range(MANY):
        articles = "".join(ARTICLE.format(f"{number}-{each}") for each in range(3))
        body = f'{REPEATED}<p id="n{number}">第{number}页</p>\n<p><a href="#n{number}">回到</a></p>\n{articles}{REPEATED}'
        spoilt = page.replace('<p id="值">', f'{body}<p id="值">').replace("甲 - ", f"第{number}页 - ")
        (site / f"coverage/c{number:02d}.html").write_text(spoilt, "utf-8")
    seal(site, ORIGIN)
    return site


def test_like_pages_are_sound_and_counted_as_a_whole(crowd: Path) -> None:
    report, findings = verify(crowd)
    pages = [(crowd / path).read_bytes() for path in sorted(path.relative_to(crowd) for path in crowd.rglob("*.html"))]
    assert findings == []
    assert report.links == sum(page.count(b"href=") + page.count(b"src=") for page in pages)
    assert report.elements == sum(page.count(b"<") - page.count(b"</") - page.count(b"<!") for page in pages)


@pytest.mark.parametrize("name", [name for name in BODIES if name != "E914"])
def test_defect_in_the_last_of_many_like_pages_is_caught_alone(crowd: Path, name: str) -> None:
    last = f"coverage/c{MANY - 1:02d}.html"
    spoil(crowd, last, lambda page: page.replace('<p id="值">', f'{BODIES[name]}\n<p id="值">'))
    assert codes(crowd) == {name.split()[0]}
    assert {finding.place.file for finding in verify(crowd)[1]} == {last}


@pytest.mark.parametrize("name", [name for name in BODIES if name != "E914"])
def test_defect_in_one_of_many_like_articles_is_caught_alone(crowd: Path, name: str) -> None:
    last = f"coverage/c{MANY - 1:02d}.html"
    spoil(crowd, last, lambda page: page.replace("</article>", f"{BODIES[name]}\n</article>", 2))
    assert codes(crowd) - {"E916"} == {name.split()[0]} - {"E916"}
    assert {finding.place.file for finding in verify(crowd)[1]} == {last}


def sifted(site: Path, pages: Sequence[tuple[str, bytes]]) -> tuple[Looked, set[str], Exposure]:
    """What the sieve saw on these pages of one folder, and which it holds back: all, where what was read gives somebody away."""
    looked, exposure = Looked(), Exposure(site)
    sieves = Sieves(frozenset(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()), stated_root(site))
    left = {path for path, _ in sieves.sift("coverage", [pages], looked)}
    return looked, left if exposure.none_in(sieves.read()) else {path for path, _ in pages}, exposure


def like_pages(crowd: Path) -> list[tuple[str, bytes]]:
    return [(f"coverage/{path.name}", path.read_bytes()) for path in sorted(crowd.glob("coverage/c[0-9]*.html"))]


def test_the_sieve_passes_sound_pages_and_sees_on_them_what_the_close_look_sees(crowd: Path) -> None:
    pages = like_pages(crowd)
    looked, left, exposure = sifted(crowd, pages)
    close = Looked()
    every = frozenset(path.relative_to(crowd).as_posix() for path in crowd.rglob("*") if path.is_file())
    for path, data in pages:
        close.add(Pages(every, exposure, stated_root(crowd)).check(path, data))
    assert left == set()
    assert (looked.counts, looked.indexed, looked.findings) == (close.counts, close.indexed, [])
    assert (set(looked.ids), set(looked.wanted), len(looked.paths)) == (set(close.ids), set(close.wanted), len(close.paths))


@pytest.mark.parametrize("name", [name for name in BODIES if name != "E903 other page"])
def test_the_sieve_holds_back_the_page_with_the_defect(crowd: Path, name: str) -> None:
    """Where it cannot tell which page it is, all of them; a place that another page lacks is known at the end only."""
    pages = like_pages(crowd)
    path, data = pages[-1]
    spoilt = data.replace(b'<p id="\xe5\x80\xbc">', f'{BODIES[name]}\n<p id="值">'.encode())
    assert spoilt != data
    assert path in sifted(crowd, [*pages[:-1], (path, spoilt)])[1]


@pytest.mark.parametrize(("part", "held"), [("gk-main", False), ("nowhere", True)])
def test_a_page_that_leads_to_itself_by_name_is_held_to_its_own_parts(crowd: Path, part: str, held: bool) -> None:
    *pages, (path, data) = like_pages(crowd)
    changed = data.replace(b"</article>", f'</article><a href="{path.removeprefix("coverage/")}#{part}">x</a>'.encode(), 1)
    looked, left, _ = sifted(crowd, [*pages, (path, changed)])
    assert (path in left, path in looked.indexed) == (held, not held)


@given(data=st.data())
def test_what_passes_the_sieve_has_no_fault_whatever_is_cut_from_it_or_put_into_it(crowd_once: Path, data: st.DataObject) -> None:
    pages = like_pages(crowd_once)[:6]
    path, page = pages[-1]
    for _ in range(data.draw(st.integers(1, 3))):
        start, length = data.draw(st.integers(0, len(page))), data.draw(st.integers(0, 30))
        page = page[:start] + data.draw(st.sampled_from(PIECES)) + page[start + length :]
    _, left, _ = sifted(crowd_once, [*pages[:-1], (path, page)])
    every = frozenset(each.relative_to(crowd_once).as_posix() for each in crowd_once.rglob("*") if each.is_file())
    exposure = Exposure(crowd_once)
    facts = Pages(every, exposure, stated_root(crowd_once)).check(path, page)
    assert path in left or not (facts.findings or exposure.findings())


PIECES = [
    b"",
    *(text.encode() for text in ("<", ">", '"', "&", "\0", "<p>", "</p>", ' id="n1"', "13800138000", "<!--", "-->", "</script>")),
]
PIECES += [
    b"\xff",
    b'<a href="#n2">',
    b'<a href="c01.html#n1">',
    b'<script type="application/json">',
    b"GKSHELL",
    b' onclick="x()"',
    b"<figure>",
]


SHELLS = {
    "E910": ('lang="zh-CN"', 'lang="en"'),
    "E911": ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
    "E903": ('id="gk-main"', 'id="gk-other"'),
    "E916": ("<p>公开</p>", '<p id="gk-main">公开</p>'),
    "E903 E916 of an article": (f'id="a{MANY - 1}-1"', f'id="a{MANY - 1}-0"'),
    "E903 in an article": ("RATE.html#gk-main", "RATE.html#gk-other"),
    "E903 of an article": (f'href="#a{MANY - 1}-1"', 'href="#a0-1"'),
    "E902 in an article": ("RATE.html#gk-main", "RATES.html#gk-main"),
    "E926 in an article": (f"<b>明</b>{MANY - 1}-0", "<b>138001</b>38000"),
    "E926 across lines": ("<p>2018年</p>\n<p>公开</p>", "<p>2018年</p>\n<b>13800</b>\n<b>138000</b><p>公开</p>"),
}


@pytest.mark.parametrize("name", SHELLS)
def test_defect_in_what_like_pages_share_is_caught_in_the_one_that_differs(crowd: Path, name: str) -> None:
    old, new = SHELLS[name]
    last = f"coverage/c{MANY - 1:02d}.html"
    spoil(crowd, last, lambda page: page.replace(old, new, 1))
    assert codes(crowd) == set(re.findall("E[0-9]+", name))
