"""What one cell of an `.xlsx` sheet says, from its kind, style and value."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from build_scripts.parse.asides import Asides
from build_scripts.parse.grid import FLAG, TEXT, TRAP, Cell
from build_scripts.parse.numbers import plain, whole_number
from build_scripts.parse.refused import damaged
from build_scripts.parse.shown import number_cell, otherwise_shown, serial_number, shows_text
from build_scripts.parse.xlsx_text import LONGEST

_FLAGS: Mapping[str, str] = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}
_MOMENT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T00:00(?::00(?:\.0+)?)?Z?)?")


@dataclass(frozen=True, slots=True)
class Common:
    """What all sheets of a workbook share.

    `strings` are the shared strings, `used` marks those that a cell shows; `codes` the format code of each style. `stale` is true where
    the workbook asks to be calculated anew when opened, so that no kept result counts; `names_outside` are names that stand for something
    in another workbook.
    """

    strings: Sequence[str]
    used: bytearray
    codes: Sequence[str]
    since_1904: bool
    stale: bool
    names_outside: frozenset[str]
    asides: Asides = field(default_factory=Asides)


class Cells:
    """Cells of one sheet by kind, style and value; the same three are the same cell. `hides_zeros` where the sheet does not show them."""

    def __init__(self, common: Common, part: str) -> None:
        self.hides_zeros = False
        self._common = common
        self._part = part
        self._styles: dict[str, tuple[str, bool]] = {}

    def make(self, kind: str, style: str, value: str) -> Cell | None:
        """The cell; None where it says nothing. Refused where the three do not fit together."""
        code, plainly = self._styles.get(style) or self._style(style)
        if kind == "n":
            number = plain(value) or plain(value.strip())
            if number is None:
                raise damaged(self._part)
            return self._shown(number, code)
        if kind in ("s", "str", "inlineStr"):
            text = self._shared(value) if kind == "s" else value
            if len(text) > LONGEST:
                raise damaged(self._part)
            return None if not text else Cell(text, TEXT) if plainly else otherwise_shown(text, code)
        if kind == "b" and value in _FLAGS:
            return Cell(_FLAGS[value], FLAG)
        if kind == "e":
            return Cell(value, TRAP, "E054", {"found": value})
        if kind == "d":
            return self._moment(value, code)
        raise damaged(self._part)

    def _style(self, style: str) -> tuple[str, bool]:
        """The code of a style, and whether it shows text as it is."""
        number = whole_number(style)
        if not 0 <= number < len(self._common.codes):
            raise damaged(self._part)
        code = self._common.codes[number]
        found = self._styles[style] = (code, shows_text(code))
        return found

    def _shared(self, value: str) -> str:
        number = whole_number(value)
        if not 0 <= number < len(self._common.strings):
            raise damaged(self._part)
        self._common.used[number] = 1
        return self._common.strings[number]

    def _shown(self, number: str, code: str) -> Cell:
        if number == "0" and self.hides_zeros:
            return Cell(number, TRAP, "E056", {"found": number, "format": "", "zeros": number})
        return number_cell(number, code, self._common.since_1904)

    def _moment(self, value: str, code: str) -> Cell:
        """A cell that says its day itself; one with a time of day, or before the system's first day, is not taken."""
        match = _MOMENT.fullmatch(value)
        try:
            serial = serial_number(date(int(match[1]), int(match[2]), int(match[3])), self._common.since_1904) if match else None
        except ValueError:
            serial = None
        if serial is None:
            return Cell(value, TRAP, "E057", {"found": value, "format": code})
        return number_cell(str(serial), code, self._common.since_1904)
