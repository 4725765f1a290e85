"""Texts of a workbook that stand in no cell: whatever its parts say in words, for the guard looks at everything that was sent."""

import re
from collections.abc import Iterable, Mapping
from html import unescape

from build_scripts.parse.markup import Events, events, local

TELLING = re.compile(
    "name|descr|title|prompt|promptTitle|error|errorTitle|display|tooltip|comment|displayName|caption|userName|userId|description|help|altText"
    "|connection|command|url|sourceFile|location|v|codeName|string"
)
"""Attributes in which a person, or a program for one, writes words."""

MEASURES = frozenset(("col", "colOff", "row", "rowOff", "posOffset", "sqref"))
"""Elements that hold places and lengths, which could look like numbers of persons."""

_WORDS = (".xml", ".rels", ".vml")
FORMAT_WORDS = re.compile('"([^"]*[0-9A-Za-z\x80-\U0010ffff][^"]*)"')
OFFICE_ELEMENT = re.compile(r"<x:(\w+)[^<>]*>[^<>]*</x:\1>")
OLD_TITLES = re.compile('[ :](?:alt|title|string|href)="([^"]*)"')


class Asides:
    """Collects texts, each once, in the order they were met."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}
        self._text: list[str] = []

    def add(self, *texts: str) -> None:
        """Keep these, the blank ones apart."""
        for text in texts:
            if kept := text.strip():
                self._found[kept] = None

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear the beginning of an element."""
        if self._text:
            self.add("".join(self._text))
            self._text.clear()
        for title, value in attributes.items():
            if TELLING.fullmatch(title):
                self.add(value)
            elif title == "formatCode":
                self.add(*FORMAT_WORDS.findall(value))
        if name.endswith("Relationship") and attributes.get("TargetMode") == "External":
            self.add(attributes.get("Target", ""))

    def end(self, name: str) -> None:
        """Hear the end of an element: what was said since the last tag is one text."""
        if self._text:
            if local(name) not in MEASURES:
                self.add("".join(self._text))
            self._text.clear()

    def listen(self, reading: Events) -> None:
        """From here on hear what the parser reads."""
        self._text.clear()
        reading.hear(self.begin, self.end, self._text.append)

    def texts(self) -> tuple[str, ...]:
        """All that was heard."""
        return tuple(self._found)


def tell(asides: Asides, data: bytes, part: str) -> None:
    """Add the texts of one part."""
    if part.endswith(".vml"):
        _tell_old_drawing(asides, data.decode("utf-8", "replace"))
        return
    reading = events(part)
    asides.listen(reading)
    reading.feed(data)


def _tell_old_drawing(asides: Asides, data: str) -> None:
    """Add the texts of an old drawing (VML), which spreadsheets write with unclosed tags, so that it cannot be read as XML."""
    asides.add(*map(unescape, OLD_TITLES.findall(data)))
    asides.add(*map(unescape, re.split("<[^>]*>", OFFICE_ELEMENT.sub("", data))))


def telling_parts(names: Iterable[str], read: Iterable[str]) -> list[str]:
    """The parts, in order of their names, that may say something and are not read for the cells."""
    own = frozenset(read)
    return sorted(name for name in names if name.endswith(_WORDS) and name not in own)
