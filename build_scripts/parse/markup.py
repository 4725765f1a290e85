"""Reading XML as events, without document types: a part that declares one, or is not well formed, refuses the workbook."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat  # nosec B406  no entities: a document type refuses the part

from build_scripts.parse.refused import Refused, damaged

PRESERVE = "http://www.w3.org/XML/1998/namespace space"
_MAIN = ("/spreadsheetml/2006/main", "/spreadsheetml/main")  # transitional and strict
_BUFFER = 1 << 16
_NO_MEMORY = 1
Start = Callable[[str, dict[str, str]], object]


@dataclass(slots=True)
class Events:
    """The parser of one part, whose handlers may be exchanged while it runs; names come as `namespace local`, or `local` without one."""

    part: str
    parser: expat.XMLParserType

    def feed(self, data: bytes) -> None:
        """Read the whole part, in UTF-8 whatever it declares; refused (E044) where it is not well formed."""
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as fault:
            if fault.code == _NO_MEMORY:
                raise MemoryError from fault
            raise damaged(self.part) from fault

    def hear(self, start: Start, end: Callable[[str], object], text: Callable[[str], object]) -> None:
        """From here on tell these of elements and text."""
        self.parser.StartElementHandler = start
        self.parser.EndElementHandler = end
        self.parser.CharacterDataHandler = text


def events(part: str) -> Events:
    """A parser for the part of this name, in which no document type is suffered."""
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.buffer_size = _BUFFER

    def refuse(*_: object) -> None:
        raise Refused("E048", {"nested": "", "name": "", "locked": "", "method": "", "size": "", "doctype": part})

    parser.StartDoctypeDeclHandler = refuse
    return Events(part, parser)


def elements(data: bytes, part: str, start: Start) -> None:
    """Tell of every element's beginning, its name without namespace."""
    reading = events(part)
    reading.parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    reading.feed(data)


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def namespace_of_sheets(name: str, root: str, part: str) -> str:
    """The namespace, with a space after it, of a part of a workbook whose first element is this; refused where it is another one."""
    namespace, _, found = name.rpartition(" ")
    if found != root or not namespace.endswith(_MAIN):
        raise damaged(part)
    return namespace + " "


def claimed(attributes: Mapping[str, str], name: str) -> bool:
    """Whether an attribute says yes."""
    return attributes.get(name) in ("1", "true", "on")
