"""Texts in the properties of an old Office file (MS-OLEPS): every section, so also those that a person named herself."""

import struct
from collections.abc import Iterator

_CODE_PAGE, _CODE_PAGE_TYPE = 1, 2
_BYTES, _WIDE, _VARIANT, _VECTOR = 0x1E, 0x1F, 0x0C, 0x1000
_UTF16, _UTF8, _CHINESE = 1200, 65001, 936
_MOST = 10_000


def property_texts(data: bytes) -> list[str]:
    """All texts of a property set, as far as it can be read; what is no property set says nothing."""
    found: list[str] = []
    try:
        (count,) = struct.unpack_from("<I", data, 24)
        for number in range(min(count, 8)):
            (start,) = struct.unpack_from("<I", data, 28 + 20 * number + 16)
            found += _section(data, start)
    except (struct.error, ValueError):
        return found
    return found


def _section(data: bytes, start: int) -> Iterator[str]:
    (count,) = struct.unpack_from("<I", data, start + 4)
    entries = [struct.unpack_from("<II", data, start + 8 + 8 * number) for number in range(min(count, _MOST))]
    page = _CHINESE
    for name, offset in entries:
        if name == _CODE_PAGE and struct.unpack_from("<I", data, start + offset)[0] == _CODE_PAGE_TYPE:
            (page,) = struct.unpack_from("<H", data, start + offset + 4)
    for name, offset in entries:
        if name > _CODE_PAGE:
            yield from _texts(data, start + offset, page)


def _texts(data: bytes, start: int, page: int) -> Iterator[str]:
    (kind,) = struct.unpack_from("<I", data, start)
    count, start = 1, start + 4
    if kind & _VECTOR:
        (count,) = struct.unpack_from("<I", data, start)
        kind, start = kind & ~_VECTOR, start + 4
    for _ in range(min(count, _MOST)):
        held = kind
        if kind == _VARIANT:
            (held,) = struct.unpack_from("<I", data, start)
            start += 4
        if held not in (_BYTES, _WIDE):
            return
        (length,) = struct.unpack_from("<I", data, start)
        size = length * 2 if held == _WIDE else length
        yield _decoded(data[start + 4 : start + 4 + size], _UTF16 if held == _WIDE else page)
        start += 4 + size + (-size % 4 if held == _WIDE else 0)


def _decoded(text: bytes, page: int) -> str:
    names = {_UTF16: "utf-16-le", _UTF8: "utf-8", _CHINESE: "gb18030"}
    return text.decode(names.get(page, "latin-1"), "replace").rstrip("\0")
