"""A small multiple: one unit's values over all periods, on a scale that its neighbours share, with the target as it stood in each."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, EDGE = 160, 48, 4
Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class SmallLine:
    """SVG `points` in a view box `0 0 160 48`: a line for each unbroken run of values or targets; `dots` are values that stand alone."""

    lines: tuple[str, ...]
    targets: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]


def x_of(position: int, count: int) -> int:
    """Where a period stands, by its position among so many."""
    return round(EDGE + position * (WIDTH - 2 * EDGE) / max(count - 1, 1))


def small_line(values: Values, targets: Values, low: float, high: float) -> SmallLine:
    """The lines of one unit.

    Args:
        values: one a period, None where there is none.
        targets: the target in force in each period, None where none was; as many as values.
        low: the value at the lower edge, for all units alike.
        high: the value at the upper edge.
    """
    runs = _runs(values, low, high)
    return SmallLine(
        lines=tuple(_points(run) for run in runs if len(run) > 1),
        targets=tuple(_points(run) for run in _runs(targets, low, high) if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
    )


def _runs(values: Values, low: float, high: float) -> list[list[tuple[int, int]]]:
    span = (high - low) or 1.0
    runs: list[list[tuple[int, int]]] = [[]]
    for position, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            y = round(HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE))
            runs[-1].append((x_of(position, len(values)), y))
    return [run for run in runs if run]


def _points(run: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in run)
