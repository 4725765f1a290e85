"""Every file of a map says where its figures are from, their date, and its approval number (审图号) or the place for it."""

from collections.abc import Mapping, Set
from types import MappingProxyType

from build_scripts.findings import Finding
from build_scripts.place import Place

FOLDER = "maps/"
NOTES = frozenset({"approval", "boundary", "as_of", "source"})
"""The lines of a map's footer by kind, as `data-gk-note` in a picture (SVG) and as members of `metadata` (GeoJSON)."""

_KEYWORDS: Mapping[bytes, str] = MappingProxyType(
    {b"Comment": "approval", b"Disclaimer": "boundary", b"Description": "as_of", b"Source": "source"}
)
_FIRST_CHUNK = 8


def check_notes(path: str, told: Set[str]) -> list[Finding]:
    """E912 where a file of a map lacks a note."""
    found = len(NOTES & told)
    return [Finding("E912", Place(path), {"found": str(found), "expected": str(len(NOTES))})] if found < len(NOTES) else []


def notes_of_collection(value: Mapping[str, object]) -> frozenset[str]:
    """The notes of a GeoJSON."""
    metadata = value.get("metadata")
    members = metadata.items() if isinstance(metadata, dict) else ()
    return frozenset(key for key, text in members if isinstance(text, str) and text.strip())


def notes_of_picture(data: bytes) -> frozenset[str]:
    """The notes of a PNG, which are texts (`iTXt`) under keywords of its standard."""
    found, place = set(), _FIRST_CHUNK
    while place + 8 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        content = data[place + 8 : place + 8 + length]
        keyword, _, rest = content.partition(b"\0")
        if data[place + 4 : place + 8] == b"iTXt" and keyword in _KEYWORDS and rest.rpartition(b"\0")[2].strip():
            found.add(_KEYWORDS[keyword])
        place += length + 12
    return frozenset(found)
