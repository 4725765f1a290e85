"""The colours and sizes of the site for pages that stand alone: receipts and the check page (校验台)."""

import re
from pathlib import Path

_TOKENS = re.compile(r"^(:root|\[data-md-color-scheme=\"slate\"\]) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_SHEETS = ("overrides/assets/gk/gongkai.css", "overrides/assets/gk/map.css")


def tokens(theme: Path) -> str:
    """The colours and sizes of the site, light and dark, so that the page is of one house with it."""
    light, dark = "", ""
    for sheet in _SHEETS:
        for selector, declared in _TOKENS.findall((theme / sheet).read_text("utf-8")):
            if selector == ":root":
                light += declared
            else:
                dark += declared
    return f":root {{\n{light}}}\n@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n"
