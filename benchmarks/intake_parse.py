"""A workbook of ten thousand rows read in the jailed child, beside openpyxl in this process, which sees no trap and keeps no bounds.

`python -m benchmarks.intake_parse [--rows N] [--repeat N]`; each measurement runs in a process of its own, its children counted in.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from build_scripts.parse.grid import Book
from build_scripts.read.jail import parse_book

_PROJECT = Path(__file__).resolve().parent.parent
_COLUMNS = 20
_PEER = "openpyxl, read only"
WAYS = ("jailed child", "in this process", _PEER)


def write(target: Path, rows: int) -> None:
    """Records as units send them: codes and names as text, counts, amounts, shares with all their digits, days."""
    chance = random.Random(1)  # noqa: S311  the same workbook every time
    with xlsxwriter.Workbook(str(target)) as book:
        sheet = book.add_worksheet("示例")
        day, share, amount = (book.add_format({"num_format": code}) for code in ("yyyy-mm-dd", "0.0%", "#,##0.00"))
        for row in range(rows):
            for column in range(0, _COLUMNS, 5):
                sheet.write_string(row, column, f"99{chance.randrange(9999):04d}" if column % 2 else f"示例单位{row}-{column}")
                sheet.write_number(row, column + 1, chance.randrange(100_000))
                sheet.write_number(row, column + 2, 43_000 + chance.randrange(3_000), day)
                sheet.write_number(row, column + 3, chance.randrange(1_000) / 1_021, share)
                sheet.write_number(row, column + 4, round(chance.random() * 1e6, 2), amount)


def _cells(book: Book) -> int:
    return sum(len(line) for grid in book.grids for line in grid.cells.values())


def _jailed(file: Path) -> int:
    return _cells(parse_book(file.read_bytes()))


def _here(file: Path) -> int:
    from build_scripts.parse.book import parse

    return _cells(parse(file.read_bytes()))


def _openpyxl(file: Path) -> int:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True, data_only=True)
    found = sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None)
    book.close()
    return found


def _measure(way: str, file: Path) -> dict[str, float]:
    """CPU seconds of this process and its children, the larger peak of memory in MB, and how many cells were found."""
    work: dict[str, Callable[[Path], int]] = dict(zip(WAYS, (_jailed, _here, _openpyxl), strict=True))
    started = resource.getrusage(resource.RUSAGE_SELF)
    cells = work[way](file)
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = own.ru_utime + own.ru_stime - started.ru_utime - started.ru_stime + children.ru_utime + children.ru_stime
    peak = max(own.ru_maxrss, children.ru_maxrss) / (1024 if sys.platform == "linux" else 1024**2)
    return {"cpu": spent, "peak": peak, "cells": cells}


def _measured(way: str, file: Path) -> dict[str, float]:
    command = [sys.executable, "-m", __spec__.name, "--measure", way, str(file)]
    done = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _compare(rows: int, repeat: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, "示例.xlsx")
        write(file, rows)
        size = file.stat().st_size / 1e6
        runs = [{way: _measured(way, file) for way in WAYS} for _ in range(repeat)]
    print(f"{rows:,} rows, {_COLUMNS} columns, {size:.1f} MB; median of {repeat}\n")
    print("| way | CPU s | peak MB | cells | CPU ÷ openpyxl |")
    print("|---|---:|---:|---:|---:|")
    middle = {way: {key: statistics.median(run[way][key] for run in runs) for key in runs[0][way]} for way in WAYS}
    for way, of in middle.items():
        print(f"| {way} | {of['cpu']:.2f} | {of['peak']:,.0f} | {of['cells']:,.0f} | {of['cpu'] / middle[_PEER]['cpu']:.2f} |")


def main() -> None:
    """Write the workbook, measure each way several times in turn, print the medians side by side."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(_measure(options.measure[0], Path(options.measure[1]))))
    else:
        _compare(options.rows, options.repeat)


if __name__ == "__main__":
    main()
