"""The change report as a file and as a comment: whole in itself, inert whatever was submitted, readable on a phone and in the dark."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from golden import DATA, PROJECT
from hostile import ATTACKS, EVALUATED, hostile_data
from lxml import html
from markup import live, text_of
from playwright.sync_api import Browser
from small_change import golden_report, planted, report
from standing import PAPER, opened_whole

from build_scripts.change.html import as_html
from build_scripts.change.report import Origin, Report
from build_scripts.change.text import as_markdown, as_text, inert

THEME = PROJECT / "site_theme"
MENTIONS = (
    "@all",
    "#1",
    "!2",
    "~bug",
    "www.example.org",
    "https://example.org/x",
    ":tada:",
    "a|b",
    "a\\|<b>",
    "`x`",
    "``",
    "a\n/close *b*",
)

ELEMENTS = {"html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "h3", "p", "b", "small"}
ELEMENTS |= {"span", "br", "a", "ul", "li", "dl", "dt", "dd", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "details"}
ELEMENTS |= {"summary", "figure", "figcaption", "svg", "defs", "pattern", "path", "circle", "rect", "g", "use", "text"}


@cache
def hostile_report() -> Report:
    """From the golden records to the same province full of attacks, both sides named by one."""
    made = report(DATA, hostile_data(Path(mkdtemp()) / "data"))
    return replace(made, origins=(Origin(ATTACKS[2] + "\n::error::x", "", "2018-12-31"), Origin(ATTACKS[0], "0" * 40, "2018-12-31")))


def test_nothing_submitted_is_evaluated_or_becomes_an_element() -> None:
    page = as_html(hostile_report(), THEME)
    assert live(page) == []
    assert not any(word in page for word in EVALUATED)
    assert not any(word in text for text in (*as_text(hostile_report()), *as_markdown(hostile_report())) for word in EVALUATED)
    assert {element.tag for element in html.document_fromstring(page).iter() if isinstance(element.tag, str)} <= ELEMENTS
    told = text_of(page.encode())
    assert all(" ".join(attack.split()) in told for attack in ATTACKS)


@pytest.mark.parametrize("text", [*ATTACKS, *MENTIONS])
def test_a_submitted_text_stands_in_a_comment_as_a_span_of_code_or_as_plain_words(text: str) -> None:
    made = inert(text)
    assert "\n" not in made
    assert "|" not in made
    fence = re.match("`+", made)
    assert fence is not None, made
    inside = made[len(fence[0]) : -len(fence[0])]
    assert made.endswith(fence[0])
    assert fence[0] not in re.findall("`+", inside)
    assert inside.strip().replace("\uff5c", "|") == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["甲市", "75.0%（750/1,000），未达标，还差 50 家", "observation/2018.csv:12", "2018年一季度 → 2018年二季度", ""]
)
def test_words_and_figures_stay_as_they_are_in_a_comment(text: str) -> None:
    assert inert(text) == text


def test_a_comment_holds_nothing_lively_outside_spans_of_code() -> None:
    lines = list(as_markdown(hostile_report()))
    assert len([line for line in lines if line.startswith("| ")]) > 20
    for line in lines:
        assert "\n" not in line
        bare = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", line)
        assert not re.search(r"[<>@\[\]\\*_$~&!`]|://|www\.|\{", bare), line
        assert line.count("|") in (0, 5, 6), line


def test_the_file_asks_for_nothing_and_leads_nowhere_but_within_itself() -> None:
    page = as_html(golden_report(), THEME)
    document = html.document_fromstring(page)
    ids = [element.get("id") for element in document.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(ids) == len(set(ids))
    targets = [value for element in document.iter() for name, value in element.attrib.items() if name in ("href", "src", "xlink:href")]
    targets += ["#" + name for name in re.findall(r"url\(#([\w-]+)\)", page)]
    assert len(targets) > 20
    assert [target for target in targets if not target.startswith("#") or target[1:] not in ids] == []
    assert re.findall(r"url\((?!#)|@import|https?:", page) == []
    assert "default-src 'none'" in page


def test_every_colour_that_the_file_names_it_also_holds_light_and_dark() -> None:
    style = re.findall(r"<style>(.*?)</style>", as_html(golden_report(), THEME), re.DOTALL)[0]
    defined = set(re.findall(r"(--[\w-]+)\s*:", style))
    assert set(re.findall(r"var\((--[\w-]+)", style)) - defined == set()
    dark = style.partition("prefers-color-scheme: dark")[2]
    for sheet in ("gongkai.css", "map.css"):
        own = (THEME / "overrides/assets/gk" / sheet).read_text("utf-8")
        for token in re.findall(r'\[data-md-color-scheme="slate"\] \{([^}]*)\}', own)[0].strip().splitlines():
            assert token.strip() in dark


def test_maps_stand_side_by_side_in_one_scale_and_only_where_a_figure_changed() -> None:
    made = golden_report()
    assert [pair.name for pair in made.pairs] == [
        f"coverage-{level}.{code}" for code in ("ORG_RATE", "MEM_RATE") for level in ("county", "prefecture")
    ]
    for pair in made.pairs:
        assert pair.one_scale
        assert pair.before is not None
        assert pair.after is not None
        classes = [[entry.text for entry in each.drawing.legend if entry.css != "gk-none"] for each in (pair.before, pair.after)]
        shared = [text for text in classes[0] if "%" in text]
        assert shared == [text for text in classes[1] if "%" in text]
    moves = {(move.name, move.before, move.after) for move in made.pairs[1].moves}
    assert moves == {("甲市", "76.0%", "90.0%")}
    page = as_html(made, THEME)
    assert page.count("<figure") == 8
    assert page.count("审图号：未填写，仅供内部使用") == 8


def test_a_public_report_without_an_approval_number_draws_no_boundary(tmp_path: Path) -> None:
    made = report(DATA, planted(tmp_path / "data"), public=True)
    kinds = {each.drawing.kind for pair in made.pairs for each in (pair.before, pair.after) if each}
    assert kinds == {"tiles"}
    page = as_html(made, THEME)
    assert "gk-map-svg" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert "审图号：本图不画边界，不涉及" in page
    assert "示例" not in text_of(page.encode())


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (as_html(report(DATA, folder), THEME) for folder in (planted(tmp_path / "a"), planted(tmp_path / "b")))
    assert first == second == as_html(golden_report(), THEME)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_sees_it_whole_on_a_phone_and_the_browser_complains_of_nothing(browser: Browser, tmp_path: Path, scheme: str) -> None:
    file = tmp_path / "report.html"
    file.write_text(as_html(golden_report(), THEME), "utf-8")
    for page in opened_whole(browser, file, scheme):
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == PAPER[scheme]
        assert list(_clipped(page.evaluate(_WIDE))) == []


_WIDE = """[...document.querySelectorAll('td, th, h1, h2, h3, p, li')]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1).map(each => each.textContent)"""


def _clipped(texts: list[str]) -> Iterator[str]:
    yield from (text for text in texts if text.strip())
