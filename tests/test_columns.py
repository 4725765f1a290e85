"""Columns of texts do what loops over their rows would do."""

import itertools
from html import escape as escape_attribute

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from build_scripts.view.columns import (
    Html,
    column,
    escaped,
    filled,
    grouped,
    joined,
    pieces,
    positions,
    scattered,
    sought,
    stored,
    told,
    where,
)
from build_scripts.view.figure import Bare, BareFigureError, position

TEXTS = st.one_of(st.text(st.characters(codec="utf-8"), max_size=3), st.sampled_from(["", "&lt;", "<b>", "'\"", "公开"]))
ROWS = st.lists(TEXTS, max_size=7)


@given(ROWS)
def test_texts_are_escaped_as_templates_do_it_and_as_attributes_need_it(rows: list[str]) -> None:
    for cells in (column(rows), *rows):
        one = [cells] if isinstance(cells, str) else rows
        for attribute, way in ((False, escape), (True, escape_attribute)):
            made = escaped(cells, attribute=attribute)
            assert ([made] if isinstance(made, str) else made.to_pylist()) == [str(way(text)) for text in one]


@given(ROWS, TEXTS, st.data())
def test_cells_are_joined_chosen_and_grouped_row_by_row(rows: list[str], same: str, data: st.DataObject) -> None:
    cells, reverse = column(rows), column(rows[::-1])
    expected = [same + one + same + same + other for one, other in zip(rows, rows[::-1], strict=True)]
    assert joined(same, cells, same, same, reverse, "").to_pylist() == expected
    which = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))), np.bool_)
    assert where(which, cells, same).to_pylist() == [text if so else same for text, so in zip(rows, which, strict=True)]
    assert filled(cells).tolist() == [bool(text) for text in rows]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(rows)), max_size=3)))
    starts = np.array([0, *cuts, len(rows)])
    expected = ["".join(rows[start:end]) for start, end in itertools.pairwise(starts)]
    assert [piece.decode() for piece in pieces(grouped(cells, starts))] == expected
    assert Html(cells.slice(1) if rows else cells).whole() == "".join(rows[1:])
    assert grouped(same, starts).to_pylist() == [same * int(count) for count in np.diff(starts)]


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(-2, 2), st.sampled_from("丁戊")), max_size=9))
def test_what_is_told_of_several_keys_is_told_of_those_of_the_row(rows: list[tuple[str, int, str]]) -> None:
    asked = []

    def tell(*keys: object) -> str:
        asked.append(keys)
        return repr(keys)

    keys = column([one for one, _, _ in rows]), np.array([two for _, two, _ in rows], np.int64), column([three for *_, three in rows])
    assert told(tell, *keys).to_pylist() == [repr(row) for row in rows]
    assert sorted(asked) == sorted(set(rows))


@given(st.lists(st.integers(0, 10**9), max_size=5))
def test_positions_are_told_as_each_is(numbers: list[int]) -> None:
    assert positions(np.array(numbers, np.int64)).to_pylist() == [position(number) for number in numbers]


def test_what_is_not_stored_is_the_empty_text() -> None:
    table = pd.DataFrame({"a": pd.Series(["甲", None], dtype="str"), "b": pd.Series(["x", None], dtype="category")})
    assert [stored(table, name).to_pylist() for name in "ab"] == [["甲", ""], ["x", ""]]


def test_few_rows_have_what_is_scattered_and_ordered_among_them() -> None:
    assert scattered(3, {}) == ""
    assert scattered(3, {1: "甲"}).to_pylist() == ["", "甲", ""]
    assert sought({"b": 1}, column(["a", "b"])) == {1: 1}
    both = Html.stacked(Html(column(["甲"])), Html(column(["乙", "丙"])))
    assert both.ordered(np.array([3, 0, 1]), 4).cell.to_pylist() == ["乙", "丙", "", "甲"]
    assert Html(column(["甲", "乙", "丙"])).of_groups(np.array([0, 2, 2, 3])) == [Markup("甲乙"), Markup(), Markup("丙")]


@pytest.mark.parametrize("bare", [Bare("12"), 12, None, Markup("<b>")])
def test_no_number_gets_into_a_column_without_its_evidence(bare: object) -> None:
    with pytest.raises(BareFigureError):
        told(lambda _: bare, column(["a"]))  # type: ignore[arg-type, return-value]
    with pytest.raises(BareFigureError):
        scattered(2, {0: bare})  # type: ignore[dict-item]
