"""The QR codes that pages carry (二维码): each leads to the disclosure beside it, in the version that stands there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.view.address import union_path
from build_scripts.view.sheet import codes, page_address, sheet_address

BARE = b'<img class="gk-qr" src="data:,">'
"""What stands for a code whose picture is set aside."""

MARK = b'class="gk-qr"'
_BEGINS = b'<img class="gk-qr" alt="'
_REST = rb'[^<>"]*" src="(data:image/png;base64,[A-Za-z0-9+/=]*)"'
_IMAGE = _BEGINS + _REST
_PICTURE, _SOURCE = re.compile(_REST), re.compile(_IMAGE)
ARTICLE = b'<article class="gk-article'
ID = re.compile(rb'[^<>]*\bid="([0-9-]+)"')
"""Behind the beginning of an article, its id."""

SEAL, VERIFY = b'<div class="gk-seal">', b'<p class="gk-verify">'
_SEALED = re.compile(SEAL + rb"(?:" + _IMAGE + rb">)?" + VERIFY + rb"(?:<b>[^<>]*</b>)?<span><i>[^<>]*</i>[^<>]*<code>([A-Z ]+)</code>")
AT = b'<span class="gk-at">'


def set_aside(data: bytes) -> tuple[bytes, list[bytes]]:
    """The page without the pictures of its codes, of which no two are alike, and these pictures; `astray` looks at them."""
    first, *others = data.split(_BEGINS)
    rest, pictures = [first], []
    for each in others:
        picture = _PICTURE.match(each)
        pictures += [picture[1]] if picture else []
        rest += [BARE[:-1], each[picture.end() :]] if picture else [_BEGINS, each]
    return b"".join(rest), pictures


@dataclass(frozen=True, slots=True)
class Claim:
    """A code that a page carries (empty: it carries none there), and the addresses of which it must hold one."""

    name: str
    code: str
    addresses: tuple[str, ...]


def places_of(path: str) -> list[str]:
    """The pages to which codes of disclosures on a page may lead: itself; from a part of what a union disclosed, that union's page."""
    return [path, *(union_path(name) for name in path.split("/")[1:-1][:1])]


def astray(path: str, data: bytes) -> Iterator[str]:
    """Which codes of a page are not what they must be: ids of articles; the page's path for its own code and the address that it states."""
    found = list(claims(path, data))
    addresses = list(dict.fromkeys(address for claim in found for address in claim.addresses))
    drawn = dict(zip(addresses, codes(addresses), strict=True))
    yield from dict.fromkeys(claim.name for claim in found if claim.code not in [drawn[address] for address in claim.addresses])


def claims(path: str, data: bytes) -> Iterator[Claim]:
    """What a page claims by its codes.

    The address that the page states in words must be its own; every article that has a fingerprint must have a code, and each code must be
    the one of its address. A page that states no address has no codes.
    """
    stated = data.partition(AT)[2].partition(b"<")[0].decode("utf-8", "replace")
    site = stated.removesuffix(f"/{path}")
    places = places_of(path)
    outside, *articles = data.split(ARTICLE)
    seen = 0
    for each in articles:
        article, _, after = each.partition(b"</article>")
        outside += after
        number, sealed = ID.match(article), _SEALED.match(article, max(article.rfind(SEAL), 0))
        seen += sealed is not None and sealed[1] is not None
        if number and sealed:
            name, printed, code = number[1].decode(), sealed[2].decode(), (sealed[1] or b"").decode()
            yield Claim(name, code, tuple(sheet_address(site, f"{place}#{name}", printed) for place in places))
    own = _SOURCE.findall(outside)
    yield from (Claim(path, code.decode(), (page_address(site, path),)) for code in own)
    if (stated and site == stated) or seen + len(own) != data.count(MARK):
        yield Claim(path, "", ())
