"""What a page made of the text it was given, read by a parser that repairs as browsers do."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import html

_ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href")
_SCRIPT_ADDRESS = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data:text)", re.IGNORECASE)
_JSON = frozenset({"application/json", "application/ld+json"})
_FINGERPRINT = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


_DRAWN = re.compile("data:image/png;base64,[A-Za-z0-9+/]+=*")
"""The source of a QR code, which the gate makes again and compares."""


def live(page: str | bytes) -> list[str]:
    """Elements of the page that would run or load something: event attributes, script addresses, inline scripts, loose images."""
    return [f"{element.tag}: {why}" for element in _elements(page) for why in _reasons(element)]


def _elements(page: str | bytes) -> Iterator[html.HtmlElement]:
    text = page.decode("utf-8") if isinstance(page, bytes) else page
    return (element for element in html.document_fromstring(text).iter() if isinstance(element.tag, str))


def _reasons(element: html.HtmlElement) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name.lower().startswith("on") or name.lower() in ("style", "srcdoc"):
            yield name
        if name.lower() in _ADDRESSES and _SCRIPT_ADDRESS.match(value):
            yield value
    if element.tag == "script" and element.get("type") not in _JSON and (element.text or "").strip():
        yield "inline"
    drawn = element.get("class") == "gk-qr" and len(element.attrib) == 3 and _DRAWN.fullmatch(str(element.get("src")))
    if element.tag in ("iframe", "object", "embed", "base") or (element.tag == "img" and not drawn):
        yield str(element.get("src"))


def text_of(page: bytes) -> str:
    """All the text within the page's body, one blank between its pieces."""
    return " ".join(" ".join(html.document_fromstring(page.decode("utf-8")).xpath("//body//text()")).split())


def texts_within(file: Path) -> Iterator[bytes]:
    """The bytes of the file, or of each part of a workbook."""
    if file.suffix != ".xlsx":
        yield file.read_bytes()
        return
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as book:
        yield from (book.read(name) for name in book.namelist())


def holding(site: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """By word, the files of a site that hold it, inside workbooks too or in their names; words that none holds are left out.

    Fingerprints are passed over: sooner or later one of them holds any short number.
    """
    found: dict[str, list[str]] = {}
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        name = file.relative_to(site).as_posix()
        contents = [_FINGERPRINT.sub(b"", content) for content in (name.encode(), *texts_within(file))]
        for word in words:
            if any(word.encode() in content for content in contents):
                found.setdefault(word, []).append(name)
    return found
