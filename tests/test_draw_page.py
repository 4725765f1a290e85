"""The fragments a page shows: complete without a script, strict enough for the site's policy, and safe with any text."""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from lxml import html

from build_scripts.draw.choropleth import LABEL_SIZES, choropleth
from build_scripts.draw.classes import MARKS, Classes, Key
from build_scripts.draw.drawing import Beside, Drawing, Sum
from build_scripts.draw.interactive import Zoom
from build_scripts.draw.outlines import WIDTH, Outlines
from build_scripts.draw.tiles import MOST_COLUMNS, MOST_ROWS, tile_grid
from build_scripts.view.environment import templates
from build_scripts.view.words import Words

THEME = Path(__file__).parent.parent / "site_theme"
STYLE = (THEME / "overrides/assets/gk/map.css").read_text(encoding="utf-8")
NASTY = "{{7*191*1000003}}<img src=x onerror=alert(1)>\"'&</title></svg><script>"
WORDS = dict.fromkeys([f"map_{key}" for key in ("legend", "target", "off", "skip", "zoom", "zoom_back", "hint", "files")], "字") | {
    "map_sum": "{label}：{on_map}+{off_map}={total}"
}
KEY = Key(
    Classes((Decimal(80), Decimal(90)), Decimal(90)),
    {f"mark_{mark}": mark for mark in MARKS} | {"class_under": "<{high}", "class_between": "{low}-{high}", "class_over": "{low}+"},
)
ZOOM = Zoom("gk_m1", "prefectures", "v/leaflet.js", "v/leaflet.css", "map/zoom.js", "map/t.json", "map/u.json")


def _table(first: str = "9901", text: str = "甲") -> pd.DataFrame:
    rows = [(95.0, ""), (70.0, ""), (85.0, "unclear"), (None, "unreported"), (None, "not_applicable"), (None, "withheld"), (0.0, "zero")]
    codes = [f"{first}{place:02d}" for place in range(len(rows))]
    values = pd.array([value for value, _ in rows], dtype="Float64")
    columns = {"name": text, "short": text, "value": values, "value_text": text, "mark": [mark for _, mark in rows], "detail": text}
    return pd.DataFrame(columns, index=codes).assign(href=[f"u/{code}.html" if place % 2 else "" for place, code in enumerate(codes)])


def _drawing(kind: str, text: str = "甲") -> Drawing:
    table, beside = _table(text=text), Beside(_table("x-", text), (Sum(text, 1, 2, 3),))
    if kind == "map":
        codes = list(table.index)
        shapes = Outlines(WIDTH, 900, dict.fromkeys(codes, "M0 0l9 0 0 9z"), dict.fromkeys(codes, (3, 3)), dict.fromkeys(codes, 200))
        return choropleth(table, shapes, KEY, beside)
    cells = pd.DataFrame({"column": range(1, len(table) + 1), "row": 1}, index=table.index)
    return tile_grid(table, cells, KEY, beside)


def _render(kind: str, text: str = "甲", prefix: str = "m1") -> str:
    environment = templates(THEME / "pages", Words({}))
    values = {
        "drawing": _drawing(kind, text),
        "prefix": prefix,
        "heading": text,
        "told": text,
        "sample": text,
        "notes": {"approval": text},
        "files": [(text, "m/a.png")],
        "text": WORDS,
    }
    return environment.get_template(f"blocks/{kind}.html.j2").render(values, zoom=ZOOM)


@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_a_fragment_obeys_the_strict_policy(kind: str) -> None:
    page = html.fromstring(_render(kind))
    assert page.xpath("//script | //style | //@style | //@*[starts-with(name(), 'on')]") == []
    assert not re.search(r"https?:|data:|javascript:", _render(kind))


@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_submitted_text_stays_text(kind: str) -> None:
    fragment = _render(kind, NASTY)
    page = html.fromstring(fragment)
    assert page.xpath("//img | //script") == []
    assert page.text_content().count("{{7*191*1000003}}") > 10
    assert str(7 * 191 * 1000003) not in fragment
    assert html.fromstring(_render(kind, "甲" * len(NASTY))).xpath("count(//*)") == page.xpath("count(//*)")


@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_ids_are_unique_and_every_reference_is_met_on_a_page_with_two(kind: str) -> None:
    page = html.fromstring(f"<main>{_render(kind, prefix='m1')}{_render(kind, prefix='m2').replace('gk_m1', 'gk_m2')}</main>")
    ids = Counter(page.xpath("//@id"))
    assert [name for name, times in ids.items() if times > 1] == []
    wanted = set(re.findall(r"url\(#([^)]+)\)", html.tostring(page, encoding="unicode")))
    wanted |= {link[1:] for link in page.xpath("//*[name()='use']/@href | //a/@href") if link.startswith("#")}
    wanted |= {name for names in page.xpath("//@aria-labelledby") for name in names.split()}
    assert wanted <= set(ids)


@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_every_unit_is_shown_once_with_its_value_and_can_be_reached(kind: str) -> None:
    page = html.fromstring(_render(kind))
    shapes = page.xpath("//*[@data-gk-code and not(self::li)]") if kind == "map" else page.xpath("//li[contains(@class, 'gk-tile')]")
    assert len(shapes) == len(_table())
    assert len(page.xpath("//li[@class='gk-chip']")) == len(_table())
    told = page.xpath("//*[@data-gk-code]/*[name()='title']") if kind == "map" else page.xpath("//*[@class='gk-tile-value']")
    assert all("甲" in text.text_content() for text in told)
    assert len(told) == len(shapes)
    if kind == "map":
        assert all(shape.get("href") or shape.get("tabindex") == "0" for shape in shapes)


@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_every_mark_but_blank_and_zero_is_drawn_and_in_the_legend(kind: str) -> None:
    page = html.fromstring(_render(kind))
    drawn = set(re.findall(r"url\(#m1-(\w+)\)", html.tostring(page, encoding="unicode")))
    assert drawn == set(MARKS) - {"zero", "not_applicable"}
    legend = [entry.text_content().split()[0] for entry in page.xpath("//ul[@class='gk-legend']/li")]
    assert [text for text in MARKS if text in "".join(legend)] == list(MARKS)


@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_every_drawing_has_its_footer(kind: str) -> None:
    assert html.fromstring(_render(kind, "甲")).xpath("//ul[@class='gk-map-foot']/li[@data-gk-note='approval']/text()") == ["甲"]


def test_the_button_of_the_interactive_map_is_hidden_until_a_script_shows_it() -> None:
    (button,) = html.fromstring(_render("map")).xpath("//button")
    assert button.get("hidden") is not None
    assert button.get("data-topology") == "map/t.json"


def test_the_style_sheet_knows_every_class_a_drawing_can_have() -> None:
    cells = [f".gk-col-{column} " for column in range(1, MOST_COLUMNS + 1)] + [f".gk-row-{row} " for row in range(1, MOST_ROWS + 1)]
    columns = [f".gk-columns-{column} " for column in range(1, MOST_COLUMNS + 1)]
    fills = [f"{owner}.gk-c{shade} " for owner in (".gk-region", ".gk-tile") for shade in range(1, 6)]
    assert [name for name in (*cells, *columns, *fills) if name not in STYLE] == []


def test_a_label_is_never_smaller_than_12_pixels() -> None:
    steps = re.findall(r"@container \(min-width: (\d+)px\) \{ [^{]*\{ display: inline; font-size: (\d+)px", STYLE)
    assert [int(size) for _, size in steps] == list(LABEL_SIZES.values())
    assert all(int(width) * int(size) / WIDTH >= 12 for width, size in steps)


def test_text_on_every_fill_has_enough_contrast_in_light_and_dark() -> None:
    schemes = [dict(re.findall(r"--gk-([\w-]+): #(\w{6});", block)) for block in re.findall(r"\{([^{}]*--gk-c1:[^{}]*)\}", STYLE)]
    assert len(schemes) == 3, "light, dark, print"
    for tokens in schemes[:2]:
        assert all(_contrast(tokens["on-light"], tokens[fill]) >= 4.5 for fill in ("c1", "c2", "c3"))
        assert all(_contrast(tokens["on-strong"], tokens[fill]) >= 4.5 for fill in ("c4", "c5"))
        assert _contrast(tokens["hatch-grey"], tokens["blank"]) >= 3
        assert _contrast(tokens["edge"], tokens["edge-halo"]) >= 7
    for tokens in schemes:
        lightness = [_luminance(tokens[f"c{shade}"]) for shade in range(1, 6)]
        assert lightness == sorted(lightness, reverse=True), "light to dark means low to high"


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)
