"""Checks of an SVG file: opened by itself it is a page, so it may run, load, lead to nothing; what draws nothing is refused."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from build_scripts.findings import Finding
from build_scripts.parse.markup import events
from build_scripts.parse.refused import Refused
from build_scripts.place import Place
from build_scripts.publish.links import address

_SVG = "http://www.w3.org/2000/svg"
_DRAWN = frozenset({"svg", "g", "defs", "symbol", "use", "title", "desc", "text", "tspan", "path", "rect", "circle", "ellipse", "line"})
_DRAWN |= {"polyline", "polygon", "pattern", "clipPath", "mask", "linearGradient", "radialGradient", "stop"}
_LEADS = frozenset({"href", "src"})
_ELSEWHERE = frozenset({"http://www.w3.org/XML/1998/namespace base"})  # would turn every `#…` into an address outside
_URL = re.compile(r"url\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
_CODES = {"script": "E906", "style": "E907"}


@dataclass(slots=True)
class Drawing:
    """What a file showed: its findings, and by kind the notes (`data-gk-note`) in it that say something."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)

    def add(self, code: str, line: int, /, **facts: str) -> None:
        """Note a finding at a line."""
        self.findings.append(Finding(code, Place(self.path, line), facts))


def check_svg(path: str, data: bytes, paths: Set[str]) -> Drawing:
    """Check the SVG at `path`; `paths` are all files of the site. Its text is not looked at here.

    Findings: E918 no XML, or with a document type; E906, E907, E908 script, style, event attribute; E917 what draws nothing; E902, E904,
    E909 an address that leads out of the file.
    """
    seen = Drawing(path)
    reading = events(path)
    noted = [""]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        line = reading.parser.CurrentLineNumber
        _element(seen, line, name)
        for key, value in attributes.items():
            _attribute(seen, (line, name.rpartition(" ")[2], key, value), paths)
        noted.append(attributes.get("data-gk-note", noted[-1]))

    def text(said: str) -> None:
        if said.strip():
            seen.notes.add(noted[-1])

    reading.hear(start, lambda _: noted.pop(), text)
    reading.parser.ProcessingInstructionHandler = lambda target, _: seen.add("E917", reading.parser.CurrentLineNumber, element=f"?{target}")
    try:
        reading.feed(data)
    except Refused as fault:
        seen.add("E918", reading.parser.CurrentLineNumber, reason=", ".join(filter(None, fault.facts.values())))
    seen.notes.discard("")
    return seen


def _element(seen: Drawing, line: int, name: str) -> None:
    namespace, _, local = name.rpartition(" ")
    if local.lower() in _CODES:
        seen.add(_CODES[local.lower()], line, what=f"<{local}>")
    elif local not in _DRAWN or namespace not in ("", _SVG):
        seen.add("E917", line, element=local)


def _attribute(seen: Drawing, where: tuple[int, str, str, str], paths: Set[str]) -> None:
    line, element, key, value = where
    local = key.rpartition(" ")[2].lower()
    if local.startswith("on"):
        seen.add("E908", line, element=element, name=local)
    elif local == "style":
        seen.add("E907", line, what=f"<{element} style>")
    elif key in _ELSEWHERE:
        seen.add("E917", line, element=f"{element} xml:base")
    for written in _addresses(local, value):
        _lead(seen, line, written, paths)


def _addresses(name: str, value: str) -> Iterator[str]:
    yield from (written.strip() for written in _URL.findall(value))
    if name in _LEADS:
        yield value.strip()


def _lead(seen: Drawing, line: int, written: str, paths: Set[str]) -> None:
    if written.startswith("#"):
        return
    where = address(seen.path, written)
    if where.host:
        seen.add("E904", line, host=where.host)
    elif where.scheme or where.path in paths:
        seen.add("E909", line, target=written[:80])
    else:
        seen.add("E902", line, target=written[:80])
