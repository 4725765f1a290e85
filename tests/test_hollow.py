"""A hollow macro gives what the macro gives, whatever is put into it, and refuses what the macro would refuse."""

import jinja2
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from build_scripts.view.columns import Html, column, pieces
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
    st.text(st.characters(codec="utf-8")), st.sampled_from(["", "%s", "\x010\x01", "{{ 7*7 }}", "<script>", "&amp;", '"', "\0"])
)
ROW = st.tuples(HOSTILE, HOSTILE, HOSTILE, HOSTILE)


@given(st.lists(ROW, max_size=6), st.sampled_from([None, 0, 1, 2, 3]))
def test_a_hollow_macro_gives_what_the_macro_gives(
    environment: jinja2.Environment, rows: list[tuple[str, str, str, str]], same: int | None
) -> None:
    """In each row, also where an argument is the same in all rows."""
    if same is not None and rows:
        rows = [(*row[:same], rows[0][same], *row[same + 1 :]) for row in rows]
    parts = [Markup("<i>{}</i>").format(body) if body else Markup() for *_, body in rows]
    made = environment.get_template("m.html.j2").module
    expected = [str(made.line(*row[:3], part)) for row, part in zip(rows, parts, strict=True)]
    cells = [column([row[place] for row in rows]) if place != same or not rows else rows[0][place] for place in range(3)]
    body = Html(column([str(part) for part in parts]) if same != 3 or not rows else str(parts[0]))
    found = Hollow(environment, "m.html.j2", "line")(cells, (body,))
    assert [piece.decode() for piece in pieces(found.cell)] == expected
    assert [Hollow(environment, "m.html.j2", "line").one(row[:3], (part,)) for row, part in zip(rows, parts, strict=True)] == expected


def test_what_is_the_same_everywhere_is_one_text(environment: jinja2.Environment) -> None:
    assert str(Hollow(environment, "m.html.j2", "empty")(()).cell).strip() == "<hr>"
    assert isinstance(Hollow(environment, "m.html.j2", "line")(("a", "b", ""), (Html(),)).cell, str)


@pytest.mark.parametrize("bare", [Bare("12"), 12, None, Markup("<b>"), Html("<b>"), np.array([1]), pa.array([1])])
def test_a_number_without_its_evidence_and_finished_html_are_no_texts(environment: jinja2.Environment, bare: object) -> None:
    with pytest.raises(BareFigureError):
        Hollow(environment, "m.html.j2", "line")(("a", bare, ""), (Html(),))
    with pytest.raises(BareFigureError):
        Hollow(environment, "m.html.j2", "line").one(("a", bare, ""), (Markup(),))  # type: ignore[arg-type]
    with pytest.raises(BareFigureError):
        column(["a", bare])  # type: ignore[list-item]


def test_a_text_is_not_taken_for_finished_html(environment: jinja2.Environment) -> None:
    with pytest.raises(AttributeError):
        Hollow(environment, "m.html.j2", "line")(("a", "b", ""), (column(["<b>"]),))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        str(Html(column(["<b>", "<i>"])))
