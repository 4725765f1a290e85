"""Pictures made anew from their pixels: nothing but what they show goes over."""

import io
import struct

from PIL import Image, ImageOps

from build_scripts.renew.attachment import JPG, MOST_PIXELS, Attachment, refused, too_large

_FORMATS = {".jpg": ("JPEG", "MPO"), ".png": ("PNG",)}
_QUALITY = 90
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error, ZeroDivisionError)


def take_picture(data: bytes, suffix: str) -> Attachment:
    """The picture upright, on white, in eight bits a channel; a picture says more than any text, so a person has to look at it.

    Raises:
        RefusedError: it cannot be decoded (E074) or has too many pixels (E078).
    """
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS[suffix]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise too_large()
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
            shown = _flat(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise too_large() from bomb
    except _UNREADABLE as fault:
        raise refused("E074") from fault
    return Attachment(suffix, _encoded(shown, suffix), "", 1, (1,))


def _encoded(picture: Image.Image, suffix: str) -> bytes:
    memory = io.BytesIO()
    if suffix == JPG:
        picture.save(memory, "JPEG", quality=_QUALITY, optimize=True)
    else:
        picture.save(memory, "PNG")
    return memory.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """A new picture of grey or of red, green and blue: no palette, no transparency under which something may lie, no notes."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        made = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    elif picture.has_transparency_data:
        layered = picture.convert("RGBA")
        made = Image.new("RGB", layered.size, "white")
        made.paste(layered, mask=layered.getchannel("A"))
    else:
        made = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
    made.info.clear()
    return made
