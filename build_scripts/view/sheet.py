"""What a sheet of paper carries by which it can be held against what is published (公开栏): QR code, and letters of a fingerprint."""

from collections.abc import Sequence

from build_scripts.draw.matrix_code import MOST, data_uris

LETTERS = 8
"""Letters of a fingerprint in the address that a code holds, and by which a version on paper is known: 34 bits."""


def letters(fingerprint: str) -> str:
    """The first letters of a fingerprint, without its gaps: `KJWTBXQM`."""
    return fingerprint.replace(" ", "")[:LETTERS]


def sheet_address(site: str, path: str, fingerprint: str) -> str:
    """What the QR code of a disclosure's sheet holds; empty where the site states no address.

    It is `https://…/union/<code>.html?p=KJWTBXQM#2018-00012`: page and place of the disclosure, and which version is on the paper.
    """
    page, _, number = path.partition("#")
    return f"{site.rstrip('/')}/{page}?p={letters(fingerprint)}#{number}" if site else ""


def page_address(site: str, path: str) -> str:
    """What the QR code of a whole page holds; empty where the site states no address."""
    return f"{site.rstrip('/')}/{path}" if site else ""


def codes(addresses: Sequence[str]) -> list[str]:
    """The QR codes that hold these, as sources of pictures; none for no address, one too long, or one that browsers would spell anew."""
    fit = [address for address in addresses if address and address.isascii() and len(address) <= MOST]
    drawn = dict(zip(fit, data_uris(fit), strict=True))
    return [drawn.get(address, "") for address in addresses]
