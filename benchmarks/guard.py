"""What guarding costs: the records beside their check, the built site beside its other checks, and one text by itself.

`python -m benchmarks.guard [--data data] [--site site] [--repeat N]`; CPU seconds in one process, each pair measured in turn.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from build_scripts.check.table import Table, check_table
from build_scripts.declare import discover
from build_scripts.guard.identifiers import identifiers
from build_scripts.guard.table import guard_table
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.file_check import check_file
from build_scripts.publish.page_check import Pages
from build_scripts.publish.tree import files_below
from build_scripts.publish.verify import PAGES_AT_ONCE
from build_scripts.read.folder import read_folder

_PROJECT = Path(__file__).resolve().parent.parent
_AS_OF = "2018-12-31"


class _Blind(Exposure):
    """Looks at nothing: what the other checks cost."""

    def page(self, path: str, pieces: Sequence[bytes], more: bytes = b"") -> None:
        """Pass over a page."""

    def file(self, path: str, data: bytes) -> None:
        """Pass over a file."""

    def value(self, path: str, value: object) -> None:
        """Pass over a value."""


def records(data: Path, repeat: int) -> tuple[int, float, float]:
    """Rows, and the least seconds of checking and of guarding them."""
    tables = read_folder(data, discover())[0].tables
    checked: list[Table] = []

    def check() -> None:
        checked[:] = [check_table(table)[0] for table in tables]

    def guard() -> None:
        for table in checked:
            guard_table(table, False, _AS_OF)

    check_time, guard_time = _least((check, guard), repeat)
    return sum(len(table.rows) for table in checked), check_time, guard_time


def site(root: Path, repeat: int) -> tuple[int, float, float]:
    """Pages, and the least seconds of their and all files' checks without and with the look for identifiers."""
    sizes, _ = files_below(root.resolve())
    pages = [path for path in sizes if path.endswith(".html")]
    blind, seeing = _least((lambda: _verified(root, sizes, _Blind), lambda: _verified(root, sizes, Exposure)), repeat)
    return len(pages), blind, seeing


def _verified(root: Path, paths: Iterable[str], sort: type[Exposure]) -> None:
    every = frozenset(paths)
    pages = sorted(path for path in every if path.endswith(".html"))
    for start in range(0, len(pages), PAGES_AT_ONCE):
        exposure = sort(root)
        looking = Pages(every, exposure)
        for path in pages[start : start + PAGES_AT_ONCE]:
            looking.check(path, (root / path).read_bytes())
        assert exposure.findings() == []
    exposure = sort(root)
    for path in sorted(every - set(pages)):
        check_file(path, (root / path).read_bytes(), every, exposure)
    assert exposure.findings() == []


def texts(repeat: int) -> tuple[int, float]:
    """How many disguised identifiers, and the least seconds of finding them."""
    sys.path.insert(0, str(_PROJECT / "tests"))
    import random

    from identities import DISGUISES
    from identities import identifiers as made

    chance = random.Random(1)  # noqa: S311
    written = [each.written(disguise(each, chance)) for each in made(2000, 1) for disguise in DISGUISES.values()]

    def find() -> None:
        assert all(any(True for _ in identifiers(text)) for text in written)

    return len(written), _least((find,), repeat)[0]


def _least(ways: Sequence[Callable[[], None]], repeat: int) -> list[float]:
    spent: list[list[float]] = [[] for _ in ways]
    for _ in range(repeat):
        for times, way in zip(spent, ways, strict=True):
            before = time.process_time()
            way()
            times.append(time.process_time() - before)
    return [min(times) for times in spent]


def main() -> None:
    """Measure what there is and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=_PROJECT / "data")
    parser.add_argument("--site", type=Path, default=_PROJECT / "site")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    rows, check, guard = records(options.data, options.repeat)
    print(f"{rows:,} records: check {check:.2f} s, guard {guard:.2f} s ({guard / check:.0%} of the check)")
    count, seconds = texts(options.repeat)
    print(f"{count:,} disguised identifiers: {seconds:.2f} s, {seconds / count * 1e6:.0f} µs each")
    if options.site.is_dir():
        pages, blind, seeing = site(options.site, options.repeat)
        print(f"{pages:,} pages: other checks {blind:.2f} s, with the look for identifiers {seeing:.2f} s (+{seeing / blind - 1:.0%})")


if __name__ == "__main__":
    main()
