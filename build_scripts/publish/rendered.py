"""What a renderer wrote, sorted into pages to fill, shells to stamp and files to pass on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_scripts.publish.externalise import InlineError, externalise
from build_scripts.publish.shell import DEPTHS, shell_path
from build_scripts.write.output import Output

_NOT_PUBLISHED = (".map", "sitemap.xml", "sitemap.xml.gz", "search.json", "objects.inv")
_FOLDERS_NOT_PUBLISHED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
_ABSOLUTE = frozenset({"404.html"})
"""Served for any address that does not exist, so the renderer gives it addresses from the root."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Pages by path and shells by depth as HTML without inline script or style; assets ready to put."""

    pages: Mapping[str, str]
    shells: Mapping[int, str]
    assets: Sequence[Output]


def take(folder: Path) -> Rendered:
    """Read what a renderer wrote, moving inline scripts and styles into files.

    Source maps, the sitemap (empty without a site address) and the theme's search, which we do not use, are left behind.

    Raises:
        InlineError: the theme carries style or script in an attribute; the text names the page.
    """
    depth_of = {f"{shell_path(depth)}.html": depth for depth in DEPTHS}
    pages: dict[str, str] = {}
    shells: dict[int, str] = {}
    assets: dict[str, Output] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if path.endswith(".html"):
            page, moved = _taken(file, path)
            assets |= {output.path: output for output in moved}
            if path in depth_of:
                shells[depth_of[path]] = page
            else:
                pages[path] = page
        elif not path.endswith(_NOT_PUBLISHED) and not path.startswith(_FOLDERS_NOT_PUBLISHED):
            assets[path] = Output(path, file.read_bytes())
    return Rendered(pages, shells, [assets[path] for path in sorted(assets)])


def _taken(file: Path, path: str) -> tuple[str, list[Output]]:
    prefix = "/" if path in _ABSOLUTE else "../" * path.count("/")
    try:
        return externalise(file.read_text("utf-8"), prefix)
    except InlineError as fault:
        raise InlineError(f"{path}: {fault}") from fault
