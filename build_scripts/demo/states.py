"""What is reported in place of a full figure: 不适用, 不公开, a bare percentage; and prefectures that tell more than their counties did."""

import numpy as np

from build_scripts.demo.draws import Ints, shuffled, whole
from build_scripts.demo.figures import MEASURES, Figures
from build_scripts.demo.lines import Lines
from build_scripts.demo.reports import Reports

GIVEN, NOT_APPLICABLE, CLOSED, BARE = range(4)
"""A full figure; the unit has nothing of the kind; the figure may not be told; the rate without its parts (口径不明)."""

_OWN_PLANS = ((NOT_APPLICABLE, "CBA_RATE", 0), (CLOSED, "MEM_RATE", 6), (BARE, "ORG_RATE", 6), (BARE, "ORG_RATE", 3), (BARE, "STD_RATE", 4))
_OTHER_PLANS = ((NOT_APPLICABLE, "CBA_RATE", 0), (CLOSED, "MEM_RATE", 8))
"""One county, or one line that is no division, each: what it reports, of which measure, for how many of the last quarters (0: all)."""

_BOASTING = 2  # prefectures whose figures exceed the sum of their counties'
_BOASTED = ("ORG_RATE", "MEM_RATE")
_LATELY = 3  # quarters
_TOO_MUCH = 0.02  # of the denominator


def states_of(lines: Lines, rng: np.random.Generator) -> Ints:
    """What each line reports of each measure each quarter, [line, measure, quarter]; a full figure of nearly all."""
    quarters = lines.codes.shape[1]
    found = np.full((lines.count, len(MEASURES), quarters), GIVEN, dtype=np.int64)
    leaves = lines.own & np.array([len(lines.children(line)) == 0 for line in range(lines.count)])
    order = shuffled(rng, lines.count)
    for plans, among in ((_OWN_PLANS, lines.county), (_OTHER_PLANS, ~lines.county & ~lines.prefecture)):
        for line, (state, code, last) in zip(order[(leaves & among)[order]], plans, strict=False):
            found[line, _place(code), -last if last else 0 :] = state
    return found


def without(figures: Figures, states: Ints) -> Figures:
    """The figures but for those of which a unit has nothing: 0 of 0, which adds nothing to any sum."""
    numerator, denominator = (np.where(states == NOT_APPLICABLE, 0, part) for part in (figures.numerator, figures.denominator))
    return Figures(numerator, denominator, figures.completed, figures.completed_from)


def boast(lines: Lines, reports: Reports, rng: np.random.Generator) -> None:
    """Let a few prefectures lately tell more than the sum of what reports to them, in both versions."""
    totals = lines.prefecture & np.array([len(lines.children(line)) > 0 for line in range(lines.count)])
    order = shuffled(rng, lines.count)
    places = [_place(code) for code in _BOASTED]
    for line in order[totals[order]][:_BOASTING]:
        for version in (reports.first, reports.second):
            most = version.denominator[line]
            more = np.minimum(version.numerator[line] + whole(_TOO_MUCH * most.astype(np.float64)), most)
            version.numerator[line, places, -_LATELY:] = more[places, -_LATELY:]


def _place(code: str) -> int:
    return next(place for place, measure in enumerate(MEASURES) if measure.code == code)
