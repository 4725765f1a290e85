"""The last look at a built site: what can be read in any of its files must give nobody away.

Texts that recur are asked about once, and those of some hundred files by one cheap question, so that the look costs little beside the other
checks. A hit keeps the site from being published.
"""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.findings import Finding
from build_scripts.guard.identifiers import identifiers_in_pieces
from build_scripts.guard.signs import unmarked
from build_scripts.guard.silence import quiet_place
from build_scripts.guard.suspect import TEXT
from build_scripts.place import Place
from build_scripts.publish.page_texts import PageTexts, line_of
from build_scripts.publish.sitemap_check import stated_root
from build_scripts.publish.strings import UnreadableError, strings
from build_scripts.publish.texts import EXTRACTORS

_OWN_PATH = re.compile(r"(?:\.\./)*(?:union/)?[0-9A-Za-z-]{6,32}(?:/(?:19|20)[0-9]{2}-[0-9]+)?\.html(?:#(?:19|20)[0-9]{2}-[0-9]{5})?")
"""Where a union or a disclosure stands, below the site's own address: its code and index number, which stand on the page as well."""


@lru_cache(maxsize=20_000)
def _identifiers(text: str) -> Sequence[tuple[str, str]]:
    return tuple(identifiers_in_pieces(text))


def _suspects(texts: Any) -> list[int]:
    """The numbers of the texts that are worth the exact question."""
    numbers: list[int] = np.flatnonzero(pc.match_substring_regex(texts, TEXT).to_numpy(zero_copy_only=False)).tolist()
    return numbers


class Exposure:
    """Gathers what can be read in files below a folder, and then tells what of it gives somebody away."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._address = f"{stated_root(root)}/"
        self._pages = PageTexts()
        self._texts: dict[str, str] = {}
        self._faults: list[Finding] = []

    def page(self, path: str, pieces: Sequence[bytes]) -> None:
        """Take a page, cut up by `markup.pieces`."""
        self._texts.setdefault(path, path)
        self._pages.take(path, pieces)

    def file(self, path: str, data: bytes) -> None:
        """Take any other file; E927 where nobody can tell what is in it, E928 where it cannot be opened."""
        self._texts.setdefault(path, path)
        self.part(path, Path(path).suffix.lower(), data)

    def part(self, path: str, suffix: str, data: bytes) -> None:
        """Take what a file holds in the form that the suffix names; findings as for a file of its own."""
        extract = EXTRACTORS.get(suffix)
        if extract is None:
            self._faults.append(Finding("E927", Place(path)))
            return
        try:
            for text in extract(data):
                self._texts.setdefault(text, path)
        except UnreadableError as fault:
            self._faults.append(Finding("E928", Place(path), {"reason": str(fault)[:80]}))

    def value(self, path: str, value: object) -> None:
        """Take the value of a JSON file."""
        self._texts.setdefault(path, path)
        for text in strings(value):
            self._texts.setdefault(text, path)

    def findings(self) -> list[Finding]:
        """E926 for each identifier in a text, at the first file that holds it; and what could not be read."""
        texts = self._pages.texts()
        on_pages = len(texts)
        paths = list(self._texts.values())
        texts += map(unmarked, self._texts)
        found = list(self._faults)
        for number in _suspects(pa.array(texts, pa.large_string())):
            for sort, masked in self._given_away(texts[number]):
                path, segment = self._pages.place(number) if number < on_pages else (paths[number - on_pages], b"")
                place = quiet_place(Place(path, self._line(texts[number], path, segment)))
                found.append(Finding("E926", place, {"what": sort, "masked": masked}))
        return found

    def none_in(self, texts: Any) -> bool:
        """Whether none of the texts of an Arrow array, of which none is kept, gives anybody away."""
        return not any(self._given_away(texts[number].as_py()) for number in _suspects(texts))

    def _given_away(self, text: str) -> Sequence[tuple[str, str]]:
        return () if _OWN_PATH.fullmatch(text.removeprefix(self._address)) else _identifiers(text)

    def _line(self, text: str, path: str, segment: bytes) -> int:
        if text == path:
            return 0
        data = (self._root / path).read_bytes()
        if segment:
            return line_of(segment, data)
        for written in (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]):
            place = data.find(written.encode("utf-8", "replace"))
            if place >= 0:
                return data.count(b"\n", 0, place) + 1
        return 0
