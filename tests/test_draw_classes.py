"""Classes, marks and the two kinds of drawing, on tables small enough to check in one's head."""

import json
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.draw.choropleth import choropleth
from build_scripts.draw.classes import MARKS, Classes, Key, choose_breaks, legend, misses, shade
from build_scripts.draw.drawing import Beside, Sum, fill, reconcile, units, units_json
from build_scripts.draw.outlines import Outlines
from build_scripts.draw.tiles import tile_grid

NINETY = Decimal(90)
PLAIN = Classes((Decimal(60), Decimal(80), NINETY), NINETY)
TEXT = {f"mark_{mark}": mark for mark in MARKS} | {
    "class_all": "all",
    "class_under": "<{high}",
    "class_between": "{low}..<{high}",
    "class_over": ">={low}",
    "class_upto": "<={high}",
    "class_within": ">{low}..{high}",
    "class_above": ">{low}",
}


def _numbers(*values: float | None) -> pd.Series:
    return pd.Series(pd.array(values, dtype="Float64"), index=[f"9901{place:02d}" for place in range(1, len(values) + 1)])


def _table(*rows: tuple[float | None, str]) -> pd.DataFrame:
    values = _numbers(*(value for value, _ in rows))
    return pd.DataFrame(
        {
            "name": "甲县",
            "short": "甲",
            "value": values,
            "value_text": ["" if value is None else f"{value:g}%" for value, _ in rows],
            "mark": [mark for _, mark in rows],
            "href": [f"records/unit/{code}.html" for code in values.index],
            "detail": "",
        },
        index=values.index,
    )


def _outlines(table: pd.DataFrame, room: int = 100) -> Outlines:
    codes = list(table.index)
    return Outlines(1600, 900, dict.fromkeys(codes, "M0 0l9 0 0 9z"), dict.fromkeys(codes, (3, 3)), dict.fromkeys(codes, room))


@given(st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=40), st.decimals(0, 100, places=1))
def test_a_target_is_always_a_break_and_every_value_has_a_class(figures: list[Decimal], target: Decimal) -> None:
    values = _numbers(*map(float, figures))
    classes = Classes(choose_breaks(values, target), target)
    assert target in classes.breaks
    shades = {figure: shade(float(figure), classes) for figure in figures}
    assert set(shades.values()) <= {1, 2, 3, 4, 5}
    reached = [shade for figure, shade in shades.items() if figure >= target]
    missed = [shade for figure, shade in shades.items() if figure < target]
    assert not reached or not missed or max(missed) < min(reached), "no class holds both sides of the target"
    assert [misses(float(figure), classes) for figure in figures] == [figure < target for figure in figures]


@given(st.lists(st.integers(0, 10**6), max_size=40))
def test_breaks_without_a_target_are_between_the_values(figures: list[int]) -> None:
    breaks = choose_breaks(_numbers(*figures))
    assert len(breaks) <= 4
    assert all(min(figures) < value <= max(figures) for value in breaks)


def test_breaks_follow_the_documented_rule() -> None:
    # five of seven values miss the target: four classes below it, 30 / 4 = 7.5 wide, rounded down to 6
    assert choose_breaks(_numbers(60, 70, 80, 88, 89, 95, 100), NINETY) == (72, 78, 84, 90)
    # all have reached it: one class below, and above it 8 / 4 = 2; a break that nothing lies below is kept only for the target
    assert choose_breaks(_numbers(93, 98), NINETY) == (90, 94, 96)
    assert choose_breaks(_numbers(*range(10, 61, 10))) == (20, 30, 40, 50)
    assert choose_breaks(_numbers(None, None)) == ()
    assert choose_breaks(_numbers(None), NINETY) == (NINETY,)
    assert choose_breaks(_numbers(0, 0, 0)) == ()


def test_a_class_holds_its_lower_break_where_more_is_better_and_its_upper_one_where_less_is() -> None:
    values, at_most = (79.9, 80, 90, 90.1), Classes(PLAIN.breaks, NINETY, at_least=False)
    assert [shade(value, PLAIN) for value in values] == [2, 4, 5, 5]
    assert [shade(value, at_most) for value in values] == [2, 2, 4, 5]
    assert [misses(value, at_most) for value in values] == [False, False, False, True]


def test_a_value_as_printed_is_in_the_class_that_its_break_as_printed_begins() -> None:
    assert shade(72.1, Classes((Decimal("72.1"),))) == 5  # the float is a little less than the decimal
    assert not misses(72.1, Classes((Decimal("72.1"),), Decimal("72.1")))


def test_no_value_has_no_class() -> None:
    assert fill(None, "unreported", PLAIN) == ("gk-none", "unreported")
    assert fill(50.0, "unclear", PLAIN) == ("gk-none", "unclear")
    assert fill(0.0, "zero", PLAIN) == ("gk-c1", "below")


@pytest.mark.parametrize(
    ("breaks", "target", "fault"),
    [
        ((60, 80), 90, "target 90 is not a class break"),
        ((80, 60), None, "ascending"),
        ((1, 2, 3, 4, 5), None, "at most 4"),
        ((1, 1), None, "ascending"),
    ],
)
def test_classes_that_would_mislead_cannot_be_made(breaks: tuple[int, ...], target: int | None, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Classes(tuple(map(Decimal, breaks)), None if target is None else Decimal(target))


def test_legend_says_classes_then_marks_and_hatches_what_misses_the_target() -> None:
    entries = legend(Key(PLAIN, TEXT), ("unreported", "below"))
    assert [entry.text for entry in entries] == ["<60", "60..<80", "80..<90", ">=90", "below", "unreported"]
    assert [entry.css for entry in entries] == ["gk-c1", "gk-c2", "gk-c4", "gk-c5", "gk-c1", "gk-none"]
    assert [entry.mark for entry in entries] == ["below", "below", "below", "", "below", "unreported"]
    assert [entry.text for entry in entries if entry.is_target] == [">=90"]


def test_legend_prints_figures_with_their_unit() -> None:
    entries = legend(Key(Classes((Decimal("1E+4"), Decimal("12500.50"))), TEXT, " 家"), ())
    assert [entry.text for entry in entries] == ["<10,000 家", "10,000 家..<12,500.5 家", ">=12,500.5 家"]


def test_legend_of_a_ceiling_says_the_other_edges() -> None:
    entries = legend(Key(Classes(PLAIN.breaks, NINETY, at_least=False), TEXT), ("below",))
    assert [(entry.text, entry.mark) for entry in entries[:4]] == [("<=60", ""), (">60..80", ""), (">80..90", ""), (">90", "below")]
    assert [entry.text for entry in entries if entry.is_target] == [">80..90"]


def test_below_is_worked_out_from_the_target_for_a_zero_too() -> None:
    drawn = units(_table((95, ""), (70, ""), (70, "unclear"), (None, "unreported"), (0, "zero")), PLAIN)
    assert [unit.mark for unit in drawn] == ["", "below", "unclear", "unreported", "below"]
    assert [unit.classes for unit in drawn] == [
        "gk-c5",
        "gk-c2 gk-below",
        "gk-none gk-unclear",
        "gk-none gk-unreported",
        "gk-c1 gk-below gk-zero",
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ((None, ""), "no value and no mark"),
        ((None, "below"), "no value and no mark"),
        ((90, "unreported"), "contradicts its value"),
        ((1, "zero"), "contradicts its value"),
        ((90, "late"), "unknown mark 'late'"),
    ],
)
def test_a_row_that_would_lie_is_refused(row: tuple[float | None, str], fault: str) -> None:
    with pytest.raises(ValueError, match=f"990101.*{fault}"):
        units(_table(row), PLAIN)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "https://example.org/", "//example.org/", "\\\\example.org", "data:,x"])
def test_a_map_links_within_the_site_only(href: str) -> None:
    with pytest.raises(ValueError, match="within the site only"):
        units(_table((90, "")).assign(href=href), PLAIN)


def test_choropleth_keeps_code_order_and_puts_the_rest_beside_it() -> None:
    table = _table((95, ""), (70, "")).iloc[::-1]
    off_map = _table((50, "")).set_axis(["x-1"])
    drawing = choropleth(table, _outlines(table), Key(PLAIN, TEXT), Beside(off_map, (Sum("甲", 3, 1, 4),)))
    assert [region.unit.code for region in drawing.regions] == ["990101", "990102"]
    assert [unit.classes for unit in drawing.off_map] == ["gk-c1 gk-below"]
    assert drawing.sums[0].told("{label}{on_map}+{off_map}={total}") == "甲3+1=4"
    assert [unit.code for unit in drawing.units] == ["990101", "990102"]


@pytest.mark.parametrize("change", ["row without outline", "outline without row"])
def test_choropleth_refuses_a_unit_that_would_be_lost(change: str) -> None:
    table = _table((95, ""), (70, ""))
    shapes = _outlines(table.iloc[:1] if change == "row without outline" else table)
    rows = table if change == "row without outline" else table.iloc[:1]
    with pytest.raises(ValueError, match="unit 990102 has a row and no outline, or an outline and no row"):
        choropleth(rows, shapes, Key(PLAIN, TEXT))


def test_a_unit_on_and_off_the_map_would_count_twice() -> None:
    table = _table((95, ""))
    with pytest.raises(ValueError, match="unit 990101 is on the map and off the map"):
        choropleth(table, _outlines(table), Key(PLAIN, TEXT), Beside(table))


def test_reconciliation_stops_the_build_with_both_figures() -> None:
    reconcile(81_000, 472, 81_472)
    with pytest.raises(ValueError, match="81000 on the map and 471 off the map make 81471, but the total is 81472"):
        reconcile(81_000, 471, 81_472)
    with pytest.raises(ValueError, match="甲: 1 on the map"):
        Sum("甲", 1, 1, 3)


@pytest.mark.parametrize(("room", "label", "size"), [(60, "甲 0", "l"), (31, "甲 0", "m"), (22, "甲 0", "s"), (12, "0", "s"), (4, "", "")])
def test_a_zero_is_printed_as_long_as_anything_fits(room: int, label: str, size: str) -> None:
    table = _table((0, "zero")).assign(value_text="0")
    (region,) = choropleth(table, _outlines(table, room), Key(PLAIN, TEXT)).regions
    assert (region.label, region.label_size) == (label, size)


def test_tiles_stand_in_their_cells() -> None:
    table = _table((95, ""), (70, ""))
    cells = pd.DataFrame({"column": [3, 1, 9], "row": [1, 2, 9]}, index=["990101", "990102", "990103"])
    drawing = tile_grid(table, cells, Key(PLAIN, TEXT))
    assert [(tile.unit.code, tile.column, tile.row) for tile in drawing.tiles] == [("990101", 3, 1), ("990102", 1, 2)]
    assert (drawing.kind, drawing.width, drawing.height) == ("tiles", 3, 2)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"990101": (1, 1)}, "990102 has no cell"),
        ({"990101": (1, 1), "990102": (1, 1)}, "990102 shares its cell"),
        ({"990101": (1, 1), "990102": (13, 1)}, "990102 lies outside 12 columns"),
        ({"990101": (0, 1), "990102": (1, 1)}, "990101 lies outside"),
    ],
)
def test_a_tile_without_a_cell_of_its_own_is_refused(cells: dict[str, tuple[int, int]], fault: str) -> None:
    frame = pd.DataFrame.from_dict(cells, orient="index", columns=["column", "row"])
    with pytest.raises(ValueError, match=fault):
        tile_grid(_table((95, ""), (70, "")), frame, Key(PLAIN, TEXT))


def test_values_for_the_interactive_map_say_what_the_page_says() -> None:
    table = _table((70, ""))
    drawing = choropleth(table, _outlines(table), Key(PLAIN, TEXT))
    assert json.loads(units_json(drawing)) == {
        "990101": {"classes": "gk-c2 gk-below", "mark": "below", "href": "records/unit/990101.html", "pieces": ["甲县", "70%"]}
    }


def test_no_unit_at_all_is_an_empty_drawing() -> None:
    empty = _table((1, "")).iloc[:0]
    drawing = tile_grid(empty, pd.DataFrame({"column": [1], "row": [1]}, index=["990101"]), Key(Classes(()), TEXT))
    assert (drawing.units, drawing.width, [entry.text for entry in drawing.legend]) == ((), 0, [])
