"""No page prints a figure without its evidence: whichever way a number takes to a template, it is refused unless somebody says why not."""

import pickle
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from golden import DATA, asked, copied
from jinja2 import TemplateAssertionError

from build_scripts import pipeline
from build_scripts.read.theme import read_words
from build_scripts.view.environment import document_templates, templates
from build_scripts.view.figure import (
    Bare,
    BareFigureError,
    Exemption,
    Fact,
    Figure,
    Link,
    counted,
    exempt,
    listed,
    plain,
    position,
    said,
    why,
)
from build_scripts.view.words import Words

PROJECT = Path(__file__).parent.parent
WORDS = Words(read_words(PROJECT / "site_theme/text.yml"))
FIGURE = Figure(WORDS.percent(83.4, 1), why("RATE", "990100", "2018-Q2"))
ROW = {"value": 83.4, "value_digits": 1, "bound": "=", "numerator": 834.0, "denominator": 1000.0}


def printed(tmp_path: Path, text: str, **values: object) -> str:
    """What the site's environment makes of a template."""
    (tmp_path / "page.html.j2").write_text(text, "utf-8")
    return templates(tmp_path, WORDS).get_template("page.html.j2").render(**values)


BARE = {
    "a stated figure": WORDS.stated(ROW, "%"),
    "a number": WORDS.number(834),
    "numerator and denominator": WORDS.fraction(ROW),
    "a percentage": WORDS.percent(83.4, 1),
    "a change": WORDS.signed(-1.2),
    "no change": WORDS.signed(0.0),
    "a sentence with a figure": WORDS("map.target", value=WORDS.number(80)),
    "a sentence with an integer": WORDS("list.total", total=7),
    "a sentence with an integer of a frame": WORDS("list.total", total=np.int64(7)),
    "a sentence with a sentence": WORDS("why.dot", period="2018", value=WORDS("list.total", total=7)),
    "a unit behind a figure": WORDS.number(834) + WORDS.unit("家"),
    "a text before a figure": "还差" + WORDS.number(834),
    "a stripped figure": WORDS.percent(83.4, 1).rstrip("%"),
    "the text of a figure": FIGURE.text,
    "the text of a fact": Fact("83.4%", "83.4").text,
    "a float": 83.4,
    "an integer": 7,
    "an integer of a frame": np.int64(7),
    "a decimal": Decimal("83.4"),
    "a truth": True,
    "a figure without its macro": FIGURE,
    "a sentence in pieces without its macro": WORDS.told("map.target", value=FIGURE),
}


@pytest.mark.parametrize("name", BARE)
def test_a_bare_figure_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BareFigureError):
        printed(tmp_path, "<p>{{ it }}</p>", it=BARE[name])


@pytest.mark.parametrize(
    "text",
    [
        "{{ '目标 ' ~ it }}",
        "{{ [it, it] | join('、') }}",
        "{{ t('why.dot', period='2018', value=it) }}",
        "{{ it + '家' }}",
        "{{ it | shown('') }}",
    ],
)
def test_no_way_through_a_template_washes_the_mark_off(tmp_path: Path, text: str) -> None:
    with pytest.raises(BareFigureError):
        printed(tmp_path, text, it=WORDS.number(834))


@pytest.mark.parametrize("name", ["string", "format", "round", "int", "upper", "replace", "safe", "tojson", "sum"])
def test_filters_that_make_a_text_of_a_number_are_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(TemplateAssertionError):
        printed(tmp_path, "{{ it | " + name + " }}", it=7)


def wash_breaches(text: str) -> list[str]:
    """Where a template makes a text of a number by other means than a filter: by joining, by a method, by arithmetic."""
    code = " ".join(re.findall(r"\{[{%](.*?)[%}]\}", re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL), re.DOTALL))
    return re.findall(r"~|\.format\(|\.__|[\w)] [-*/%+] [\w(]", re.sub(r"'[^']*'|\"[^\"]*\"(?!\.)", "''", code))


def test_templates_make_no_text_of_a_number_themselves() -> None:
    pages = sorted((PROJECT / "site_theme/pages").rglob("*.j2"))
    assert [(page.name, found) for page in pages if (found := wash_breaches(page.read_text("utf-8")))] == []
    planted = ['{{ "{:,}".format(n) }}', "{{ n ~ '' }}", "{{ n * 100 }}", "{{ n.__str__() }}"]
    assert all(wash_breaches(text) for text in planted)


@pytest.mark.parametrize(
    "wash",
    [lambda it: f"{it}%", lambda it: f"{it:>8}", format, lambda it: it.__html__(), lambda it: "{}".format(it)],  # noqa: UP032  the older way
)
def test_a_bare_figure_in_an_f_string_is_refused_where_it_is_written(wash: Callable[[Bare], str]) -> None:
    with pytest.raises(BareFigureError, match="834"):
        wash(WORDS.number(834))


def test_a_bare_figure_is_still_a_text_and_stays_bare() -> None:
    bare = WORDS.number(1834)
    assert bare == "1,834"
    kept = [bare + "家", "共" + bare, bare.replace(",", ""), bare.strip(), str(bare), pickle.loads(pickle.dumps(bare))]  # noqa: S301  our own
    assert {type(each) for each in kept} == {Bare}
    assert type(plain(bare)) is str


def test_a_planted_bare_figure_stops_the_build(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    page = project / "site_theme/pages/blocks/own_table.html.j2"
    before = page.read_text("utf-8")
    page.write_text(before.replace("{{ fig(each.value, root) }}", "{{ each.value.text }}"), "utf-8")
    assert page.read_text("utf-8") != before
    with pytest.raises(BareFigureError):
        pipeline.build(asked(project, tmp_path / "site", DATA), lambda _stage: None)
    assert not (tmp_path / "site").exists()


def test_a_figure_is_printed_with_the_way_to_its_evidence(tmp_path: Path) -> None:
    text = "{{ it | shown('../') }}"
    assert printed(tmp_path, text, it=FIGURE) == '<a class="gk-why" href="../why/RATE/990100.html#2018-Q2">83.4%</a>'
    assert printed(tmp_path, text, it=Fact("<83.4%", '"')) == '<data value="&#34;">&lt;83.4%</data>'
    told = WORDS.told("why.aim", value=FIGURE, said=Link("规划", "records/target/P-01.html"), test="动态保持")
    shown = printed(tmp_path, text, it=told)
    assert re.sub("<[^>]*>", "", shown) == said(told) == "83.4%（规划），动态保持："
    assert shown.count("<a ") == 2
    assert printed(tmp_path, text, it=Figure("", "")) == ""


def test_a_cell_that_a_script_fills_has_an_address_only_with_a_figure(tmp_path: Path) -> None:
    cell = "{{ it | cell('../', 'shown', '未报') }}"
    assert printed(tmp_path, cell, it=FIGURE) == '<a class="gk-why" href="../why/RATE/990100.html#2018-Q2" data-c="shown">83.4%</a>'
    assert printed(tmp_path, cell, it=Figure("", "")) == '<a data-c="shown">未报</a>'


def test_a_figure_cannot_be_made_without_evidence_nor_a_count_of_no_list() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        Figure("83.4%", "")
    with pytest.raises(ValueError, match="no list"):
        counted("7 条", FIGURE.why)
    assert counted("7 条", "records/honour.html") == Figure("7 条", "records/honour.html")


def test_a_sentence_does_not_take_a_figure_out_of_its_evidence_nor_a_number_without_one() -> None:
    with pytest.raises(TypeError, match="lose its evidence"):
        WORDS("map.target", value=FIGURE)
    with pytest.raises(BareFigureError):
        WORDS.told("map.target", value=WORDS.number(80))


def test_what_is_exempt_says_why() -> None:
    assert exempt(Exemption.RECORD, WORDS.number(80)) == "80"
    assert type(exempt(Exemption.RECORD, WORDS.number(80))) is str
    with pytest.raises(TypeError):
        exempt("because", WORDS.number(80))  # type: ignore[arg-type]
    assert (position(np.int64(1234)), listed(1234)) == ("1234", "1,234")
    for number in (3.5, True, "7"):
        with pytest.raises(BareFigureError):
            position(number)  # type: ignore[arg-type]
        with pytest.raises(BareFigureError):
            listed(number)  # type: ignore[arg-type]


def test_documents_that_are_no_pages_print_their_own_numbers(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text("{{ it }} {{ 7 }}", "utf-8")
    assert document_templates(tmp_path, WORDS).get_template("page.html.j2").render(it=WORDS.number(1834)) == "1,834 7"
