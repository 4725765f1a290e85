"""The files of the parts of a kind: CSV and workbook for people where the parts are places, JSON for programs always."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from build_scripts.bulk.api import part_file
from build_scripts.bulk.lines import csv_rows, json_objects, run
from build_scripts.bulk.parts import Part, Partition
from build_scripts.bulk.table import FLAG, Column, Download, Fact, columns
from build_scripts.bulk.whole import csv_head
from build_scripts.bulk.workbook import sheet_rows, workbook
from build_scripts.write.output import Output

Teller = Callable[[Part, Sequence[str], bool], tuple[str, str, tuple[Fact, ...]]]
"""Title, note and facts of a part, from the codes of its sources and whether anything in it is invented."""


def part_files(download: Download, partition: Partition, block: Sequence[Part], cites: str, tell: Teller, as_of: str) -> Iterator[Output]:
    """The files of neighbouring parts; `cites` names the column of sources, if there is one."""
    first = block[0].start
    rows = download.rows.iloc[partition.order[first : block[-1].stop]]
    yield from _records(download, partition, block, as_of, columns(rows, download.typed))
    if not partition.placed:
        return
    shown = columns(rows, download.headings)
    flags = columns(rows, [heading for heading in download.typed if heading.name == FLAG])[0]
    sources = shown[[heading.name for heading in download.headings].index(cites)] if cites else None
    head, lines = csv_head(download.headings), csv_rows(shown)
    for part in block:
        yield Output(_path(partition, part, "csv"), head + run(lines, part.start - first, part.stop - first))
    del lines
    cells = sheet_rows(shown, list(chain.from_iterable(range(2, part.count + 2) for part in block)))
    for part in block:
        start, stop = part.start - first, part.stop - first
        cited = _distinct(sources, start, stop) if sources is not None else ()
        title, note, facts = tell(part, cited, bool(flags[start:stop].true_count))
        told = replace(download, title=title, note=note, facts=facts)
        yield Output(_path(partition, part, "xlsx"), workbook(told, run(cells, start, stop)))


def _records(download: Download, partition: Partition, block: Sequence[Part], as_of: str, typed: Sequence[Column]) -> Iterator[Output]:
    first = block[0].start
    lines = json_objects([heading.name for heading in download.typed], typed, ",\n")
    for part in block:
        yield part_file(partition.kind, part, as_of, run(lines, part.start - first, part.stop - first))


def _distinct(column: Column, start: int, stop: int) -> list[str]:
    return sorted({code for cell in column[start:stop].unique().to_pylist() if cell for code in cell.split()})


def _path(partition: Partition, part: Part, suffix: str) -> str:
    return f"downloads/{partition.kind.name}/{part.stem}.{suffix}"
