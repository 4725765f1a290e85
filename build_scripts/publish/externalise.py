"""Inline scripts and styles of the theme become files, so that the pages run under a policy that allows none inline."""

import hashlib
import re

from build_scripts.write.output import Output

_ATTRIBUTES = r"""((?:[^>"']|"[^"]*"|'[^']*')*)"""
_SCRIPT = re.compile(rf"<script\b{_ATTRIBUTES}>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_STYLE = re.compile(rf"<style\b{_ATTRIBUTES}>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rf"<[a-z][a-z0-9-]*\b{_ATTRIBUTES}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_RELATIVE_URL = re.compile(r"""url\(\s*["']?(?!data:|#)""", re.IGNORECASE)
_JSON_TYPES = frozenset({"application/json", "application/ld+json", "importmap", "speculationrules"})


class InlineError(Exception):
    """A page of the theme carries something inline that cannot become a file."""


def externalise(page: str, prefix: str) -> tuple[str, list[Output]]:
    """The page without inline script and style, and the files that took their place.

    A script stays where it stood and stays blocking, because the theme's scripts rely on both: each uses what the one before defined
    and the elements above it. The file's name is the hash of its content, so equal scripts of many pages are one file.

    Args:
        page: HTML of the theme, before any submitted text is in it.
        prefix: how the page reaches the root of the site: "", "../", "../../" … or "/".

    Raises:
        InlineError: a style sheet with a relative address, or an attribute that holds style or script.
    """
    files: dict[str, Output] = {}

    def moved(content: str, suffix: str) -> str:
        data = content.strip().encode()
        path = f"assets/inline/{hashlib.sha256(data).hexdigest()[:16]}.{suffix}"
        files[path] = Output(path, data + b"\n")
        return prefix + path

    def script(match: re.Match[str]) -> str:
        stated = attributes(match[1])
        if "src" in stated or stated.get("type", "").lower() in _JSON_TYPES or not match[2].strip():
            return match[0]
        return f'<script{match[1].rstrip()} src="{moved(match[2], "js")}"></script>'

    def style(match: re.Match[str]) -> str:
        if _RELATIVE_URL.search(match[2]):
            raise InlineError(f"a style sheet with an address that moving would change: {match[2][:80]}")
        return f'<link{match[1].rstrip()} rel="stylesheet" href="{moved(match[2], "css")}">'

    result = _STYLE.sub(style, _SCRIPT.sub(script, page))
    _refuse_attributes(result)
    return result, [files[path] for path in sorted(files)]


def attributes(text: str) -> dict[str, str]:
    """Attributes of a start tag by lower-case name, as written (no character reference resolved)."""
    return {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(text)}


def _refuse_attributes(page: str) -> None:
    for tag in _TAG.finditer(_SCRIPT.sub("", page)):
        for name in attributes(tag[1]):
            if name == "style" or (name.startswith("on") and len(name) > 2):
                raise InlineError(f"attribute {name} in {tag[0][:120]}")
