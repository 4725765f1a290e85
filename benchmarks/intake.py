"""A workbook of ten thousand figures of a hundred counties taken in whole, beside pandas that only reads it.

`python -m benchmarks.intake [--repeat N]`: `gongkai intake` as a clerk calls it (start of the program, records of `data/` read again,
checks, guard, merge before and after, files, receipt) on a copy of the records; and `pandas.read_excel`, which checks nothing.
"""

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import xlsxwriter

_PROJECT = Path(__file__).resolve().parent.parent
_ROWS = 10_000
_HEAD = ("单位", "指标", "时期", "口径", "数据状态", "数值", "分子", "分母", "取得方式", "版本", "说明")
_PEER = "import sys, pandas; pandas.read_excel(sys.argv[1], dtype=str)"


def write(target: Path) -> None:
    """One figure a row: counties by quarters, all sound, all new."""
    register = pd.read_csv(_PROJECT / "data/unit/hubei.csv", dtype="str")  # noqa: TID251  a list of codes for a benchmark
    units = register.loc[register["层级"] == "县", "单位代码"].tolist()[:100]
    with xlsxwriter.Workbook(str(target)) as book:
        sheet = book.add_worksheet("统计数据")
        sheet.write_row(0, 0, _HEAD)
        for row in range(_ROWS):
            quarter = row // len(units)
            period = f"{2019 + quarter // 4}-Q{quarter % 4 + 1}"
            texts = [units[row % len(units)], "ORG_RATE", period, "all-legal-entities", "有值"]
            sheet.write_row(row + 1, 0, texts)
            sheet.write_row(row + 1, 5, [50, 100, 200])
            sheet.write_row(row + 1, 8, ["自报", "1", "示例"])


def _spent(command: list[str]) -> tuple[float, float]:
    """Seconds on the wall, and of processor time with that of children."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=_PROJECT, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(folder: Path) -> dict[str, tuple[float, float]]:
    """Both ways once, on fresh records."""
    file, data = folder / "报表.xlsx", folder / "data"
    write(file)
    shutil.copytree(_PROJECT / "data", data)
    program = [sys.executable, "-m", "build_scripts", "intake", str(file), "--data", str(data), "--keep", str(folder / "kept"), "--demo"]
    return {"gongkai intake": _spent(program), "pandas.read_excel": _spent([sys.executable, "-c", _PEER, str(file)])}


def main() -> None:
    """Print medians, and the ratio of processor time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeat", type=int, default=3)
    runs = []
    for _ in range(parser.parse_args().repeat):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(measure(Path(folder)))
    middle = {name: [statistics.median(run[name][part] for run in runs) for part in (0, 1)] for name in runs[0]}
    for name, (wall, cpu) in middle.items():
        print(f"{name}: {wall:.2f} s wall, {cpu:.2f} s CPU, {cpu / middle['pandas.read_excel'][1]:.2f} x pandas")


if __name__ == "__main__":
    main()
