"""The QR codes that pages carry (二维码): each leads to the disclosure beside it, in the version that stands there."""

import re
from collections.abc import Iterator

from build_scripts.view.address import union_path
from build_scripts.view.sheet import codes, page_address, sheet_address

_MARK = b'class="gk-qr"'
_IMAGE = rb'<img class="gk-qr" alt="[^<>"]*" src="(data:image/png;base64,[A-Za-z0-9+/=]*)"'
_SOURCE = re.compile(_IMAGE)
_ID = re.compile(rb'[^<>]*\bid="([0-9-]+)"')
_SEAL = b'<div class="gk-seal">'
_SEALED = re.compile(
    _SEAL + rb"(?:" + _IMAGE + rb'>)?<p class="gk-verify">(?:<b>[^<>]*</b>)?<span><i>[^<>]*</i>[^<>]*<code>([A-Z ]+)</code>'
)
_AT = b'<span class="gk-at">'


def set_aside(data: bytes) -> tuple[bytes, int]:
    """The page without the pictures of its codes, of which no two are alike, and how many there were; `astray` looks at the pictures."""
    if _MARK not in data:
        return data, 0
    pieces = _SOURCE.split(data)
    return b'<img class="gk-qr" src="data:,"'.join(pieces[::2]), len(pieces) // 2


def astray(path: str, data: bytes) -> Iterator[str]:
    """Which codes of a page are not what they must be: ids of articles; the page's path for its own code and the address that it states.

    The address that the page states in words must be its own; every article that has a fingerprint must have a code, and each code must be
    the one of its address. A page that states no address has no codes.
    """
    stated = data.partition(_AT)[2].partition(b"<")[0].decode("utf-8", "replace")
    site = stated.removesuffix(f"/{path}")
    outside, *articles = data.split(b'<article class="gk-article')
    seen = 0
    for each in articles:
        article, _, after = each.partition(b"</article>")
        outside += after
        number, sealed = _ID.match(article), _SEALED.match(article, max(article.rfind(_SEAL), 0))
        seen += sealed is not None and sealed[1] is not None
        if number and sealed and not _is_own(path, site, number[1].decode(), sealed[2].decode(), (sealed[1] or b"").decode()):
            yield number[1].decode()
    own = _SOURCE.findall(outside)
    if (
        (stated and site == stated)
        or seen + len(own) != data.count(_MARK)
        or any(code.decode() != expected for expected in codes([page_address(site, path)]) for code in own)
    ):
        yield path


def _is_own(path: str, site: str, number: str, fingerprint: str, code: str) -> bool:
    """Whether the code leads to that number on this page or, from a part of what a union disclosed, on the union's page."""
    folder = path.split("/")[1:-1]
    places = [path, *(union_path(name) for name in folder[:1])]
    return code in codes([sheet_address(site, f"{place}#{number}", fingerprint) for place in places])
