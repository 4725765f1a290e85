"""The strict part of HTML that our pages are written in, read fast and without guessing.

A browser repairs what is malformed, each parser in its own way, and in that gap a gate can be passed. So there is no repair here: every `<`
must begin a well-formed tag, an end tag, the doctype or a plain comment, and no attribute value or comment may hold a `<`. Within
that grammar a tag is a tag in every state of a browser's tokenizer (even inside <title> or <textarea>), so nothing is hidden from us.
Whatever else stands in a page is a finding. Most tags of a site recur, so each is taken apart once.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

_ROUGH = re.compile(rb"""<[^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*>""")
_ATTRIBUTE = r"""\s+([^\s"'=<>/`\x00]+)(?:\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|([^\s"'=<>`/]+)))?"""
_START = re.compile(rf"<([a-zA-Z][a-zA-Z0-9:-]*)((?:{_ATTRIBUTE})*)\s*/?>")
_ONE = re.compile(_ATTRIBUTE)
_OTHER = re.compile(r"</[a-zA-Z][a-zA-Z0-9:-]*\s*>|<!doctype html>|<!--(?:[^<>-]|-(?!-))*-->", re.IGNORECASE)

CONTROLS = (b"\0", b"\x1c", b"\x1d", b"\x1e", b"\x1f")
"""Bytes that no page may hold; those who take a page apart mark its joints with the last four."""


class MarkupError(ValueError):
    """The page leaves the grammar; the text shows where."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: name and attributes in lower case, values with character references resolved; a doubled attribute stands twice."""

    name: str
    attributes: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        """Value of the attribute, "" where it has none; None where the tag lacks it."""
        return next((value for key, value in self.attributes if key == name), None)


def pieces(data: bytes) -> list[bytes]:
    """The page cut at each `<`: the text before the first one, then each token with the text behind it; `parted` tells the two apart.

    Raises:
        MarkupError: a byte that is not UTF-8, a NUL or a separator (1C-1F) that no text holds.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise MarkupError(str(fault)) from fault
    for control in CONTROLS:
        if control in data:
            raise MarkupError(f"control {control.hex()}")
    return data.split(b"<")


_KEPT = 200_000
_parted: dict[bytes, tuple[bytes, bytes]] = {}
_whole: set[bytes] = set()


def parted(piece: bytes) -> tuple[bytes, bytes]:
    """The token that begins a piece, with its `<`, and the text behind it; raises MarkupError where none begins there."""
    found = _parted.get(piece)
    if found is None:
        if len(_parted) > _KEPT:
            _parted.clear()
        _parted[piece] = found = _part(piece)
    return found


def _part(piece: bytes) -> tuple[bytes, bytes]:
    start, end, text = piece.partition(b">")
    token = b"<" + start + end
    if token in _whole:
        return token, text
    # A `>` within a value ends no token.
    found = _ROUGH.match(b"<" + piece)
    if found is None:
        raise MarkupError((b"<" + piece)[:80].decode("utf-8", "replace"))
    if found[0] == token:
        if len(_whole) > _KEPT:
            _whole.clear()
        _whole.add(token)
    return found[0], piece[found.end() - 1 :]


@lru_cache(maxsize=100_000)
def parsed(token: bytes) -> Tag | None:
    """The start tag, or None for an end tag, a comment and the doctype; raises MarkupError where the token is not well-formed."""
    text = token.decode("utf-8")
    start = _START.fullmatch(text)
    if start is None:
        if _OTHER.fullmatch(text):
            return None
        raise MarkupError(text[:120])
    pairs = tuple((key.lower(), unescape(double or single or bare)) for key, double, single, bare in _ONE.findall(start[2]))
    return Tag(start[1].lower(), pairs)
