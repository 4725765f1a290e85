"""The strict part of HTML that our pages are written in, read fast and without guessing.

A browser repairs what is malformed, each parser in its own way, and in that gap a gate can be passed. So there is no repair here: every `<`
must begin a well-formed tag, an end tag, the doctype or a plain comment, and no attribute value or comment may hold a `<`. Within
that grammar a tag is a tag in every state of a browser's tokenizer (even inside <title> or <textarea>), so nothing is hidden from us.
Whatever else stands in a page is a finding. Most tags of a site recur, so each is taken apart once.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

_ROUGH = re.compile(rb"""(<[^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*>)""")
_PLAIN = re.compile(rb"(<[^<>]*>)")
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


def pieces(data: bytes) -> tuple[list[bytes], Mapping[bytes, int]]:
    """The page cut up: text, token, text, token, …, text; and how often each distinct token stands in it; `parsed` takes one apart.

    Raises:
        MarkupError: a `<` that begins none, a byte that is not UTF-8, a NUL or a separator (1C-1F) that no text holds.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise MarkupError(str(fault)) from fault
    for control in CONTROLS:
        if control in data:
            raise MarkupError(f"control {control.hex()}")
    found = _PLAIN.split(data)
    tags = Counter(found[1::2])
    if not all(map(_is_whole, tags)):
        found = _ROUGH.split(data)
        tags = Counter(found[1::2])
    if len(found) // 2 != data.count(b"<"):
        raise MarkupError(_first_stray(data))
    return found, tags


@lru_cache(maxsize=100_000)
def _is_whole(token: bytes) -> bool:
    """False where a `>` within a value ended the token; without such values the plain cut is the right one, and takes half the time."""
    return _ROUGH.fullmatch(token) is not None


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


def _first_stray(data: bytes) -> str:
    """The first `<` that begins no token, with what follows it."""
    end = 0
    for match in _ROUGH.finditer(data):
        stray = data.find(b"<", end, match.start())
        if stray >= 0:
            break
        end = match.end()
    else:
        stray = data.find(b"<", end)
    return data[stray : stray + 80].decode("utf-8", "replace")
