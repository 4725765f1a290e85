"""What search engines and those who share a link are told: canonical addresses, heads of pages, site maps; and the gate over them."""

import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pandas as pd
import pytest
from golden import Built
from small_site import ORIGIN, PROJECT, rendered, write_site

from build_scripts.publish.heads import NO_INDEX, HeadError, Heads
from build_scripts.publish.seal import seal
from build_scripts.publish.verify import verify
from build_scripts.view.edition import Edition
from build_scripts.view.recency import Recency
from build_scripts.write.sitemap import MOST, sitemaps

ROOT = "https://gongkai.example"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGE = '<title>甲 &amp; "乙"</title><meta name="gk-head" content="GKSHELLHEAD">'
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')


def locations(text: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(text).iter(f"{SPACE}loc")]  # noqa: S314  our own file


def test_a_head_says_the_one_address_and_nothing_is_invented_where_there_is_none() -> None:
    site = {"name": '会务"公开', "address": f"{ROOT}/"}
    told = Heads.of(site).head("union/o-1.html", "甲")
    assert _CANONICAL.findall(told) == [f"{ROOT}/union/o-1.html"]
    assert '<meta property="og:title" content="甲">' in told
    assert '<meta property="og:site_name" content="会务&quot;公开">' in told
    assert "canonical" not in Heads.of(site | {"address": None}).head("union/o-1.html", "甲")
    assert NO_INDEX not in told
    assert NO_INDEX in Heads.of(site).head("union/o-1.html", "甲", indexed=False)


def test_a_rendered_page_takes_the_title_it_has_and_the_page_for_missing_addresses_has_none_of_its_own() -> None:
    filled = Heads(ROOT).fill({"a.html": PAGE, "404.html": PAGE})
    assert 'content="甲 &amp; &quot;乙&quot;"' in filled["a.html"]
    assert _CANONICAL.findall(filled["a.html"]) == [f"{ROOT}/a.html"]
    assert (_CANONICAL.findall(filled["404.html"]), NO_INDEX in filled["404.html"]) == ([], True)
    for broken in ("<title>x</title>", PAGE + PAGE):
        with pytest.raises(HeadError):
            Heads(ROOT).fill({"a.html": broken})


def test_a_site_map_tells_addresses_in_order_and_a_day_only_where_it_is_known() -> None:
    made = {output.path: output.data.decode() for output in sitemaps(f"{ROOT}/a&b", {"b.html": "2018-06-30", "a/甲.html": ""})}
    assert sorted(made) == ["robots.txt", "sitemap.xml", "sitemaps/1.xml"]
    assert made["robots.txt"].endswith(f"Sitemap: {ROOT}/a&b/sitemap.xml\n")
    assert locations(made["sitemap.xml"]) == [f"{ROOT}/a&b/sitemaps/1.xml"]
    assert locations(made["sitemaps/1.xml"]) == [f"{ROOT}/a&b/a/%E7%94%B2.html", f"{ROOT}/a&b/b.html"]
    assert made["sitemaps/1.xml"].count("lastmod") == 2
    assert list(sitemaps("", {"a.html": ""})) == []


def test_a_site_map_is_cut_before_it_grows_too_long() -> None:
    made = {output.path: output.data.decode() for output in sitemaps(ROOT, {f"{number:06}.html": "" for number in range(MOST + 1)})}
    assert locations(made["sitemap.xml"]) == [f"{ROOT}/sitemaps/{number}.xml" for number in (1, 2)]
    assert [made[f"sitemaps/{number}.xml"].count("<loc>") for number in (1, 2)] == [MOST, 1]


def test_a_page_changed_when_what_it_shows_was_last_published_corrected_or_taken_away() -> None:
    corrections = pd.DataFrame({"disclosure": ["a/1", "a/1", "a/9"], "on": ["2018-05-01", "2018-04-01", "2018-12-01"]})
    edition = cast(Edition, SimpleNamespace(federation=SimpleNamespace(tables={"correction": corrections})))
    known = Recency(edition)
    rows = pd.DataFrame(
        [("a/2", "2018-03-01"), ("a/1", "2018-01-01"), ("a/2", "2018-03-01"), ("a/2", "2018-03-01"), ("a/3", "2018-02-01")],
        columns=["index_number", "published_on"],
    )
    pages = np.array([1, 0, 0, 2, 1])
    gone = {2: [{"on": "2018-09-01"}, {"on": None}], 3: [{"on": "2018-08-01"}]}
    assert known.of(5, pages, rows, gone) == ["2018-05-01", "2018-03-01", "2018-09-01", "2018-08-01", ""]
    assert known.of(1, pages[:0], rows[:0]) == [""]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site at an address."""
    root = tmp_path_factory.mktemp("told")
    write_site(root / "site", rendered(PROJECT, root / "work"), address=ROOT)
    return root / "site"


@pytest.fixture
def addressed(told: Path, tmp_path: Path) -> Path:
    """A copy of it, to spoil."""
    return Path(shutil.copytree(told, tmp_path / "site"))


def spoilt(site: Path, path: str, change: Callable[[str], str]) -> list[tuple[str, str]]:
    """Codes and files of the findings once a file was changed."""
    before = (site / path).read_text("utf-8")
    after = change(before)
    assert after != before
    (site / path).write_text(after, "utf-8")
    seal(site, ORIGIN)
    return [(finding.code, finding.place.file) for finding in verify(site)[1]]


def test_a_site_with_an_address_passes_and_every_page_but_one_states_its_own(told: Path) -> None:
    assert verify(told)[1] == []
    pages = {path.relative_to(told).as_posix(): path.read_text("utf-8") for path in told.rglob("*.html")}
    stated = {path: _CANONICAL.findall(text) for path, text in pages.items()}
    assert {path: [f"{ROOT}/{path}"] if path != "404.html" else [] for path in pages} == stated
    assert len(pages) > 10


PAGES = {
    "another page of the site": (f'href="{ROOT}/coverage/RATE.html"', f'href="{ROOT}/index.html"', {"E904", "E919", "E920"}),
    "another host": (f'href="{ROOT}/coverage', 'href="https://example.org/coverage', {"E904", "E919", "E920"}),
    "another page, from here": (f'href="{ROOT}/coverage/RATE.html"', 'href="../index.html"', {"E919", "E920"}),
    "twice": ('<link rel="canonical"', f'<link rel="canonical" href="{ROOT}/coverage/RATE.html"><link rel="canonical"', {"E920"}),
    "not at all": (f'<link rel="canonical" href="{ROOT}/coverage/RATE.html">', "", {"E920"}),
    "asking not to be kept, though listed": ('<meta property="og:title"', f'{NO_INDEX}<meta property="og:title"', {"E929"}),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_wrong_head_is_caught_alone(addressed: Path, name: str) -> None:
    old, new, codes = PAGES[name]
    found = spoilt(addressed, "coverage/RATE.html", lambda page: page.replace(old, new))
    assert {code for code, _ in found} == codes
    assert {file for code, file in found if code != "E929"} <= {"coverage/RATE.html"}


def test_a_canonical_address_on_a_site_without_one_is_caught(site: Path) -> None:
    link = f'<link rel="canonical" href="{ROOT}/index.html">'
    assert {code for code, _ in spoilt(site, "index.html", lambda page: page.replace("<title>", f"{link}<title>"))} == {"E904", "E919"}


MAPS = {
    "page missing": (
        "sitemaps/1.xml",
        f"<url><loc>{ROOT}/search.html</loc><lastmod>2018-06-30</lastmod></url>\n",
        "",
        [("E930", "search.html")],
    ),
    "no such page": ("sitemaps/1.xml", "search.html", "nowhere.html", [("E930", "search.html"), ("E929", "sitemaps/1.xml")]),
    "a file that is no page": ("sitemaps/1.xml", "search.html", "robots.txt", [("E930", "search.html"), ("E929", "sitemaps/1.xml")]),
    "another host": (
        "sitemaps/1.xml",
        f"{ROOT}/search",
        "https://example.org/search",
        [("E930", "search.html"), ("E929", "sitemaps/1.xml")],
    ),
    "twice": ("sitemaps/1.xml", "</urlset>", f"<url><loc>{ROOT}/search.html</loc></url>\n</urlset>", [("E929", "sitemaps/1.xml")]),
    "a day that is none": (
        "sitemaps/1.xml",
        "about.html</loc><lastmod>2018-06-30",
        "about.html</loc><lastmod>now",
        [("E930", "about.html"), ("E929", "sitemaps/1.xml")],
    ),
    "a map that is not told of": ("sitemap.xml", f"<sitemap><loc>{ROOT}/sitemaps/1.xml</loc></sitemap>\n", "", None),
    "no index named": ("robots.txt", f"Sitemap: {ROOT}/sitemap.xml\n", "", None),
}


@pytest.mark.parametrize("name", MAPS)
def test_a_wrong_site_map_is_caught(addressed: Path, name: str) -> None:
    path, old, new, expected = MAPS[name]
    found = spoilt(addressed, path, lambda text: text.replace(old, new))
    assert found if expected is None else found == expected
    assert expected or {"E929"} <= {code for code, _ in found}


def test_a_site_map_that_grew_too_long_is_caught(addressed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_scripts.publish.sitemap_check.MOST", 5)
    assert [finding.code for finding in verify(addressed)[1]] == ["E935"]


def test_a_code_that_looks_like_an_identity_may_stand_in_an_address_of_the_site_and_in_no_other(addressed: Path) -> None:
    page = (addressed / "search.html").read_text("utf-8")
    address = "union/110105200101010005.html"
    link = f'<a rel="noopener noreferrer nofollow" href="https://example.org/{address}">x</a>'
    (addressed / "union").mkdir()
    (addressed / address).write_text(re.sub('(?<=["])(?=assets/)', "../", page).replace("search.html", address), "utf-8")
    found = spoilt(
        addressed, "sitemaps/1.xml", lambda text: text.replace("</urlset>", f"<url><loc>{ROOT}/{address}</loc></url>\n</urlset>")
    )
    assert "E926" not in {code for code, _ in found}
    found = spoilt(addressed, "coverage/RATE.html", lambda text: text.replace('<p id="值">', f'{link}<p id="值">'))
    assert ("E926", "coverage/RATE.html") in found


def test_traces_of_what_is_gone_are_kept_from_search_engines_and_the_rest_is_told_of(province: Built) -> None:
    listed = locations((province.site / "sitemaps/1.xml").read_text("utf-8"))
    assert listed == sorted(listed)
    pages = {path.relative_to(province.site).as_posix(): path.read_text("utf-8") for path in province.site.rglob("*.html")}
    shown = {path: NO_INDEX not in page for path, page in pages.items() if not path.startswith("packs/")}
    assert {path for path, seen in shown.items() if not seen} == {"404.html", "union/990201/2018-0.html"}
    assert {address.removeprefix(f"{ROOT}/") for address in listed} == {path for path, seen in shown.items() if seen}


def test_a_page_tells_search_engines_when_what_it_shows_last_changed(province: Built) -> None:
    told = dict(re.findall(r"<loc>([^<]*)</loc><lastmod>([^<]*)<", (province.site / "sitemaps/1.xml").read_text("utf-8")))
    assert told[f"{ROOT}/union/990101/2018-0.html"] == "2018-04-02", "the day of the correction"
    assert f"{ROOT}/about.html" not in told
