"""What was seen on many pages, small enough to be sent from one process to another: a million anchors in eight bytes each."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from build_scripts.findings import Finding
from build_scripts.publish.page_check import PageFacts

_Numbers = np.ndarray[Any, np.dtype[np.int64]]


def place_of(path: str, fragment: str) -> int:
    """A place in a page as a number; two places share one so seldom (once in 10^19 pairs) that no link is taken for another.

    The number is the same in all processes forked from one another, and in no others.
    """
    return hash((path, fragment))


@dataclass(slots=True)
class Looked:
    """What was seen on some pages.

    `counts` by name; `ids`: the places that there are; `wanted`: those that other pages' links name, with the page of each by its number in
    `paths`; `proving`: the pages with figures or evidence; `indexed`: those that search engines may keep.
    """

    counts: Counter[str] = field(default_factory=Counter)
    ids: "array[int]" = field(default_factory=lambda: array("q"))
    wanted: "array[int]" = field(default_factory=lambda: array("q"))
    pages: "array[int]" = field(default_factory=lambda: array("q"))
    paths: list[str] = field(default_factory=list)
    proving: list[PageFacts] = field(default_factory=list)
    indexed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, page: PageFacts) -> None:
        """Take what was seen on one more page."""
        self.counts["pages"] += 1
        self.counts["elements"] += page.elements
        self.counts["links"] += page.links
        self.counts["outside_links"] += page.outside
        self.counts["maps"] += page.maps
        self.ids.extend([place_of(page.path, name) for name in page.ids])
        if page.wanted:
            self.pages.extend([len(self.paths)] * len(page.wanted))
            self.paths.append(page.path)
            self.wanted.extend([place_of(*wish) for wish in page.wanted])
        if page.indexed:
            self.indexed.append(page.path)
        if page.figures or page.proofs:
            self.proving.append(page)
        self.findings += page.findings

    def take(self, paths: Sequence[str], of: _Numbers, wanted: _Numbers) -> None:
        """Take the places that links of some of these pages name, and of each the page's number."""
        own, numbers = np.unique(of, return_inverse=True)
        self.pages.frombytes((numbers + len(self.paths)).astype(np.int64).tobytes())
        self.paths += [paths[number] for number in own.tolist()]
        self.wanted.frombytes(wanted.tobytes())

    def paths_of(self, which: np.ndarray[Any, np.dtype[np.bool_]]) -> Iterator[str]:
        """The pages of some of the places wanted."""
        for number in np.unique(np.array(self.pages)[which]).tolist():
            yield self.paths[number]
