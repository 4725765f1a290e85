"""Every rate and every total of a built site, recomputed by a stranger from the CSV downloads; it shares no code with what it checks.

`python tests/recount_rates.py SITE` tells how many were recomputed and what does not come out, and ends with 1 if anything does not.
"""

import csv
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
_SLACK = {"约": Fraction(5, 100)}


@dataclass
class Found:
    """How many were recomputed, and what did not come out."""

    rates: int = 0
    totals: int = 0
    told: list[str] = field(default_factory=list)


def read(files: Mapping[str, bytes]) -> dict[str, list[Row]]:
    """The downloads as rows by title, texts as they were before a spreadsheet was kept from taking them for formulas."""
    found = {}
    for name, data in files.items():
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        found[name] = [{title: re.sub(r"^'(?='*[=+\-@＝＋－＠])", "", cell) for title, cell in row.items()} for row in reader]
    return found


def wrong(tables: Tables) -> Found:
    """All rates that their parts do not make, all totals that the units' own figures do not make."""
    found = Found()
    excused = {key for row in tables["statistics-contradictions"] if row["规则代码"] == "own-parts" for key in row["涉及数据"].split("；")}
    digits = {_key(row): int(row["小数位数"]) for row in tables["statistics-coverage"] if row["小数位数"]}
    stated = {_key(row): row for row in tables["observation"]}
    for key, row in stated.items():
        found.rates += _is_rate(row)
        if _is_rate(row) and key not in excused and not _comes_out(row, digits.get(key)):
            found.told.append(f"{key}: {row['数值']}")
    for row in tables["statistics-coverage"]:
        if any(row[title] != stated[_key(row)][title] for title in ("数值", "分子", "分母", "界限")):
            found.told.append(f"{_key(row)}: not as it was stated")
    for row in tables["statistics-province-totals"]:
        found.totals += 1
        found.told += _total(row, tables)
    return found


def _key(row: Row) -> str:
    unit = row["单位"] if "单位" in row else row["单位代码"]
    return "/".join((unit, row.get("具体主体", ""), row["指标"], row["时期"], row["口径"]))


def _is_rate(row: Row) -> bool:
    return bool(row["数值"] and row["分子"] and row["分母"])


def _comes_out(row: Row, digits: int | None) -> bool:
    value, computed = Fraction(row["数值"]), 100 * Fraction(row["分子"]) / Fraction(row["分母"])
    places = len(row["数值"].partition(".")[2]) if digits is None else digits
    half = Fraction(1, 2 * 10**places)
    if row["界限"] in ("≥", ">"):
        return computed >= value - half
    if row["界限"] in ("≤", "<"):
        return computed <= value + half
    return abs(computed - value) <= max(half, value * _SLACK.get(row["界限"], 0))


def _total(total: Row, tables: Tables) -> Iterator[str]:
    """A total held against the figures of those who report to the province, found by walking down the register of units."""
    owing = set(_partition(tables["unit"], tables["site"][0]["省级单位"], total["时期末"]))
    rows = [
        row
        for row in tables["statistics-coverage"]
        if (row["指标"], row["时期"]) == (total["指标"], total["时期"]) and row["单位代码"] in owing and row["口径"] == total["口径"]
    ]
    rows = [row for row in rows if row["分子"] and Fraction(row["分母"] or 0) > 0]
    part, whole = (sum((Fraction(row[title]) for row in rows), Fraction(0)) for title in ("分子", "分母"))
    told = f"{total['指标']}/{total['时期']}"
    if (Fraction(total["分子合计"] or 0), Fraction(total["分母合计"] or 0)) != (part, whole):
        yield f"{told}: {part}/{whole}"
    if whole and Fraction(total["比率"]) != Fraction((2000 * part // whole + 1) // 2, 10):
        yield f"{told}: {float(100 * part / whole)}%"
    if (int(total["应报单位"]), int(total["计入单位"])) != (len(owing), len({row["现单位代码"] for row in rows})):
        yield f"{told}: {len(rows)} of {len(owing)}"


def _partition(units: Sequence[Row], province: str, day: str) -> Iterator[str]:
    """Who reports for the whole province on that day: from the province down to the first division or reporting line."""
    for unit in units:
        valid = (unit["启用日期"] or "0") <= day < (unit["停用日期"] or "9999")
        if unit["报送单位"] == province and valid and unit["数字已含在依附区划内"] != "是":
            yield unit["单位代码"]


if __name__ == "__main__":
    folder = Path(sys.argv[1]) / "downloads"
    result = wrong(read({path.stem: path.read_bytes() for path in folder.glob("*.csv")}))
    sys.stdout.write(f"{result.rates} rates, {result.totals} totals\n")
    sys.stdout.writelines(f"{line}\n" for line in result.told)
    sys.exit(bool(result.told))
