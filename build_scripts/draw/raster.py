"""An SVG of ours as a PNG, the same bytes everywhere: drawn by the renderer and fonts of the lock files, never by those of the system."""

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import resvg_py

FAMILY = "Noto Sans SC"
PIXELS = 1920  # wide: as a slide is, and 175 to the inch on A4

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = len(_SIGNATURE) + 25  # the signature, and the first chunk, which must stay the first


def raster(svg: str, fonts: Sequence[Path], told: Mapping[str, str]) -> bytes:
    """The picture, `PIXELS` wide, with texts that say what it is.

    Args:
        svg: it may ask for the family `FAMILY` only; a sign that the fonts lack is left out.
        fonts: files of that family, regular and bold.
        told: by keyword of the PNG standard (Title, Source, …), in Latin letters, what is known of the picture.

    Raises:
        FileNotFoundError: a font is not there; the renderer would leave out all text and say nothing.
    """
    for font in fonts:
        if not font.is_file():
            raise FileNotFoundError(font)
    names = [str(font) for font in fonts]
    drawn = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=names, font_family=FAMILY, width=PIXELS)
    texts = b"".join(_text(keyword, text) for keyword, text in told.items() if text)
    return drawn[:_HEADER] + texts + drawn[_HEADER:]


def _text(keyword: str, text: str) -> bytes:
    """An `iTXt` chunk, not compressed: how tightly zlib packs differs from machine to machine."""
    content = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0zh-CN\0\0" + text.encode()
    return (len(content) - 4).to_bytes(4, "big") + content + zlib.crc32(content).to_bytes(4, "big")
