"""What search engines are told: robots.txt, which names an index of site maps, and the site maps with every page that they may keep."""

from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from build_scripts.write.output import Output

ROBOTS, INDEX, FOLDER = "robots.txt", "sitemap.xml", "sitemaps/"
MOST = 50_000
"""Addresses in one site map, as https://www.sitemaps.org/protocol.html allows; ours are far too short to reach its 50 MB."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemaps(address: str, pages: Mapping[str, str]) -> Iterator[Output]:
    """`robots.txt`, `sitemap.xml` and `sitemaps/<n>.xml`; nothing for a site without an address.

    Args:
        address: of the site, without a slash at its end.
        pages: by path of each page that may be found, the day on which what it shows last changed; empty where nobody can say, for the
            day of the build tells nothing. Addresses stand in order of path.
    """
    if not address:
        return
    root = escape(address, quote=False)
    names: list[str] = []
    days = {day: f"</loc><lastmod>{day}</lastmod></url>\n" if day else "</loc></url>\n" for day in set(pages.values())}
    listed = sorted(pages.items())
    for start in range(0, len(listed), MOST):
        names.append(f"{FOLDER}{len(names) + 1}.xml")
        lines = [f"<url><loc>{root}/{quote(path)}{days[changed]}" for path, changed in listed[start : start + MOST]]
        yield Output(names[-1], f"{_HEAD}<urlset{_SPACE}>\n{''.join(lines)}</urlset>\n".encode())
    index = "".join(f"<sitemap><loc>{root}/{name}</loc></sitemap>\n" for name in names)
    yield Output(INDEX, f"{_HEAD}<sitemapindex{_SPACE}>\n{index}</sitemapindex>\n".encode())
    yield Output(ROBOTS, f"User-agent: *\nAllow: /\nSitemap: {address}/{INDEX}\n".encode())
