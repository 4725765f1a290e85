"""The canonical form of a submitted table, so that a change in git shows only facts."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from build_scripts.declare import Kind
from build_scripts.read.folder import read_folder


def canonical_csv(kind: Kind, cells: pd.DataFrame) -> bytes:
    """The table as UTF-8 CSV without BOM, LF ends, Chinese headers.

    Columns stand in the order of the declaration, those that are optional and wholly empty are left out; rows are sorted by key,
    version, then all cells. Only what CSV demands is quoted.

    Args:
        kind: the record kind.
        cells: text cells, columns named by field; empty text means not stated.
    """
    return ordered_csv(kind, ordered(kind, cells))


def ordered_csv(kind: Kind, rows: pd.DataFrame) -> bytes:
    """The same for rows that stand in order already."""
    texts = {field: rows[field.name].tolist() for field in kind.fields if field.name in rows}
    stated = {field: column for field, column in texts.items() if field.required or any(column)}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # so that a lone CR in a cell is quoted; the ends become LF below
    writer.writerow([field.title for field in stated])
    writer.writerows(zip(*stated.values(), strict=True))
    return text.getvalue().replace("\r\n", "\n").encode()


def ordered(kind: Kind, cells: pd.DataFrame) -> pd.DataFrame:
    """The rows by key and version; only where these do not tell all apart by the other cells too, which takes five times as long."""
    first = [name for name in (*kind.key, kind.version) if name in cells]
    rest = [field.name for field in kind.fields if field.name in cells and field.name not in first]
    if not first or len(cells) < 2:
        return cells
    order = first + rest if cells.duplicated(first).any() else first
    return cells.sort_values(order, kind="stable")


def unformatted(data: Path, kinds: Mapping[str, Kind]) -> Iterator[tuple[Path, bytes]]:
    """The CSV files below the data folder that are not in canonical form, with the bytes they should have.

    A file whose form is at fault (encoding, quotes, header, ragged rows) is passed over: there is no telling what it should be.
    """
    reading, _ = read_folder(data, kinds)
    for raw in reading.tables:
        path = data / raw.file
        if path.suffix == ".csv" and not raw.lost:
            canonical = canonical_csv(raw.kind, raw.cells)
            if canonical != path.read_bytes():
                yield path, canonical
