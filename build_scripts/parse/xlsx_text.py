"""Texts of an `.xlsx` workbook: shared strings and comments, their runs joined and what tells only of pronunciation left out."""

import re

from build_scripts.parse.markup import PRESERVE, events, local, namespace_of_sheets
from build_scripts.parse.refused import damaged

LONGEST = 32_767
"""How many characters a cell can hold."""

_BLANKS = " \t\r\n"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_CARRIERS = {"comment": "t", "threadedComment": "text"}
_ALONE = re.compile("[\ud800-\udfff]")


class Runs:
    """The runs of one text while they are read."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self._pieces: list[str] = []
        self._kept = [False, False]
        self._keeps = False

    def clear(self) -> None:
        """Begin a new text."""
        self._pieces.clear()

    def begin(self, attributes: dict[str, str]) -> None:
        """Hear the beginning of a run's text."""
        self.text.clear()
        self._keeps = attributes.get(PRESERVE) == "preserve"

    def end(self) -> None:
        """Hear its end."""
        if not self._pieces:
            self._kept[0] = self._keeps
        self._kept[1] = self._keeps
        self._pieces.append("".join(self.text))

    def joined(self) -> str:
        """The whole text. Blanks at an end whose run does not ask to preserve them are none: a spreadsheet does not show them."""
        text = "".join(self._pieces)
        if not self._kept[0]:
            text = text.lstrip(_BLANKS)
        if not self._kept[1]:
            text = text.rstrip(_BLANKS)
        return unescaped(text)


def unescaped(text: str) -> str:
    """The text with `_x000D_` and the like as the characters they stand for; half a character becomes the replacement character."""
    if "_x" not in text:
        return text
    turned = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if not _ALONE.search(turned):
        return turned
    return turned.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def trimmed(text: str, attributes: dict[str, str]) -> str:
    """A text that stands as a value."""
    return unescaped(text if attributes.get(PRESERVE) == "preserve" else text.strip(_BLANKS))


class _Strings:
    """Shared strings as they are heard."""

    def __init__(self, space: str) -> None:
        self.found: list[str] = []
        self.runs = Runs()
        self._item, self._text, self._sound = space + "si", space + "t", space + "rPh"
        self._spoken = True

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._text:
            self.runs.begin(attributes)
        elif name == self._item:
            self.runs.clear()
        elif name == self._sound:
            self._spoken = False

    def end(self, name: str) -> None:
        if name == self._text:
            if self._spoken:
                self.runs.end()
        elif name == self._item:
            self.found.append(self.runs.joined())
        elif name == self._sound:
            self._spoken = True


def shared_strings(data: bytes, part: str) -> list[str]:
    """The shared strings in their order; refused where one is longer than a cell can hold."""
    reading = events(part)
    heard: list[_Strings] = []

    def root(name: str, _: dict[str, str]) -> None:
        strings = _Strings(namespace_of_sheets(name, "sst", part))
        heard.append(strings)
        reading.hear(strings.begin, strings.end, strings.runs.text.append)

    reading.parser.StartElementHandler = root
    reading.feed(data)
    if any(len(text) > LONGEST for text in heard[0].found):
        raise damaged(part)
    return heard[0].found


def comments(data: bytes, part: str) -> list[tuple[str, str]]:
    """The comments of a sheet, old or threaded: reference and text, in their order."""
    found: list[tuple[str, str]] = []
    runs = Runs()
    reading = events(part)
    at, carrier = "", ""
    spoken = True

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal at, carrier, spoken
        element = local(name)
        if element in _CARRIERS:
            at, carrier = attributes.get("ref", ""), _CARRIERS[element]
            runs.clear()
        elif element == carrier:
            runs.begin(attributes)
        elif element == "rPh":
            spoken = False

    def end(name: str) -> None:
        nonlocal spoken
        element = local(name)
        if element in _CARRIERS:
            found.append((at, runs.joined()))
        elif element == carrier and spoken:
            runs.end()
        elif element == "rPh":
            spoken = True

    reading.hear(begin, end, runs.text.append)
    reading.feed(data)
    return found
