"""Invented honours and their steps, from application to award, review and, for a few, revocation."""

import numpy as np
import pandas as pd

from build_scripts.demo import words
from build_scripts.demo.draws import Ints, Texts, below, choose, serials, shuffled, stream
from build_scripts.demo.lines import Lines
from build_scripts.demo.phrases import days, digits, fill, fixed, joined, repeated

_INTENDED = 0.14  # share that has come no further than the notice of the intended award
_APPLIED = 0.05  # share that has come no further than the recommendation
_REVIEW_AFTER = 2  # years


def honours(lines: Lines, organisations: tuple[pd.DataFrame, Ints, Ints], seed: int, count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Text cells of the honours and of their steps, columns named by field."""
    rng = stream(seed, 5)
    unions, union_lines, _ = organisations
    single = np.flatnonzero((unions["type"] == words.SINGLE).to_numpy())
    union = single[np.resize(shuffled(rng, len(single)), count)]
    title = choose(rng, [weight for *_, weight in words.TITLES], count)
    year = lines.years[0] + below(rng, lines.years[1] - lines.years[0] + 1, count)
    far = rng.random(count)
    stage = np.where(far < _APPLIED, 0, np.where(far < _APPLIED + _INTENDED, 1, 2))
    body = _bodies(lines, title, union_lines[union])
    code = joined("demo-h", digits(np.arange(1, count + 1), max(4, len(str(count)))))
    name, short = lines.province
    names = {"province": repeated(name, count), "short": repeated(short, count), "city": lines.city[union_lines[union]]}
    cells = pd.DataFrame(
        {
            "code": code,
            "title": _by_row([text for text, *_ in words.TITLES], title, names),
            "level": fixed([level for _, level, *_ in words.TITLES])[title],
            "year": digits(year),
            "nature": np.where(stage == 2, words.GRANTED, words.NOMINATED).astype(object),
            "recipient": _recipients(rng, unions, union, title),
            "recipient_type": fixed([kind for _, _, kind, _ in words.TITLES])[title],
            "unit": unions["unit"].to_numpy(dtype=object)[union],
            "organisation": unions["code"].to_numpy(dtype=object)[union],
            "granting_body": body,
            "source": repeated(words.SOURCE, count),
        }
    )
    return cells, _steps(rng, lines, (code, body, unions["name"].to_numpy(dtype=object)[union]), (year, stage))


def _bodies(lines: Lines, title: Ints, line: Ints) -> Texts:
    level = fixed([entry[1] for entry in words.TITLES])[title]
    mark = words.FEDERATION + words.EXAMPLE_MARK
    city = joined(lines.city[line], mark)
    provincial = np.where(level == words.PROVINCIAL, lines.province[0] + mark, city)
    return np.where(level == words.NATIONAL, words.NATIONAL_BODY, provincial).astype(object)


def _by_row(patterns: list[str], which: Ints, values: dict[str, Texts]) -> Texts:
    text = repeated("", len(which))
    for place, pattern in enumerate(patterns):
        rows = np.flatnonzero(which == place)
        text[rows] = fill(pattern, values, rows)
    return text


def _recipients(rng: np.random.Generator, unions: pd.DataFrame, union: Ints, title: Ints) -> Texts:
    """The union, or its unit, or a team or small home of the unit: full names, and all begin with the mark."""
    count = len(union)
    name = unions["name"].to_numpy(dtype=object)[union]
    unit = fixed([text.removesuffix(words.FORMS[0][2]) for text in name.tolist()])
    kind = fixed([entry[2] for entry in words.TITLES])[title]
    team = unit + fixed(words.TEAMS)[below(rng, len(words.TEAMS), count)]
    home = unit + fixed(words.HOMES)[below(rng, len(words.HOMES), count)]
    recipient: Texts = np.select([kind == words.TEAM, kind == words.SMALL_HOME, kind == words.SINGLE_UNIT], [team, home, unit], name)
    return recipient


def _steps(rng: np.random.Generator, lines: Lines, who: tuple[Texts, Texts, Texts], when: tuple[Ints, Ints]) -> pd.DataFrame:
    """The steps in one table; a step not reached has no row."""
    (code, body, union), (year, stage) = who, when
    count = len(code)
    end = _first_day(lines.years[1] + 1) - 1
    applied = _first_day(lines.years[0] + np.arange(lines.years[1] - lines.years[0] + 1))[year - lines.years[0]]
    applied = applied + 28 + below(rng, 30, count)
    proposed = applied + 12 + below(rng, 10, count)
    assessed = proposed + 14 + below(rng, 15, count)
    intended = assessed + 8 + below(rng, 10, count)
    awarded = np.where(stage == 2, intended + 8 + below(rng, 7, count), -1)
    handed = np.where((stage == 2) & (rng.random(count) < 0.6), awarded + 2 + below(rng, 18, count), -1)
    reviewed = np.where((stage == 2) & (rng.random(count) < 0.8), awarded + 365 * _REVIEW_AFTER + below(rng, 120, count), -1)
    reviewed = np.where(reviewed > end, -1, reviewed)
    verdict = choose(rng, (75, 14, 11), count)
    again = np.where((reviewed >= 0) & (verdict == 1), reviewed + 60 + below(rng, 40, count), -1)
    revoked = np.where((reviewed >= 0) & (verdict == 2), reviewed + 20 + below(rng, 20, count), -1)
    verdicts = fixed((words.PASSED, words.TO_MEND, words.FAILED))[verdict]
    nothing, passed = repeated("", count), repeated(words.PASSED, count)
    reached = (
        (words.APPLIED, applied, nothing, union),
        (words.PROPOSED, proposed, nothing, body),
        (words.ASSESSED, np.where(stage > 0, assessed, -1), passed, body),
        (words.INTENDED, np.where(stage > 0, intended, -1), nothing, body),
        (words.AWARDED, awarded, nothing, body),
        (words.HANDED_OVER, handed, nothing, body),
        (words.REVIEWED, reviewed, verdicts, body),
        (words.REVIEWED, np.where(again > end, -1, again), passed, body),
        (words.REVOKED, np.where(revoked > end, -1, revoked), nothing, body),
    )
    steps = [
        pd.DataFrame({"honour": code, "type": repeated(kind, count), "on": days(day), "body": by, "result": result})
        for kind, day, result, by in reached
    ]
    table = pd.concat(steps, ignore_index=True)
    return _numbered(table[table["on"] != ""].reset_index(drop=True))


def _first_day(year: Ints | int) -> Ints:
    return (np.asarray(year) - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)


def _numbered(steps: pd.DataFrame) -> pd.DataFrame:
    """Awards and revocations carry the number of a decision of an invented organ."""
    decided = steps["type"].isin([words.AWARDED, words.REVOKED]).to_numpy()
    years = steps["on"].str[:4].to_numpy(dtype=object)
    serial = digits(serials(steps["type"].eq(words.REVOKED).to_numpy() * 10000 + years.astype(np.int64)) // 12 + 1)
    offices = np.where(steps["type"] == words.REVOKED, words.REVOKING_OFFICE, words.AWARDING_OFFICE).astype(object)
    numbers = fill(words.AWARD_NUMBER, {"office": offices, "year": years, "serial": serial}, np.arange(len(steps)))
    return steps.assign(document_number=np.where(decided, numbers, "").astype(object))
