"""What lies on a page under something that hides it, and so is still in the file though nobody sees it."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from build_scripts.renew.drawn import FAINT, IMAGE, PATH, SHADING, TEXT, Drawn, Part, Place, ends, strong

_DARK = 100
_DETAIL = 64
_WINDOW, _CELL = 5, 4
_FEWEST_CELLS = 3
_MOST_PICTURES = 8


@dataclass(frozen=True, slots=True)
class Letter:
    """One character: its box in the picture of the page (None: outside), and whether it can be seen there.

    `turn`: when it is drawn, where it cannot be seen only because its font is not in the file (readers who have the font see it), else -1.
    """

    sign: str
    place: Place | None
    seen: bool
    turn: int = -1


def covers_text(drawn: Drawn, letters: Iterable[Letter]) -> bool:
    """Whether text lies under something that hides it.

    A letter is hidden where the page looks the same without text. It is covered where it would be seen by itself, or where all that is
    seen is one dark colour; text that is invisible by itself (as that which recognition lays over a scan) is not. A letter whose font is
    not in the file is covered where a filled shape is drawn over it later.
    """
    letters = list(letters)
    if _lies_under_lid(drawn, [letter for letter in letters if letter.turn >= 0]):
        return True
    hidden = [
        (letter.sign, letter.place)
        for letter in letters
        if letter.place and not letter.seen and unicodedata.category(letter.sign)[0] in "LN"
    ]
    if not hidden:
        return False
    ink = strong(ImageChops.invert(drawn.alone(drawn.of(TEXT))))
    covered = [sign for sign, place in hidden if ink.crop(place).getbbox() or _is_dark(drawn.whole.crop(place))]
    return len(covered) > 1 or any(unicodedata.category(sign) == "Lo" for sign in covered)


def _lies_under_lid(drawn: Drawn, letters: Sequence[Letter]) -> bool:
    lids = drawn.lids() if letters else []
    for letter in letters:
        left, top, right, bottom = letter.place or (0, 0, 0, 0)
        x, y = (left + right) / 2, (top + bottom) / 2
        if any(turn > letter.turn and lid[0] <= x <= lid[2] and lid[1] <= y <= lid[3] for turn, lid in lids):
            return True
    return False


def covers_picture(drawn: Drawn) -> bool:
    """Whether part of a picture lies under one plain colour: a box drawn over a scan does not remove what it hides."""
    pictures = drawn.of(IMAGE)
    if not pictures or not (len(pictures) > 1 or drawn.of(PATH) or drawn.of(SHADING)):
        return False
    groups: Sequence[Sequence[Part]] = [[each] for each in pictures] if len(pictures) <= _MOST_PICTURES else [pictures]
    plain = _cells(_spread(drawn.whole).point(lambda spread: 0 if spread >= FAINT else 255))
    return any(_hides(drawn, group, plain) for group in groups)


def _hides(drawn: Drawn, group: Sequence[Part], plain: Image.Image) -> bool:
    """Whether these pictures show detail by themselves where the page is of one colour and would look the same without them."""
    detailed = _cells(_spread(drawn.alone(group)).point(lambda spread: 255 if spread >= _DETAIL else 0))
    if not ImageChops.darker(detailed, plain).getbbox():
        return False
    without = _cells(ImageChops.invert(drawn.made_by(group).filter(ImageFilter.MaxFilter(_WINDOW))))
    hidden = ImageChops.darker(ImageChops.darker(detailed, plain), without)
    inner = hidden.filter(ImageFilter.MinFilter(3))  # edges of a picture on ground of its own colour are one or two cells wide
    return inner.histogram()[255] >= _FEWEST_CELLS


def _spread(picture: Image.Image) -> Image.Image:
    """How far the greys around each point lie apart."""
    return ImageChops.difference(picture.filter(ImageFilter.MaxFilter(_WINDOW)), picture.filter(ImageFilter.MinFilter(_WINDOW)))


def _cells(picture: Image.Image) -> Image.Image:
    return picture.resize((max(picture.width // _CELL, 1), max(picture.height // _CELL, 1)), Image.Resampling.NEAREST)


def _is_dark(picture: Image.Image) -> bool:
    low, high = ends(picture)
    return high < _DARK and high - low < FAINT
