"""What a page needs that stands alone in one file: its policy, its data as JSON, its style, and links that lead nowhere else."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from pathlib import Path
from typing import Any

_PLAIN = re.compile(r"[^\x20-\x7e\u2010-\u2027\u3001-\u303f\u3400-\u9fff\uff01-\uffee]|[<>&]")
_LINK = re.compile(r'<a\b([^<>]*?) href="([^"<>]*)"([^<>]*)>(.*?)</a>', re.DOTALL)
_PROOF = re.compile(r' data-why="([^"<>]*)"')
_UNLINKED = re.compile(r' (?:aria-label|rel|download|data-gk-keep)(?:="[^"]*")?')
_SLATE = re.compile(r'^\[data-md-color-scheme="slate"\]([^{]*)\{([^}]*)\}', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\s+")
_OUTWARD = "noopener noreferrer nofollow"


def policy(script: str, style: str) -> str:
    """What the page may do: run this script, wear this style, nothing else."""
    rules = ("default-src 'none'", f"script-src '{_hashed(script)}'", f"style-src '{_hashed(style)}'", "img-src data:")
    return "; ".join((*rules, "base-uri 'none'", "form-action 'none'"))


def as_json(value: Mapping[str, Any]) -> str:
    """The value as JSON of signs that can be seen; all others are written as their numbers, and so are those that HTML knows."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _PLAIN.sub(lambda sign: json.dumps(sign[0])[1:-1] if sign[0] not in "<>&" else f"\\u{ord(sign[0]):04x}", text)


def style(*sheets: Path) -> str:
    """Style sheets of the site for a page without its switch of colours: dark where the reader's machine is, never on paper."""
    joined = _COMMENT.sub("", "\n".join(sheet.read_text("utf-8") for sheet in sheets))
    return _BLANK.sub(" ", _SLATE.sub(_by_machine, joined)).strip()


def _by_machine(match: re.Match[str]) -> str:
    return f"@media screen and (prefers-color-scheme: dark) {{ {match[1].strip() or ':root'} {{{match[2]}}} }}"


def relinked(fragment: str, target: Callable[[str], str]) -> str:
    """The HTML with each link where `target` says, those that scripts make (`data-why`) too; where it says nothing there is plain text.

    Args:
        fragment: HTML of our own templates.
        target: from the address as written to one inside the page (`#…`), one of a web page, or the empty text.
    """

    def proved(match: re.Match[str]) -> str:
        return f' data-why="{escape(target(unescape(match[1])))}"'

    def again(match: re.Match[str]) -> str:
        before, written, after, inside = match.groups()
        found = target(unescape(written))
        stated = f"{before}{after}"
        if not found:
            name = "g" if "gk-region" in stated else "span"
            return f"<{name}{_UNLINKED.sub('', stated)}>{inside}</{name}>"
        outward = f' rel="{_OUTWARD}"' if not found.startswith("#") and " rel=" not in stated else ""
        return f'<a{before} href="{escape(found)}"{outward}{after}>{inside}</a>'

    return _PROOF.sub(proved, _LINK.sub(again, fragment))


def _hashed(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
