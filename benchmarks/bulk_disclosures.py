"""A million disclosures, read and checked: our columns beside pandas' reader and a loop of pydantic models.

`python -m benchmarks.bulk_disclosures [--rows N] [--repeat N]`; each measurement runs in a process of its own.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from build_scripts.check.table import check_table
from build_scripts.demo import FOLDER, Size, generate, read_units
from build_scripts.guard.table import guard_table
from build_scripts.kinds.disclosure import KIND
from build_scripts.read.csv_text import read_csv
from build_scripts.read.raw import RawTable

_PROJECT = Path(__file__).resolve().parent.parent
_EVERY = 100  # one record in so many is quoted, or faulty
_AS_OF = "2013-12-31"  # before any takedown: the guard is measured on records that stay
_PEERS = ("pandas C reader, no checks", "csv.DictReader + pydantic")
Kept = list[object]
MEASURES = {
    "read + check": ("plain", "ours"),
    "read + check + guard": ("plain", "guarded"),
    _PEERS[0]: ("plain", "pandas"),
    _PEERS[1]: ("plain", "pydantic"),
    "read + check, 1 % quoted": ("quoted", "ours"),
    "read + check, all cells quoted": ("all_quoted", "ours"),
    "read + check, 1 % faulty": ("faulty", "ours"),
}


def ours(files: Sequence[Path]) -> tuple[Kept, int]:
    """The checked tables and the number of findings."""
    kept: Kept = []
    told = 0
    for file in files:
        raw, faults = read_csv(KIND, file.name, file.read_bytes(), demo=True)
        if not isinstance(raw, RawTable):
            raise TypeError(f"{file.name} was refused: {raw.code}")
        table, more = check_table(raw)
        kept.append(table)
        told += len(faults) + len(more)
    return kept, told


def guarded(files: Sequence[Path]) -> tuple[Kept, int]:
    """The guarded tables and the number of findings."""
    tables, told = ours(files)
    kept = [guard_table(table, public=False, as_of=_AS_OF) for table in tables]  # type: ignore[arg-type]
    return list(kept), told + sum(len(faults) for _, faults in kept)


def _way(name: str) -> Callable[[Sequence[Path]], tuple[object, int]]:
    own: dict[str, Callable[[Sequence[Path]], tuple[object, int]]] = {"ours": ours, "guarded": guarded}
    if name in own:
        return own[name]
    from benchmarks import peers  # here, so that pydantic's memory does not count as ours

    return {"pandas": peers.by_pandas, "pydantic": lambda files: peers.by_pydantic(files, KIND)}[name]


def write_variants(folder: Path, rows: int) -> None:
    """The same records four times: as the demonstration generator makes them, quoted here and there, quoted throughout, with faults."""
    for path, data in generate(read_units(_PROJECT / "data"), size=Size(disclosures=rows)).items():
        if not path.startswith(f"{FOLDER}/{KIND.name}/"):
            continue
        lines = data.decode().splitlines()
        variants = {"plain": lines, "quoted": _quoted(lines), "all_quoted": _all_quoted(lines), "faulty": _faulty(lines)}
        for variant, changed in variants.items():
            target = folder / variant / Path(path).name
            target.parent.mkdir(exist_ok=True)
            target.write_text("\n".join(changed) + "\n", "utf-8")


def _edited(lines: Sequence[str], edit: Callable[[int, list[str]], list[str]]) -> list[str]:
    edited = list(lines)
    for number in range(1, len(lines), _EVERY):
        edited[number] = ",".join(edit(number // _EVERY, lines[number].split(",")))
    return edited


def _quoted(lines: Sequence[str]) -> list[str]:
    """Summaries with an ASCII comma in quotation marks, every second one with a line break as well."""
    marks = ("{}", "{}\n")
    return _edited(lines, lambda turn, cells: [*cells[:3], f'"{marks[turn % 2].format(cells[3][:9])},{cells[3][9:]}"', *cells[4:]])


def _all_quoted(lines: Sequence[str]) -> list[str]:
    return ['"' + line.replace(",", '","') + '"' for line in lines]


def _faulty(lines: Sequence[str]) -> list[str]:
    """In turn: a date with slashes, a blank after the title, published before written, an unknown mode, a cell too few."""
    faults: tuple[Callable[[list[str]], list[str]], ...] = (
        lambda cells: [*cells[:8], cells[8].replace("-", "/"), *cells[9:]],
        lambda cells: [*cells[:2], cells[2] + " ", *cells[3:]],
        lambda cells: [*cells[:9], "2001-01-01", *cells[10:]],
        lambda cells: [*cells[:10], "公 开", *cells[11:]],
        lambda cells: cells[:-1],
    )
    return _edited(lines, lambda turn, cells: faults[turn % len(faults)](cells))


def _measure(way: str, folder: Path) -> dict[str, float]:
    """CPU seconds (both of the program and of the system, imports left out), peak of the process in MB, number of findings."""
    work, files = _way(way), sorted(folder.glob("*.csv"))
    before = resource.getrusage(resource.RUSAGE_SELF)
    kept, told = work(files)
    after = resource.getrusage(resource.RUSAGE_SELF)
    del kept
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": spent, "peak": after.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2), "findings": told}


def _measured(way: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", __spec__.name, "--measure", way, str(folder)]
    done = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _compare(rows: int, repeat: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([sys.executable, "-m", __spec__.name, "--write", name, "--rows", str(rows)], cwd=_PROJECT, check=True)
        size = sum(file.stat().st_size for file in Path(name, "plain").iterdir()) / 1e6
        runs = [{label: _measured(way, Path(name, variant)) for label, (variant, way) in MEASURES.items()} for _ in range(repeat)]
    print(f"{rows:,} rows, {len(KIND.fields)} fields, {size:,.0f} MB; median of {repeat}\n")
    print("| way | CPU s | peak MB | findings | CPU ÷ pandas | CPU ÷ pydantic |")
    print("|---|---:|---:|---:|---:|---:|")
    middle = {label: {key: statistics.median(run[label][key] for run in runs) for key in runs[0][label]} for label in MEASURES}
    for label, of in middle.items():
        ratios = " | ".join(f"{of['cpu'] / middle[peer]['cpu']:.2f}" for peer in _PEERS)
        print(f"| {label} | {of['cpu']:.2f} | {of['peak']:,.0f} | {of['findings']:,.0f} | {ratios} |")


def main() -> None:
    """Write the files, measure each way several times in turn, print the medians side by side."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(_measure(options.measure[0], Path(options.measure[1]))))
    elif options.write:
        write_variants(options.write, options.rows)
    else:
        _compare(options.rows, options.repeat)


if __name__ == "__main__":
    main()
