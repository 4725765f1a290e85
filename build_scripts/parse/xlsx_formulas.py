"""Formulas of an `.xlsx` sheet, as far as a reader must know them: whether their kept value can be trusted, and what words they hold."""

import re
from collections.abc import Callable, Iterable

from build_scripts.parse.reference import Range, cells_of

_LITERAL = re.compile('"(?:[^"]|"")*"')
_NAME = "[^\\s\\[\\]'\"!+\\-*/^&=<>(),;:{}%@#]"
_OUTSIDE = re.compile(rf"'[^'\[\]]*\[[^\[\]]+\](?:[^']|'')*'!|\[[^\[\]]+\]{_NAME}*!|\[[^\[\]]+\]'(?:[^']|'')*'!")
_NAMES = re.compile(rf"{_NAME}+")


class Formulas:
    """The formulas of one sheet, in the order of its cells.

    `names` are the defined names (in lower case) that stand for something in another workbook.
    """

    def __init__(self, names: Iterable[str], tell: Callable[[str], object]) -> None:
        self._names = frozenset(names)
        self._tell = tell
        self._shared: dict[str, str] = {}
        self.arrays: list[tuple[Range, str]] = []

    def outside(self, text: str, attributes: dict[str, str]) -> str:
        """The formula where it refers to another workbook, else the empty text; a formula with words in it is told."""
        if '"' in text:
            self._tell(text)
        found = text if refers_outside(text, self._names) else ""
        if attributes.get("t") == "shared":
            number = attributes.get("si", "")
            if text:
                self._shared[number] = found
            else:
                found = self._shared.get(number, "")
        elif attributes.get("t") == "array":
            self.arrays.append((cells_of(attributes.get("ref", "")), found))
        return found

    def array_at(self, row: int, column: int) -> str | None:
        """What `outside` said of the array formula that fills this cell; None where none does."""
        for (top, left, bottom, right), found in self.arrays:
            if top <= row <= bottom and left <= column <= right:
                return found
        return None


def refers_outside(formula: str, names: frozenset[str]) -> bool:
    """Whether a formula refers to another workbook, by itself or by one of the names."""
    if "[" not in formula and not names:
        return False
    bare = _LITERAL.sub('""', formula)
    if _OUTSIDE.search(bare):
        return True
    return bool(names) and any(name.lower() in names for name in _NAMES.findall(bare))


def names_outside(definitions: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Of the defined names those, in lower case, that stand for something in another workbook, directly or by another name."""
    kept = list(definitions)
    found: frozenset[str] = frozenset()
    while True:
        more = frozenset(name.lower() for name, text in kept if refers_outside(text, found)) | found
        if more == found:
            return found
        found = more
