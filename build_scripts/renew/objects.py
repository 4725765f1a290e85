"""The parts of a PDF that its pages draw with, carried over one by one; whatever `SHAPES` does not name stays behind."""

import re
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from build_scripts.renew.colours import colours, plain
from build_scripts.renew.shapes import SHAPES
from build_scripts.renew.stream import Budget, without_comments

_SYSTEM = re.compile(rb"[A-Za-z0-9-]{1,32}")


class Carrier:
    """Carries objects from one PDF into another, each once."""

    def __init__(self, out: pikepdf.Pdf) -> None:
        self.out = out
        self.budget = Budget()
        self.made: dict[tuple[object, ...], Object] = {}
        self.takes: dict[str, Callable[[Any], Any]] = {
            "plain": plain,
            "system": _system,
            "colours": lambda source: colours(self, source),
            "encoding": self._encoding,
            "function": self._function,
            "fonts": lambda source: Array([self.take("font", each) for each in source if isinstance(each, Dictionary)]),
            "sized_font": lambda source: Array([self.take("font", source[0]), plain(source[1])]),
        }

    def take(self, sort: str, source: Any) -> Any:
        """The part made anew, by its sort; None where it is not of that sort."""
        return self.takes[sort](source) if sort in self.takes else self.part(sort, source)

    def part(self, sort: str, source: Any) -> Any:
        """A dictionary or stream with those entries that its shape names; a name as it is."""
        if isinstance(source, Name):
            return source
        if not isinstance(source, Dictionary | Stream):
            return None
        key = (sort, *source.objgen)
        if source.is_indirect and key in self.made:
            return self.made[key]
        if isinstance(source, Stream):
            data = self.budget.opened(source)
            clean = sort == "map" or source.get("/FunctionType") == 4
            made = self.stream(without_comments(data) if clean else data)
        else:
            made = self.out.make_indirect(Dictionary()) if source.is_indirect else Dictionary()
        if source.is_indirect:
            self.made[key] = made
        self.fill(made, source, sort)
        return made

    def stream(self, data: bytes) -> Object:
        """A new stream of these bytes."""
        made = Stream(self.out, b"")
        made.write(zlib.compress(data), filter=Name.FlateDecode)
        return made

    def fill(self, made: Object, source: Object, sort: str) -> None:
        """Carry over the entries that the shape names."""
        for key, part in SHAPES[sort].items():
            if key in source:
                value = self.take(part, source[key])
                if value is not None:
                    made[key] = value

    def _encoding(self, source: Any) -> Any:
        return self.part("map" if isinstance(source, Stream) else "encoding", source)

    def _function(self, source: Any) -> Any:
        if isinstance(source, Array):
            return Array([each for each in map(self._function, source) if each is not None])
        return self.part("function", source)


def _system(source: Any) -> Any:
    """Which characters a font numbers: two words and a number, and nothing else that words could be put in."""
    if not isinstance(source, Dictionary):
        return None
    words = {key: bytes(source[key]) for key in ("/Registry", "/Ordering") if isinstance(source.get(key), String)}
    kept = {key: String(word) for key, word in words.items() if _SYSTEM.fullmatch(word)}
    return Dictionary({**kept, "/Supplement": plain(source.get("/Supplement", 0))})
