"""An SVG of ours as a PNG, the same bytes everywhere: drawn by the renderer and fonts of the lock files, never by those of the system."""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

import resvg_py

from build_scripts.draw.kept import kept

FAMILY = "Noto Sans SC"
PIXELS = 1920  # wide: as a slide is, and 175 to the inch on A4

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = len(_SIGNATURE) + 25  # the signature, and the first chunk, which must stay the first


def raster(svg: str, fonts: tuple[Path, ...], told: Mapping[str, str], earlier: Path) -> bytes:
    """The picture, `PIXELS` wide, with texts that say what it is.

    Args:
        svg: it may ask for the family `FAMILY` only; a sign that the fonts lack is left out.
        fonts: files of that family, regular and bold.
        told: by keyword of the PNG standard (Title, Source, …), in Latin letters, what is known of the picture.
        earlier: folder of pictures of earlier builds.

    Raises:
        FileNotFoundError: a font is not there; the renderer would leave out all text and say nothing.
    """
    for font in fonts:
        if not font.is_file():
            raise FileNotFoundError(font)
    drawn = kept(earlier, repr((_means(fonts), svg)).encode(), partial(_drawn, svg, fonts))
    texts = b"".join(_text(keyword, text) for keyword, text in told.items() if text)
    return drawn[:_HEADER] + texts + drawn[_HEADER:]


def _drawn(svg: str, fonts: Sequence[Path]) -> bytes:
    names = [str(font) for font in fonts]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=names, font_family=FAMILY, width=PIXELS))


@cache
def _means(fonts: tuple[Path, ...]) -> tuple[str, ...]:
    """What a picture depends on beside its SVG: the renderer, the width, and the fonts byte by byte."""
    return version("resvg-py"), str(PIXELS), *(hashlib.sha256(font.read_bytes()).hexdigest() for font in fonts)


def _text(keyword: str, text: str) -> bytes:
    """An `iTXt` chunk, not compressed: how tightly zlib packs differs from machine to machine."""
    content = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0zh-CN\0\0" + text.encode()
    return (len(content) - 4).to_bytes(4, "big") + content + zlib.crc32(content).to_bytes(4, "big")
