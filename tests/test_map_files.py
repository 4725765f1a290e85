"""Maps to take away: a picture holds what the page shows, stands alone, is the same everywhere; outlines and tables hold its figures."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import geopandas as gpd
import pytest
from golden import PROJECT, Built, asked, gathered
from lxml import etree, html
from PIL import Image, ImageFont

from build_scripts.draw.choropleth import LABEL_SIZES
from build_scripts.draw.lettering import broken, width
from build_scripts.draw.raster import PIXELS, raster
from build_scripts.pipeline import Request
from build_scripts.publish.map_file_check import NOTES, notes_of_picture
from build_scripts.publish.svg_check import check_svg
from build_scripts.read.theme import read_words
from build_scripts.view.words import Words
from build_scripts.write.figures import forms
from build_scripts.write.map_files import map_files, press
from build_scripts.write.site import Material, takeable_maps
from build_scripts.write.tokens import colours

THEME = PROJECT / "site_theme"
PRESS = press(THEME, Words(read_words(THEME / "text.yml")), PROJECT / "build" / "pictures")
SVG = "{http://www.w3.org/2000/svg}"
MAPS = ("coverage-county.MEM_RATE", "coverage-county.ORG_RATE", "coverage-prefecture.MEM_RATE", "coverage-prefecture.ORG_RATE", "honours")
WARNING = "含示例数据：数字为虚构，只用于演示，不代表任何地方的真实情况。"
EDGE = 40


@pytest.fixture(scope="module")
def hubei() -> Material:
    """The records of this repository, derived and drawn."""
    request = Request(PROJECT, PROJECT / "data", PROJECT / "content", PROJECT / "site", date(2026, 1, 1), public=False)
    return gathered(request)[0]


@pytest.fixture(scope="module")
def sheets(hubei: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of its first indicator's maps, as a site would hold them."""
    root = tmp_path_factory.mktemp("hubei")
    (root / "maps").mkdir()
    for name in ("coverage-prefecture.ORG_RATE", "coverage-county.ORG_RATE"):
        for output in map_files(hubei.edition, hubei.maps[name], PRESS, hubei.topology):
            (root / output.path).write_bytes(output.data)
    return root


def drawing(site: Path, name: str) -> etree._Element:
    return etree.fromstring((site / f"maps/{name}.svg").read_bytes())


def said(within: etree._Element) -> list[str]:
    """Every text that is drawn, whole even where it takes several lines."""
    return ["".join(text.itertext()) for text in within.iter(f"{SVG}text")]


def part(svg: etree._Element, name: str) -> list[str]:
    """The texts of one part, those within its swatches left out."""
    return ["".join(text.itertext()) for text in svg.xpath(f"//*[@data-gk-part='{name}']/*[local-name()='text']")]


def figures(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every map on a page that can be taken away, with its name; small maps and tiles of counties repeat one that can."""
    for page in sorted(site.rglob("*.html")):
        for figure in html.document_fromstring(page.read_text("utf-8")).xpath("//figure[@data-gk-map]"):
            for link in figure.xpath(".//*[@class='gk-map-files']/a[text()='SVG']/@href"):
                yield Path(link).name.removesuffix(".svg"), figure


def texts(figure: html.HtmlElement, path: str) -> list[str]:
    return [each.text_content() for each in figure.xpath(path)]


def test_a_picture_says_all_that_the_page_says_of_its_map(province: Built) -> None:
    looked = set()
    for name, figure in figures(province.site):
        svg = drawing(province.site, name)
        told = said(svg)
        titles = [title.text for title in svg.iter(f"{SVG}title")][1:]
        assert titles == texts(figure, ".//*[@data-gk-code]/*[name()='title']") or titles == figure.xpath(".//li[@title]/@title")
        for title in titles:
            assert set(title.split(" · ")[:2]) <= set(part(svg, "units")), title
        assert part(svg, "legend") == texts(figure, ".//ul[@class='gk-legend']/li/span | .//ul[@class='gk-legend']/li/b")
        strip = part(svg, "off-map")
        chips = [(chip.xpath("string(a|span)"), chip.xpath("string(b)")) for chip in figure.xpath(".//li[@class='gk-chip']")]
        assert list(zip(strip[1::2], strip[2::2], strict=True)) == chips
        assert set(texts(figure, ".//*[@class='gk-sum']")) <= set(told)
        assert set(texts(figure, ".//*[@class='gk-map-foot']/li")) <= set(told)
        assert next(iter(figure.xpath(".//figcaption/text()"))).strip() in told
        assert (WARNING in told) is bool(figure.xpath(".//figcaption/*[@class='gk-sample']"))
        looked.add(name)
    assert looked >= {*MAPS, "elsewhere"}


def test_every_unit_of_a_whole_province_stands_in_its_picture_with_its_figure(hubei: Material, sheets: Path) -> None:
    for name, number in (("coverage-prefecture.ORG_RATE", 17), ("coverage-county.ORG_RATE", 103)):
        units = hubei.maps[name].drawing.units
        listed = part(drawing(sheets, name), "units")[1:]
        assert listed == [text for unit in units for text in (unit.name, unit.value_text)]
        assert len(units) == number
        assert len(drawing(sheets, name).xpath("//*[@data-gk-code]")) == number


def test_a_picture_of_invented_figures_is_stamped_and_any_part_of_its_map_is_marked(province: Built, public: Built) -> None:
    invented, real = drawing(province.site, "coverage-county.MEM_RATE"), drawing(public.site, "coverage-prefecture.ORG_RATE")
    assert part(invented, "stamp") == ["示例数据"]
    assert said(invented).count("示例数据") == 4
    assert WARNING in said(invented)
    assert "示例" not in "".join(real.itertext())


@pytest.mark.parametrize("site", ["province", "hostile", "public"])
def test_pictures_stand_alone(site: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(site)
    pictures = sorted((built.site / "maps").glob("*.svg"))
    assert len(pictures) >= 4
    for file in pictures:
        seen = check_svg(f"maps/{file.name}", file.read_bytes(), frozenset())
        assert (seen.findings, seen.notes) == ([], set(NOTES))
        ids = re.findall(r'\sid="([^"]+)"', file.read_text("utf-8"))
        wanted = [*re.findall(r"url\(#([^)]+)\)", file.read_text("utf-8")), "title", "notes"]
        assert len(ids) == len(set(ids)), file.name
        assert set(wanted) <= set(ids)


def test_submitted_text_stands_literally_in_a_picture(hostile: Built) -> None:
    federation = hostile.outcome.federation
    assert federation is not None
    names = dict(zip(federation.tables["unit"]["code"], federation.tables["unit"]["name"], strict=True))
    svg = drawing(hostile.site, "coverage-county.ORG_RATE")
    assert {names[code] for code in svg.xpath("//@data-gk-code")} <= set(part(svg, "units"))
    assert federation.site["name"] in said(svg)
    assert f"审图号：{federation.site['approval_number']}" in said(svg)
    assert len(svg.xpath("//*[@data-gk-code]")) == 3


def boxes(svg: etree._Element) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Each line of text outside the map with the room that it really takes in the fonts of the lock file: left, top, right, bottom."""
    for text in svg.iter(f"{SVG}text"):
        if any(parent.get("transform") or parent.get("text-anchor") for parent in (text, *text.iterancestors())):
            continue
        font = ImageFont.truetype(PRESS.fonts[text.get("font-weight") == "700"], 1000)
        size = float(text.get("font-size"))
        for line in text.iter(f"{SVG}tspan") if len(text) else (text,):
            x, y = float(line.get("x")), float(line.get("y"))
            yield line.text, (x, y - 0.88 * size, x + font.getlength(line.text) * size / 1000, y + 0.12 * size)


@pytest.mark.parametrize("site", ["province", "hostile", "public", "sheets"])
def test_no_text_runs_out_of_the_picture_or_into_another(site: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue(site)
    for file in sorted(((found if isinstance(found, Path) else found.site) / "maps").glob("*.svg")):
        svg = etree.fromstring(file.read_bytes())
        placed = list(boxes(svg))
        assert len(placed) > 10
        for text, (left, top, right, bottom) in placed:
            assert left >= EDGE, (file.name, text)
            assert right <= float(svg.get("width")) - EDGE + 1, (file.name, text)
            assert 0 <= top < bottom <= float(svg.get("height")), (file.name, text)
        for (one, a), (other, b) in combinations(placed, 2):
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (file.name, one, other)


def test_a_sheet_is_sixteen_to_eleven_unless_its_text_needs_more(sheets: Path) -> None:
    sizes = {(svg.get("width"), svg.get("height")) for svg in (drawing(sheets, name.stem) for name in (sheets / "maps").glob("*.svg"))}
    assert sizes == {("1600", "1100")}


@pytest.mark.parametrize("weight", [0, 1])
def test_text_is_never_wider_than_was_reckoned(weight: int) -> None:
    font = ImageFont.truetype(PRESS.fonts[weight], 1000)
    signs = [*map(chr, range(32, 127)), *"建会率县（市、区）％·—…“”＋＝，。：；\u2009"]
    assert [sign for sign in signs if font.getlength(sign) > width(sign, 1000) + 8] == []


@pytest.mark.parametrize("room", [1, 12, 40, 200])
def test_broken_lines_joined_are_the_text_and_fit(room: int) -> None:
    text = "恩施土家族苗族自治州 98.5% unbreakable-word_" + "长" * 40
    lines = broken(text, 10, room)
    assert "".join(lines) == text
    assert [line for line in lines if width(line, 10) > room and len(line) > 1] == []
    assert broken("", 10, room) == ("",)


def test_colours_of_a_picture_are_those_of_the_light_scheme() -> None:
    ink = colours(THEME)
    assert ink["c1"] == "#e0f2ef"
    assert ink["paper"] == "#ffffff", "not the dark scheme's"
    assert {"red", "ink", "muted", "line", "border_soft", "on_strong", "hatch_below", "hatch_below_2", "hatch_grey", "blank"} <= set(ink)


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_a_picture_shows_each_region_in_the_colour_of_its_class(hubei: Material, sheets: Path) -> None:
    name = "coverage-prefecture.ORG_RATE"
    picture = pixels((sheets / f"maps/{name}.png").read_bytes())
    assert picture.size == (PIXELS, PIXELS * 11 // 16)
    group = next(each for each in drawing(sheets, name).xpath("//*[@data-gk-code]/..") if each.get("transform"))
    left, top, scale = (float(number) * PIXELS / 1600 for number in re.findall(r"[\d.]+", group.get("transform")))
    ink, shades = colours(THEME), set()
    for region in hubei.maps[name].drawing.regions:
        x, y, near = left + region.x * scale, top + region.y * scale, 0.9 * LABEL_SIZES[region.label_size] * scale
        counted = picture.crop((round(x - near), round(y - near), round(x + near), round(y + near))).getcolors(10_000)
        assert counted
        colour = ink[region.unit.css[3:]]
        expected = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        _, most = max(counted)
        assert max(abs(a - b) for a, b in zip(most, expected, strict=True)) <= 35, region.unit.name  # the mark of invented figures tints
        shades.add(region.unit.css)
    assert len(shades) >= 2


def test_a_picture_has_its_letters(sheets: Path) -> None:
    picture = pixels((sheets / "maps/coverage-county.ORG_RATE.png").read_bytes())
    for region in ((40, 30, 700, 110), (1260, 260, 1880, 1090)):
        dark = sum(picture.crop(region).convert("L").histogram()[:80])
        assert dark > 2000, "the title; the names of units"


def test_a_picture_is_the_same_whoever_makes_it_and_wherever(sheets: Path, tmp_path: Path) -> None:
    svg = sheets / "maps/coverage-county.ORG_RATE.svg"
    script = "import sys, pathlib, hashlib; from build_scripts.draw.raster import raster\n"
    script += "earlier, svg, *fonts = map(pathlib.Path, sys.argv[1:])\n"
    script += "print(hashlib.sha256(raster(svg.read_text('utf-8'), tuple(fonts), {'Title': '建会率'}, earlier)).hexdigest())"
    surroundings = [
        {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1", "FONTCONFIG_FILE": "/dev/null", "HOME": str(tmp_path)},
        {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1"},
    ]
    made = set()
    for number, env in enumerate(surroundings):
        command = [sys.executable, "-c", script, str(tmp_path / str(number)), str(svg), *map(str, PRESS.fonts)]
        made.add(subprocess.run(command, env=env, cwd=PROJECT, capture_output=True, text=True, check=True).stdout)
    assert len(made) == 1


def test_the_png_of_a_site_is_drawn_from_its_svg_and_says_what_it_shows(province: Built, tmp_path: Path) -> None:
    name = "coverage-county.MEM_RATE"
    data = (province.site / f"maps/{name}.png").read_bytes()
    told = Image.open(io.BytesIO(data)).text
    assert told == {
        "Title": "职工入会率 · 县（市、区）",
        "Author": "会务公开",
        "Description": "数据截至：2018年6月30日",
        "Source": "来源：示例数据：虚构的2018年二季度、2018年统计报表",
        "Disclaimer": "边界来源：虚构方块，2018年；示意图，不作划界依据",
        "Comment": "审图号：未填写，仅供内部使用",
        "Warning": WARNING,
    }
    assert data == raster((province.site / f"maps/{name}.svg").read_text("utf-8"), PRESS.fonts, told, tmp_path)
    assert notes_of_picture(data) == NOTES


def test_a_missing_font_stops_the_build_instead_of_leaving_pictures_without_text(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        raster("<svg/>", (*PRESS.fonts, tmp_path / "none.ttf"), {}, tmp_path)


def test_outlines_carry_the_figures_of_their_map(hubei: Material, sheets: Path) -> None:
    for name, number in (("coverage-prefecture.ORG_RATE", 17), ("coverage-county.ORG_RATE", 103)):
        frame = gpd.read_file(sheets / f"maps/{name}.geojson")
        units = hubei.maps[name].drawing.units
        assert len(frame) == number
        assert frame.crs == "EPSG:4326"
        assert frame.is_valid.all()
        assert list(frame["code"]) == [unit.code for unit in units]
        assert list(frame["value_text"]) == [unit.value_text for unit in units]
        values = [None if value != value else value for value in frame["value"].astype(float)]
        assert values == [unit.value for unit in units]
        latest = hubei.edition.latest("ORG_RATE", "prefecture" if number == 17 else "county")
        assert list(frame["verdict"]) == [latest["verdict"].get(unit.code, "无数据") for unit in units]
        assert set(frame["class"].dropna()) <= {1, 2, 3, 4, 5}


def test_outlines_are_those_of_the_interactive_map_and_neighbours_share_their_border(sheets: Path) -> None:
    document = json.loads((sheets / "maps/coverage-prefecture.ORG_RATE.geojson").read_bytes())
    rings = []
    for feature in document["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for polygon in polygons:
            rings += polygon
            area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([[x - 110, y - 30] for x, y in polygon[0]]))
            assert area > 0, "outer rings run counter-clockwise (RFC 7946)"
            assert polygon[0][0] == polygon[0][-1]
    steps = [frozenset(map(tuple, pair)) for ring in rings for pair in pairwise(ring)]
    shared = len(steps) - len(set(steps))
    assert shared > 1000


def test_outlines_say_where_they_are_from_and_lose_no_unit(province: Built) -> None:
    metadata = json.loads((province.site / "maps/coverage-county.MEM_RATE.geojson").read_bytes())["metadata"]
    assert metadata["as_of"] == "2018-06-30"
    assert metadata["demo"] is True
    assert metadata["demo_note"] == WARNING
    assert metadata["approval_number"] is None
    assert metadata["approval"] == "审图号：未填写，仅供内部使用"
    assert metadata["boundary"].endswith("示意图，不作划界依据")
    beside = json.loads((province.site / "maps/coverage-county.MEM_RATE.json").read_bytes())["metadata"]
    assert beside == {name: metadata[name] for name in beside}
    assert set(beside) == set(metadata) - {"columns", "off_map"}
    assert [(unit["name"], unit["value"]) for unit in metadata["off_map"]] == [("测试机械产业工会", 61.7), ("甲市开发区", None)]


def test_a_table_of_a_map_holds_every_unit_with_date_source_nature_and_approval(province: Built) -> None:
    name = "coverage-county.MEM_RATE"
    head, *rows = csv.reader(io.StringIO((province.site / f"maps/{name}.csv").read_bytes().decode("utf-8-sig"), newline=""))
    lines = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(line["单位"], line["显示"], line["位置"], line["结论"]) for line in lines] == [
        ("子县", "0.0%", "图上", "未达标"),
        ("丑县", "不适用", "图上", "无数据"),
        ("寅县", "未报", "图上", "无数据"),
        ("测试机械产业工会", "61.7%", "未落图", "未达标"),
        ("甲市开发区", "未报", "未落图", "无数据"),
    ]
    assert {line["数据截至"] for line in lines} == {"2018-06-30"}
    assert {line["来源"] for line in lines} == {"示例数据：虚构的2018年二季度、2018年统计报表"}
    assert {line["审图号"] for line in lines} == {"审图号：未填写，仅供内部使用"}
    assert "示例数据（虚构）" in {line["数据性质"] for line in lines}


def test_where_no_outline_may_be_drawn_no_file_holds_one(public: Built) -> None:
    files = sorted(file.name for file in (public.site / "maps").iterdir())
    assert [name for name in files if name.endswith((".geojson", ".topo.json"))] == []
    assert len([name for name in files if name.endswith(".svg")]) == len([name for name in files if name.endswith(".png")]) == 6
    for name in files:
        if name.endswith(".svg"):
            svg = drawing(public.site, name.removesuffix(".svg"))
            assert svg.get("data-gk-sheet") == "tiles"
            assert [path for path in svg.iter(f"{SVG}path") if path.getparent().tag != f"{SVG}pattern"] == []
            assert "审图号：本图不画边界，不涉及" in said(svg)


def test_every_map_on_a_page_leads_to_its_files(province: Built) -> None:
    found = 0
    for name, figure in figures(province.site):
        links = [
            (link.text, link.get("href").removeprefix("https://gongkai.example").lstrip("./"))
            for link in figure.xpath(".//*[@class='gk-map-files']/a")
        ]
        suffixes = ["png", "svg", "csv"] if name == "elsewhere" else ["png", "svg", "geojson", "csv", "json"]
        assert [path for _, path in links] == [f"maps/{name}.{suffix}" for suffix in suffixes]
        assert [text.lower() for text, _ in links] == suffixes
        assert all((province.site / path).is_file() for _, path in links)
        found += 1
    assert found >= 7


def test_data_page_and_package_name_every_file_of_every_map(province: Built) -> None:
    material, _ = gathered(asked(province.request.project, province.request.out))
    paths = {path for drawn in takeable_maps(material) for _, path in forms(drawn)}
    page = html.document_fromstring((province.site / "data.html").read_text("utf-8"))
    assert set(page.xpath("(//h2[@id='maps']/following::ul)[1]//a/@href")) == paths
    resources = json.loads((province.site / "datapackage.json").read_bytes())["resources"]
    assert {resource["path"] for resource in resources if resource["path"].startswith("maps/")} == paths
    names = [resource["name"] for resource in resources]
    assert len(names) == len(set(names))
    assert [name for name in names if name.startswith("map-") and not re.fullmatch(r"[a-z0-9._-]+", name)] == []
    assert all((province.site / resource["path"]).is_file() for resource in resources)
    assert {path.name for path in (province.site / "maps").glob("*.svg")} == {Path(path).name for path in paths if path.endswith(".svg")}
