"""Quarterly figures of all reporting lines as records of the kind observation."""

import numpy as np
import pandas as pd

from build_scripts.demo import words
from build_scripts.demo.draws import Ints, Texts, Truths, stream
from build_scripts.demo.figures import MEASURES, Figures, true_figures
from build_scripts.demo.lines import Lines
from build_scripts.demo.phrases import days, digits, fixed, joined, repeated
from build_scripts.demo.reports import quarter_ends, reports_of
from build_scripts.demo.states import BARE, GIVEN, NOT_APPLICABLE, boast, states_of, without


def observations(lines: Lines, seed: int) -> pd.DataFrame:
    """Text cells of the observations, columns named by field; a corrected figure stands beside the first as version 2."""
    rng = stream(seed, 6)
    states = states_of(lines, rng)
    true = without(true_figures(lines, stream(seed, 1)), states)
    reports = reports_of(lines, true, stream(seed, 2))
    boast(lines, reports, rng)
    versions = ((1, reports.first, reports.first_day), (2, reports.second, reports.second_day))
    return pd.concat([_rows(lines, version, (figures, states), day) for version, figures, day in versions], ignore_index=True)


def tenths(numerator: Ints, denominator: Ints) -> Texts:
    """100 n/d rounded half up to one decimal, as text, by whole numbers only."""
    rounded = (2000 * numerator + denominator) // (2 * denominator)
    return joined(digits(rounded // 10), ".", digits(rounded % 10))


def _where(told: Truths, texts: Texts) -> Texts:
    """The texts of the rows that tell them, else empty ones."""
    return np.where(told, texts, "").astype(object)


def _rows(lines: Lines, version: int, told: tuple[Figures, Ints], day: Ints) -> pd.DataFrame:
    """One version of the figures with what is told in their place; what nobody can tell, 0 of 0, is not reported."""
    figures, states = told
    line, measure, quarter = np.nonzero((day >= 0) & ((figures.denominator > 0) | (states == NOT_APPLICABLE)))
    count = len(line)
    state = states[line, measure, quarter]
    stated, full = np.isin(state, (GIVEN, BARE)), state == GIVEN
    numerator = figures.numerator[line, measure, quarter]
    denominator = np.maximum(figures.denominator[line, measure, quarter], 1)
    years = range(lines.years[0], lines.years[1] + 1)
    periods = fixed([f"{year}-Q{place}" for year in years for place in range(1, 5)])
    lists = fixed([words.LIST_VERSION.format(year=year, quarter=name) for year in years for name in words.QUARTERS])
    completed = (line == figures.completed) & (quarter >= figures.completed_from)
    return pd.DataFrame(
        {
            "unit": lines.codes[line, quarter],
            "indicator": fixed([m.code for m in MEASURES])[measure],
            "period": periods[quarter],
            "as_of": days(quarter_ends(lines.years))[quarter],
            "scope": fixed([m.scope for m in MEASURES])[measure],
            "state": fixed(words.STATES)[state],
            "value": _where(stated, tenths(numerator, denominator)),
            "bound": _where(stated, repeated("=", count)),
            "numerator": _where(full, digits(numerator)),
            "denominator": _where(full, digits(denominator)),
            "list_version": _where(full, joined(lists[quarter], np.where(completed, words.LIST_COMPLETED, "").astype(object))),
            "method": repeated(words.SELF_REPORTED, count),
            "submitted_on": days(day[line, measure, quarter]),
            "version": repeated(str(version), count),
            "source": repeated(words.SOURCE, count),
        }
    )
