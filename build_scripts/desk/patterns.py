"""Patterns of ours as browsers read them."""

import re

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[.$]", re.DOTALL)
_SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MEANT = {r"\d": r"\p{Nd}", r"\s": _SPACE, r"\w": r"\p{L}\p{N}_"}
_ALONE = {".": r"[^\n]", "$": r"(?=\n?$)", r"\d": r"\p{Nd}", r"\s": f"[{_SPACE}]", r"\w": r"[\p{L}\p{N}_]"}
_INSIDE = re.compile(r"\\.", re.DOTALL)


def for_browsers(pattern: str | re.Pattern[str]) -> str:
    """The pattern for JavaScript and its flag `u`: digits, blanks and letters of any script, and ends, as Python takes them."""
    return _PIECE.sub(_piece, pattern if isinstance(pattern, str) else pattern.pattern)


def _piece(piece: re.Match[str]) -> str:
    text = piece[0]
    if text.startswith("["):
        return _INSIDE.sub(lambda escaped: _MEANT.get(escaped[0], escaped[0]), text)
    return _ALONE.get(text, text)
