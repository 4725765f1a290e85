"""A small line of one unit's values over time, for a table's row."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, _EDGE = 96, 24, 3


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Polylines (SVG `points`) in a view box `0 0 96 24`, one for each unbroken run of values, the last value's place, the target's y."""

    lines: tuple[str, ...]
    x: int
    y: int
    target: int | None


def sparkline(values: Sequence[float | None], low: float, high: float, target: float | None = None) -> Sparkline | None:
    """The line of the values, None where one is missing; the scale is the caller's, so that the rows of a table can be compared.

    Args:
        values: one a period.
        low: the value at the lower edge.
        high: the value at the upper edge.
        target: the value to draw a line at, within the scale; None for none.

    Returns:
        None where there is no value at all.
    """
    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    span = (high - low) or 1.0

    def y(value: float) -> int:
        return round(HEIGHT - _EDGE - (value - low) / span * (HEIGHT - 2 * _EDGE))

    runs: list[list[tuple[int, int]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((round(_EDGE + place * step), y(value)))
    drawn = [run for run in runs if run]
    if not drawn:
        return None
    lines = tuple(" ".join(f"{x},{y}" for x, y in run) for run in drawn if len(run) > 1)
    return Sparkline(lines, *drawn[-1][-1], None if target is None else y(target))
