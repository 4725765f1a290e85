"""What can be read in pages: their texts, joined as a reader sees them, and what tags and comments say; each once for all pages."""

import re
from collections.abc import Sequence
from html import unescape

from build_scripts.guard.signs import BREAK, SEAM
from build_scripts.publish.markup import parsed, parted
from build_scripts.publish.strings import UnreadableError, in_json

_SEAM, _BREAK, JSON, END = SEAM.encode(), BREAK.encode(), b"\x1c", b"\x1d"
JOINTS = (_SEAM, b"\n", _BREAK, END, END + JSON)
"""What stands between texts that are one, on two lines of one, label and labelled, two texts; and a text and the data of a script."""

_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|mark|q|rb|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup"
    "|time|tspan|tt|u|var|wbr"
)
_LABELLED = (b"<td", b"<dd", b"</th", b"</dt")
"""Between a label and what it labels, the two are one text: a word that explains a number may stand in the label."""

_NAME = re.compile(rb"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_UNREAD = frozenset(("id", "class", "for", "d", "points", "transform", "viewbox", "headers", "aria-labelledby", "aria-controls"))
_ADDRESSES = frozenset(("href", "xlink:href", "src", "srcset", "imagesrcset", "data-src", "data-script", "data-topology", "data-units"))
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


class _Read(dict[bytes, bytes]):
    """What each piece of a page gives to read: the joint that its token makes, and its text. What a token itself says is gathered apart."""

    def __init__(self) -> None:
        self.page = ""
        self.said: list[tuple[str, str, bytes]] = []
        self._joints: dict[bytes, bytes] = {}

    def __missing__(self, piece: bytes) -> bytes:
        token, text = parted(piece)
        joint = self._joints.get(token)
        if joint is None:
            self._joints[token] = joint = self._joint(token)
        self[piece] = read = joint + text
        return read

    def _joint(self, token: bytes) -> bytes:
        self.said += [(text, self.page, token) for text in said_in(token)]
        return joint_of(token)


def said_in(token: bytes) -> list[str]:
    """What a token itself says to readers: in attributes, in a comment."""
    tag = parsed(token)
    if tag is None:
        return [token[4:-3].decode()] if token.startswith(b"<!--") else []
    return [value for name, value in tag.attributes if _is_read(name, value)]


def _is_read(name: str, value: str) -> bool:
    """Ids, drawings and addresses inside the site are no texts."""
    return bool(value) and name not in _UNREAD and (name not in _ADDRESSES or bool(_ELSEWHERE.match(value)))


def joint_of(token: bytes) -> bytes:
    """What a token puts between the texts beside it; one of `JOINTS`."""
    match = _NAME.match(token)
    name = match[1].decode().lower() if match else ""
    if not name or _INLINE.fullmatch(name):
        return _SEAM
    if name == "br":
        return b"\n"
    if token.lower().startswith(_LABELLED):
        return _BREAK
    return END + JSON if name == "script" and not token.startswith(b"</") else END


class PageTexts:
    """The texts of many pages. Most of a page is what others hold as well; each piece and each text is taken once."""

    def __init__(self) -> None:
        self._read = _Read()
        self._segments: dict[bytes, str] = {}

    def take(self, path: str, pieces: Sequence[bytes]) -> None:
        """Add a page, cut up by `markup.pieces`; raises MarkupError where a piece begins no token."""
        self._read.page = path
        read = pieces[0] + b"".join(map(self._read.__getitem__, pieces[1:]))
        news = set(read.split(END)).difference(self._segments)
        self._segments |= dict.fromkeys(news, path)
        for segment in news:
            if segment.startswith(JSON):
                self._read.said += [(text, path, b"") for text in _data(segment[1:])]

    def texts(self) -> list[str]:
        """Every text; data for scripts are in it string by string."""
        joined = END.join(self._segments).decode() if self._segments else ""
        shown = [unescape(text) if "&" in text else text for text in joined.split(END.decode())]
        said = [text for text, _, _ in self._read.said]
        return [*("" if text.startswith(JSON.decode()) else text for text in shown), *said]

    def place(self, number: int) -> tuple[str, bytes]:
        """A page that holds the text of that number, and the bytes by which `line_of` finds it there."""
        segments = list(self._segments.items()) or [(b"", "")]
        if number < len(segments):
            segment, path = segments[number]
            return path, segment
        _, path, token = self._read.said[number - len(segments)]
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
