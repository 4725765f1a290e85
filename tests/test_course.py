"""The line of one unit's figures over time: places by hand."""

import re

from build_scripts.draw.course import Course, Label, Moment, course

LEFT, RIGHT, TOP, BOTTOM = 56, 628, 16, 248


def moments(values: list[float | None], targets: list[float | None] | None = None, ends: list[str] | None = None) -> list[Moment]:
    """Quarters from 2018 on; each target told where it begins."""
    days = ends or [f"{2018 + place // 4}-{('03-31', '06-30', '09-30', '12-31')[place % 4]}" for place in range(len(values))]
    aims = targets or [None] * len(values)
    before = [None, *aims]
    return [
        Moment(end, end[:4], end[5:7], f"{end}: {value}", f"#{end}", value, aim, f"≥{aim:g}" if aim is not None and aim != old else "")
        for end, value, aim, old in zip(days, values, aims, before, strict=False)
    ]


def drawn(*told: object) -> Course:
    found = course(moments(*told), "%")  # type: ignore[arg-type]
    assert found is not None
    return found


def test_values_stand_on_round_grid_lines() -> None:
    found = drawn([60.0, 100.0])
    assert [label.text for label in found.grid] == ["60%", "70%", "80%", "90%", "100%"]
    assert (found.grid[0].y, found.grid[-1].y) == (BOTTOM, TOP)
    assert [column.y for column in found.columns] == [BOTTOM, TOP]
    assert found.lines == (" ".join(f"{column.dot_x},{column.y}" for column in found.columns),)


def test_columns_are_as_wide_as_their_periods_are_long() -> None:
    found = drawn([50.0, 60.0, 70.0], None, ["2016-12-31", "2017-12-31", "2018-06-30"])
    widths = [column.width for column in found.columns]
    assert widths[0] == widths[1]
    assert abs(widths[2] - widths[1] / 2) < 3
    assert (found.columns[0].x, found.columns[-1].x + widths[-1]) == (LEFT, RIGHT)


def test_a_missing_period_is_a_gap_that_no_line_bridges() -> None:
    found = drawn([50.0, 52.0, None, 60.0, 61.0])
    assert [column.y is None for column in found.columns] == [False, False, True, False, False]
    assert [len(points.split()) for points in found.lines] == [2, 2]
    alone = drawn([50.0, None, 60.0])
    assert alone.lines == ()
    assert [column.y is None for column in alone.columns] == [False, True, False]


def test_the_target_is_a_step_where_it_changes_and_told_where_it_begins() -> None:
    found = drawn([50.0, 60.0, 70.0, 80.0], [None, 80.0, 80.0, 85.0])
    second, last = found.columns[1], found.columns[3]
    (path,) = found.targets
    start, step = re.fullmatch(r"M(\d+ \d+)H(\d+V\d+)H628", path).groups()  # type: ignore[union-attr]
    low, high = (int(start.split()[1]), int(step.split("V")[1]))
    assert int(start.split()[0]) == second.x
    assert int(step.split("V")[0]) == last.x
    assert low > high
    assert found.aims == (Label(second.x, low, "≥80"), Label(last.x, high, "≥85"))


def test_a_target_that_pauses_is_two_lines() -> None:
    assert len(drawn([50.0, 60.0, 70.0], [80.0, None, 80.0]).targets) == 2
    assert drawn([50.0, 60.0]).targets == ()


def test_the_scale_holds_target_and_values_and_has_few_lines() -> None:
    for values, aim in (([0.0, 0.0], None), ([50.0], 80.0), ([99.9, 250.0], 80.0), ([78.2, 78.3], None), ([3.0, 512.0], 100.0)):
        found = drawn(values, [aim] * len(values))
        numbers = [float(label.text.rstrip("%")) for label in found.grid]
        assert numbers[0] <= min(values) <= max(values) <= numbers[-1]
        assert aim is None or numbers[0] <= aim <= numbers[-1]
        assert 2 <= len(numbers) <= 7
        assert all(TOP <= column.y <= BOTTOM for column in found.columns if column.y is not None)


def test_years_are_told_once_and_quarters_only_where_there_is_room() -> None:
    few, many = drawn([50.0] * 4 + [51.0]), drawn([50.0] * 20)
    assert ([label.text for label in few.years], len(few.names)) == (["2018", "2019"], 5)
    assert ([label.text for label in many.years], many.names) == (["2018", "2019", "2020", "2021", "2022"], ())
    assert few.height > many.height
    ages = drawn([50.0] * 30, None, [f"{year}-12-31" for year in range(1990, 2020)])
    assert len(ages.years) <= 8


def test_without_any_value_there_is_nothing_to_draw() -> None:
    assert course(moments([None, None], [80.0, 80.0]), "%") is None
