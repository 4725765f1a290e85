"""Files of very many texts, most of which give nobody away: rows are asked in bulk, and only a file in doubt is read the exact way.

A row is known again by its hash (64 bits); only rows that are sound and give nobody away are kept in mind.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.guard.signs import BREAK, SEAM
from build_scripts.guard.suspect import TEXT
from build_scripts.publish import rows
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.policy import API, SENTINELS
from build_scripts.publish.rows import Form, Rows

_TOGETHER = 1 << 24
"""Bytes of one form that are asked together."""

_CUTS = MappingProxyType(
    {
        ".csv": rows.in_csv,
        ".jsonl": rows.in_json_lines,
        ".json": rows.in_table,
        ".jz": rows.in_index,
        ".xlsx": rows.in_workbook,
        ".sqlite": rows.in_database,
    }
)
_STAMPS = re.compile("|".join(sentinel.decode() for sentinel in SENTINELS))
"""What `check_file` finds wherever it stands."""

_MARKS = f"[{SEAM}{BREAK}]"
"""Signs of ours, which are taken out of a text before it is asked."""


class FileSieve:
    """Takes files, and tells which of them are to be read the exact way."""

    def __init__(self, exposure: Exposure) -> None:
        self._exposure = exposure
        self._waiting: dict[Form, list[tuple[str, list[bytes]]]] = {}
        self._weights = Counter[Form]()
        self._known: dict[Form, set[int]] = {}
        self._left: set[str] = set()
        self._refused: set[str] = set()

    def takes(self, path: str, data: bytes) -> bool:
        """Whether a file is of a form that has rows, and as regular as ours are."""
        cut = cut_of(path)
        if cut is None:
            return False
        try:
            for form, some in chain([rows.of_texts([path])], cut(data)):
                self._wait(path, form, some)
        except rows.FAULTS:
            self._refused.add(path)
            return False
        return True

    def left(self) -> list[str]:
        """The paths of files that were taken and may give somebody away, or are not what their names say."""
        for form in list(self._waiting):
            self._ask(form)
        return sorted(self._left - self._refused)

    def _wait(self, path: str, form: Form, some: list[bytes]) -> None:
        known = self._known.get(form)
        news = [row for row in some if hash(row) not in known] if known else some
        self._waiting.setdefault(form, []).append((path, news))
        self._weights[form] += sum(map(len, news))
        if self._weights[form] > _TOGETHER:
            self._ask(form)

    def _ask(self, form: Form) -> None:
        """Ask the rows that wait; those that are sound and give nobody away are known from then on."""
        paths, waiting = zip(*self._waiting.pop(form), strict=True)
        del self._weights[form]
        ends = np.cumsum([len(some) for some in waiting])
        every = list(chain.from_iterable(waiting))
        doubtful = set(paths)
        try:
            texts = _texts(every)
            odd = ~_matching(texts, form.sound)
            asked = _matching(texts, "|".join(filter(None, (_MARKS, _STAMPS.pattern, form.hides, TEXT))))
            doubtful = {paths[place] for place in np.unique(np.searchsorted(ends, np.flatnonzero(odd | asked), "right"))}
            plain, unsound = (texts.filter(pa.array(chosen)).to_pylist() for chosen in (asked & ~odd, odd))
            if _STAMPS.search("\n".join((*plain, *unsound))):
                raise ValueError("a shell without a page")
            found = set(form.read(plain)).union(*map(form.odd, unsound))
            sound = self._exposure.none_in(_unmarked(pa.array(found, pa.large_string())))
        except rows.FAULTS:
            sound = False
        if not sound:
            self._left |= doubtful
        elif form.recurs:
            self._known.setdefault(form, set()).update(map(hash, every))


def cut_of(path: str) -> Callable[[bytes], Iterator[Rows]] | None:
    """How a file becomes rows; None where only the exact way is known."""
    suffix = Path(path).suffix
    return rows.in_records if suffix == ".json" and path.startswith(API) else _CUTS.get(suffix)


def _texts(some: Sequence[bytes]) -> Any:
    ends = np.cumsum([0, *map(len, some)], dtype=np.int64)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(some))]
    return pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(some), buffers).cast(pa.large_string())


def _matching(texts: Any, pattern: str) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    if not pattern:
        return np.ones(len(texts), dtype=np.bool_)
    found: np.ndarray[Any, np.dtype[np.bool_]] = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
    return found


def _unmarked(texts: Any) -> Any:
    return pc.replace_substring(pc.replace_substring(texts, SEAM, ""), BREAK, "")
