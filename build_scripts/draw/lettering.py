"""How wide text is and where it breaks, by estimate: no font is asked, so that a picture is laid out alike wherever it is made."""

import re
from dataclasses import dataclass

_LEADING = 1.4
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)
_WIDE, _NARROW = frozenset("%@&mwMW"), frozenset(" .,:;'!|il")


@dataclass(frozen=True, slots=True)
class Lettering:
    """Lines of text in one size; `x`, `y` is where the first one begins, on its base line."""

    x: int
    y: int
    size: int
    lines: tuple[str, ...]

    @property
    def step(self) -> int:
        """From one line to the next."""
        return step(self.size)

    @property
    def height(self) -> int:
        """What the lines take up."""
        return self.step * len(self.lines)

    @property
    def placed(self) -> tuple[tuple[int, str], ...]:
        """Each line with the height of its base line."""
        return tuple((self.y + number * self.step, line) for number, line in enumerate(self.lines))


def step(size: int) -> int:
    """The height of a line of text in that size."""
    return round(size * _LEADING)


def lettering(text: str, corner: tuple[int, int], size: int, room: float) -> Lettering:
    """The text below that corner, broken into lines no wider than the room; the lines joined are the text."""
    x, y = corner
    return Lettering(x, y + round(size * 1.05), size, broken(text, size, room))


def width(text: str, size: float) -> float:
    """At most how wide a line is: a Chinese sign as wide as it is high, Latin letters and figures by their sort."""
    return sum(_ems(sign) for sign in text) * size


def broken(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines no wider than the room (a sign that is wider stands alone); words and figures are cut only where they must be."""
    lines, line = [], ""
    for word in _WORD.findall(text):
        if line and width(line + word, size) > room:
            lines.append(line)
            line = ""
        for sign in word:
            if line and width(line + sign, size) > room:
                lines.append(line)
                line = ""
            line += sign
    return (*lines, line) if line or not lines else tuple(lines)


def _ems(sign: str) -> float:
    if not sign.isascii() or sign in _WIDE:
        return 1.0
    if sign in _NARROW:
        return 0.4
    return 0.77 if sign.isupper() else 0.66
