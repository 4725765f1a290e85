"""What can be read in pages: their texts, joined as a reader sees them, and what tags and comments say; each once for all pages."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from build_scripts.guard.signs import BREAK, SEAM
from build_scripts.publish.markup import parsed
from build_scripts.publish.strings import UnreadableError, in_json

_SEAM, _BREAK, _JSON, _END = SEAM.encode(), BREAK.encode(), b"\x1c", b"\x1d"
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|mark|q|rb|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup"
    "|time|tspan|tt|u|var|wbr"
)
_LABELLED = (b"<td", b"<dd", b"</th", b"</dt")
"""Between a label and what it labels, the two are one text: a word that explains a number may stand in the label."""

_STRETCH = 64
"""Pieces compared at once; even, so that a stretch begins with a text."""

_NAME = re.compile(rb"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_UNREAD = frozenset(("id", "class", "for", "d", "points", "transform", "viewbox", "headers", "aria-labelledby", "aria-controls"))
_ADDRESSES = frozenset(("href", "xlink:href", "src", "srcset", "imagesrcset", "data-src", "data-script", "data-topology", "data-units"))
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


class _Joints(dict[bytes, bytes]):
    """What each tag puts between the texts beside it; what tags and comments themselves say is gathered with the page that had it first."""

    def __init__(self) -> None:
        self.page = ""
        self.said: list[tuple[str, str, bytes]] = []

    def __missing__(self, token: bytes) -> bytes:
        tag = parsed(token)
        if tag:
            self.said += [(value, self.page, token) for name, value in tag.attributes if _is_read(name, value)]
        elif token.startswith(b"<!--"):
            self.said.append((token[4:-3].decode(), self.page, token))
        self[token] = joint = _joint(token, tag is not None and tag.name == "script")
        return joint


def _is_read(name: str, value: str) -> bool:
    """Ids, drawings and addresses inside the site are no texts."""
    return bool(value) and name not in _UNREAD and (name not in _ADDRESSES or bool(_ELSEWHERE.match(value)))


def _joint(token: bytes, script: bool) -> bytes:
    match = _NAME.match(token)
    name = match[1].decode().lower() if match else ""
    if not name or _INLINE.fullmatch(name):
        return _SEAM
    if name == "br":
        return b"\n"
    if token.lower().startswith(_LABELLED):
        return _BREAK
    return _END + _JSON if script else _END


def _changes(pieces: Sequence[bytes], last: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """The stretches in which a page differs from another one; compared from the front, and before that from the back."""
    same = 0
    while same + _STRETCH <= min(len(pieces), len(last)) and _behind(pieces, same) == _behind(last, same):
        same += _STRETCH
    rest = len(pieces) - same
    start = 0
    while start < rest:
        end = start
        while end < rest and pieces[end : end + _STRETCH] != last[end : end + _STRETCH]:
            end += _STRETCH
        if end > start:
            yield start, min(end, rest)
        start = end + _STRETCH


def _behind(pieces: Sequence[bytes], same: int) -> Sequence[bytes]:
    return pieces[len(pieces) - same - _STRETCH : len(pieces) - same]


class PageTexts:
    """The texts of many pages. Most of a page is what the page before it holds, and is passed over."""

    def __init__(self) -> None:
        self._joints = _Joints()
        self._segments: dict[bytes, str] = {}
        self._last: Sequence[bytes] = ()

    def take(self, path: str, pieces: Sequence[bytes]) -> None:
        """Add a page, cut up by `markup.pieces`."""
        self._joints.page = path
        for start, end in _changes(pieces, self._last):
            news = set(self._read(pieces, start, end).split(_END)).difference(self._segments)
            self._segments |= dict.fromkeys(news, path)
            for segment in news:
                if segment.startswith(_JSON):
                    self._joints.said += [(text, path, b"") for text in _data(segment[1:])]
        self._last = pieces

    def _read(self, pieces: Sequence[bytes], start: int, end: int) -> bytes:
        """A stretch as it is read, and on both sides as much as belongs to the same texts; texts have even places."""
        end = end | 1
        while start > 0 and not self._joints[pieces[start - 1]].startswith(_END):
            start -= 2
        while end < len(pieces) and not self._joints[pieces[end]].startswith(_END):
            end += 2
        read = [*pieces[start:end]]
        read[1::2] = map(self._joints.__getitem__, read[1::2])
        before = self._joints[pieces[start - 1]] if start else b""
        return before.removeprefix(_END) + b"".join(read)

    def texts(self) -> list[str]:
        """Every text; data for scripts are in it string by string."""
        joined = _END.join(self._segments).decode() if self._segments else ""
        shown = [unescape(text) if "&" in text else text for text in joined.split(_END.decode())]
        said = [text for text, _, _ in self._joints.said]
        return [*("" if text.startswith(_JSON.decode()) else text for text in shown), *said]

    def place(self, number: int) -> tuple[str, bytes]:
        """A page that holds the text of that number, and the bytes by which `line_of` finds it there."""
        segments = list(self._segments.items()) or [(b"", "")]
        if number < len(segments):
            segment, path = segments[number]
            return path, segment
        _, path, token = self._joints.said[number - len(segments)]
        return path, token


def _data(segment: bytes) -> list[str]:
    """The strings of JSON that a page carries for its scripts; strictness is asked for elsewhere."""
    try:
        return sorted(in_json(segment))
    except UnreadableError:
        return [segment.decode()]


def line_of(segment: bytes, data: bytes) -> int:
    """The line of the page on which a text begins; 0 where it cannot be told."""
    parts = [re.escape(part) for part in re.split(rb"[\x1c-\x1f]+|\n", segment) if part.strip()]
    found = re.search(rb"\s*(?:<[^<>]*>\s*)*".join(parts), data) if parts else None
    return data.count(b"\n", 0, found.start()) + 1 if found else 0
