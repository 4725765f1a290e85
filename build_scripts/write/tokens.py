"""The colours and sizes of the site for what stands alone: receipts, the check page (校验台), pictures of maps."""

import re
from collections.abc import Mapping
from pathlib import Path

_TOKENS = re.compile(r"^(:root|\[data-md-color-scheme=\"slate\"\]) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_COLOUR = re.compile(r"--gk-([\w-]+): (#[0-9A-Fa-f]{6});")
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


def colours(theme: Path) -> Mapping[str, str]:
    """The light scheme's colours by name, such as `border_soft`, for pictures, which know no variables."""
    rules = [rule for sheet in _SHEETS for rule in _TOKENS.findall((theme / sheet).read_text("utf-8"))]
    light = "".join(declared for selector, declared in rules if selector == ":root")
    return {name.replace("-", "_"): colour.lower() for name, colour in _COLOUR.findall(light)}
