"""What is shown of the documents, and what their words are checked against: in chunks, long texts by themselves."""

import re
from collections.abc import Iterator

import pandas as pd

from build_scripts.find.files import File, packed_json

CHUNK = 128
LONG = 600
"""Signs of `beside` from which it stands in a file of its own."""

SHOWN = ("address", "title", "body", "by", "code", "on")
_PATH = re.compile(r"(?!/)[A-Za-z0-9._/-]+(?:#[\w.%:-]*)?")


def records(rows: pd.DataFrame, stamp: bytes, first: int = 0, last: int | None = None) -> Iterator[File]:
    """`find/records/<n>.jz`: 128 documents, column by column, and `find/texts/<document>.jz`, for the chunks from first to last.

    Raises:
        ValueError: an address leads out of the site.
    """
    end = -(-len(rows) // CHUNK) if last is None else last
    part = rows.iloc[first * CHUNK : end * CHUNK]
    held = {name: part[name].tolist() for name in (*SHOWN, "beside", "demo")}
    odd = [address for address in held["address"] if not _PATH.fullmatch(address)]
    if odd:
        raise ValueError(f"not an address of a page of the site: {odd[0]!r}")
    for number in range(first, end):
        own = slice((number - first) * CHUNK, (number - first + 1) * CHUNK)
        columns: dict[str, list[object]] = {name: held[name][own] for name in SHOWN}
        columns["demo"] = [int(demo) for demo in held["demo"][own]]
        beside = held["beside"][own]
        columns["beside"] = [text if len(text) <= LONG else None for text in beside]
        yield packed_json(f"records/{number}", stamp, columns)
        for place, text in enumerate(beside):
            if len(text) > LONG:
                yield packed_json(f"texts/{number * CHUNK + place}", stamp, text)
