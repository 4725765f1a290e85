"""Every published rate recomputed from the published downloads alone, as a stranger would who has nothing but those files."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from build_scripts.declare import Field
from build_scripts.derive import contradictions, coverage, province_addends, province_totals
from build_scripts.derive.contradictions import KEY_MARK
from build_scripts.derive.province_addends import ADDED
from build_scripts.findings import Finding
from build_scripts.kinds.observation import ABOUT_WITHIN, BOUNDS, KIND
from build_scripts.merge.columns import Column
from build_scripts.parse.inert import given_back
from build_scripts.place import Place

Row = Mapping[str, str]
_FOLDER = "downloads/"
_EXACT, _AT_LEAST, _ABOVE, _AT_MOST, _BELOW, _ABOUT, _ODD, _NEARLY = BOUNDS
_NEARLY_FROM = Decimal("0.9")
_OWN_PARTS = "own-parts"
_TENTH = Decimal("0.1")
_PARTS = ("numerator", "denominator")


@dataclass(slots=True)
class Recount:
    """How many rates and totals were recomputed, and what did not come out."""

    rates: int = 0
    totals: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, name: str, line: int, /, **facts: str) -> None:
        """Note a finding at a line of a download."""
        self.findings.append(Finding(code, Place(f"{_FOLDER}{name}.csv", line), facts))


def recompute(root: Path) -> Recount:
    """Recompute what the downloads of a built site say; of a site without them nothing.

    E942: a rate is not what its numerator and denominator make, to the digits it is printed with and as far as its bound allows, and the
    download of contradictions does not say so. E943: a total is not the sum of its addends, or not the rate of its sums. E944: two
    downloads say different things of one figure.
    """
    recount = Recount()
    if not (root / f"{_FOLDER}statistics-coverage.csv").is_file():
        return recount
    stated = dict(_keyed(_table(root, "observation", _titles(KIND.fields))))
    known = {
        key for _, row in _statistic(root, "contradictions", contradictions.COLUMNS) if row["rule"] == _OWN_PARTS for key in _keys(row)
    }
    shown: dict[str, Row] = {}
    for line, row in _statistic(root, "coverage", coverage.COLUMNS):
        key = _key(row)
        shown[key] = row
        _check_rate(recount, ("statistics-coverage", line), row, key in known)
        if any(row[name] != stated.get(key, {}).get(name) for name in ("value", *_PARTS)):
            recount.add("E944", "statistics-coverage", line, key=key, other="observation")
    for key, row in stated.items():
        if key not in shown:
            _check_rate(recount, ("observation", int(row["line"])), row, key in known)
    _check_totals(recount, root, shown)
    return recount


def _check_rate(recount: Recount, place: tuple[str, int], row: Row, is_known: bool) -> None:
    """A rate that has both parts."""
    if not (row["value"] and row["numerator"] and row["denominator"]) or Decimal(row["denominator"]) <= 0:
        return
    recount.rates += 1
    computed = 100 * Decimal(row["numerator"]) / Decimal(row["denominator"])
    if not is_known and not _agrees(computed, row):
        recount.add("E942", *place, key=_key(row), value=row["value"], computed=f"{computed:.4f}")


def _agrees(computed: Decimal, row: Row) -> bool:
    """Whether a rate may be printed so: rounded to its last digit (half a unit either way), or as its bound says."""
    value, bound = Decimal(row["value"]), row["bound"] or _EXACT
    digits = int(row["value_digits"]) if row.get("value_digits") else max(-int(value.as_tuple().exponent), 0)
    half = Decimal(5).scaleb(-digits - 1)
    low, high = value - half, value + half
    if bound in (_AT_LEAST, _ABOVE):
        return computed >= low
    if bound in (_AT_MOST, _BELOW):
        return computed <= high
    if bound == _ABOUT:
        slack = max(half, value * Decimal(str(ABOUT_WITHIN)))
        return value - slack <= computed <= value + slack
    if bound == _ODD:
        return value - half <= computed <= value + _last_unit(value)
    return value * _NEARLY_FROM <= computed <= high if bound == _NEARLY else low <= computed <= high


def _last_unit(value: Decimal) -> Decimal:
    """The unit of the last digit that is not 0: 1000 of 1000, 1 of 41, 0.01 of 9.65."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def _check_totals(recount: Recount, root: Path, shown: Mapping[str, Row]) -> None:
    """The province's totals against their addends, and the addends against the figures themselves."""
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    units: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for line, row in _statistic(root, "province_addends", province_addends.COLUMNS):
        place = row["indicator"], row["period"]
        owing, added = units[place]
        owing.add(row["unit"])
        if row["scope"] and any(row[name] != shown.get(_key(row), {}).get(name) for name in _PARTS):
            recount.add("E944", "statistics-province-addends", line, key=_key(row), other="statistics-coverage")
        if row["role"] == ADDED:
            added.add(row["place"])
            sums[place] = [total + Decimal(row[name] or 0) for total, name in zip(sums[place], _PARTS, strict=True)]
    for line, row in _statistic(root, "province_totals", province_totals.COLUMNS):
        place = row["indicator"], row["period"]
        recount.totals += 1
        for fault in _total_faults(row, sums[place], units[place]):
            recount.add("E943", "statistics-province-totals", line, key="/".join(place), what=fault)


def _total_faults(row: Row, sums: list[Decimal], units: tuple[set[str], set[str]]) -> Iterator[str]:
    """Which cells of a total are not what its addends make."""
    for name, total in zip(_PARTS, sums, strict=True):
        if Decimal(row[name] or 0) != total:
            yield f"{row[name]} ≠ {total}"
    if sums[1] > 0 and Decimal(row["value"] or 0) != (100 * sums[0] / sums[1]).quantize(_TENTH, ROUND_HALF_UP):
        yield f"{row['value']}% ≠ {100 * sums[0] / sums[1]:.4f}%"
    for name, members in zip(("units_expected", "units_reported"), units, strict=True):
        if int(row[name]) != len(members):
            yield f"{row[name]} ≠ {len(members)}"


def _titles(columns: Iterable[Column | Field]) -> dict[str, str]:
    """Names of columns by the titles that stand in the CSV."""
    return {each.title: each.name.lstrip("_") for each in columns}


def _statistic(root: Path, name: str, columns: tuple[Column, ...]) -> Iterator[tuple[int, Row]]:
    return _table(root, f"statistics-{name.replace('_', '-')}", _titles(columns))


def _table(root: Path, name: str, titles: Mapping[str, str]) -> Iterator[tuple[int, Row]]:
    """The rows of a download with their lines; cells as they were before a spreadsheet was kept from taking them for formulas."""
    path = root / f"{_FOLDER}{name}.csv"
    if not path.is_file():
        return
    reader = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    names = [titles.get(title, title) for title in next(reader)]
    for cells in reader:
        yield reader.line_num, dict(zip(names, map(given_back, cells), strict=True))


def _keyed(rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[str, Row]]:
    for line, row in rows:
        yield _key(row), {**row, "line": str(line)}


def _key(row: Row) -> str:
    """The key of a figure, as the download of contradictions writes it."""
    return "/".join((row["unit"], row.get("subject", ""), row["indicator"], row["period"], row["scope"]))


def _keys(row: Row) -> list[str]:
    return row["observations"].split(KEY_MARK)
