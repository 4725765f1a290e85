"""The report pack: a page as one file, with the record behind every figure and links that lead nowhere else."""

import csv
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from golden import DATA, asked, gathered
from small_sides import rates, side
from test_frames import COUNTIES, PLACES, Q2, A, B, C

from build_scripts.publish.alone_check import apart
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.page_check import Pages
from build_scripts.publish.policy import PACK_BUDGET
from build_scripts.view.cube import cube
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.pack import JOINT, grounds, origins, packed
from build_scripts.write.alone import relinked, style
from build_scripts.write.coverage_pages import Drawn, coverage_pages
from build_scripts.write.output import Output
from build_scripts.write.packs import target_in_pack
from build_scripts.write.site import Material

PACK = "packs/ORG_RATE.html"


@pytest.fixture(scope="module")
def material(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Material:
    return gathered(asked(project, tmp_path_factory.mktemp("pack") / "site"))[0]


@pytest.fixture(scope="module")
def pack(material: Material) -> bytes:
    drawn = Drawn(material.maps, material.zooms)
    made = coverage_pages(material.dashboard, material.dashboard.main["ORG_RATE"], drawn, material.wrapping)
    return next(each.data for each in made if isinstance(each, Output) and each.path == PACK)


def lines(file: str) -> list[str]:
    """The lines of a file of the golden province, whichever of the two encodings a clerk saved it in."""
    data = (DATA / file).read_bytes()
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return data.decode("gb18030").splitlines()


def dashboard(figures: str) -> Dashboard:
    return Dashboard(side(figures, PLACES).edition)


def unpacked(told: dict[str, Any]) -> dict[str, Any]:
    """What site_theme/board/cube.mjs makes of it."""
    texts, numbers = told["texts"], told["numbers"]

    def cell(column: int, value: Any) -> Any:
        if column in numbers:
            return value
        return JOINT.join(texts[place] for place in value) if isinstance(value, list) else texts[value]

    frames = [
        {**frame, "rows": [row and [cell(column, value) for column, value in enumerate(row)] for row in frame["rows"]]}
        for frame in told["frames"]
    ]
    return {name: value for name, value in {**told, "frames": frames}.items() if name not in ("texts", "numbers")}


def test_a_packed_cube_says_what_it_said_in_fewer_bytes() -> None:
    first, second = ({**dict.fromkeys(COUNTIES, rate), A: 70, C: 85} for rate in (60, 65))
    board = dashboard(rates(first | {B: 90}) + rates(second, Q2))
    for level in ("prefecture", "county"):
        whole = cube(board.reel(board.main["RATE"], level))
        assert unpacked(packed(whole)) == whole
        assert whole["frames"][0]["rows"][0] is None or len(str(packed(whole)["frames"])) < len(str(whole["frames"]))


def test_every_figure_names_the_line_on_which_it_was_reported(material: Material) -> None:
    board = material.dashboard
    series = board.main["ORG_RATE"]
    told = origins([board.reel(series, level) for level in ("prefecture", "county")])
    seen = 0
    for level in ("prefecture", "county"):
        for frame in board.reel(series, level).frames:
            for each in frame.all:
                if not each.value.text:
                    continue
                file, line, _, _ = told["rows"][frame.period][each.place]
                reported = next(csv.reader([lines(told["files"][file])[line - 1]]))
                assert {"ORG_RATE", frame.period} <= set(reported)
                assert any(cell and each.value.text.startswith(cell) for cell in reported)
                assert reported[0] in (each.place, each.name)
                seen += 1
    assert seen > 5


def test_the_grounds_are_those_of_the_page_as_written_and_each_unit_stands_once(material: Material) -> None:
    board = material.dashboard
    reels = [board.reel(board.main["ORG_RATE"], level) for level in ("prefecture", "county")]
    found = grounds(reels)
    assert len({each.place for each in found}) == len(found)
    shown = {each.place: each.shown for reel in reversed(reels) for each in reel.latest.all}
    assert {each.place: each.shown for each in found} == shown
    assert all(re.search(r"data/\S+\.csv 第 \d+ 行", each.record) for each in found if each.parts)


LINKS = {
    "../why/RATE/990100.html#2018-Q1": ("#why-990100", "#why-990100"),
    "../coverage/units/990100.html": ("#why-990100", "#why-990100"),
    "../coverage/units/990199.html": ("", "https://example.org/coverage/units/990199.html"),
    "../records/source/report.html": ("", "https://example.org/records/source/report.html"),
    "#history": ("#history", "#history"),
    "https://example.org/x": ("https://example.org/x", "https://example.org/x"),
}


@pytest.mark.parametrize("written", LINKS)
def test_a_link_leads_inside_the_pack_or_to_the_known_site_or_is_plain_text(written: str) -> None:
    for address, expected in zip(("", "https://example.org"), LINKS[written], strict=True):
        target = partial(target_in_pack, address, "coverage/RATE.html", frozenset({"990100"}))
        made = relinked(f'<p><a class="x" href="{written}" aria-label="甲市">甲 <b>市</b></a></p>', target)
        if not expected:
            assert made == '<p><span class="x">甲 <b>市</b></span></p>'
        else:
            outward = ' rel="noopener noreferrer nofollow"' if expected.startswith("https") else ""
            assert made == f'<p><a class="x" href="{expected}"{outward} aria-label="甲市">甲 <b>市</b></a></p>'


def test_a_region_without_a_link_stays_a_region() -> None:
    made = relinked('<svg><a href="x.html" class="gk-region"><title>甲</title></a></svg>', lambda _: "")
    assert made == '<svg><g class="gk-region"><title>甲</title></g></svg>'


def test_the_style_is_dark_where_the_machine_is_and_never_on_paper(tmp_path: Path) -> None:
    sheet = tmp_path / "a.css"
    slate = '[data-md-color-scheme="slate"]'
    sheet.write_text(f"/* x */\n:root {{ --a: 1; }}\n{slate} {{\n  --a: 2;\n}}\n{slate} .b {{ c: d }}\n")
    dark = "@media screen and (prefers-color-scheme: dark) {"
    assert style(sheet) == f":root {{ --a: 1; }} {dark} :root {{ --a: 2; }} }} {dark} .b {{ c: d }} }}"


def codes(pack: bytes, root: Path, path: str = PACK) -> list[str]:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(pack)
    exposure = Exposure(root)
    facts = Pages(frozenset({path, "index.html"}), exposure).check(path, pack)
    return sorted({finding.code for finding in (*facts.findings, *exposure.findings())})


def test_the_pack_of_the_golden_province_passes_the_gate_and_holds_all_it_needs(pack: bytes, tmp_path: Path) -> None:
    assert codes(pack, tmp_path) == []
    assert len(pack) < PACK_BUDGET
    text = pack.decode()
    assert text.startswith('<!doctype html>\n<html lang="zh-CN" data-gk-state="">')
    for part in ("审图号", "数据截至", 'data-gk-cube="prefecture"', 'data-gk-cube="county"', "data-gk-origins", 'id="why-990100"'):
        assert part in text
    assert not re.search(r'\b(?:href|src)="(?!#|https://)', text)


DEFECTS = {
    "another script": (b"</main>", b"<script>x()</script></main>", ["E906", "E907", "E911", "E918"]),
    "another style": (b"</main>", b"<style>p{}</style></main>", ["E906", "E907", "E911", "E918"]),
    "a script of elsewhere": (b"</main>", b'<script src="https://example.org/a.js"></script></main>', ["E904"]),
    "a changed script": (b"'use strict';", b"'use strict'; x();", ["E911"]),
    "a changed style": (b"<style>", b"<style>p { color: red }", ["E911"]),
    "a looser policy": (b"img-src data:", b"img-src *", ["E911"]),
    "no policy": (b"Content-Security-Policy", b"X-Policy", ["E911"]),
    "a page of the site": (b"</main>", b'<a href="../index.html">x</a></main>', ["E902"]),
    "a file beside it": (b"</main>", b'<img src="map.png"></main>', ["E902"]),
    "a handler": (b"<main", b'<main onclick="x()"', ["E908"]),
    "a link that tells": (b"</main>", b'<a href="https://example.org/">x</a></main>', ["E905"]),
    "loose data": (b"data-gk-origins>{", b'data-gk-origins>{"a":1,"a":2,', ["E913"]),
    "a lost footer": (b'class="gk-map-foot"', b'class="foot"', ["E912"]),
    "weight": (b"</main>", b"x" * PACK_BUDGET + b"</main>", ["E914"]),
    "a telephone number": (b"</main>", "<p>电话13812345678</p></main>".encode(), ["E926"]),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_defect_in_a_pack_is_caught_alone(pack: bytes, name: str, tmp_path: Path) -> None:
    old, new, expected = DEFECTS[name]
    assert old in pack
    assert codes(pack.replace(old, new), tmp_path) == expected


def test_what_the_script_and_the_style_of_a_pack_ask_for_is_looked_at(pack: bytes, tmp_path: Path) -> None:
    for old, new, code in (
        (b"'use strict';", b"fetch('https://example.org/a.json');", "E904"),
        (b"<style>", b"<style>p { background: url(https://example.org/a.png) }", "E904"),
        (b"<style>", b"<style>p { background: url(a.png) }", "E902"),
        (b"'use strict';", b"const a = '13812345678';", "E926"),
    ):
        spoilt = pack.replace(old, new, 1)
        before, after = apart(pack), apart(spoilt)
        assert before and after
        named = spoilt.replace(before.policy.replace("'", "&#39;").encode(), after.policy.replace("'", "&#39;").encode())
        assert codes(named, tmp_path) == [code]


def test_a_pack_is_judged_as_any_page_where_it_lies_elsewhere(pack: bytes, tmp_path: Path) -> None:
    assert set(codes(pack, tmp_path, "coverage/ORG_RATE.html")) >= {"E906", "E907"}
