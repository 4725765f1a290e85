"""What can be read in pages: their texts, joined as a reader sees them, and what tags and comments say; each once for all pages."""

import re
from html import unescape

from build_scripts.guard.signs import BREAK, SEAM
from build_scripts.publish.markup import parsed, pieces
from build_scripts.publish.texts import UnreadableError, in_json

_SEAM, _BREAK, _JSON, _END = SEAM.encode(), BREAK.encode(), b"\x1c", b"\x1d"
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|mark|q|rb|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup"
    "|time|tspan|tt|u|var|wbr"
)
_LABELLED = (b"<td", b"<dd", b"</th", b"</dt")
"""Between a label and what it labels, the two are one text: a word that explains a number may stand in the label."""

_ENDS = re.compile(
    rb"</(?:title|head|li|ul|ol|tr|table|p|h[1-6]|div|dl|section|article|nav|header|footer|figure|svg|g|path|option|script)>"
)
"""Where blocks end: no text runs across."""

_NAME = re.compile(rb"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_UNREAD = frozenset(("id", "class", "for", "d", "points", "transform", "viewbox", "headers", "aria-labelledby", "aria-controls"))
_ADDRESSES = frozenset(("href", "xlink:href", "src", "srcset", "imagesrcset", "data-src", "data-script", "data-topology", "data-units"))
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


class _Joints(dict[bytes, bytes]):
    """What each tag puts between the texts beside it; what tags and comments themselves say is gathered."""

    def __init__(self) -> None:
        self.said: list[tuple[str, bytes]] = []

    def __missing__(self, token: bytes) -> bytes:
        tag = parsed(token)
        if tag:
            self.said += [(value, token) for name, value in tag.attributes if _is_read(name, value)]
        elif token.startswith(b"<!--"):
            self.said.append((token[4:-3].decode(), token))
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


class PageTexts:
    """The texts of many pages. What several pages hold between the ends of two blocks is taken apart once."""

    def __init__(self) -> None:
        self._blocks: dict[bytes, str] = {}
        self._segments: list[bytes] = []
        self._said: list[tuple[str, bytes]] = []

    def take(self, path: str, data: bytes) -> None:
        """Add a page of which `markup.tags` has found no fault."""
        news = set(_ENDS.split(data)).difference(self._blocks)
        self._blocks |= dict.fromkeys(news, path)

    def texts(self) -> list[str]:
        """Every text; data for scripts are in it string by string."""
        joints = _Joints()
        joined = _read(_END.join(self._blocks), joints)
        self._segments = list(dict.fromkeys(joined.split(_END)))
        shown = [unescape(text) if "&" in text else text for text in _END.join(self._segments).decode().split(_END.decode())]
        data = [segment for segment in self._segments if segment.startswith(_JSON)]
        self._said = [*joints.said, *((text, segment) for segment in data for text in _data(segment[1:]))]
        return [*("" if text.startswith(_JSON.decode()) else text for text in shown), *(text for text, _ in self._said)]

    def place(self, number: int) -> tuple[str, bytes]:
        """A page that holds the text of that number, and the bytes by which `line_of` finds it there."""
        if number < len(self._segments):
            segment = self._segments[number]
            return next(path for block, path in self._blocks.items() if segment in _read(block, _Joints()).split(_END)), segment
        _, source = self._said[number - len(self._segments)]
        token = source.removeprefix(_JSON)
        return next(path for block, path in self._blocks.items() if token in block), token


def _read(markup: bytes, joints: _Joints) -> bytes:
    """Markup with what its tags put between the texts in place of them."""
    read = pieces(markup)
    read[1::2] = map(joints.__getitem__, read[1::2])
    return b"".join(read)


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
