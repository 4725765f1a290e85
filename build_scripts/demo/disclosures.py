"""Invented disclosures as records of the kind disclosure; columns throughout, so that a million take seconds."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from build_scripts.demo import words
from build_scripts.demo.catalogue import CATALOGUE
from build_scripts.demo.draws import Ints, Texts, Truths, below, choose, serials, stream
from build_scripts.demo.lines import Lines
from build_scripts.demo.owed import Owing, fulfilled
from build_scripts.demo.phrases import days, digits, fill, fixed, joined, repeated

_BY_UNION = 0.45  # share of disclosures beyond what is owed that a grass-roots union makes
_OWED = 0.94  # share of all disclosures, at most, that are owed
_TAKEN_DOWN = 0.3  # share of notices that are taken down when the window ends
_WINDOW = 7  # five working days and a weekend, where no holiday lies between
_ITEMS = CATALOGUE
_VARIANTS = [(place, *texts) for place, item in enumerate(_ITEMS) for texts in item.variants]


def disclosures(lines: Lines, organisations: tuple[pd.DataFrame, Ints, Ints], seed: int, count: int) -> pd.DataFrame:
    """Text cells of the disclosures, columns named by field: what unions owe and disclose, and what they make known besides.

    Args:
        lines: the reporting lines.
        organisations: the grass-roots unions, the line of each, and the month in which it was founded.
        seed: of the draws.
        count: how many.
    """
    rng = stream(seed, 4)
    unions, union_lines, founded = organisations
    owed = fulfilled(rng, lines, founded, int(count * _OWED))
    free = count - len(owed.who)
    by_union = np.concatenate([owed.by_union, rng.random(free) < _BY_UNION])
    beyond = by_union[len(owed.who) :]
    item = np.concatenate([owed.item, np.where(beyond, _items(rng, "by_union", free), _items(rng, "by_federation", free))])
    drawn = _published(rng, lines, item[len(owed.who) :])
    published = _on_weekdays(np.concatenate([owed.published, drawn]))
    month = published.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    year, quarter = month // 12 + 1970, np.clip(month // 3 - (lines.years[0] - 1970) * 4, 0, lines.codes.shape[1] - 1)
    union = np.concatenate([np.where(owed.by_union, owed.who, 0), below(rng, len(unions), free)])
    federation = np.concatenate([np.where(owed.by_union, 0, owed.who), choose(rng, lines.weight + 15, free)])
    line = np.where(by_union, union_lines[union], federation)
    quarter = np.where(lines.codes[line, quarter] == "", lines.codes.shape[1] - 1, quarter)
    unit = lines.codes[line, quarter]
    code = np.where(by_union, unions["code"].to_numpy(dtype=object)[union], "")
    written = np.maximum(published - below(rng, 24, count) - 20 * (rng.random(count) < 0.08), _day(lines.years[0]))
    written[: len(owed.who)] = np.maximum(written[: len(owed.who)], owed.told_after + 1)
    title, summary = _texts(rng, (item, *_told_from(owed, year, quarter), len(owed.who)), by_union)
    noticed = np.array([entry.noticed for entry in _ITEMS])[item]
    ends = np.where(noticed, published + _WINDOW, -1)
    cells = {
        "index_number": _index_numbers(np.where(by_union, code, unit), year, published),
        "item": fixed([entry.code for entry in _ITEMS])[item],
        "period": np.concatenate([_periods(owed), repeated("", free)]),
        "title": title,
        "summary": summary,
        "unit": unit,
        "organisation": code,
        "publisher": np.where(by_union, unions["name"].to_numpy(dtype=object)[union], lines.bodies[line, quarter]),
        "document_number": _document_numbers(rng, lines, (line, year, item), ~by_union),
        "document_on": days(written),
        "published_on": days(published),
        "mode": np.where(noticed, words.NOTICE, words.OPEN).astype(object),
        "notice_from": days(np.where(noticed, published, -1)),
        "notice_to": days(ends),
        "feedback": np.where(noticed, words.FEEDBACK, "").astype(object),
        "audience": fixed([entry.audience for entry in _ITEMS])[item],
        "takedown_on": days(np.where(rng.random(count) < _TAKEN_DOWN, ends, -1)),
        "security": repeated(words.PUBLIC, count),
        "version": repeated("1", count),
        "source": repeated(words.SOURCE, count),
    }
    return pd.DataFrame(cells, dtype=object)


def _items(rng: np.random.Generator, weight: str, count: int) -> Ints:
    """Items drawn for what is made known beyond what is owed."""
    side = "union" if weight == "by_union" else "federation"
    weights = [0 if entry.owed and getattr(entry.owed, side) else getattr(entry, weight) for entry in _ITEMS]
    return choose(rng, weights, count)


def _periods(owed: Owing) -> Texts:
    """The period of each duty as records state it; empty for what is disclosed once a term."""
    yearly = digits(owed.year)
    quarterly = joined(yearly, "-Q", digits(np.maximum(owed.quarter, 1)))
    return np.where(owed.quarter > 0, quarterly, np.where(owed.quarter == 0, yearly, "")).astype(object)


def _told_from(owed: Owing, year: Ints, quarter: Ints) -> tuple[Ints, Ints]:
    """The year and the quarter (of the year, from 0) from which each text is written."""
    ahead = np.array([entry.owed is not None and entry.owed.ahead for entry in _ITEMS])[owed.item]
    number = owed.year * 4 + np.maximum(owed.quarter - 1, 0) + np.where(ahead, np.where(owed.quarter > 0, 1, 4), 0)
    standing = owed.quarter < 0
    size = len(owed.who)
    free = np.where(quarter[size:] >= 0, year[size:] * 4 + quarter[size:] % 4, 0)
    whole = np.concatenate([np.where(standing, year[:size] * 4, number), free])
    return whole // 4, whole % 4


def _day(year: int) -> int:
    return int(np.datetime64(f"{year}-01-01", "D").astype(np.int64))


def _published(rng: np.random.Generator, lines: Lines, item: Ints) -> Ints:
    """Days in the item's months, since 1970-01-01."""
    count = len(item)
    widest = max(len(entry.months) for entry in _ITEMS)
    months = np.array([np.resize(entry.months, widest) for entry in _ITEMS], dtype=np.int64)
    lengths = np.array([len(entry.months) for entry in _ITEMS])[item]
    month = months[item, (rng.random(count) * lengths).astype(np.int64)]
    first, last = lines.years
    year = first + choose(rng, [8 + place for place in range(last - first + 1)], count)  # disclosure grows over the years
    start: Ints = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return start + below(rng, 28, count)


def _on_weekdays(day: Ints) -> Ints:
    """The same day, or the Monday after it."""
    weekday = (day + 3) % 7  # 1970-01-01 was a Thursday; 5 and 6 are the weekend
    monday: Ints = day + np.where(weekday > 4, 7 - weekday, 0)
    return monday


def _index_numbers(publisher: Texts, year: Ints, published: Ints) -> Texts:
    """Code of the publisher, year and the running number inside both, in the order of publication."""
    names, place = np.unique(publisher.astype(str), return_inverse=True)
    order = np.argsort(published, kind="stable")
    serial = np.empty(len(publisher), dtype=np.int64)
    serial[order] = serials((place * 10000 + year)[order]) + 1
    return joined(fixed([f"{name}/" for name in names.tolist()])[place], digits(year), "-", digits(serial, 5))


def _document_numbers(rng: np.random.Generator, lines: Lines, where: tuple[Ints, Ints, Ints], federation: Truths) -> Texts:
    """Numbers of an invented organ, running in each line, year and office; only federations issue them."""
    line, year, item = where
    office = below(rng, len(words.OFFICES), len(line))
    numbered = federation & (rng.random(len(line)) < 0.6)
    offices, place = np.unique(fixed(words.OFFICES).astype(str), return_inverse=True)
    serial = serials((line * 10000 + year) * len(offices) + place[office]) % 9999 + 1
    initials = fixed([short[:1] for short in lines.short.tolist()])
    values = {"initial": initials[line], "office": fixed(words.OFFICES)[office], "year": digits(year), "serial": digits(serial)}
    return np.where(numbered, fill(words.DOCUMENT_NUMBER, values, np.arange(len(item))), "").astype(object)


def _texts(rng: np.random.Generator, what: tuple[Ints, Ints, Ints, int], by_union: Truths) -> tuple[Texts, Texts]:
    """Titles and summaries of item, year and quarter, the first so many of them owed; their figures are drawn and name nobody."""
    item, year, quarter, owed = what
    count = len(item)
    persons = (150 + below(rng, 4800, count)) // np.where(by_union, 8, 1)
    spent = persons * (30 + 6 * below(rng, 6, count)) // 100  # in 1,000 yuan: 300 to 600 yuan a person
    before = {"year": digits(np.where(quarter == 0, year - 1, year)), "quarter": fixed(words.QUARTERS)[(quarter + 3) % 4]}
    values: Mapping[str, Texts] = {
        "ended": fill(words.ENDED_QUARTER, before, np.arange(count)),
        "year": digits(year),
        "last": digits(year - 1),
        "quarter": fixed(words.QUARTERS)[quarter],
        "count": digits(persons),
        "small": digits(6 + below(rng, 54, count)),
        "amount": joined(digits(8 + below(rng, 240, count)), ".", digits(below(rng, 10, count))),
        "spent": joined(digits(spent // 10), ".", digits(spent % 10)),
        "topic": fixed(words.TOPICS)[below(rng, len(words.TOPICS), count)],
        "segment": fixed(words.SEGMENTS)[below(rng, len(words.SEGMENTS), count)],
    }
    sizes = np.array([len(entry.variants) for entry in _ITEMS])
    turn = np.where(np.arange(count) < owed, 0, (rng.random(count) * sizes[item]).astype(np.int64))
    variant = (np.cumsum(sizes) - sizes)[item] + turn
    title, summary = repeated("", count), repeated("", count)
    for place, (_, title_pattern, summary_pattern) in enumerate(_VARIANTS):
        rows = np.flatnonzero(variant == place)
        title[rows] = fill(title_pattern, values, rows)
        summary[rows] = fill(summary_pattern, values, rows)
    return title, summary
