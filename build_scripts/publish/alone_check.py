"""Checks of a page that stands alone: it holds one script and one style, which its policy must name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.findings import Finding
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.file_check import check_script, check_style_sheet
from build_scripts.write.alone import policy

_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Alone:
    """What is left of the page without its script and style, and the policy that lets these two run and nothing else."""

    rest: bytes
    policy: str
    script: bytes
    style: bytes

    def findings(self, path: str, exposure: Exposure) -> Iterator[Finding]:
        """What is wrong with the two, as with any file of their kind; what can be read in them is left in `exposure`."""
        for suffix, data, check in ((".js", self.script, check_script), (".css", self.style, check_style_sheet)):
            exposure.part(path, suffix, data)
            yield from check(path, data.decode("utf-8", "replace"), frozenset())


def apart(data: bytes) -> Alone | None:
    """The page taken apart; None where it does not hold exactly one script and one style of its own, and is judged as any other page."""
    scripts, styles = _SCRIPT.findall(data), _STYLE.findall(data)
    if len(scripts) != 1 or len(styles) != 1:
        return None
    rest = _STYLE.sub(_lines, _SCRIPT.sub(_lines, data))
    stated = policy(scripts[0].decode("utf-8", "replace"), styles[0].decode("utf-8", "replace"))
    return Alone(rest, stated, scripts[0], styles[0])


def _lines(match: re.Match[bytes]) -> bytes:
    """The lines of what was taken out, so that findings name the right ones."""
    return b"\n" * match[0].count(b"\n")
