"""Checks of what search engines are told: each address is that of a page they may keep, and each such page is told of, once."""

import re
from collections.abc import Iterator, Set
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.publish.heads import UNLISTED
from build_scripts.publish.policy import PACKS
from build_scripts.write.sitemap import FOLDER, INDEX, MOST, ROBOTS

_SITEMAP = re.compile(r"^Sitemap: *(\S*)$", re.MULTILINE)
_LINES = {
    "urlset": re.compile(r"<url><loc>([^<]*)</loc>(?:<lastmod>[0-9]{4}-[0-9]{2}-[0-9]{2}</lastmod>)?</url>"),
    "sitemapindex": re.compile(r"<sitemap><loc>([^<]*)</loc></sitemap>"),
}
_FRAME = re.compile(
    r'<\?xml version="1\.0" encoding="UTF-8"\?>\n<(\w+) xmlns="http://www\.sitemaps\.org/schemas/sitemap/0\.9">\n(.*)</\1>\n', re.DOTALL
)


def stated_root(site: Path) -> str:
    """The address of the site as its robots.txt states it, without a slash at its end; empty where it states none."""
    file = site / ROBOTS
    found = _SITEMAP.findall(file.read_text("utf-8")) if file.is_file() else []
    return found[0].removesuffix(f"/{INDEX}") if len(found) == 1 and found[0].endswith(f"/{INDEX}") else ""


def check_sitemaps(site: Path, paths: Set[str], indexed: Set[str]) -> list[Finding]:
    """E929, E930 and E935 of a site; none where it has no address and tells search engines nothing.

    Args:
        site: its folder.
        paths: all its files.
        indexed: the pages that do not ask search engines to pass them by. Packs are files to take away, and never told of.
    """
    root = stated_root(site)
    if not root:
        return [Finding("E929", Place(path), {"target": path}) for path in sorted(paths) if path in (ROBOTS, INDEX) or _is_map(path)]
    findings: list[Finding] = []
    maps = _told(site, INDEX, root, findings, {path for path in paths if _is_map(path)})
    pages = {path for path in indexed if path not in UNLISTED and not path.startswith(PACKS)}
    told: set[str] = set()
    for path in sorted(maps):
        found = _told(site, path, root, findings, pages - told)
        if len(found) > MOST:
            findings.append(Finding("E935", Place(path), {"count": str(len(found)), "most": str(MOST)}))
        told |= found
    lost = [path for path in paths if _is_map(path) and path not in maps]
    return [*findings, *(Finding("E929", Place(path), {"target": path}) for path in lost), *_missing(pages - told)]


def _is_map(path: str) -> bool:
    return path.startswith(FOLDER)


def _missing(pages: Set[str]) -> Iterator[Finding]:
    return (Finding("E930", Place(path)) for path in pages)


def _told(site: Path, path: str, root: str, findings: list[Finding], known: Set[str]) -> set[str]:
    """What a map tells of, as paths; E929 for each line that tells of nothing known, or of something again."""
    file = site / path
    frame = _FRAME.fullmatch(file.read_text("utf-8")) if file.is_file() else None
    line = _LINES.get(frame[1]) if frame else None
    if frame is None or line is None or (frame[1] == "sitemapindex") != (path == INDEX):
        findings.append(Finding("E929", Place(path), {"target": path}))
        return set()
    found: set[str] = set()
    start = f"{root}/"
    for number, text in enumerate(frame[2].splitlines(), 3):
        match = line.fullmatch(text)
        address = unescape(match[1]) if match else text
        target = unquote(address.removeprefix(start)) if address.startswith(start) else ""
        if target in known and target not in found:
            found.add(target)
        else:
            findings.append(Finding("E929", Place(path, number), {"target": address[:80]}))
    return found
