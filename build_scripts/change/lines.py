"""What a change report is made of: sections, and lines that say of whom, what, when, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.view.figure import plain


@dataclass(frozen=True, slots=True)
class Line:
    """One change in words: unit code and name, what it is about, its period (or the place in a file), before, after.

    `demo`: something of it is invented.
    """

    unit: str
    who: str
    what: str
    when: str
    before: str
    after: str
    demo: bool = False

    def __post_init__(self) -> None:
        for name in ("who", "what", "when", "before", "after"):  # a report is a document: its numbers are its own
            object.__setattr__(self, name, plain(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one sort of change, the weightiest first; `note` adds what has no line of its own."""

    name: str
    lines: tuple[Line, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "note", plain(self.note))

    @property
    def invented(self) -> bool:
        """Whether every line is about invented records, so that one mark does for all."""
        return bool(self.lines) and all(line.demo for line in self.lines)


Row = Mapping[str, Any]
"""One row of a frame, values by column."""
