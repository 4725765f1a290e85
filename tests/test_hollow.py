"""A hollow macro gives what the macro gives, whatever is put into it, and refuses what the macro would refuse."""

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from build_scripts.view.environment import templates
from build_scripts.view.figure import Bare, BareFigureError
from build_scripts.view.hollow import Hollow
from build_scripts.view.words import Words

MACRO = """
{% macro chip() %}<b>100%</b>{% endmacro %}
{% macro line(href, title, side, body) %}
<li><a href="{{ href }}" title="{{ title }}">{{ title }}</a>
{% if side %} {{ t("a.side", side=side) }}{% endif %}{{ body }}%s {{ chip() }}</li>
{% endmacro %}
{% macro empty() %}<hr>{% endmacro %}
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> jinja2.Environment:
    folder = tmp_path_factory.mktemp("theme")
    (folder / "m.html.j2").write_text(MACRO, "utf-8")
    return templates(folder, Words({"a.side": "（{side}）"}))


HOSTILE = st.one_of(
    st.text(st.characters(exclude_characters="\0")), st.sampled_from(["", "%s", "\x010\x01", "{{ 7*7 }}", "<script>", "&amp;", '"'])
)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_a_hollow_macro_gives_what_the_macro_gives(environment: jinja2.Environment, href: str, title: str, side: str, body: str) -> None:
    part = Markup("<i>{}</i>").format(body) if body else Markup()
    told = environment.get_template("m.html.j2").module.line(href, title, side, part)
    assert Hollow(environment, "m.html.j2", "line")((href, title, side), (part,)) == told


def test_one_without_places_gives_its_text(environment: jinja2.Environment) -> None:
    assert Hollow(environment, "m.html.j2", "empty")(()).strip() == "<hr>"


@pytest.mark.parametrize("bare", [Bare("12"), 12, None, Markup("<b>")])
def test_a_number_without_its_evidence_and_finished_html_are_no_texts(environment: jinja2.Environment, bare: object) -> None:
    with pytest.raises(BareFigureError):
        Hollow(environment, "m.html.j2", "line")(("a", bare, ""), (Markup(),))  # type: ignore[arg-type]


def test_a_text_with_a_nul_would_shift_the_others(environment: jinja2.Environment) -> None:
    with pytest.raises(TypeError, match="NUL"):
        Hollow(environment, "m.html.j2", "line")(("a", "b\0c", ""), (Markup(),))
