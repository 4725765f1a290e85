"""Places in a submitted file as a clerk finds them, and many of them as runs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from build_scripts.intake.receipt import Receipt
from build_scripts.view.words import Words

MOST_RUNS = 100
_LINE = re.compile(r"(\d+)(?::(\d+))?")
_CELL = re.compile(r"(.*)!([A-Z]*)(\d*)", re.DOTALL)
_BOOKS = (".xlsx", ".xls")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: sheet (empty in a file of text), line (0: as a whole), and column by its letters, or the character in a line of text."""

    sheet: str = ""
    line: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one receipt in words; `book` tells sheets from lines, which both may be written in digits alone."""

    words: Words
    book: bool

    def spot(self, written: str) -> Spot:
        """The place that a receipt writes as `Sheet1!B5`, `5:2`, `5`, `Sheet1`, or not at all."""
        cell = _CELL.fullmatch(written) if self.book else None
        if cell:
            return Spot(cell[1], int(cell[3] or 0), cell[2])
        line = None if self.book else _LINE.fullmatch(written)
        return Spot("", int(line[1]), line[2] or "") if line else Spot(written)

    def told(self, spot: Spot) -> str:
        """One place."""
        if spot.column and not spot.sheet:
            return self.words("receipt.run_character", line=spot.line, column=spot.column)
        return next(self._told([(spot.sheet, spot.column, [spot.line])]))

    def runs(self, spots: Iterable[Spot], most: int = MOST_RUNS) -> str:
        """Many places: neighbours in one column, or lines, as one run; no more than `most` of these, and then how many places are left."""
        columns: dict[tuple[str, str], list[int]] = {}
        every = list(dict.fromkeys(spots))
        if len(every) == 1:
            return self.told(every[0])
        for spot in every:
            columns.setdefault((spot.sheet, spot.column if spot.sheet else ""), []).append(spot.line)
        found = [(sheet, column, run) for (sheet, column), lines in columns.items() for run in _neighbours(lines)]
        told = self.words("receipt.list").join(self._told(found[:most]))
        left = sum(len(lines) for _, _, lines in found[most:])
        return self.words("receipt.runs_more", count=f"{left:,}", runs=told) if left else told

    def _told(self, runs: Sequence[tuple[str, str, Sequence[int]]]) -> Iterator[str]:
        """The runs in words; a sheet is named at the first of its own."""
        named = ""
        for sheet, column, lines in runs:
            sort = "cell" if column else "row"
            if not lines[0]:
                sort = "column" if column else "whole" if sheet else "file"
            many = "s" if len(lines) > 1 else ""
            told = self.words(f"receipt.run_{sort}{many}", first=lines[0], last=lines[-1], column=column)
            yield told if sheet == named else self.words("receipt.run_sheet", run=told, sheet=sheet)
            named = sheet


def places_of(receipt: Receipt, words: Words) -> Places:
    """How the places of this receipt are written."""
    named = str(receipt["file"]).lower().endswith(_BOOKS)
    return Places(words, named or any("!" in each["place"] for name in ("rows", "findings", "asides") for each in receipt[name]))


def _neighbours(lines: Iterable[int]) -> list[list[int]]:
    """Lines that follow one another; what stands on no line (0) by itself."""
    numbered = enumerate(sorted(set(lines)))
    return [[line for _, line in group] for _, group in groupby(numbered, lambda pair: pair[1] and pair[1] - pair[0])]
