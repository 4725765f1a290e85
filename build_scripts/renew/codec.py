"""Pictures in a PDF as they are packed, freed of notes without touching a pixel."""

import re

from build_scripts.renew.attachment import refused

_KEPT_BOXES = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG of tables, frames and scans alone; of the application's notes only those that say what the colours are."""
    if not data.startswith(b"\xff\xd8"):
        raise refused("E074")
    kept = [b"\xff\xd8"]
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise refused("E074")
        marker = data[at + 1]
        if marker == 0xD9:
            break
        if marker == 0xFF or 0xD0 <= marker <= 0xD7 or marker == 0x01:
            at += 1 if marker == 0xFF else 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        kept.append(_bare_segment(marker, data[at + 4 : end]))
        at = end
        if marker == 0xDA:
            scan = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(data, at)
            at = scan.start() if scan else len(data)
            kept.append(data[end:at])
    return b"".join([*kept, b"\xff\xd9"])


def _bare_segment(marker: int, body: bytes) -> bytes:
    if marker == 0xE0 and body.startswith(b"JFIF\0"):
        body = body[:12] + b"\0\0"  # without the thumbnail
    elif marker == 0xEE and body.startswith(b"Adobe"):
        body = body[:12]
    elif not 0xC0 <= marker <= 0xDF:
        return b""
    return b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2, "big") + body


def bare_jpx(data: bytes) -> bytes:
    """A JPEG 2000 of its header and code stream alone."""
    if data.startswith(b"\xff\x4f"):
        return _bare_code_stream(data)
    kept = []
    at = 0
    while at + 8 <= len(data):
        size, start = int.from_bytes(data[at : at + 4], "big"), at + 8
        if size == 1:
            size, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        end = len(data) if size == 0 else at + size
        if end < start:
            raise refused("E074")
        sort, body = data[at + 4 : at + 8], data[start:end]
        if sort in _KEPT_BOXES:
            body = _bare_code_stream(body) if sort == b"jp2c" else body
            kept.append((len(body) + 8).to_bytes(4, "big") + sort + body)
        at = end
    return b"".join(kept)


def _bare_code_stream(data: bytes) -> bytes:
    """The code stream without the comments of its main header."""
    kept = [data[:2]]
    at = 2
    while data[at : at + 2] not in (b"\xff\x90", b""):
        if data[at : at + 1] != b"\xff":
            raise refused("E074")
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        kept += [] if data[at + 1] == 0x64 else [data[at:end]]
        at = end
    end = data.find(b"\xff\xd9", at)
    return b"".join([*kept, data[at:] if end < 0 else data[at : end + 2]])
