"""What a sheet of paper carries by which it can be held against what is published (公开栏): QR code, and letters of a fingerprint."""

from build_scripts.draw.matrix_code import MOST, data_uri

LETTERS = 8
"""Letters of a fingerprint in the address that a code holds, and by which a version on paper is known: 34 bits."""


def letters(fingerprint: str) -> str:
    """The first letters of a fingerprint, without its gaps: `KJWTBXQM`."""
    return fingerprint.replace(" ", "")[:LETTERS]


def sheet_code(site: str, path: str, fingerprint: str) -> str:
    """The QR code of a disclosure's sheet, as the source of a picture; empty where the site states no address.

    It holds `https://…/union/<code>.html?p=KJWTBXQM#2018-00012`: page and place of the disclosure, and which version is on the paper.
    """
    page, _, number = path.partition("#")
    return _code(f"{site.rstrip('/')}/{page}?p=", f"{letters(fingerprint)}#{number}") if site else ""


def page_code(site: str, path: str) -> str:
    """The QR code of a whole page; empty where the site states no address."""
    return _code(f"{site.rstrip('/')}/", path) if site else ""


def _code(start: str, rest: str) -> str:
    """None for an address that is too long, or that a browser would have to spell anew."""
    whole = start + rest
    return data_uri(start, rest) if whole.isascii() and len(whole) <= MOST else ""
