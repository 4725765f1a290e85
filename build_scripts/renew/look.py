"""What a reader sees on the pages of a PDF, held against what its text says."""

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from build_scripts.renew.attachment import refused
from build_scripts.renew.cover import Letter, covers_picture, covers_text
from build_scripts.renew.drawn import FAINT, IMAGE, TEXT, Drawn, ends

_FEW = 50
_CELLS, _PICTURED = 24, 0.25
_UNREADABLE = re.compile(r"(?:[\ufffd\ue000-\uf8ff]\s*){6}")
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})


@dataclass(frozen=True, slots=True)
class Seen:
    """The text of each page, and the numbers (from 1) of the pages that show more than it says."""

    texts: tuple[str, ...]
    scanned: tuple[int, ...]


def look(data: bytes, cut: frozenset[int]) -> Seen:
    """Read and look at every page.

    All text counts, hidden or not: what a reader cannot see can still be copied, and so the guard must read it. A page says all that
    it shows where it is blank, or has text that can be read and pictures take up less than a quarter of it, or less than half where
    there is little text.

    Args:
        data: a PDF.
        cut: the pages (from 1) that show only a part of what they hold.

    Raises:
        RefusedError: text or part of a picture is covered but there (E077), a picture is cut but whole beneath (E079), a page cannot be
            drawn (E074).
    """
    _without_fonts_of_this_machine()
    texts = []
    scanned = []
    try:
        with pypdfium2.PdfDocument(data) as document:
            for number, page in enumerate(document, 1):
                drawn = Drawn(page)
                if number in cut and drawn.leaves_page():
                    raise refused("E079", page=str(number))
                letters = _letters(page, drawn)
                if covers_text(drawn, letters) or covers_picture(drawn):
                    raise refused("E077", page=str(number))
                texts.append(_text(letters))
                scanned += [number] if _shows_more(drawn, letters, texts[-1]) else []
                page.close()
    except (pypdfium2.PdfiumError, ValueError) as fault:
        raise refused("E074") from fault
    return Seen(tuple(texts), tuple(scanned))


def _shows_more(drawn: Drawn, letters: Sequence[Letter], text: str) -> bool:
    low, high = ends(drawn.whole)
    if high - low < FAINT:
        return False
    seen = sum((letter.seen or letter.turn >= 0) and not letter.sign.isspace() for letter in letters)
    if not seen or _UNREADABLE.search(text):
        return True
    pictures = drawn.of(IMAGE)
    if not pictures:
        return False
    pictured = drawn.made_by(pictures)
    left, top, right, bottom = pictured.getbbox() or (0, 0, 0, 0)
    if seen < _FEW and 2 * (right - left) * (bottom - top) >= pictured.width * pictured.height:
        return True
    cells = pictured.resize((_CELLS, _CELLS), Image.Resampling.BOX).histogram()
    return sum(cells[1:]) >= _PICTURED * _CELLS**2


def _letters(page: pypdfium2.PdfPage, drawn: Drawn) -> list[Letter]:
    writing = drawn.made_by(drawn.of(TEXT))
    found = []
    with closing(page.get_textpage()) as written:
        for index in range(written.count_chars()):
            place = drawn.place(written.get_charbox(index))
            seen = bool(place and writing.crop(place).getbbox())
            part = pdfium.FPDFText_GetTextObject(written, index) if place and not seen else None
            found.append(Letter(_sign(written, index), place, seen, drawn.turn(part) if part and _is_drawn_elsewhere(part) else -1))
    return found


def _is_drawn_elsewhere(part: Any) -> bool:
    """Whether a text is drawn visibly, in a font that is not in the file."""
    visible = pdfium.FPDFTextObj_GetTextRenderMode(part) not in _INVISIBLE
    return visible and pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(part)) == 0


def _sign(written: pypdfium2.PdfTextPage, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(written, index)
    if code in _HYPHENS:
        return "-"
    return "\ufffd" if not code or pdfium.FPDFText_HasUnicodeMapError(written, index) == 1 else chr(code)


def _text(letters: Iterable[Letter]) -> str:
    """The text of a page; of its control characters only line ends, and the radicals that some fonts draw words with as the words."""
    joined = "".join(letter.sign for letter in letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    joined = _RADICAL.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), joined)
    kept = (sign for sign in joined.replace("\r\n", "\n").replace("\r", "\n") if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    return "".join(kept).strip("\n")


def _without_fonts_of_this_machine() -> None:
    """Draw with the fonts in the file and those of the library alone, so that the verdict is the same on every machine."""
    nowhere = (ctypes.c_char_p * 1)(None)
    pdfium.FPDF_DestroyLibrary()
    config = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=ctypes.cast(nowhere, ctypes.POINTER(ctypes.POINTER(ctypes.c_char))))
    pdfium.FPDF_InitLibraryWithConfig(config)
