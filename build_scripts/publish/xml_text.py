"""What can be read in XML: text nodes, comments and attributes; what is drawn is no text."""

import re
from collections.abc import Iterator
from html import unescape

from build_scripts.guard.signs import BREAK, SEAM, unmarked

_PIECE = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|<\?.*?\?>|<[^<>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_INLINE = re.compile(r"<!|-->|\]\]>|</?(?:\w+:)?(?:tspan|a|r|rPr|t|b|i|u|span)\b")
_DRAWN = frozenset({"d", "points", "transform", "viewBox", "id", "class"})


def in_xml(data: bytes) -> Iterator[str]:
    """Text nodes, comments and attributes; a line of text may be cut by tags. What is drawn (paths, points) is no text."""
    text = unmarked(data.decode("utf-8", "replace"))
    read: list[str] = []
    end = 0
    for piece in _PIECE.finditer(text):
        tag = piece[0]
        read += [text[end : piece.start()], SEAM if _INLINE.match(tag) else BREAK]
        if "=" in tag:
            for name, double, single in _ATTRIBUTE.findall(tag):
                if name.rpartition(":")[2] not in _DRAWN:
                    yield unescape(double or single)
        end = piece.end()
    yield from unescape("".join([*read, text[end:]])).split(BREAK)
