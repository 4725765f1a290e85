"""Rows and cells of an `.xlsx` sheet as they are heard. Every cell passes here, so each event does as little as can be."""

from collections.abc import Callable

from build_scripts.parse.xlsx_rows import Asked, Rows
from build_scripts.parse.xlsx_text import Runs, trimmed

_RUNS = ("r", "rPr", "b", "i", "u", "strike", "sz", "color", "rFont", "family", "charset", "scheme", "vertAlign", "outline", "shadow")
AMONG_CELLS = ("f", "is", "t", "rPh", "sheetData", "phoneticPr", "condense", "extend", "extLst", "ext", *_RUNS)
"""Elements that may stand among the cells, those that say nothing for a reader too; any other could hold what would be lost."""


class CellEvents:
    """Hears what is inside `sheetData` and tells it to the rows; `text` is where the text of elements is to be heard."""

    __slots__ = ("_asked", "_done", "_inner", "_kept", "_names", "_rows", "_runs", "_said", "_spoken", "cell", "row", "text", "value")

    def __init__(self, rows: Rows, space: str, done: Callable[[], object]) -> None:
        self.text: list[str] = []
        self.cell, self.value, self.row = space + "c", space + "v", space + "row"
        self._names = {space + name: name for name in AMONG_CELLS}
        self._rows = rows
        self._done = done
        self._runs = Runs()
        self._runs.text = self.text
        self._said: dict[str, str] = {}
        self._inner: dict[str, str] = {}
        self._kept: str | None = None
        self._asked: Asked | None = None
        self._spoken = True

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Hear the beginning of an element."""
        if name == self.cell:
            self._said, self._kept, self._asked = attributes, None, None
        elif name == self.value:
            self.text.clear()
            self._inner = attributes
        elif name == self.row:
            self._rows.begin(attributes)
        else:
            self._begin_other(self._names.get(name), attributes)

    def end(self, name: str) -> None:
        """Hear its end."""
        if name == self.value:
            self._kept = "".join(self.text)
            if self._said.get("t") == "str":
                self._kept = trimmed(self._kept, self._inner)
        elif name == self.cell:
            self._rows.cell(self._said, self._kept, self._asked)
        elif name == self.row:
            self._rows.end()
        else:
            self._end_other(self._names.get(name))

    def _begin_other(self, name: str | None, attributes: dict[str, str]) -> None:
        if name == "f":
            self.text.clear()
            self._inner = attributes
        elif name == "is":
            self._runs.clear()
        elif name == "t":
            self._runs.begin(attributes)
        elif name == "rPh":
            self._spoken = False
        elif name is None:
            self._rows.refuse()

    def _end_other(self, name: str | None) -> None:
        if name == "f":
            self._asked = "".join(self.text), self._inner
        elif name == "t" and self._spoken:
            self._runs.end()
            self._kept = self._runs.joined()
        elif name == "rPh":
            self._spoken = True
        elif name == "sheetData":
            self._done()
