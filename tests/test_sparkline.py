"""The small line of a table's row: places by hand."""

from build_scripts.draw.sparkline import Sparkline, sparkline


def test_values_the_gap_and_the_target_stand_where_they_should() -> None:
    assert sparkline([60.0, 100.0, None, 80.0], 60, 100, 80) == Sparkline(("3,21 33,3",), 93, 12, 12)


def test_without_a_target_there_is_no_line_and_without_values_nothing() -> None:
    assert sparkline([5.0, 5.0], 5, 5) == Sparkline(("3,21 93,21",), 93, 21, None)
    assert sparkline([None, None], 0, 1, 0.5) is None
