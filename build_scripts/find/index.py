"""The whole index, as tasks that may be done in any order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import pandas as pd

from build_scripts.find.codes import codes, exponent_for
from build_scripts.find.files import File, packed, packed_json, stamp_of
from build_scripts.find.order import FACETS, Ordered, ordered, runs_file
from build_scripts.find.postings import postings
from build_scripts.find.records import CHUNK, records
from build_scripts.find.shards import shards
from build_scripts.find.years import years

Task = Callable[[], Iterable[File]]
_CHUNKS = 1_000  # chunks of records a task


Labels = Mapping[str, Mapping[str, str]]
GROUPS = "groups"


def index(documents: pd.DataFrame, labels: Labels, synonyms: Mapping[str, Sequence[str]]) -> list[Task]:
    """Everything below find/ that the search page reads.

    Args:
        documents: one row a thing that can be found, all text (empty where there is none) but `demo` (bool). `address` from the site's
            root; `title`, `body` and `by` are searched and shown; `beside` is searched; `code` is searched and found at once when typed
            whole; `on` a day, month or year; `sort`, `unit`, `item`, `state`, `level` are codes of facets.
        labels: by facet, what a code is called; a code that is not in it is shown as it is. By GROUPS, under which heading a unit stands.
        synonyms: by word, the words that are looked for beside it.

    Returns:
        Tasks, the longest first; each yields paths and bytes. The same documents give the same bytes.

    Raises:
        ValueError: when a task is done, if an address leads out of the site.
    """
    stamp = stamp_of(documents, [labels, synonyms])
    order = ordered(documents)
    chunks = -(-len(documents) // CHUNK)
    return [
        partial(_words, order, labels, synonyms, stamp),
        *(partial(records, order.rows, stamp, first, min(first + _CHUNKS, chunks)) for first in range(0, chunks, _CHUNKS)),
        partial(codes, order.rows, stamp),
        partial(years, order, stamp),
    ]


def _words(order: Ordered, labels: Labels, synonyms: Mapping[str, Sequence[str]], stamp: bytes) -> Iterable[File]:
    """`find/words/`, `find/large/`, and `find/index.jz`, by which all the others are known."""
    held = shards(postings(order.rows), stamp)
    yield from held.files
    yield packed_json(
        "index",
        stamp,
        {
            "stamp": stamp.hex(),
            "documents": len(order.rows),
            "facets": {facet: [[code, labels.get(facet, {}).get(code, code)] for code in order.codes[facet]] for facet in FACETS},
            "groups": labels.get(GROUPS, {}),
            "runs": len(order.runs),
            "shards": held.exponent,
            "codes": exponent_for(order.rows),
            "large": held.large,
            "synonyms": synonyms,
        },
    )
    yield packed("runs", stamp, runs_file(order))
