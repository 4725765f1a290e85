"""A page of a PDF as it looks, whole or without some of what it draws."""

import ctypes
from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from build_scripts.renew.attachment import refused

TEXT, PATH, IMAGE, SHADING, FORM = (
    pdfium.FPDF_PAGEOBJ_TEXT,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_SHADING,
    pdfium.FPDF_PAGEOBJ_FORM,
)
FAINT = 24
"""Two greys of 256 that differ by less are one to a reader."""

_SCALE, _LONGEST = 1.6, 1800
_SIDES = 14_400
_DEPTH = 12
_STEP = 1000
_OPAQUE = 255

Place = tuple[int, int, int, int]
Part: TypeAlias = pypdfium2.PdfObject


class Drawn:
    """One page and its pictures. `parts` is all that it draws but forms, which only hold parts; `whole` how it looks, in greys."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        size = page.get_size()
        if not 1 <= min(size) <= max(size) <= _SIDES:
            raise refused("E074")
        self._page = page
        self._scale = min(_SCALE, _LONGEST / max(size))
        self._objects = list(page.get_objects(max_depth=_DEPTH))
        self._turns: dict[int | None, int] = {}
        self.parts = [each for each in self._objects if each.type != FORM]
        self.whole, positions = self._picture(())
        (x, y), (across, down), (up, over) = (positions.to_page(*spot) for spot in ((0, 0), (_STEP, 0), (0, _STEP)))
        self._origin = x, y
        self._axes = (across - x) / _STEP, (down - y) / _STEP, (up - x) / _STEP, (over - y) / _STEP

    def of(self, sort: int) -> list[Part]:
        """The parts of that sort."""
        return [each for each in self.parts if each.type == sort]

    def alone(self, parts: Collection[Part]) -> Image.Image:
        """The page with nothing but these parts, on white."""
        kept = set(map(id, parts))
        return self._picture([each for each in self.parts if id(each) not in kept])[0]

    def made_by(self, parts: Collection[Part]) -> Image.Image:
        """White where the page would look otherwise without these parts, else black."""
        return strong(ImageChops.difference(self.whole, self._picture(parts)[0] if parts else self.whole))

    def turn(self, raw: Any) -> int:
        """When in the order of painting the part behind a pointer of the library is drawn; -1 where it is none of the page's."""
        if not self._turns:
            self._turns = {_address(each.raw): turn for turn, each in enumerate(self._objects)}
        return self._turns.get(_address(raw), -1)

    def lids(self) -> list[tuple[int, Place]]:
        """The filled shapes that let nothing through: when each is drawn, and where."""
        found = []
        for turn, each in enumerate(self._objects):
            place = self.place(_box(each)) if each.type == PATH and _is_opaque(each) else None
            if place:
                found.append((turn, place))
        return found

    def place(self, box: Sequence[float]) -> Place | None:
        """Where a box of the page (left, bottom, right, top) stands in its picture, at least one pixel; None where it is outside."""
        one, other = self._spot(box[0], box[1]), self._spot(box[2], box[3])
        left, top = int(max(min(one[0], other[0]), 0)), int(max(min(one[1], other[1]), 0))
        right = int(min(max(one[0], other[0]) + 1, self.whole.width))
        bottom = int(min(max(one[1], other[1]) + 1, self.whole.height))
        return (left, top, right, bottom) if left < right and top < bottom else None

    def leaves_page(self) -> bool:
        """Whether a picture, or a form that may hold one, reaches beyond the page."""
        left, bottom, right, top = self._page.get_mediabox()
        boxes = (each.get_bounds() for each in self._objects if each.level == 0 and each.type in (IMAGE, FORM))
        return any(box[0] < left - 2 or box[1] < bottom - 2 or box[2] > right + 2 or box[3] > top + 2 for box in boxes)

    def _spot(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page in its picture: the way back from `to_page`, which is linear."""
        a, b, c, d = self._axes
        x, y = x - self._origin[0], y - self._origin[1]
        area = a * d - b * c
        return (x * d - y * c) / area, (y * a - x * b) / area

    def _picture(self, left_out: Collection[Part]) -> tuple[Image.Image, pypdfium2.PdfPosConv]:
        for each in left_out:
            pdfium.FPDFPageObj_SetIsActive(each, False)
        bitmap = self._page.render(scale=self._scale, grayscale=True, draw_annots=False, may_draw_forms=False)
        positions = bitmap.get_posconv(self._page)
        picture = bitmap.to_pil().copy()
        bitmap.close()
        for each in left_out:
            pdfium.FPDFPageObj_SetIsActive(each, True)
        return picture, positions


def _address(raw: Any) -> int | None:
    return ctypes.cast(raw, ctypes.c_void_p).value


def _box(part: Part) -> tuple[float, float, float, float]:
    """The bounds of a part on the page, through all the forms it stands in."""
    box: tuple[float, float, float, float] = part.get_bounds()
    around = part.container
    while around is not None:
        box = around.get_matrix().on_rect(*box)
        around = around.container
    return box


def _is_opaque(part: Part) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPath_GetDrawMode(part, fill, stroke)
    pdfium.FPDFPageObj_GetFillColor(part, red, green, blue, alpha)
    return bool(fill.value) and alpha.value == _OPAQUE


def strong(difference: Image.Image) -> Image.Image:
    """White where a difference can be seen, else black."""
    return difference.point(lambda grey: 255 if grey >= FAINT else 0)


def ends(picture: Image.Image) -> tuple[int, int]:
    """The darkest and the lightest grey."""
    low, high = picture.getextrema()
    return int(low), int(high)  # type: ignore[arg-type]
