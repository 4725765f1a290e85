"""Invented union organisations as records of the kind organisation."""

import numpy as np
import pandas as pd

from build_scripts.demo import words
from build_scripts.demo.draws import Ints, Texts, Truths, below, choose, stream, whole
from build_scripts.demo.lines import Lines
from build_scripts.demo.phrases import digits, fill, fixed, joined, repeated


def organisations(lines: Lines, seed: int, count: int) -> tuple[pd.DataFrame, Ints, Ints]:
    """Text cells of the organisations, columns named by field, the line of each, and its month of founding since 1970-01."""
    rng = stream(seed, 3)
    standing = np.where(lines.own & (lines.codes[:, -1] != ""), lines.weight + 15, 0)
    line = choose(rng, standing, count)
    form = choose(rng, [weight for *_, weight in words.FORMS], count)
    sector = choose(rng, [weight for *_, weight in words.SECTORS], count)
    types = fixed([name for name, *_ in words.FORMS])[form]
    single, several = types == words.SINGLE, (types == words.JOINT) | (types == words.LEAGUE)
    employees = 18 + whole(42.0 / (rng.random(count) + 0.012))
    members = whole(employees * (0.72 + 0.28 * rng.random(count)))
    women = whole(members * (0.15 + 0.5 * rng.random(count)))
    start, years = _terms(rng, lines, count)
    founded = np.minimum(_founded(stream(seed, 7), lines, count), start)
    cells = pd.DataFrame(
        {
            "code": _codes(count),
            "name": _names(form, sector, rng.random(count)),
            "type": types,
            "unit": lines.codes[line, -1],
            "sector": fixed([name for name, *_ in words.SECTORS])[np.where(single, sector, 0)],
            "employees": digits(employees),
            "members": digits(members),
            "women": digits(women),
            "covered_units": _where(several, digits(2 + below(rng, 60, count))),
            "full_time": digits(np.where((employees >= 200) & (rng.random(count) < 0.8), 1 + employees // 1500, 0)),
            "founded_on": _months(founded),
            "term_start": _months(start),
            "term_years": years,
            "audit_committee": np.where(rng.random(count) < 0.9, words.PRESENT, words.ABSENT).astype(object),
            "women_committee": fixed(words.WOMEN_FORMS)[np.where(women >= 25, 0, np.where(women > 0, 1, 2))],
            "source": repeated(words.SOURCE, count),
        }
    )
    return cells, line, founded


def _codes(count: int) -> Texts:
    return joined("demo-o", digits(np.arange(1, count + 1), max(5, len(str(count)))))


def _names(form: Ints, sector: Ints, draw: np.ndarray) -> Texts:
    """A running number, a trade or place that fits, and the form of union."""
    count = len(form)
    kind = repeated("", count)
    for place, (name, places, _, _) in enumerate(words.FORMS):
        for sector_place, (_, trades, _) in enumerate(words.SECTORS):
            rows = np.flatnonzero((form == place) & (sector == sector_place))
            choices = fixed(trades if name == words.SINGLE else places)
            kind[rows] = choices[(draw[rows] * len(choices)).astype(np.int64)]
    endings = fixed([ending for _, _, ending, _ in words.FORMS])[form]
    serial = digits(np.arange(1, count + 1), max(4, len(str(count))))
    return fill(words.ORGANISATION_NAME, {"serial": serial, "kind": kind, "form": endings}, np.arange(count))


def _terms(rng: np.random.Generator, lines: Lines, count: int) -> tuple[Ints, Texts]:
    """Start of the present term, in months since 1970-01, and its length in years."""
    year = lines.years[1] - below(rng, 5, count)
    return (year - 1970) * 12 + below(rng, 12, count), digits(np.where(rng.random(count) < 0.6, 5, 3))


def _founded(rng: np.random.Generator, lines: Lines, count: int) -> Ints:
    """The month of founding, most of them before the first year."""
    first = (lines.years[0] - 1970) * 12
    return np.where(rng.random(count) < 0.7, first - 1 - below(rng, 132, count), first + below(rng, 54, count))


def _months(numbers: Ints) -> Texts:
    return joined(digits(1970 + numbers // 12), "-", digits(1 + numbers % 12, 2))


def _where(stated: Truths, texts: Texts) -> Texts:
    return np.where(stated, texts, "").astype(object)
