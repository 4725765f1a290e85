"""Invented disclosures as records of the kind disclosure; columns throughout, so that a million take seconds."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from build_scripts.demo import words
from build_scripts.demo.catalogue import CATALOGUE
from build_scripts.demo.draws import Ints, Texts, Truths, below, choose, serials, stream
from build_scripts.demo.lines import Lines
from build_scripts.demo.phrases import days, digits, fill, fixed, joined, repeated

_BY_UNION = 0.45  # share of disclosures that a grass-roots union makes
_TAKEN_DOWN = 0.3  # share of notices that are taken down when the window ends
_WINDOW = 7  # five working days and a weekend
_ITEMS = CATALOGUE
_VARIANTS = [(place, *texts) for place, item in enumerate(_ITEMS) for texts in item.variants]


def disclosures(lines: Lines, organisations: tuple[pd.DataFrame, Ints], seed: int, count: int) -> pd.DataFrame:
    """Text cells of the disclosures, columns named by field.

    Args:
        lines: the reporting lines.
        organisations: the grass-roots unions and the line of each.
        seed: of the draws.
        count: how many.
    """
    rng = stream(seed, 4)
    unions, union_lines = organisations
    by_union = rng.random(count) < _BY_UNION
    union = below(rng, len(unions), count)
    item = np.where(by_union, _items(rng, "by_union", count), _items(rng, "by_federation", count))
    published, year, quarter = _published(rng, lines, item)
    federation = choose(rng, lines.weight + 15, count)
    line = np.where(by_union, union_lines[union], federation)
    line = np.where(lines.codes[line, quarter] == "", 0, line)
    unit = lines.codes[line, quarter]
    written = np.maximum(published - below(rng, 24, count) - 20 * (rng.random(count) < 0.08), _day(lines.years[0]))
    title, summary = _texts(rng, (item, year, quarter % 4), by_union)
    noticed = np.array([entry.noticed for entry in _ITEMS])[item]
    ends = np.where(noticed, published + _WINDOW, -1)
    cells = {
        "index_number": _index_numbers(unit, year, published),
        "item": fixed([entry.code for entry in _ITEMS])[item],
        "title": title,
        "summary": summary,
        "unit": unit,
        "organisation": np.where(by_union, unions["code"].to_numpy(dtype=object)[union], ""),
        "publisher": np.where(by_union, unions["name"].to_numpy(dtype=object)[union], lines.bodies[line, quarter]),
        "document_number": _document_numbers(rng, lines, (line, year, item), ~by_union),
        "document_on": days(written),
        "published_on": days(published),
        "mode": np.where(noticed, words.NOTICE, words.OPEN).astype(object),
        "notice_from": days(np.where(noticed, published, -1)),
        "notice_to": days(ends),
        "audience": fixed([entry.audience for entry in _ITEMS])[item],
        "takedown_on": days(np.where(rng.random(count) < _TAKEN_DOWN, ends, -1)),
        "security": repeated(words.PUBLIC, count),
        "version": repeated("1", count),
        "source": repeated(words.SOURCE, count),
    }
    return pd.DataFrame(cells, dtype=object)


def _items(rng: np.random.Generator, weight: str, count: int) -> Ints:
    return choose(rng, [getattr(entry, weight) for entry in _ITEMS], count)


def _day(year: int) -> int:
    return int(np.datetime64(f"{year}-01-01", "D").astype(np.int64))


def _published(rng: np.random.Generator, lines: Lines, item: Ints) -> tuple[Ints, Ints, Ints]:
    """Working days in the item's months: days since 1970-01-01, year, quarter counted from the first."""
    count = len(item)
    widest = max(len(entry.months) for entry in _ITEMS)
    months = np.array([np.resize(entry.months, widest) for entry in _ITEMS], dtype=np.int64)
    lengths = np.array([len(entry.months) for entry in _ITEMS])[item]
    month = months[item, (rng.random(count) * lengths).astype(np.int64)]
    first, last = lines.years
    year = first + choose(rng, [8 + place for place in range(last - first + 1)], count)  # disclosure grows over the years
    start = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    day = start + below(rng, 28, count)
    weekday = (day + 3) % 7  # 1970-01-01 was a Thursday; 5 and 6 are the weekend
    return day + np.where(weekday > 4, 7 - weekday, 0), year, (year - first) * 4 + (month - 1) // 3


def _index_numbers(unit: Texts, year: Ints, published: Ints) -> Texts:
    """Unit code, year and the running number inside both, in the order of publication."""
    names, place = np.unique(unit.astype(str), return_inverse=True)
    order = np.argsort(published, kind="stable")
    serial = np.empty(len(unit), dtype=np.int64)
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


def _texts(rng: np.random.Generator, what: tuple[Ints, Ints, Ints], by_union: Truths) -> tuple[Texts, Texts]:
    """Titles and summaries of item, year and quarter; the figures in them are drawn and large enough to name nobody."""
    item, year, quarter = what
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
    variant = (np.cumsum(sizes) - sizes)[item] + (rng.random(count) * sizes[item]).astype(np.int64)
    title, summary = repeated("", count), repeated("", count)
    for place, (_, title_pattern, summary_pattern) in enumerate(_VARIANTS):
        rows = np.flatnonzero(variant == place)
        title[rows] = fill(title_pattern, values, rows)
        summary[rows] = fill(summary_pattern, values, rows)
    return title, summary
