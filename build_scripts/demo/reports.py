"""What was reported of the true figures: on time, late, not at all, wrong at first, and summed from what was known that day."""

from dataclasses import dataclass

import numpy as np

from build_scripts.demo.draws import Ints, Truths, below, shuffled, whole
from build_scripts.demo.figures import Figures
from build_scripts.demo.lines import QUARTER_STARTS, Lines

_HABITUAL = 5  # lines that are often late
_SILENT = 4  # lines that have not reported the last quarter
_ABSENT = 3  # quarters for which one line was silent in the middle
_FOLLOWS_UP = 0.75  # how often a sum is reported anew when a part came late or was corrected


@dataclass(frozen=True, slots=True)
class Reports:
    """Two versions of each figure: [line, measure, quarter]; `day` counts from 1970-01-01, -1 where there is no such version."""

    first: Figures
    first_day: Ints
    second: Figures
    second_day: Ints


def quarter_ends(years: tuple[int, int]) -> Ints:
    """The last day of each quarter, in days since 1970-01-01."""
    starts = [f"{year}{start}" for year in range(years[0], years[1] + 1) for start in QUARTER_STARTS] + [f"{years[1] + 1}-01-01"]
    return np.array(starts[1:], dtype="datetime64[D]").astype(np.int64) - 1


def reports_of(lines: Lines, true: Figures, rng: np.random.Generator) -> Reports:
    """The reports of all lines; the parts of a total before the total itself."""
    day = _first_days(lines, rng)
    numerator, second_day = _misstated(lines, true, day, rng)
    followed = rng.random(day.shape) < _FOLLOWS_UP
    reports = Reports(
        first=Figures(numerator, true.denominator.copy(), true.completed, true.completed_from),
        first_day=np.repeat(day[:, None, :], numerator.shape[1], axis=1),
        second=Figures(true.numerator.copy(), true.denominator.copy(), true.completed, true.completed_from),
        second_day=second_day,
    )
    for line in _parts_first(lines):
        _add_up(reports, line, lines.children(line), followed[line])
    return reports


def _first_days(lines: Lines, rng: np.random.Generator) -> Ints:
    """When each line first reports each quarter, [line, quarter]; -1: it does not."""
    shape = lines.codes.shape
    totals = np.array([len(lines.children(line)) > 0 for line in range(lines.count)])
    opens = np.where(lines.prefecture, 13, np.where(totals, 12, 10))[:, None]
    offset = opens + below(rng, 3, lines.codes.size).reshape(shape)
    order = shuffled(rng, lines.count)
    habitual = np.isin(np.arange(lines.count), order[:_HABITUAL])[:, None]
    late = rng.random(shape) < np.where(habitual, 0.4, 0.006)
    offset = np.where(late, 18 + below(rng, 32, lines.codes.size).reshape(shape), offset)
    silent = rng.random(shape) < np.where(lines.prefecture, 0.0, 0.004)[:, None]
    silent[order[_HABITUAL : _HABITUAL + _SILENT], -1] = True
    middle = shape[1] // 2
    silent[order[_HABITUAL + _SILENT : _HABITUAL + _SILENT + 1], middle : middle + _ABSENT] = True
    missing = silent | (lines.codes == "")
    return np.where(missing, -1, quarter_ends(lines.years)[None, :] + offset)


def _misstated(lines: Lines, true: Figures, day: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """First numerators, a few of them overstated, and the day on which each of those was corrected."""
    shape = true.numerator.shape
    wrong = (rng.random(shape) < 0.25) & (rng.random((shape[0], 1, shape[2])) < 0.015)
    wrong &= lines.own[:, None, None] & (day >= 0)[:, None, :]
    overstated = true.numerator + whole(true.denominator * (0.02 + 0.05 * rng.random(shape)))
    numerator = np.where(wrong, np.minimum(overstated, true.denominator), true.numerator)
    wrong &= numerator != true.numerator
    corrected = day[:, None, :] + 20 + below(rng, 50, wrong.size).reshape(shape)
    return numerator, np.where(wrong, corrected, -1)


def _parts_first(lines: Lines) -> list[int]:
    """Lines with parts, those deepest in the tree first."""
    depth = np.zeros(lines.count, dtype=np.int64)
    above = lines.parent
    while (above >= 0).any():
        depth += above >= 0
        above = np.where(above >= 0, lines.parent[above], -1)
    deepest = np.argsort(-depth, kind="stable")
    return [int(line) for line in deepest if len(lines.children(int(line)))]


def _add_up(reports: Reports, line: int, parts: Ints, followed: Truths) -> None:
    """Add the parts into a line: into its first version what was known that day, into its second what is known now."""
    stated = reports.first_day[parts] >= 0
    earliest = np.where(stated, reports.first_day[parts], np.iinfo(np.int64).max).min(axis=0)
    silent = (reports.first_day[line] < 0) | ~stated.any(axis=0)
    day = np.where(silent, -1, np.maximum(reports.first_day[line], earliest))
    known = stated & (reports.first_day[parts] <= day)
    corrected = reports.second_day[parts] >= 0
    corrected_known = corrected & (reports.second_day[parts] <= day)
    differs = reports.second_day[line] >= 0
    for name in ("numerator", "denominator"):
        first, second = getattr(reports.first, name), getattr(reports.second, name)
        then = np.where(known, np.where(corrected_known, second[parts], first[parts]), 0).sum(axis=0)
        now = np.where(stated, np.where(corrected, second[parts], first[parts]), 0).sum(axis=0)
        first[line] += then
        second[line] += now
        differs = differs | ((then != now) & followed)
    newest = np.maximum(np.where(stated, reports.first_day[parts], -1), reports.second_day[parts]).max(axis=0)
    again = np.maximum(newest, np.maximum(day, reports.second_day[line])) + 3
    reports.first_day[line] = day
    reports.second_day[line] = np.where(differs & (day >= 0), again, -1)
