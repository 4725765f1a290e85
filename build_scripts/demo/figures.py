"""The true figures behind the reports: S-shaped growth towards the plan's targets, bent by place, season and chance."""

from dataclasses import dataclass

import numpy as np

from build_scripts.demo.draws import Floats, Ints, bell, rise, shuffled, whole
from build_scripts.demo.lines import Lines

_SEASON = np.array([-1.5, 0.1, 0.4, 0.7])  # after the Spring Festival hands and units change, so the first quarter dips
_WORSENING = 5  # counties that fall below the target and keep falling
_JUMP = 0.35  # by how much one county's denominator grows on a completed list
_LEAST, _MOST = 3.0, 99.4


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator: scope of its denominator, rate in % at both ends, its base and how many of it stand for one of the base."""

    code: str
    scope: str
    first_pct: float
    last_pct: float
    per_base: float


# The first three count among the entities of the list; what follows among the unionised.
MEASURES = (
    Measure("ORG_RATE", "plan-list", 65.0, 84.5, 1.0),
    Measure("ORG_RATE_25", "plan-list-25", 77.0, 93.0, 0.13),
    Measure("MEM_RATE", "plan-employees", 71.0, 86.5, 38.0),
    Measure("STD_RATE", "plan-unions", 51.0, 83.5, 0.7),
    Measure("HOME_RATE", "unionised-units", 48.0, 82.5, 1.0),
    Measure("CBA_RATE", "plan-enterprises", 57.0, 82.0, 0.82),
    Measure("WOMEN_ORG_RATE", "plan-women", 66.0, 88.0, 0.9),
    Measure("EVAL_RATE", "plan-unions", 38.0, 77.0, 0.7),
)
_LISTED = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """Numerators and denominators, whole numbers [line, measure, quarter]; 0 of 0 for lines that only add up.

    `completed` is the line whose list was completed, from quarter `completed_from` on; -1 where there is none.
    """

    numerator: Ints
    denominator: Ints
    completed: int
    completed_from: int


def true_figures(lines: Lines, rng: np.random.Generator) -> Figures:
    """The figures that every line would report if all knew everything in time, its own part only."""
    quarters = lines.codes.shape[1]
    fates = shuffled(rng, lines.count)
    counties = fates[(lines.county & lines.own)[fates]]
    rates = _rates(lines, rng, counties[:_WORSENING])
    growth = 1.0 + 0.012 * np.arange(quarters) + 0.004 * bell(rng, lines.count, quarters)
    entities = whole((60.0 + 34.0 * lines.weight[:, None]) * np.where(lines.county, 1.0, 0.4)[:, None] * growth)
    entities = np.where(lines.own[:, None], entities, 0)
    unionised = whole(entities * rates[:, 0] / 100.0)
    bases = np.stack([(entities if place < _LISTED else unionised) for place in range(len(MEASURES))], axis=1)
    denominator = np.maximum(whole(bases * np.array([m.per_base for m in MEASURES])[:, None]), lines.own[:, None, None])
    numerator = np.minimum(whole(denominator * rates / 100.0), denominator)
    completed = int(counties[_WORSENING]) if len(counties) > _WORSENING else -1
    since = quarters * 2 // 5
    if completed >= 0:
        denominator[completed, :_LISTED, since:] = whole(denominator[completed, :_LISTED, since:] * (1.0 + _JUMP))
    _contain(lines, numerator)
    _contain(lines, denominator)
    return Figures(numerator, denominator, completed, since)


def _rates(lines: Lines, rng: np.random.Generator, worsening: Ints) -> Floats:
    """Rates in % [line, measure, quarter]."""
    count, measures, quarters = lines.count, len(MEASURES), lines.codes.shape[1]
    shared = bell(rng, count + 1)[lines.parent]  # -1 takes the last: the province
    lean = (3.0 * shared + 2.2 * bell(rng, count) + 2.0 * (lines.weight - 50) / 50.0)[:, None]
    first = np.array([m.first_pct for m in MEASURES]) + lean + 1.2 * bell(rng, count, measures)
    last = np.array([m.last_pct for m in MEASURES]) + 0.85 * lean + 0.8 * bell(rng, count, measures)
    last = np.maximum(last, first + 6.0)
    first[worsening] = 0.5 * (first[worsening] + last[worsening])
    last[worsening] = first[worsening] - 9.0
    time = np.arange(quarters) / max(quarters - 1, 1)
    centre = (0.3 + 0.25 * rng.random((count, 1)))[:, None, :]
    low, high = rise(-6.0 * centre), rise(6.0 * (1.0 - centre))
    grown = (rise(6.0 * (time - centre)) - low) / (high - low)
    season = np.resize(_SEASON, quarters)
    rates = first[:, :, None] + (last - first)[:, :, None] * grown + season + _wander(rng, count, measures, quarters)
    return np.minimum(np.maximum(rates, _LEAST), _MOST)


def _wander(rng: np.random.Generator, count: int, measures: int, quarters: int) -> Floats:
    """Chance that remembers: each quarter keeps 70 % of the last one's deviation."""
    steps = 0.3 * bell(rng, count, measures, quarters)
    for quarter in range(1, quarters):
        steps[:, :, quarter] += 0.7 * steps[:, :, quarter - 1]
    return steps


def _contain(lines: Lines, figures: Ints) -> None:
    """Add to each host the share of the zones that its own figures contain."""
    for line, hosts in enumerate(lines.hosts):
        owning = [host for host in hosts if lines.own[host] and host != line]
        for place, host in enumerate(owning):
            figures[host] += figures[line] // len(owning) + (place < figures[line] % len(owning))
